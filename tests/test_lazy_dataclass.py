"""A dataclass whose methods are made late behaves as the standard library's, for every class of the house."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import inspect
import pickle
import pkgutil
from collections.abc import Iterator
from dataclasses import KW_ONLY, FrozenInstanceError, asdict, field, replace
from typing import Any

import pytest

import trackerbridge
from trackerbridge.lazy_dataclass import dataclass, written_init


@dataclass(frozen=True, slots=True)
class Day:
    """Frozen, with slots."""

    name: str
    hours: tuple[int, ...] = ()
    notes: list[str] = field(default_factory=list, compare=False)
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Every field by its name."""

    number: int
    of: str = "all"


@dataclass
class Box:
    """Can be changed; has what is set afterwards, and what stands behind KW_ONLY."""

    size: int
    _: KW_ONLY
    color: str = "red"
    doubled: int = field(init=False)
    tags: list[str] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.doubled = 2 * self.size


@dataclass(frozen=True)
class Base:
    """To inherit from."""

    first: int
    second: int = 2


@dataclass(frozen=True)
class Derived(Base):
    """With a field more, and another default."""

    second: int = 3
    third: int = 4


@dataclass(frozen=True)
class Noted(Day):
    """Without slots, of a class that has them."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class Own:
    """Says itself what is equal."""

    name: str
    at: int

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)


@dataclass(frozen=True, slots=True)
class Empty:
    """No field at all."""


def test_values_are_made_shown_compared_and_hashed() -> None:
    one = Day("Monday", (8, 12), secret="hidden")
    assert repr(one) == "Day(name='Monday', hours=(8, 12), notes=[])"
    assert one == Day("Monday", (8, 12), ["other"], "hidden")
    assert one != Day("Monday", (8, 12))
    assert one != ("Monday", (8, 12), "hidden")
    assert hash(one) == hash(Day("Monday", (8, 12), ["other"], "hidden"))
    assert one.notes is not Day("Monday").notes
    assert (Empty(), repr(Empty()), hash(Empty())) == (Empty(), "Empty()", hash(Empty()))


def test_a_frozen_value_is_neither_set_nor_deleted() -> None:
    one = Day("Monday")
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
        one.name = "Tuesday"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'name'"):
        del one.name
    assert not hasattr(one, "__dict__")


def test_the_standard_library_knows_its_fields() -> None:
    one = Day("Monday")
    assert replace(one, hours=(9,)) == Day("Monday", (9,))
    assert asdict(Derived(1)) == {"first": 1, "second": 3, "third": 4}
    assert dataclasses.is_dataclass(Day)
    assert [each.name for each in dataclasses.fields(Box)] == ["size", "color", "doubled", "tags"]


def test_a_frozen_value_with_slots_is_copied_and_pickled() -> None:
    one = Day("Monday", (8,), ["a note"])
    assert copy.deepcopy(one) == copy.copy(one) == pickle.loads(pickle.dumps(one)) == one


def test_what_inherits_from_a_value_with_slots_is_copied_and_pickled_with_all_its_fields() -> None:
    one = Noted("Monday", (8,), note="closed")
    assert copy.deepcopy(one) == copy.copy(one) == pickle.loads(pickle.dumps(one)) == one


def test_arguments_are_refused_as_by_the_standard_library() -> None:
    assert Named(number=1).of == "all"
    for wrong in (lambda: Named(1), lambda: Day(), lambda: Day("a", day="b"), lambda: Box(1, "blue")):  # type: ignore[misc, call-arg]
        with pytest.raises(TypeError, match="__init__"):
            wrong()


def test_what_can_be_changed_is_equal_and_has_no_hash() -> None:
    one = Box(2, color="blue")
    one.size = 3
    assert (one.doubled, one.tags) == (4, [])
    assert one != Box(2, color="blue")
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


def test_a_class_may_inherit_from_another() -> None:
    assert Derived(1) == Derived(1, 3, 4)
    assert Base(1, 3) != Derived(1, 3)
    assert repr(Derived(1)) == "Derived(first=1, second=3, third=4)"


def test_what_a_class_says_itself_stays() -> None:
    assert Own("a", 1) == Own("a", 2)
    assert hash(Own("a", 1)) == hash("a")


def _classes() -> Iterator[type]:
    for module in pkgutil.walk_packages(trackerbridge.__path__, "trackerbridge."):
        if module.name.endswith("__main__") or ".migrations." in module.name:  # these run where they are imported
            continue
        for found in vars(importlib.import_module(module.name)).values():
            of_it = isinstance(found, type) and found.__module__ == module.name
            if of_it and "__dataclass_fields__" in vars(found):
                yield found


def _as_the_standard_library(cls: Any) -> inspect.Signature:
    """Of the same fields: this also refuses a field without a default after one that has it."""
    kept = ("default", "default_factory", "init", "kw_only")
    rows = [
        (one.name, Any, field(**{name: getattr(one, name) for name in kept}))  # type: ignore[call-overload]
        for one in dataclasses.fields(cls)
    ]
    return inspect.signature(dataclasses.make_dataclass("Twin", rows).__init__)


def test_every_class_of_the_house_takes_the_arguments_that_its_fields_say() -> None:
    classes = list(_classes())
    assert len(classes) > 200
    for cls in classes:
        ours = inspect.signature(written_init(cls, dataclasses.fields(cls), frozen=True))
        theirs = _as_the_standard_library(cls)
        assert [(one.name, one.kind) for one in ours.parameters.values()][1:] == [
            (one.name, one.kind) for one in theirs.parameters.values()
        ][1:], cls
