"""Whether a change landed: found by looking, never by sending it again. And what it means for the ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from trackerbridge.client_view.marker import decode, owner_of
from trackerbridge.client_view.view import ClientView
from trackerbridge.errors import UsageError
from trackerbridge.ledger.records import Intent, Memory, Publication
from trackerbridge.ledger.store import Ledger
from trackerbridge.model import Promise, Told
from trackerbridge.plan.card_parts import PARTS, part_landed
from trackerbridge.plan.card_values import standing_values
from trackerbridge.plan.change_json import change_from_text
from trackerbridge.plan.changes import Change
from trackerbridge.plan.comments import COMMENT, comment_landed, task_id
from trackerbridge.plan.covers import COVER
from trackerbridge.plan.ownership import Places
from trackerbridge.plan.source_marks import extra_mark_ids, mark_ids
from trackerbridge.trackers.base import Board, BoardCard

LAGS = timedelta(minutes=10)
"""So long a look may not show what was written, where a tracker's search lags behind (API-FACTS 0.5)."""
_BROKEN_OFF = "An earlier run broke off here; a look at the board shows that it did not happen."
_UNREADABLE = "An earlier run broke off here, and what it wrote down cannot be read; the next plan compares anew."
_UNSEEN = "An earlier run broke off here; the source is not looked at now, and the next plan for it compares anew."


def landed(change: Change, board: Board, ids: Mapping[str, str], project: str) -> str:
    """The remote id of what this change touched, where the board shows that it happened; else empty."""
    if change.kind in PARTS:
        return part_landed(change, board, ids)
    if change.kind == COMMENT:
        home = task_id(change) if change.side == "source" else ids.get(change.on, "")
        comments = (one for each in board.cards if each.id == home for one in each.comments)
        return comment_landed(change, comments, known_comments(change, ids))
    if change.action == "create":
        return _created(change, board, project)
    remote_id = change.remote_id or ids.get(change.ref, "")  # a card that the same plan created is known by reference
    card = next((each for each in board.cards if each.id == remote_id), None)
    return remote_id if card is not None and _holds(change, card, board, ids) else ""


def known_comments(change: Change, ids: Mapping[str, str]) -> frozenset[str]:
    """Ids of everything of ours but this: a comment of the same words may be another one's."""
    return frozenset(remote_id for ref, remote_id in ids.items() if ref != change.ref)


def _created(change: Change, board: Board, project: str) -> str:
    if change.kind == "card":
        owner = owner_of(project, change.ref)
        carrying = (card for card in board.cards if (marker := decode(card.description)) and marker.owner == owner)
        return min((card.id for card in carrying), default="")
    name = change.fields["name"].after
    standing = board.labels if change.kind == "label" else [each for each in board.lists if not each.closed]
    return min((each.id for each in standing if each.name == name), default="")


def _holds(change: Change, card: BoardCard, board: Board, ids: Mapping[str, str]) -> bool:
    if change.kind == COVER:
        return bool(card.cover == change.fields[COVER].after)
    match change.action:
        case "archive" | "restore":
            return card.archived == (change.action == "archive")
        case "label" | "unlabel":
            carried = ids.get(change.label_refs[0], "") in card.label_ids
            return carried == (change.action == "label")
        case _:
            return _stands_written(change, card, board, ids)


def _stands_written(change: Change, card: BoardCard, board: Board, ids: Mapping[str, str]) -> bool:
    standing = standing_values(card, Places(ids))
    if "list" in change.written:
        names = {each.id: each.name for each in board.lists}
        if names.get(card.list_id) == change.fields["list"].after:
            standing["list"] = change.written["list"]
    marker = decode(card.description)
    standing["marker"] = marker.text if marker else ""
    return all(standing[name] == value for name, value in change.written.items())


def published(change: Change, before: Publication | None, remote_id: str, board: str) -> Publication | None:
    """What the ledger holds of this object once the change is made; on the source's side of comments alone."""
    if change.side != "client" and change.kind != COMMENT:
        return None
    board = change.source or board
    if change.action == "create":
        return Publication(
            ref=change.ref,
            kind=change.kind,
            remote_id=remote_id,
            board=board,
            task=change.task,
            first=change.first,
            moved_on=change.moved_on,
            written=change.written,
        )
    kind = change.kind if change.kind in (*PARTS, COMMENT) else "card"
    known = before or Publication(ref=change.ref, kind=kind, remote_id=remote_id, board=board, task=change.task)
    if change.action in ("archive", "restore"):
        written = {**known.written, **change.written}
        return replace(known, archived=change.action == "archive", written=written)
    if change.action == "update" and kind == "card":
        known = replace(known, first=change.first, moved_on=change.moved_on)
    return replace(known, written={**known.written, **change.written})


