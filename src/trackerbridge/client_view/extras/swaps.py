"""Work that goes out because the client chose something instead of it: whether that can be offered, and still. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from trackerbridge.client_view.extras import notes
from trackerbridge.client_view.work import stage_of
from trackerbridge.model import Snapshot, Stage, Task
from trackerbridge.model.offer import Choice, ChoiceKind, Decision, Offer
from trackerbridge.model.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Swaps:
    """``tasks``: by key. ``keys``: as they are, by how people may write them. ``shown``: keys that the client sees."""

    tasks: Mapping[str, Task]
    keys: Mapping[str, str]
    shown: Collection[str] | None = None  # None: all of them

    @classmethod
    def of(cls, snapshots: Iterable[Snapshot], shown: Collection[str] | None) -> Swaps:
        """Of all tasks of the project."""
        tasks = [task for snapshot in snapshots for task in snapshot.tasks]
        keys = {written.casefold(): task.key for task in tasks for written in (task.id, task.key)}
        return cls({task.key: task for task in tasks}, keys, shown)

    def named(self, offer: Offer) -> Offer:
        """With the key of the task that would be taken out, as far as there is one."""
        instead = offer.choice(ChoiceKind.INSTEAD)
        if instead is None:
            return offer
        key = self.keys.get(instead.text.strip().casefold(), instead.text.strip())
        return replace(offer, choices=tuple(replace(one, text=key) if one is instead else one for one in offer.choices))

    def unfit(self, task: str, offer: Offer) -> Sentence | None:
        """Why what would be taken out can be shown to nobody, for the manager; ``task`` is what is offered for it."""
        instead = offer.choice(ChoiceKind.INSTEAD)
        if instead is not None and instead.text not in self.tasks:
            return notes.no_such_task(task, instead.text)
        if instead is not None and self.shown is not None and instead.text not in self.shown:
            return notes.not_the_clients(task, instead.text)
        return None

    def over(self, offer: Offer, chosen: Decision | None) -> str:
        """The key of what would be taken out where it is finished or out already; empty where it can still go out.

        Also empty where the client had ``chosen`` before that: then all lines stay as they were.
        """
        instead = offer.choice(ChoiceKind.INSTEAD)
        other = self.tasks.get(instead.text) if instead else None
        if other is None or stage_of(other) not in (Stage.DONE, Stage.CANCELLED):
            return ""
        holds = chosen is not None and not chosen.undone
        before = swapped(chosen) or (chosen is not None and (other.done_at is None or chosen.at < other.done_at))
        return "" if holds and before else other.key


def swapped(known: Decision | None) -> bool:
    """Whether the client chose that something else goes out for it, and this holds."""
    return known is not None and not known.undone and known.choice.kind is ChoiceKind.INSTEAD


def without_swap(offer: Offer) -> Offer:
    """The offer without the choice to take something else out."""
    return replace(offer, choices=tuple(one for one in offer.choices if not _swaps(one)))


def _swaps(choice: Choice) -> bool:
    return choice.kind is ChoiceKind.INSTEAD
