"""On which line every key of a TOML text stands, so that a complaint can point at it.

``tomllib`` gives values without places. The text has been parsed by it before, so this walks valid TOML and needs no
error handling of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right

Place = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_QUOTED = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}\n#]*")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_LETTERS = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


def key_lines(text: str) -> dict[Place, int]:
    """The line (from 1) of every key, header and item by its place, such as ``("projects", "web", "sources", 0)``."""
    return _Walk(text).lines


def line_of(place: Place, lines: dict[Place, int]) -> int:
    """The line of a place, or of the nearest thing around it; 1 for the file as a whole."""
    for length in range(len(place), 0, -1):
        if place[:length] in lines:
            return lines[place[:length]]
    return 1


class _Walk:
    """One pass over the text. ``lines`` is the result."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Place, int] = {}
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._tables: dict[Place, int] = {}  # arrays of tables: how many there are so far
        self._walk()

    def _walk(self) -> None:
        base: Place = ()
        self._skip()
        while self.at < len(self.text):
            base = self._header() if self._sees("[") else self._pair(base)
            self._skip()

    def _header(self) -> Place:
        line = self._line()
        repeated = self._sees("[[")
        self.at += 2 if repeated else 1
        place = self._inside_last(self._key())
        self.at = self.text.index("]", self.at) + (2 if repeated else 1)
        if repeated:
            number = self._tables.get(place, 0)
            self._tables[place] = number + 1
            self.lines.setdefault(place, line)
            place = (*place, number)
        self._note(place, line)
        return place

    def _inside_last(self, key: Place) -> Place:
        """``a.b`` under an array of tables ``a`` belongs to its last item."""
        place: Place = ()
        for number, part in enumerate(key):
            place = (*place, part)
            if place in self._tables and number < len(key) - 1:
                place = (*place, self._tables[place] - 1)
        return place

    def _pair(self, base: Place) -> Place:
        line = self._line()
        place = base + self._key()
        self._note(place, line)
        self._skip()
        self.at += 1  # the equals sign
        self._skip()
        self._value(place)
        return base

    def _value(self, place: Place) -> None:
        if self._sees("["):
            self._items(place)
        elif self._sees("{"):
            self._inline_table(place)
        else:
            self.at = (_QUOTED.match(self.text, self.at) or _BARE_VALUE.match(self.text, self.at)).end()  # type: ignore[union-attr]

    def _items(self, place: Place) -> None:
        self._open()
        number = 0
        while not self._sees("]"):
            self.lines[(*place, number)] = self._line()
            self._value((*place, number))
            self._comma()
            number += 1
        self.at += 1

    def _inline_table(self, place: Place) -> None:
        self._open()
        while not self._sees("}"):
            self._pair(place)
            self._comma()
        self.at += 1

    def _key(self) -> Place:
        parts: list[str] = []
        while True:
            self._skip()
            quoted = _QUOTED.match(self.text, self.at)
            found = quoted or _BARE_KEY.match(self.text, self.at)
            if found is None:
                return tuple(parts)
            parts.append(_unquoted(found.group()) if quoted else found.group())
            self.at = found.end()
            self._skip()
            if not self._sees("."):
                return tuple(parts)
            self.at += 1

    def _note(self, place: Place, line: int) -> None:
        """Remember a key and, where it is dotted, what it makes on the way."""
        for length in range(1, len(place)):
            self.lines.setdefault(place[:length], line)
        self.lines[place] = line

    def _open(self) -> None:
        self.at += 1
        self._skip()

    def _comma(self) -> None:
        self._skip()
        if self._sees(","):
            self._open()

    def _skip(self) -> None:
        self.at = _BLANK.match(self.text, self.at).end()  # type: ignore[union-attr]

    def _sees(self, what: str) -> bool:
        return self.text.startswith(what, self.at)

    def _line(self) -> int:
        return bisect_right(self._starts, self.at)


def _unquoted(quoted: str) -> str:
    if quoted.startswith("'"):
        return quoted[1:-1]
    return _ESCAPE.sub(_escaped, quoted[1:-1])


def _escaped(found: re.Match[str]) -> str:
    short, long, letter = found.groups()
    if letter:
        return _LETTERS.get(letter, letter)
    return chr(int(short or long, 16))
