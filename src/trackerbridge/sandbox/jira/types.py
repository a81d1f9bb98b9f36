"""The types of parameters: each reads what came (text in a query, a JSON value in a body) or refuses it.

What a query held comes as a tuple of texts (a parameter may be repeated), what a body held as its JSON value. Types:
the names below, ``a|b|c`` for one of several words, ``1..1000`` for a whole number in a range. ``ignored`` is taken and
has no effect; ``unmodelled`` is answered with 501.
"""

from __future__ import annotations

import re
from typing import Any

from trackerbridge.sandbox.declarations import Reader

_RANGE = re.compile(r"(-?\d+)\.\.(-?\d+)\Z")


def _last(raw: Any) -> Any:
    return raw[-1] if isinstance(raw, tuple) else raw


def _text(raw: Any) -> str:
    raw = _last(raw)
    if not isinstance(raw, str):
        raise ValueError
    return raw


def _bool(raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, tuple) and raw[-1].lower() in ("true", "false"):
        return bool(raw[-1].lower() == "true")
    raise ValueError


def _words(raw: Any) -> list[str]:
    """Comma separated words; in a query also repeated."""
    items = raw if isinstance(raw, tuple) else [raw]
    if not all(isinstance(item, str) for item in items):
        raise ValueError
    return [word.strip() for item in items for word in item.split(",") if word.strip()]


def _strings(raw: Any) -> list[str]:
    if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
        raise ValueError
    return raw


def _numbers(raw: Any) -> list[str]:
    """Numeric ids, as numbers or as text."""
    items = raw if isinstance(raw, (list, tuple)) else [raw]
    found = [str(part).strip() for item in items for part in str(item).split(",")]
    if any(isinstance(item, bool) for item in items) or not all(part.isdigit() for part in found):
        raise ValueError
    return found


def _object(raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise ValueError
    return raw


def _objects(raw: Any) -> list[dict[str, Any]]:
    if not isinstance(raw, list):
        raise ValueError
    return [_object(item) for item in raw]


READERS: dict[str, Reader] = {
    "text": _text,
    "bool": _bool,
    "words": _words,
    "strings": _strings,
    "numbers": _numbers,
    "object": _object,
    "objects": _objects,
    "any": lambda raw: raw,
    "ignored": lambda raw: raw,
    "unmodelled": lambda raw: raw,
}


def _whole(low: int, high: int) -> Reader:
    def read(raw: Any) -> int:
        if not isinstance(raw, tuple) and type(raw) is not int:
            raise ValueError
        number = int(_last(raw))
        if not low <= number <= high:
            raise ValueError
        return number

    return read


def _one_of(words: list[str]) -> Reader:
    def read(raw: Any) -> str:
        word = _text(raw)
        if word not in words:
            raise ValueError
        return word

    return read


def reader(kind: str) -> Reader:
    """The reader of a type in the notation of this module."""
    span = _RANGE.match(kind)
    if span:
        return _whole(int(span[1]), int(span[2]))
    return READERS.get(kind) or _one_of(kind.split("|"))
