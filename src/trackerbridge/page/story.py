"""The story of a promised date as a page tells it: the days told one after the other, and how it ended. Pure.

Only days, never the moment of telling: what stands on a page must be the same whenever it is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Promise, PromiseState

_DONE = (PromiseState.KEPT, PromiseState.EARLY)


@dataclass(frozen=True, slots=True)
class Story:
    """``days``: every date told, the first one first. ``ready``: delivered, on ``delivered`` where the day is known."""

    days: tuple[date, ...]
    ready: bool = False
    delivered: date | None = None
    taken_out: bool = False

    @classmethod
    def of(cls, promise: Promise) -> Story | None:
        """As the ledger has it; None where the date was withdrawn."""
        if promise.state is PromiseState.VOID or not promise.told:
            return None
        return cls(
            days=_in_turn(told.day for told in promise.told),
            ready=promise.state in _DONE or promise.delivered_on is not None,
            delivered=promise.delivered_on,
            taken_out=promise.state is PromiseState.TAKEN_OUT,
        )

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Story:
        """What :attr:`data` made. Raises KeyError, TypeError or ValueError where it is none."""
        delivered = data.get("delivered")
        days = tuple(date.fromisoformat(day) for day in data["days"])
        if not days:
            raise ValueError("a story without a day")
        return cls(
            days=days,
            ready=bool(data.get("ready")),
            delivered=date.fromisoformat(delivered) if delivered else None,
            taken_out=bool(data.get("taken_out")),
        )

    @property
    def data(self) -> dict[str, Any]:
        """As JSON."""
        rest = {"ready": self.ready, "delivered": str(self.delivered or ""), "taken_out": self.taken_out}
        said = {name: value for name, value in rest.items() if value}
        return {"days": [day.isoformat() for day in self.days], **said}

    @property
    def all_days(self) -> tuple[date, ...]:
        """Every day that is drawn."""
        return (*self.days, *((self.delivered,) if self.delivered else ()))

    def following(self, before: Story | None) -> Story:
        """The story, with what ``before`` still tells and a ledger that was lost does not.

        A recovered promise knows its first date and its last ones; those between still stand on the page.
        """
        if before is None or len(before.days) < len(self.days) or before.days[0] != self.days[0]:
            return self
        if before.days[-1] == self.days[-1]:
            return replace(self, days=before.days)
        if len(self.days) > 1 and self.days[-2] == before.days[-1]:
            return replace(self, days=(*before.days, self.days[-1]))
        return self


def _in_turn(days: Iterable[date]) -> tuple[date, ...]:
    """Each day once in a row."""
    found: list[date] = []
    for day in days:
        if not found or found[-1] != day:
            found.append(day)
    return tuple(found)
