"""A query cut into words, each with the place where it stands."""

from __future__ import annotations

import re
from typing import NoReturn

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.sandbox.jira import errors

_SYMBOL = re.compile(r"!=|!~|>=|<=|&&|\|\||[=~<>(),!]|&|\|")
_WORD = re.compile(r"""[^\s=!<>~(),&|"'+*/%^$#@?;{}\\\[\]]+(?:\[\d+\])?""")
_RESERVED_WORDS = """
abort access add after alias all alter and any as asc audit avg before begin between boolean break by byte catch
char character check checkpoint collate collation column commit connect continue count create current date decimal
declare decrement default defaults define delete delimiter desc difference distinct divide do double drop else empty
encoding end equals escape exclusive exec execute exists explain false fetch file field first float for from
function go goto grant greater group having identified if immediate in increment index initial inner inout input
insert int integer intersect intersection into is isempty isnull join last left less like limit lock long max min
minus mode modify modulo more multiply next noaudit not notin nowait null number object of on option or order outer
output power previous prior privileges public raise raw remainder rename resource return returns revoke right row
rowid rownum rows select session set share size sqrt start strict string subtract sum synonym table then to trans
transaction trigger true uid union unique update user validate values view when whenever where while with
"""
RESERVED_WORDS = frozenset(_RESERVED_WORDS.split())
"""What must stand in quotation marks to be a name or a value."""


@dataclass(frozen=True)
class Word:
    """``kind``: ``symbol``, ``word``, ``text`` (quoted) or ``end``."""

    kind: str
    text: str
    column: int

    @property
    def lower(self) -> str:
        """For comparing with key words; empty for quoted texts."""
        return "" if self.kind == "text" else self.text.lower()


def fail(message: str, column: int | None = None) -> NoReturn:
    """Refuse the query in Jira's words."""
    where = "" if column is None else f" (line 1, character {column})"
    raise errors.jql(f"Error in the JQL Query: {message}{where}")


def split(query: str) -> list[Word]:
    """The words of a query, with an ``end`` at the end."""
    found: list[Word] = []
    place = 0
    while place < len(query):
        if query[place].isspace():
            place += 1
            continue
        word, place = _next(query, place)
        found.append(word)
    return [*found, Word("end", "", len(query) + 1)]


def _next(query: str, place: int) -> tuple[Word, int]:
    column = place + 1
    if query[place] in "\"'":
        return _quoted(query, place)
    symbol = _SYMBOL.match(query, place)
    if symbol:
        return Word("symbol", symbol[0], column), symbol.end()
    word = _WORD.match(query, place)
    if word:
        return Word("word", word[0], column), word.end()
    sign = query[place]
    code = f"\\u{ord(sign):04x}"
    fail(
        f"The character '{sign}' is a reserved JQL character. "
        f"You must enclose it in a string or use the escape '{code}' instead.",
        column,
    )


def _quoted(query: str, place: int) -> tuple[Word, int]:
    mark, text, at = query[place], "", place + 1
    while at < len(query):
        if query[at] == "\\" and at + 1 < len(query):
            text, at = text + query[at + 1], at + 2
        elif query[at] == mark:
            return Word("text", text, place + 1), at + 1
        else:
            text, at = text + query[at], at + 1
    fail(f"The quoted string '{text}' has not been completed.", place + 1)