def promised(change: Change, view_promise: Promise | None, *, title: str, at: datetime) -> Promise | None:
    """The promise that this change told the client, if it told one."""
    if change.told is None or change.side != "client":
        return None
    if view_promise is not None and view_promise.told and view_promise.current == change.told:
        return view_promise
    return Promise(ref=change.ref, title=title, task=change.task, told=(Told(change.told, at),))


def untold(change: Change, at: datetime) -> tuple[str, date, datetime] | None:
    """The promise whose date this change took back, that date, and when."""
    return (change.ref, change.untold, at) if change.untold and change.side == "client" else None


def told_elsewhere(
    view: ClientView, publications: Mapping[str, Publication], troubled: Collection[str]
) -> frozenset[str]:
    """Work whose own card a person put away, and whose date the client reads on a card that says those of others."""
    away = {ref for ref, each in publications.items() if each.archived_by_person}
    edited = {ref for ref, each in publications.items() if "description" in each.edited}
    there = (card.tells for card in view.cards if card.tells and card.ref not in {*troubled, *away, *edited})
    return frozenset(ref for tells in there for ref in tells & away)


def settle_intents(
    *,
    project: str,
    ledger: Ledger,
    board: Board,
    at: datetime,
    sources: Mapping[str, Board] | None = None,
) -> tuple[int, int]:
    """Settle what an earlier run began and never finished, before anything is planned.

    Returns how many of those changes turn out to have happened, and how many did not: the next plan makes them anew.
    A look that was cut short settles nothing, nor does one that may be too early (:func:`unsettled`).
    """
    done = undone = 0
    for intent, change in _begun(ledger, project):
        seen = None if change is None else (sources or {}).get(change.source) if change.side == "source" else board
        if change is None:
            undone += 1
            ledger.settle_intent(intent.id, project=project, at=at, done=False, error=_UNREADABLE)
        elif seen is None:
            undone += 1
            ledger.settle_intent(intent.id, project=project, at=at, done=False, error=_UNSEEN)
        elif not seen.completeness.complete:
            continue
        elif _settled(intent, change, seen, ledger, at):
            done += 1
        elif not _too_early(intent, seen, at):
            ledger.settle_intent(intent.id, project=project, at=at, done=False, error=_BROKEN_OFF)
            undone += 1
    return done, undone


def _begun(ledger: Ledger, project: str) -> Iterator[tuple[Intent, Change | None]]:
    """What was begun and never settled; None for a change that cannot be read."""
    for intent in ledger.open_intents(project):
        try:
            change = change_from_text(intent.body)
        except UsageError:
            yield intent, None
        else:
            yield intent, change


def unsettled(
    *, project: str, ledger: Ledger, board: Board, at: datetime, sources: Mapping[str, Board]
) -> dict[str, datetime]:
    """What an earlier run began to make and may have made, by reference: until when a look may not show it yet."""
    found = {}
    for intent, change in _begun(ledger, project):
        seen = None if change is None else sources.get(change.source) if change.side == "source" else board
        if seen is not None and _too_early(intent, seen, at):
            found[intent.ref] = intent.begun_at + LAGS
    return found


def _too_early(intent: Intent, seen: Board, at: datetime) -> bool:
    """Whether this may have been made although it is not seen; a clock that was set back does not make us wait long."""
    return seen.may_lag and intent.action == "create" and abs(at - intent.begun_at) < LAGS


def _settled(intent: Intent, change: Change, seen: Board, ledger: Ledger, at: datetime) -> bool:
    memory = ledger.memory(intent.project)
    remote_id = landed(change, seen, _ids(change, memory, seen), intent.project)
    if not remote_id:
        return False
    before = memory.publications.get(change.ref)
    story = next((promise for promise in memory.promises if promise.ref == change.ref), None)
    title = change.fields["title"].after if "title" in change.fields else (story.title if story else change.ref)
    ledger.settle_intent(
        intent.id,
        project=intent.project,
        at=at,
        done=True,
        remote_id=remote_id,
        publication=published(change, before, remote_id, seen.id),
        promise=promised(change, None, title=title, at=intent.begun_at),
        untold=untold(change, intent.begun_at),
        entries=change.entries,
        run=intent.run,
    )
    return True


def _ids(change: Change, memory: Memory, seen: Board) -> dict[str, str]:
    if change.side == "source":
        return mark_ids(change.source, seen) | extra_mark_ids(change.source, seen)
    return {ref: each.remote_id for ref, each in memory.publications.items() if each.board == seen.id}
