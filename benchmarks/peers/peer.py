"""What the bench knows of a tool: how it is installed, run and read. One file beside this one for each."""

from __future__ import annotations

import os
import sys
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from benchmarks.peers.material import Seen, Size

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
JIRA_SITE = "https://bench.atlassian.net"
"""Where the tools think that Jira is; the shim leads them to the sandbox."""


@dataclass(frozen=True)
class Place:
    """Where one tool works: its interpreter, the sandbox's address, what is in it, and a folder of its own."""

    python: Path
    url: str
    size: Size
    folder: Path

    @property
    def env(self) -> dict[str, str]:
        """The environment of its commands: led to the sandbox, past any proxy, with a home of its own."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TZ") if name in os.environ}
        led = {"PYTHONPATH": str(HERE / "shim"), "BENCH_SANDBOX": self.url, "NO_PROXY": "*", "no_proxy": "*"}
        return {**kept, **led, "HOME": str(self.folder)}


@dataclass(frozen=True)
class Step:
    """One command of a tool."""

    name: str
    command: list[str]
    fine: frozenset[int] = frozenset({0})
    """Exit codes that mean it did what it should."""
    more_env: dict[str, str] = field(default_factory=dict)


class Peer(ABC):
    """One tool."""

    name: ClassVar[str]
    needs: ClassVar[tuple[str, ...]] = ()
    """Pinned requirements, installed into an environment of its own; none: this one will do."""
    how: ClassVar[str]
    """One sentence for the page: how it is run."""
    trackers: ClassVar[tuple[str, ...]]

    def prepare(self, place: Place) -> None:  # noqa: B027 (a tool may need nothing)
        """Write what its commands read."""

    def set_up(self, place: Place) -> list[Step]:
        """Commands that are given once and not measured."""
        return []

    @abstractmethod
    def steps(self, place: Place) -> list[Step]:
        """Its commands, in order; the first is the whole pull."""

    @abstractmethod
    def start_up(self, place: Place) -> Step:
        """A command that imports the same and does nothing."""

    @abstractmethod
    def seen(self, place: Place, output: Path) -> Seen:
        """What the whole pull brought, from its output; ``ValueError`` where that cannot be read."""

    def told(self, place: Place, output: Path) -> bool | None:
        """Whether it said itself that all is there, or what is missing; ``None``: it says nothing of it."""
        return None


def script(place: Place, name: str, *words: str) -> list[str]:
    """A script from the folder ``scripts``, run by the tool's own interpreter."""
    return [str(place.python), str(HERE / "scripts" / f"{name}.py"), place.size.tracker, *words]


def last_line(output: Path) -> Any:
    """The JSON that a script of ours prints at its end."""
    import json

    lines = output.read_text(encoding="utf-8").strip().splitlines()
    if not lines:
        raise ValueError("it printed nothing")
    return json.loads(lines[-1])


def own_python() -> Path:
    """The interpreter of this environment."""
    return Path(sys.executable)
