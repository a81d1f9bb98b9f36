"""The types of parameters: each reads what came (text, or a JSON value) or refuses it.

Types: the names below, ``a|b|c`` for one of several words (``=a`` for a single one), ``1..1000`` for a whole number in
a range.
"""

from __future__ import annotations

import re
from typing import Any

from trackerbridge.sandbox.clock import iso, parse_instant
from trackerbridge.sandbox.declarations import Reader
from trackerbridge.sandbox.trello import ids, shapes

_RANGE = re.compile(r"(-?\d+)\.\.(-?\d+)\Z")
_NOTHING = (None, "", "null")


def _text(raw: Any) -> str:
    if not isinstance(raw, str) or len(raw) > shapes.TEXT_LIMIT:
        raise ValueError
    return raw


def _name(raw: Any) -> str:
    if not _text(raw):
        raise ValueError
    return str(raw)


def _bool(raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    if raw in ("true", "false"):
        return bool(raw == "true")
    raise ValueError


def _id(raw: Any) -> str:
    if not isinstance(raw, str) or not raw or len(raw) > 64:
        raise ValueError
    return raw


def _optional_id(raw: Any) -> str | None:
    return None if raw in _NOTHING else _id(raw)


def _ids(raw: Any) -> list[str]:
    if raw in _NOTHING:
        return []
    items = raw if isinstance(raw, list) else str(raw).split(",")
    return [_id(item) for item in items]


def _date(raw: Any) -> str | None:
    if raw in _NOTHING:
        return None
    if not isinstance(raw, str):
        raise ValueError
    return iso(parse_instant(raw))


def _pos(raw: Any) -> float | str | None:
    if raw in (*_NOTHING, "top", "bottom"):
        return raw or None
    if isinstance(raw, bool):
        raise ValueError
    number = float(raw)
    if not 0 <= number < float("inf"):
        raise ValueError
    return int(number) if number.is_integer() else number


def _color(raw: Any) -> str | None:
    if raw in _NOTHING:
        return None
    if raw not in shapes.COLORS:
        raise ValueError
    return str(raw)


def _words(raw: Any) -> list[str]:
    if raw in _NOTHING:
        return []
    items = raw if isinstance(raw, list) else str(raw).split(",")
    if not all(isinstance(item, str) for item in items):
        raise ValueError
    return [item.strip() for item in items]


def _cursor(raw: Any) -> str | None:
    if raw in _NOTHING:
        return None
    if not isinstance(raw, str):
        raise ValueError
    if not ids.is_object_id(raw) and not raw.isalnum():
        parse_instant(raw)
    return raw


def _number(low: int, high: int) -> Reader:
    def read(raw: Any) -> int:
        if isinstance(raw, bool):
            raise ValueError
        number = int(raw) if isinstance(raw, int) or re.fullmatch(r"-?\d+", str(raw)) else None
        if number is None or not low <= number <= high:
            raise ValueError
        return number

    return read


def _one_of(words: list[str]) -> Reader:
    def read(raw: Any) -> str:
        text = {True: "true", False: "false"}.get(raw, raw) if isinstance(raw, bool) else raw
        if text not in words:
            raise ValueError
        return str(text)

    return read


def _reminder(raw: Any) -> int | None:
    return None if raw in _NOTHING else int(_number(-1, 1_000_000)(raw))


READERS: dict[str, Reader] = {
    "text": _text,
    "name": _name,
    "bool": _bool,
    "id": _id,
    "id?": _optional_id,
    "ids": _ids,
    "date": _date,
    "pos": _pos,
    "color": _color,
    "words": _words,
    "cursor": _cursor,
    "minutes": _reminder,
    "any": lambda raw: raw,
    "unmodelled": lambda raw: raw,
}


def reader(kind: str) -> Reader:
    """The reader of a type in the notation of this module."""
    if kind in READERS:
        return READERS[kind]
    if (match := _RANGE.match(kind)) is not None:
        return _number(int(match[1]), int(match[2]))
    if "|" in kind or kind.startswith("="):
        return _one_of(kind.lstrip("=").split("|"))
    raise KeyError(f"unknown parameter type {kind!r}")
