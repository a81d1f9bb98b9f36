"""From words to a tree: conditions with AND, OR, NOT and parentheses, then ORDER BY."""

from __future__ import annotations

from collections.abc import Callable

from trackerbridge.sandbox.jira import errors
from trackerbridge.sandbox.jira.jql import words
from trackerbridge.sandbox.jira.jql.tree import (
    Both,
    Clause,
    Condition,
    Empty,
    Function,
    Not,
    Operand,
    Query,
    Sort,
    Value,
)
from trackerbridge.sandbox.jira.jql.words import Word, fail

_OPERATORS = {"=": "=", "!=": "!=", "~": "~", "!~": "!~", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_VALID = "The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'."
_AND, _OR = ("and", "&&", "&"), ("or", "||", "|")
MAX_ORDER = 7
"""The most fields of ORDER BY (API-FACTS 1.1)."""


def read(query: str) -> Query:
    """The tree of a query. A :class:`~trackerbridge.sandbox.jira.errors.JiraError` 400 says what is wrong and where."""
    return _Reader(words.split(query)).query()


class _Reader:
    def __init__(self, found: list[Word]) -> None:
        self.words = found
        self.at = 0

    @property
    def word(self) -> Word:
        return self.words[self.at]

    def take(self) -> Word:
        word = self.word
        self.at += word.kind != "end"
        return word

    def comes(self, *texts: str) -> bool:
        """Whether these key words come next; takes them if so."""
        following = [word.lower for word in self.words[self.at : self.at + len(texts)]]
        if following != list(texts):
            return False
        self.at += len(texts)
        return True

    # -- conditions ------------------------------------------------------------------------------

    def query(self) -> Query:
        ordered = [word.lower for word in self.words[:2]] == ["order", "by"]
        where = None if ordered or self.word.kind == "end" else self.either()
        order = self.order() if self.comes("order", "by") else ()
        if self.word.kind != "end":
            fail(f"Expecting either 'OR' or 'AND' but got '{self.word.text}'.", self.word.column)
        return Query(where, order)

    def either(self) -> Condition:
        return self._joined("OR", _OR, self.each)

    def each(self) -> Condition:
        return self._joined("AND", _AND, self.one)

    def _joined(self, name: str, signs: tuple[str, ...], part: Callable[[], Condition]) -> Condition:
        parts = [part()]
        while self.word.lower in signs:
            self.take()
            parts.append(part())
        return parts[0] if len(parts) == 1 else Both(name, tuple(parts))

    def one(self) -> Condition:
        if self.comes("not") or self.comes("!"):
            return Not(self.one())
        if not self.comes("("):
            return self.clause()
        inside = self.either()
        if not self.comes(")"):
            if self.word.kind == "end":
                fail("Expecting ')' before the end of the query.")
            fail(f"Expecting ')' but got '{self.word.text}'.", self.word.column)
        return inside

    def clause(self) -> Clause:
        field = self.name()
        operator = self.operator()
        if operator in ("IN", "NOT IN"):
            return self.membership(field, operator)
        return Clause(field, operator, (self.operand(),))

    def name(self) -> str:
        word = self.take()
        if word.kind == "end":
            fail("Expecting a field name at the end of the query.")
        if word.kind == "symbol":
            fail(
                f"Expecting a field name but got '{word.text}'. You must surround '{word.text}' in quotation marks "
                "to use it as a field name.",
                word.column,
            )
        if word.lower in words.RESERVED_WORDS:
            fail(
                f"'{word.text}' is a reserved JQL word. You must surround it in quotation marks to use it in a query.",
                word.column,
            )
        return word.text

    def operator(self) -> str:
        word = self.take()
        if word.text in _OPERATORS and word.kind == "symbol":
            return _OPERATORS[word.text]
        if word.lower == "is":
            return "IS NOT" if self.comes("not") else "IS"
        if word.lower == "in":
            return "IN"
        if word.lower == "not" and self.comes("in"):
            return "NOT IN"
        if word.lower in ("was", "changed"):
            raise errors.jql(f"The sandbox does not model the history operator '{word.text.upper()}'.")
        if word.kind == "end":
            fail(f"Expecting operator before the end of the query. {_VALID}")
        return fail(f"Expecting operator but got '{word.text}'. {_VALID}", word.column)

    # -- operands --------------------------------------------------------------------------------

    def membership(self, field: str, operator: str) -> Clause:
        if not self.comes("("):
            operand = self.operand()
            if isinstance(operand, Function):
                return Clause(field, operator, (operand,))
            raise errors.jql(
                f"Operator '{operator.lower()}' does not support the non-list value '{operand.text}' "
                f"for field '{field}'."
            )
        found = [self.operand()]
        while self.comes(","):
            found.append(self.operand())
        if not self.comes(")"):
            if self.word.kind == "end":
                fail("Expecting ')' before the end of the query.")
            fail(f"Expecting ',' or ')' but got '{self.word.text}'.", self.word.column)
        return Clause(field, operator, tuple(found), listed=True)

    def operand(self) -> Operand:
        word = self.take()
        if word.kind == "end":
            fail("Expecting either a value, list or function before the end of the query.")
        if word.lower in ("empty", "null"):
            return Empty()
        if word.kind == "symbol":
            fail(
                f"Expecting either a value, list or function but got '{word.text}'. You must surround '{word.text}' in "
                "quotation marks to use it as a value.",
                word.column,
            )
        if self.word.text == "(" and self.word.kind == "symbol":
            return Function(word.text, self.arguments())
        if word.lower in words.RESERVED_WORDS:
            fail(
                f"Expecting either a value, list or function but got '{word.text}'. You must surround '{word.text}' in "
                "quotation marks to use it as a value.",
                word.column,
            )
        return Value(word.text, word.kind == "text")

    def arguments(self) -> tuple[str, ...]:
        self.take()
        found: list[str] = []
        while not self.comes(")"):
            word = self.take()
            if word.kind == "end":
                fail("Expecting ')' before the end of the query.")
            if word.text != "," or word.kind == "text":
                found.append(word.text)
        return tuple(found)

    # -- order -----------------------------------------------------------------------------------

    def order(self) -> tuple[Sort, ...]:
        found = [self.sort()]
        while self.comes(","):
            found.append(self.sort())
        if len(found) > MAX_ORDER:
            raise errors.jql(f"The maximum number of fields in the ORDER BY clause is {MAX_ORDER}.")
        return tuple(found)

    def sort(self) -> Sort:
        name = self.name()
        descending = self.comes("desc")
        if not descending:
            self.comes("asc")
        return Sort(name, descending)
