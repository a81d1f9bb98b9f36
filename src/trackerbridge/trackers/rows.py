"""Values of the model as rows of plain JSON, and back: ten times faster than mapping a tracker's answers anew.

What a value looks like is read off its class: a dataclass is a row of its fields, in their order. Plain JSON, since a
format that can hold more can also be made to run more. What is read is not looked at closely: it comes from a file that
bears a sum (:mod:`trackerbridge.trackers.keep`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from operator import attrgetter
from threading import local
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Generic, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

Value = TypeVar("Value")
Turn = Callable[[Any], Any] | None
"""Makes a written value of one, or one of a written value; None: it stays as it is."""

_AS_IT_IS = (str, int, float, bool, NoneType, Any)


_OF_THIS_THREAD = local()


class _Way(NamedTuple):
    """How values of one kind are written and read."""

    write: Turn = None
    read: Turn = None


class Rows(Generic[Value]):
    """Writes and reads values of one dataclass. ``once``: a class of which each value is written once, such as people.

    Not for several threads at once.
    """

    def __init__(self, kind: type[Value], *, once: type) -> None:
        self._once = once
        self._places: dict[int, int] = {}  # by id(), since hashing a value takes longer than writing it
        self._told: list[Any] = []
        self._known: list[Any] = []
        self._shared = self._of_dataclass(once)
        self._own = self._of_dataclass(kind)

    @classmethod
    def of(cls, kind: type[Value], *, once: type) -> Rows[Value]:
        """The one of this thread: to find out how a class is written takes longer than to read a few rows."""
        known: dict[Any, Any] = _OF_THIS_THREAD.__dict__
        if (kind, once) not in known:
            known[kind, once] = cls(kind, once=once)
        made: Rows[Value] = known[kind, once]
        return made

    def written(self, value: Value) -> dict[str, Any]:
        """The value as what JSON can hold; what has no order, such as a set, is written in one."""
        self._places.clear()
        self._told.clear()
        row = _turned(value, self._own.write)
        return {"once": [_turned(each, self._shared.write) for each in self._told], "row": row}

    def read(self, written: Mapping[str, Any]) -> Value:
        """The value again. Raises KeyError, TypeError, ValueError or IndexError for what nobody wrote like that."""
        self._known[:] = [_turned(row, self._shared.read) for row in written["once"]]
        found: Value = _turned(written["row"], self._own.read)
        return found

    def _way(self, hint: Any) -> _Way:
        origin, inside = get_origin(hint), get_args(hint)
        if hint in _AS_IT_IS:
            return _Way()
        if hint is self._once:
            return _Way(self._place, self._known.__getitem__)
        if origin in (tuple, frozenset):
            return _several(origin, self._way(inside[0]))
        if origin is not None and issubclass(origin, Mapping):
            return _by_name(self._way(inside[1]))
        if is_dataclass(hint):
            return self._of_dataclass(hint)
        if issubclass(hint, Enum):
            return _Way(attrgetter("value"), {each.value: each for each in hint}.__getitem__)
        if issubclass(hint, date):  # a datetime is one
            return _Way(hint.isoformat, hint.fromisoformat)
        raise TypeError(f"no row can hold {hint}")

    def _place(self, value: Any) -> int:
        place = self._places.get(id(value))
        if place is None:
            place = self._places[id(value)] = len(self._told)
            self._told.append(value)
        return place

    def _of_dataclass(self, kind: Any) -> _Way:
        hints = get_type_hints(kind)
        names = [field.name for field in fields(kind)]
        ways = [self._way(_without_none(hints[name])) for name in names]
        writes = [(place, way.write) for place, way in enumerate(ways) if way.write]
        reads = [(place, way.read) for place, way in enumerate(ways) if way.read]
        by_name = any(field.kw_only for field in fields(kind))

        def write(value: Any) -> list[Any]:
            row = [getattr(value, name) for name in names]
            for place, turn in writes:
                if row[place] is not None:
                    row[place] = turn(row[place])
            return row

        def read(row: list[Any]) -> Any:
            for place, turn in reads:
                if row[place] is not None:
                    row[place] = turn(row[place])
            return kind(**dict(zip(names, row, strict=True))) if by_name else kind(*row)

        return _Way(write, read)


def _turned(value: Any, turn: Turn) -> Any:
    return turn(value) if turn else value


def _without_none(hint: Any) -> Any:
    """What a field holds where it holds anything. Raises ValueError where that may be one of several classes."""
    if get_origin(hint) is not UnionType:
        return hint
    [known] = [each for each in get_args(hint) if each is not NoneType]
    return known


def _several(kind: Any, way: _Way) -> _Way:
    in_order = sorted if kind is frozenset else list
    write, read = way
    return _Way(
        (lambda values: [write(value) for value in in_order(values)]) if write else in_order,
        (lambda values: kind([read(value) for value in values])) if read else kind,
    )


def _by_name(way: _Way) -> _Way:
    write, read = way
    return _Way(
        (lambda values: {name: write(value) for name, value in values.items()}) if write else dict,
        (lambda values: MappingProxyType({name: read(value) for name, value in values.items()}))
        if read
        else MappingProxyType,
    )
