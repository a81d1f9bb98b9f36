"""One change the other way round: what stood before, and what goes with it of what the client was told. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from trackerbridge.client_view.answers import Answers, entries
from trackerbridge.client_view.marker import Marker, comparable_description, decode
from trackerbridge.client_view.normal_text import comparable_title
from trackerbridge.ledger.records import Publication
from trackerbridge.markup.reference import together
from trackerbridge.model import Promise
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.card_values import truth
from trackerbridge.plan.changes import Change, FieldChange
from trackerbridge.trackers.base import Board, BoardCard

WHY = Sentence("A person undoes what an earlier run wrote.")


def reversal(
    action: str, change: Change, fields: Mapping[str, FieldChange], written: Mapping[str, str], known: Publication
) -> Change:
    """The change of a card that writes ``fields`` back; ``written`` is their comparable form."""
    before = decode(str(fields["description"].after)) if "description" in fields else None
    return Change(
        action=action,
        kind="card",
        ref=change.ref,
        task=change.task,
        fields=fields,
        why=WHY,
        remote_id=known.remote_id,
        written=written,
        first=before.first if before else known.first,
        moved_on=before.moved_on if before else known.moved_on,
    )


def unsaid(change: Change, back: Change, promises: Iterable[Promise]) -> Change:
    """``back``, with what goes with the text or the card: a date that the run told, an answer that it announced.

    What a later run told stays told. A date that only an undo took back is told again by undoing that.
    """
    if back.action == "update" and "description" not in back.fields:
        return back
    text = change.fields["description"]
    now, before = decode(str(text.after)), decode(str(text.before or ""))
    current = next((one.current for one in promises if one.ref == change.ref), None)
    told = before.told if before else None
    if change.told is not None and change.told == current != told:
        back = replace(back, untold=change.told)
    elif told is not None and told != current:
        back = replace(back, told=told)
    return replace(back, entries=entries(change.ref, change.task, _announced(now), _announced(before), undone=True))


def told_on(card: BoardCard) -> date | None:
    """The date that the card tells, by its reference."""
    marker = decode(card.description)
    return marker.told if marker else None


def put_into_list(back: Change, lists: Mapping[str, str], board: Board, ids: Mapping[str, str]) -> Change | None:
    """A card that comes back, where it stood before: putting away has moved it (``Board.archived_in``).

    ``lists``: by card, the reference of its list before.
    """
    list_ref = lists.get(back.ref, "")
    names = {each.id: each.name for each in board.lists}
    before, now = names.get(ids.get(list_ref, "")), names.get(board.archived_in)
    if before is None or before == now:
        return None
    fields, written = {"list": FieldChange(now, before)}, {"list": list_ref}
    return replace(back, action="update", fields=fields, list_ref=list_ref, written=written, told=None)


def moved_away(board: Board, refs: Mapping[str, str]) -> dict[str, str]:
    """What putting a card away writes besides, where that moves it."""
    return {"list": refs.get(board.archived_in, f"id:{board.archived_in}")} if board.archived_in else {}


def _announced(marker: Marker | None) -> Answers:
    return Answers(marker.reason_by, marker.new_date_by) if marker else Answers()


def comparable(name: str, value: Any) -> dict[str, str]:
    """A value as the ledger compares it, with the reference that a description holds."""
    match name:
        case "title":
            return {"title": comparable_title(str(value or ""))}
        case "description":
            marker = decode(str(value or ""))
            found = {"description": comparable_description(str(value or ""))}
            return found | ({"marker": marker.text} if marker else {})
        case "due_complete":
            return {"due_complete": truth(value is True)}
        case _:
            return {name: str(value or "")}


def now_on(card: BoardCard, name: str, change: Change, reference: str = "") -> Any:
    """What the field says now, for the reader of the plan and for whoever undoes the undoing.

    ``reference``: the card's own as it was last written, where it stands apart from the text and was not read with it.
    """
    if name == "description":
        return together(card.description, reference if decode(card.description) is None else "")
    return card.title if name == "title" else change.fields[name].after


def to_the_letter(change: Change, now: Any) -> bool:
    """The description stands as before the run, its reference too: where nothing else differs, only that tells."""
    before = comparable("description", change.fields["description"].before)
    return before == comparable("description", now)
