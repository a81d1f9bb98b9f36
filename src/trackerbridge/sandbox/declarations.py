"""How a sandbox declares what it serves, the same way for every tracker.

An operation is ``METHOD /path/{template}``. Its parameters stand in one line, ``name!:type`` with ``!`` for required;
which types there are is each tracker's own matter.
"""

from __future__ import annotations

import operator
import tomllib
from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files
from typing import Any, TypeVar

from trackerbridge.lazy_dataclass import dataclass

Reader = Callable[[Any], Any]
"""Takes the raw value, returns the read one; raises ``ValueError`` for a bad one."""


@dataclass(frozen=True)
class Param:
    """A declared parameter."""

    name: str
    kind: str
    required: bool
    read: Reader


@dataclass(frozen=True)
class Declared:
    """What every operation has: its method and its path template."""

    method: str
    template: str

    @property
    def name(self) -> str:
        """``GET /boards/{id}``."""
        return f"{self.method} {self.template}"

    @property
    def segments(self) -> tuple[str, ...]:
        """The template's parts."""
        return parts_of(self.template)


_Operation = TypeVar("_Operation", bound=Declared)


def declared(line: str, reader: Callable[[str], Reader]) -> dict[str, Param]:
    """The parameters of one declaration; ``reader`` knows the tracker's types."""
    found = {}
    for part in line.split():
        name, _, kind = part.partition(":")
        bare = name.removesuffix("!")
        found[bare] = Param(bare, kind, name.endswith("!"), reader(kind))
    return found


def added(entries: Iterable[Mapping[str, Any]], reader: Callable[[str], Reader]) -> dict[str, dict[str, Param]]:
    """The parameters that an overlay's ``add`` entries give to operations, by operation."""
    found: dict[str, dict[str, Param]] = {}
    for entry in entries:
        for operation in entry["operations"]:
            found.setdefault(operation, {}).update(declared(entry["params"], reader))
    return found


def parts_of(path: str) -> tuple[str, ...]:
    """What stands between the slashes."""
    return tuple(path.strip("/").split("/"))


def bound(
    segments: tuple[str, ...], parts: tuple[str, ...], alike: Callable[[str, str], bool] = operator.eq
) -> dict[str, str] | None:
    """The values of a template's placeholders in a path; None where the path is another. ``alike``: literal parts."""
    if len(segments) != len(parts):
        return None
    values = {}
    for segment, part in zip(segments, parts, strict=True):
        if segment.startswith("{"):
            values[segment[1:-1]] = part
        elif not alike(segment, part):
            return None
    return values


def matched(
    operations: Iterable[_Operation], parts: tuple[str, ...], alike: Callable[[str, str], bool] = operator.eq
) -> tuple[_Operation, dict[str, str]] | None:
    """The operation that serves a path, with the values of its placeholders; literal parts win over placeholders."""
    fitting = ((one, bound(one.segments, parts, alike)) for one in operations)
    found = [(one, values) for one, values in fitting if values is not None]
    return min(found, key=lambda pair: len(pair[1]), default=None)


def shipped_toml(package: str, name: str) -> dict[str, Any]:
    """A reviewed list that stands beside a tracker's routes."""
    return tomllib.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
