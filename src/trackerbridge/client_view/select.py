"""Which tasks the client sees: ``publish.select`` (label:NAME, list:NAME, type:NAME, all); case does not matter."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from functools import lru_cache

from trackerbridge.errors import UsageError
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Snapshot, Task
from trackerbridge.model.sentence import Sentence

_NEAR = 0.5


@dataclass(frozen=True, slots=True)
class Selection:
    """What is opted in. ``kind`` is label, list, type or all; ``name`` is what it is called on the source."""

    kind: str
    name: str = ""

    @classmethod
    def of(cls, select: str) -> Selection:
        """Read ``publish.select``. Raises :class:`~trackerbridge.errors.UsageError` for a kind that does not exist."""
        kind, _, name = select.partition(":")
        kind, name = kind.strip().casefold(), name.strip()
        if kind == "all" and not name:
            return cls("all")
        if kind in ("label", "list", "type") and name:
            return cls(kind, name)
        raise UsageError(
            f"publish.select = {select!r} says nothing that can be looked for.",
            hint="Write label:NAME, list:NAME, type:NAME or all.",
        )

    def takes(self, task: Task) -> bool:
        """Whether this task is opted in, live or not."""
        return not task.template and (self.kind == "all" or _same(self.name, self._of(task)))

    def _of(self, task: Task) -> Sequence[str]:
        if self.kind == "label":
            return task.labels
        return (task.status,) if self.kind == "list" else (task.kind,)

    def known(self, snapshots: Sequence[Snapshot]) -> list[str]:
        """Every name that could have been meant."""
        names: list[str] = []
        for snapshot in snapshots:
            names += {"label": snapshot.labels, "list": snapshot.statuses}.get(self.kind, ())
            names += [name for task in snapshot.live_tasks for name in self._of(task)]
        return sorted({name for name in names if name.strip()})

    def notes(self, snapshots: Sequence[Snapshot]) -> list[str]:
        """For the manager: nothing carries that name, and what comes nearest."""
        if self.kind == "all" or _same(self.name, self.known(snapshots)):
            return []
        near = _nearest(self.name, self.known(snapshots))
        return [
            Sentence(
                "publish.select = “{kind}:{name}”: no {kind} on the source has that name, so no task is shown.{hint}",
                kind=self.kind, name=self.name, hint=Sentence(" The nearest is “{near}”.", near=near) if near else "",
            )
        ]  # fmt: skip


@lru_cache(maxsize=4096)  # a project has few names, and asks for them on every task
def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _same(name: str, among: Sequence[str]) -> bool:
    return _folded(name) in {_folded(other) for other in among}


def _nearest(name: str, among: Sequence[str]) -> str:
    by_fold = {_folded(other): other for other in among}
    found = difflib.get_close_matches(_folded(name), list(by_fold), n=1, cutoff=_NEAR)
    return by_fold[found[0]] if found else ""
