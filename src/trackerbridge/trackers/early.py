"""Sources that are read before a run comes to them, while the rest of the program is still being loaded.

One thread reads the sources of one project, one after another, as the run itself would. What comes of it, an error too,
is the run's once it gets there. That thread must load no module that another may load at the same time (two threads in
one package can stop each other), so whoever begins has loaded what reading takes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import field
from threading import Event, Thread, local

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Snapshot
from trackerbridge.trackers.tally import count, tallied

_SLICE = 0.5  # seconds: a signal that the system gave to another thread wakes nobody who waits
_PATIENCE = 5.0  # seconds that a reading which nobody wants any more may take to end


@dataclass(slots=True)
class _Look:
    """One source: ``snapshot`` or ``error`` once it has ``ended``, or neither, where it was not read."""

    ended: Event = field(default_factory=Event)
    snapshot: Snapshot | None = None
    error: BaseException | None = None
    sent: Counter[str] = field(default_factory=Counter)  # requests, by verb


class Early:
    """What is being read early, of one project."""

    def __init__(self) -> None:
        self._looks: dict[tuple[str, int], _Look] = {}
        self._thread: Thread | None = None

    def begin(self, project: str, pulls: Sequence[Callable[[], Snapshot]]) -> None:
        """Read its sources, in their order, up to the first that cannot be read."""
        looks = [_Look() for _ in pulls]
        self._looks = {(project, place): look for place, look in enumerate(looks)}
        self._thread = Thread(target=_read, args=(looks, pulls), name="reading early", daemon=True)
        self._thread.start()

    @property
    def reading(self) -> bool:
        """Whether something is still being read."""
        return self._thread is not None and self._thread.is_alive()

    def take(self, project: str, place: int) -> Snapshot | None:
        """What a source said, once; raises what reading it did. None where it was not read early.

        Its requests count for whoever takes it.
        """
        look = self._looks.pop((project, place), None)
        if look is None:
            return None
        while not look.ended.wait(_SLICE):
            pass
        for verb, number in look.sent.items():
            count(verb, number)
        if look.error is not None:
            raise look.error
        return look.snapshot

    def close(self, stop: Callable[[], None]) -> None:
        """Nobody comes for the rest: ``stop`` makes whoever reads end soon."""
        if self._thread is not None and self.reading:
            stop()
            self._thread.join(_PATIENCE)


def _read(looks: Sequence[_Look], pulls: Sequence[Callable[[], Snapshot]]) -> None:
    broken = False
    for look, pull in zip(looks, pulls, strict=True):
        if not broken:
            with tallied() as look.sent:
                try:
                    look.snapshot = pull()
                except BaseException as error:  # raised where the source is asked for
                    look.error, broken = error, True
        look.ended.set()


class Pulled(local):
    """Of each thread: the project at hand, and what its sources said."""

    def __init__(self) -> None:
        self.project = ""
        self.looks: dict[int, Snapshot] = {}

    def keep(self, project: str) -> dict[int, Snapshot]:
        """The looks of this project; those of another are forgotten."""
        if self.project != project or not project:
            self.project, self.looks = project, {}
        return self.looks
