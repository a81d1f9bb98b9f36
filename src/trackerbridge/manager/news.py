"""What one change lets the client read that the manager should know by name: a date, a problem, an end, a beginning.

Pure. The rest is counted by the digest.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from trackerbridge.client_view.view import CardKind, ListRole
from trackerbridge.flags.text import visible
from trackerbridge.manager.quiet import BAD_LABELS
from trackerbridge.model.promise import WITHOUT_TASK
from trackerbridge.plan import Change
from trackerbridge.results import Planned

Say = Callable[..., str]
_DONE, _PLANNED = ListRole.DONE.ref, ListRole.PLANNED.ref
_WORK = (CardKind.TASK, CardKind.MILESTONE, CardKind.PROMISE)


def tells_of_work(change: Change) -> bool:
    """A card of work, or of a promise that no task carries."""
    return change.kind == "card" and bool(change.task or change.ref.startswith(WITHOUT_TASK))


def says_most(change: Change) -> int:
    """A date says more than a label; that work was taken out or begun again, more than the date that goes with it."""
    return 0 if "due" in change.fields or "list" in change.fields else 1


def left_title(planned: Planned, change: Change) -> str:
    """What the client's board calls a card that is put away; empty for every other change."""
    publication = planned.memory.publications.get(change.ref) if change.action == "archive" else None
    cards = planned.board.cards if publication else ()
    return next((visible(each.title) for each in cards if publication and each.id == publication.remote_id), "")


def news(planned: Planned, change: Change, say: Say, title: str) -> str:
    """The sentence for it; empty where it is one of many. ``say`` words a key of the digest, ``title`` is quoted."""
    if change.action in ("create", "label") and (roles := BAD_LABELS & set(change.label_refs)):
        role = min(roles)
        label = next((each.name for each in planned.view.labels if each.role.ref == role), role)
        return say("label", title=title, label=label)
    if change.action == "archive":
        return say("put_away", title=title)
    if change.action != "update":
        return ""
    return _turn(planned, change, say, title) or _date(planned, change, say, title)


def _turn(planned: Planned, change: Change, say: Say, title: str) -> str:
    """Work that ends, or that begins again, as its card's list tells; a board may have no tick for it."""
    card = next((each for each in planned.view.cards if each.ref == change.ref), None)
    if card is None or card.kind not in _WORK:
        return ""
    ticked, publication = change.fields.get("due_complete"), planned.memory.publications.get(change.ref)
    was = publication.written.get("list") if publication else ""
    if was == _DONE and change.list_ref not in ("", _DONE):
        return say("again_planned" if change.list_ref == _PLANNED else "again", title=title)
    ends = change.list_ref == _DONE != was or (ticked is not None and bool(ticked.after))
    if not ends:
        return ""
    if not card.due_complete:
        return say("taken_out", title=title)
    beneath = _open_beneath(planned, change.task)
    return say("ready_above", title=title, n=beneath) if beneath else say("ready", title=title)


def _open_beneath(planned: Planned, key: str | None) -> int:
    """How many open tasks lie beneath this one: somebody closed an epic, and not all that is in it."""
    live = planned.audited.live
    names = {name for task in live if task.key == key for name in (task.id, task.key)}
    return sum(task.open and task.parent in names and task.key != key for task in live)


def _date(planned: Planned, change: Change, say: Say, title: str) -> str:
    if "due" not in change.fields:
        return ""
    before, after = (_day(planned, value) for value in (change.fields["due"].before, change.fields["due"].after))
    if after is None:
        return ""
    return say("moves" if before else "dated", title=title, before=before or after, after=after)


def _day(planned: Planned, value: object) -> date | None:
    return planned.theirs.day_of(datetime.fromisoformat(str(value))) if value else None
