"""The shape of a body: which keys with which kinds of values, and how two shapes differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Difference:
    """``sign``: ``-`` recorded and not ours, ``+`` ours and not recorded, ``!`` another kind of value.

    ``owner`` is the kind of the object that the key belongs to, or the key under which a plain object stands.
    """

    sign: str
    path: str
    owner: str

    @property
    def name(self) -> str:
        """The key itself."""
        return self.path.rpartition(".")[2].rstrip("[]")


def kind(value: Any) -> str:
    """``null``, ``bool``, ``number``, ``text``, ``list`` or ``object``."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, (int, float)):
        return "number"
    return {str: "text", list: "list", dict: "object"}[type(value)]


Owner = Callable[[dict[str, Any], str], str]


def by_key(_: dict[str, Any], path: str) -> str:
    """The key that an object stands under."""
    return path.rpartition(".")[2].rstrip("[]")


def differences(
    recorded: Any, ours: Any, path: str = "", owner: str = "", *, owner_of: Owner = by_key
) -> Iterator[Difference]:
    """How ours differs from the recorded body.

    ``owner_of`` names an object, given its path. ``null`` agrees with every kind, since it depends on the data; an
    empty recorded list with every list. Of two lists, one pair of elements is compared.
    """
    a, b = kind(recorded), kind(ours)
    if "null" in (a, b):
        return
    if a != b:
        yield Difference("!", path or ".", owner)
    elif a == "list" and recorded and not ours:
        yield Difference("-", f"{path}[]", owner)
    elif a == "list" and recorded:
        yield from differences(*_comparable(recorded, ours), f"{path}[]", owner, owner_of=owner_of)
    elif a == "object":
        yield from _in_objects(recorded, ours, path, owner_of)


def _comparable(recorded: list[Any], ours: list[Any]) -> tuple[Any, Any]:
    """The elements to compare: the first one that stands in both lists by its id, else the first ones."""
    by_id = {item["id"]: item for item in ours if isinstance(item, dict) and "id" in item}
    for item in recorded:
        if isinstance(item, dict) and item.get("id") in by_id:
            return item, by_id[item["id"]]
    return recorded[0], ours[0]


def _in_objects(recorded: dict[str, Any], ours: dict[str, Any], path: str, owner_of: Owner) -> Iterator[Difference]:
    owner = owner_of(ours, path)
    for name in sorted(recorded.keys() | ours.keys()):
        where = f"{path}.{name}"
        if name not in ours:
            yield Difference("-", where, owner)
        elif name not in recorded:
            yield Difference("+", where, owner)
        else:
            yield from differences(recorded[name], ours[name], where, owner, owner_of=owner_of)


def keys_of(value: Any, path: str = "", *, owner_of: Owner = by_key) -> Iterator[tuple[str, str]]:
    """Every (owner, key) in a body."""
    if isinstance(value, list):
        for item in value:
            yield from keys_of(item, path, owner_of=owner_of)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield owner_of(value, path), name
            yield from keys_of(inner, f"{path}.{name}", owner_of=owner_of)
