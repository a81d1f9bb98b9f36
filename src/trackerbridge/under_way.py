"""Changes under way: several at once where their writer allows it, and each heard of as it ends.

Only the sending leaves the thread that applies the plan: there alone the ledger is written, before and after each
change. The plan's order holds where it means something. Changes of another kind wait for all before them. Of one kind,
new cards of one list follow one another, since the board shows them in the order in which they came, and so does
whatever touches one card.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from types import TracebackType
from typing import Self

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.plan.changes import Change


@dataclass(frozen=True, slots=True)
class Begun:
    """A change with its intent in the ledger."""

    change: Change
    intent: int


class UnderWay:
    """At most ``at_once`` changes being sent. ``stop``: lets those that wait for the rate limit end at once."""

    def __init__(self, at_once: int, stop: Callable[[], None]) -> None:
        self._at_once = at_once
        self._stop = stop
        self._sent: dict[Future[str], Begun] = {}
        self._pool = ThreadPoolExecutor(at_once) if at_once > 1 else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None and not issubclass(kind, Exception):
            self._stop()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def __bool__(self) -> bool:
        return bool(self._sent)

    def next_of(self, left: list[Change]) -> Change | None:
        """The next change that need not wait for any that is under way, taken out of ``left``; None: wait first."""
        if not left or len(self._sent) >= (self._at_once if left[0].side == "client" else 1):
            return None
        taken = {_lane(begun.change) for begun in self._sent.values()}
        if any(_kind(begun.change) != _kind(left[0]) for begun in self._sent.values()):
            return None
        for place, change in enumerate(left):
            if _kind(change) != _kind(left[0]):
                return None
            if _lane(change) not in taken:
                return left.pop(place)
        return None

    def send(self, begun: Begun, call: Callable[[], str]) -> None:
        """Have it sent: in a thread, or at once where one is sent at a time."""
        if self._pool is not None:
            self._sent[self._pool.submit(copy_context().run, call)] = begun
            return
        sent: Future[str] = Future()
        try:
            sent.set_result(call())
        except Exception as error:
            sent.set_exception(error)
        self._sent[sent] = begun

    def ended(self) -> Iterator[tuple[Begun, Future[str]]]:
        """Those that ended, once one has; the future tells the remote id, or raises what the writer did."""
        done, _ = wait(self._sent, return_when=FIRST_COMPLETED)
        for sent in done:
            yield self._sent.pop(sent), sent


def _kind(change: Change) -> tuple[str, str, str, str]:
    return (change.side, change.source, change.action, change.kind)


def _lane(change: Change) -> str:
    if change.kind == "card" and change.action == "create":
        return change.list_ref
    return change.kind if change.kind in ("list", "label") else change.on or change.ref
