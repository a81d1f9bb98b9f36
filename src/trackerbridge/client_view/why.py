"""Why a card looks as it does, in one sentence for the plan's reader in the team."""

from __future__ import annotations

from trackerbridge.client_view.view import LabelRole
from trackerbridge.client_view.work import Work
from trackerbridge.model import Stage
from trackerbridge.model.sentence import Sentence


def why_of(work: Work) -> Sentence:
    """Where the work stands, and what the client was told of its date."""
    date = Sentence(", told {day}", day=work.told) if work.told else Sentence(", no date told")
    moved = Sentence(", moved on {day}", day=work.moved_on) if work.moved_on else ""
    rest = Sentence("{date}{moved}{health}", date=date, moved=moved, health=_health(work.health))
    task = work.task.key or work.ref
    match work.stage:
        case Stage.PLANNED:
            return Sentence("{task} is planned{rest}", task=task, rest=rest)
        case Stage.IN_PROGRESS:
            return Sentence("{task} is in progress{rest}", task=task, rest=rest)
        case Stage.TESTING:
            return Sentence("{task} is testing{rest}", task=task, rest=rest)
        case Stage.REVIEW:
            return Sentence("{task} is review{rest}", task=task, rest=rest)
        case Stage.WAITING:
            return Sentence("{task} is waiting{rest}", task=task, rest=rest)
        case Stage.DONE:
            return Sentence("{task} is done{rest}", task=task, rest=rest)
        case _:
            return Sentence("{task} is cancelled{rest}", task=task, rest=rest)


def _health(health: LabelRole | None) -> str:
    match health:
        case LabelRole.ON_TRACK:
            return Sentence(", on track")
        case LabelRole.CHECKING:
            return Sentence(", checking")
        case LabelRole.SOLVING:
            return Sentence(", solving")
        case LabelRole.MOVED:
            return Sentence(", moved")
        case LabelRole.WAITING:
            return Sentence(", waiting")
        case _:
            return ""
