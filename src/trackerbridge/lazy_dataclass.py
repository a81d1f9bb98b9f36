"""Dataclasses whose methods are made when they are first called: a command line starts anew for every command.

``dataclasses.dataclass`` writes six methods as text and compiles them for every class, which takes half a millisecond
to a whole one. A run has some 250 such classes, and most of them never see an instance. Here the fields are the
standard library's own, so that ``fields``, ``replace``, ``asdict`` and ``is_dataclass`` work; comparing, hashing and
showing take no text; and ``__init__`` is compiled for the first instance. Type checkers see ``dataclasses.dataclass``.

Only what the house uses is known: ``frozen``, ``slots`` and ``kw_only`` (decision 32).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False, kw_only=False):
        """As ``dataclasses.dataclass``."""

        def made(cls):
            own = dict(cls.__dict__)
            cls = dataclasses.dataclass(cls, init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)
            for name, method in _methods(cls, dataclasses.fields(cls), frozen).items():
                if own.get(name) is None:  # a class with its own __eq__ has None for a hash
                    setattr(cls, name, method)
            return cls

        return made if cls is None else made(cls)


def _methods(cls: type, given: Sequence[Field[Any]], frozen: bool) -> dict[str, Any]:
    compared = _values([one.name for one in given if one.compare])
    hashed = _values([one.name for one in given if (one.compare if one.hash is None else one.hash)])
    shown = [one.name for one in given if one.repr]

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        written = written_init(cls, given, frozen)
        cls.__init__ = written  # type: ignore[misc]
        written(self, *args, **kwargs)

    def equal(self: Any, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def hash_of(self: Any) -> int:
        return hash(hashed(self))

    @recursive_repr()
    def show(self: Any) -> str:
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{self.__class__.__qualname__}({said})"

    methods = {"__init__": init, "__eq__": equal, "__repr__": show, "__hash__": hash_of if frozen else None}
    return methods | (_kept_as_made(cls, [one.name for one in given]) if frozen else {})


def _values(names: Sequence[str]) -> Callable[[Any], Any]:
    """What gets these attributes of a value, as quickly as text would."""
    return attrgetter(*names) if names else lambda _: ()


def _kept_as_made(cls: type, names: Sequence[str]) -> dict[str, Any]:
    """The methods of a frozen class: nothing is set or deleted, and one with slots can still be copied."""

    def set_it(self: Any, name: str, value: object) -> None:
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        object.__setattr__(self, name, value)

    def delete_it(self: Any, name: str) -> None:
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        object.__delattr__(self, name)

    def state_of(self: Any) -> list[Any]:  # of a class that inherits from it without slots, the further fields too
        return [getattr(self, one.name) for one in dataclasses.fields(self)]

    def take_state(self: Any, state: Sequence[Any]) -> None:
        for one, value in zip(dataclasses.fields(self), state, strict=True):
            object.__setattr__(self, one.name, value)

    fixed = {"__setattr__": set_it, "__delattr__": delete_it}
    return fixed | ({"__getstate__": state_of, "__setstate__": take_state} if "__slots__" in cls.__dict__ else {})


def written_init(cls: type, given: Sequence[Field[Any]], frozen: bool) -> Callable[..., None]:
    """The compiled ``__init__`` of a class with these fields."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_MISSING": MISSING}
    heads: dict[bool, list[str]] = {False: ["_self"], True: ["*"]}  # a field may be called self
    steps = []
    for one in given:
        head, value = _argument(one, known)
        if one.init:
            heads[bool(one.kw_only)].append(head)
        if value:
            steps.append(f"_set(_self, {one.name!r}, {value})" if frozen else f"_self.{one.name} = {value}")
    if hasattr(cls, "__post_init__"):
        steps.append("_self.__post_init__()")
    named = heads[True] if len(heads[True]) > 1 else []
    text = f"def __init__({', '.join(heads[False] + named)}):\n " + "\n ".join(steps or ["pass"])
    exec(text, known)  # noqa: S102 - names of fields alone, as the standard library does it
    written: Callable[..., None] = known["__init__"]
    written.__qualname__ = f"{cls.__qualname__}.__init__"
    return written


def _argument(one: Field[Any], known: dict[str, Any]) -> tuple[str, str]:
    """How a field stands among the arguments, and what its attribute is set to; empty: it is not set here."""
    name = one.name
    if one.default is not MISSING:
        known[f"_default_{name}"] = one.default
        return f"{name}=_default_{name}", name if one.init else f"_default_{name}"
    if one.default_factory is not MISSING:
        known[f"_make_{name}"] = one.default_factory
        made = f"_make_{name}()"
        return f"{name}=_MISSING", f"{made} if {name} is _MISSING else {name}" if one.init else made
    return name, name if one.init else ""
