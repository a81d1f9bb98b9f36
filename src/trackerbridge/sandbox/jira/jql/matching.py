"""The kinds of fields that a query can ask about, and how a clause on each becomes a test of an issue.

A test is made before any issue is looked at, so that a wrong value is refused even where nothing would match.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.sandbox.jira import errors, moments
from trackerbridge.sandbox.jira.jql.dates import Moment
from trackerbridge.sandbox.jira.jql.tree import Clause, Empty, Function, Operand
from trackerbridge.sandbox.jira.people import Json

Test = Callable[[Json], bool]
SETS = ("=", "!=", "IN", "NOT IN", "IS", "IS NOT")
ORDERED = ("<", "<=", ">", ">=")
TEXTS = ("~", "!~", "IS", "IS NOT")


def unsupported(clause: Clause) -> errors.JiraError:
    """An operator that the field has not."""
    return errors.jql(f"The operator '{clause.operator.lower()}' is not supported by the '{clause.field}' field.")


def no_value(operand: Operand, field: str) -> errors.JiraError:
    """A value that is not there, or that this account may not see (API-FACTS 1.1)."""
    return errors.jql(f"The value '{operand.text}' does not exist for the field '{field}'.")


def compared(operator: str, left: float, right: float) -> bool:
    """``left operator right``."""
    return {
        "=": left == right,
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[operator]


def emptiness(clause: Clause, values: Callable[[Json], object]) -> Test | None:
    """The test of ``IS EMPTY`` and its kin, ``None`` for any other clause."""
    if clause.listed or not isinstance(clause.operands[0], Empty):
        if clause.operator in ("IS", "IS NOT"):
            raise errors.jql(f"The operator '{clause.operator.lower()}' only supports EMPTY.")
        return None
    if clause.operator in ("IS", "="):
        return lambda row: not values(row)
    if clause.operator in ("IS NOT", "!="):
        return lambda row: bool(values(row))
    raise unsupported(clause)


@dataclass(frozen=True)
class Choice:
    """A field with one or several values out of a set: status, labels, people, sprints.

    ``tokens``: what an issue has, in small letters (ids and names). ``resolve``: the tokens that an operand means;
    raises when it means nothing. ``rank`` orders the values where the field has an order (priority).
    """

    tokens: Callable[[Json], set[str]]
    resolve: Callable[[Operand, str], set[str]]
    rank: Callable[[str], float] | None = None

    def test(self, clause: Clause, _moment: Moment) -> Test:
        """The clause as a test."""
        if clause.operator in ORDERED and self.rank is not None:
            return self._ranked(clause, self.rank)
        if clause.operator not in SETS:
            raise unsupported(clause)
        empty = emptiness(clause, self.tokens)
        if empty is not None:
            return empty
        wanted = {token for one in clause.operands if not isinstance(one, Empty) for token in self._meant(one, clause)}
        or_empty = any(isinstance(one, Empty) for one in clause.operands)
        if clause.operator in ("=", "IN"):
            return lambda row: bool(self.tokens(row) & wanted) or (or_empty and not self.tokens(row))
        return lambda row: bool(found := self.tokens(row)) and not found & wanted

    def _meant(self, operand: Operand, clause: Clause) -> set[str]:
        return {token.lower() for token in self.resolve(operand, clause.field)}

    def _ranked(self, clause: Clause, rank: Callable[[str], float]) -> Test:
        right = max((rank(token) for token in self._meant(clause.operands[0], clause)), default=0.0)

        def test(row: Json) -> bool:
            found = self.tokens(row)
            return bool(found) and compared(clause.operator, max(rank(token) for token in found), right)

        return test


@dataclass(frozen=True)
class Instant:
    """A field with an instant or a date."""

    value: Callable[[Json], str | None]

    def test(self, clause: Clause, moment: Moment) -> Test:
        """The clause as a test; a date is midnight in the caller's zone, ``=`` is exact to the minute."""
        if clause.operator in ("~", "!~"):
            raise unsupported(clause)
        empty = emptiness(clause, self.value)
        if empty is not None:
            return empty
        if clause.operator in ("IN", "NOT IN"):
            wanted = {_minute(moment.read(one, clause.field)) for one in clause.operands}
            return lambda row: (
                self._known(row) and (_minute(self._at(row, moment)) in wanted) == (clause.operator == "IN")
            )
        right = moment.read(clause.operands[0], clause.field)
        if clause.operator in ("=", "!="):
            right = _minute(right)
            return lambda row: (
                self._known(row) and (_minute(self._at(row, moment)) == right) == (clause.operator == "=")
            )
        at = right.timestamp()
        return lambda row: self._known(row) and compared(clause.operator, self._at(row, moment).timestamp(), at)

    def _known(self, row: Json) -> bool:
        return bool(self.value(row))

    def _at(self, row: Json, moment: Moment) -> datetime:
        text = str(self.value(row))
        if moments.is_instant(text):
            return moments.read(text)
        return datetime.combine(date.fromisoformat(text[:10]), time(), moment.zone).astimezone(UTC)


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


@dataclass(frozen=True)
class Number:
    """A field with a number."""

    value: Callable[[Json], float | None]

    def test(self, clause: Clause, _moment: Moment) -> Test:
        """The clause as a test."""
        if clause.operator in ("~", "!~"):
            raise unsupported(clause)
        empty = emptiness(clause, lambda row: self.value(row) is not None)
        if empty is not None:
            return empty
        wanted = [_number(one, clause.field) for one in clause.operands]
        if clause.operator in ("IN", "NOT IN"):
            return lambda row: self.value(row) is not None and (self.value(row) in wanted) == (clause.operator == "IN")
        return lambda row: (left := self.value(row)) is not None and compared(clause.operator, left, wanted[0])


def _number(operand: Operand, field: str) -> float:
    try:
        return float(operand.text)
    except ValueError:
        raise no_value(operand, field) from None


@dataclass(frozen=True)
class Prose:
    """A text, searched by words; a quoted phrase inside quotes must stand as it is, ``*`` ends a word."""

    texts: Callable[[Json], Iterable[str]]

    def test(self, clause: Clause, _moment: Moment) -> Test:
        """The clause as a test."""
        if clause.operator not in TEXTS:
            raise unsupported(clause)
        empty = emptiness(clause, lambda row: "".join(self.texts(row)).strip())
        if empty is not None:
            return empty
        operand = clause.operands[0]
        if isinstance(operand, Function) or not operand.text.strip():
            raise errors.jql(f"The field '{clause.field}' does not support searching for an empty string.")
        patterns = [re.compile(part, re.I) for part in _patterns(operand.text)]
        wanted = clause.operator == "~"

        def test(row: Json) -> bool:
            whole = "\n".join(self.texts(row))
            return bool(whole.strip() or wanted) and all(one.search(whole) for one in patterns) == wanted

        return test


def _patterns(text: str) -> list[str]:
    inner = text.strip()
    if len(inner) > 2 and inner[0] == inner[-1] == '"':
        return [r"\b" + re.escape(inner[1:-1]) + r"\b"]
    found = []
    for word in re.findall(r"[\w*?-]+", inner):
        pattern = re.escape(word).replace(r"\*", r"\w*").replace(r"\?", r"\w")
        found.append(rf"(?<!\w){pattern}(?!\w)")
    return found


Kind = Choice | Instant | Number | Prose
