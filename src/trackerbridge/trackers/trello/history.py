"""Trello's actions as a task's history and comments. Pure.

Only :data:`USEFUL` types are read, from a file too, so that a board's export and its pull over HTTP tell one story;
reordering within a list and other noise is left out. Actions on deleted cards belong to no card and drop out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from trackerbridge.model import Change, ChangeField, Comment, Stage
from trackerbridge.stages import StageMap
from trackerbridge.trackers.trello.members import People
from trackerbridge.trackers.values import instant, part, text

COMMENTS = ("commentCard", "copyCommentCard")
CREATED = ("createCard", "copyCard", "convertToCardFromCheckItem", "emailCard")
_UPDATES = ("name", "desc", "due", "dueComplete", "idList", "closed")
_OTHER = (
    "moveCardToBoard", "addMemberToCard", "removeMemberFromCard", "updateCheckItemStateOnCard", "addChecklistToCard",
    "addAttachmentToCard", "addLabelToCard", "removeLabelFromCard",
)  # fmt: skip
USEFUL = ",".join((*COMMENTS, *CREATED, *_OTHER, *(f"updateCard:{field}" for field in _UPDATES)))

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def card_of(action: Mapping[str, Any]) -> str:
    """The id of the card that an action is about, or empty."""
    return text(part(action, "data", "card", "id"))


def by_card(actions: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """Actions per card, oldest first; each once, however often pages brought it."""
    once = {text(action.get("id")) or id(action): action for action in actions}
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for action in sorted(once.values(), key=_when):
        if card := card_of(action):
            found[card].append(action)
    return found


def _when(action: Mapping[str, Any]) -> tuple[datetime, str]:
    return (instant(action.get("date")) or _EPOCH, text(action.get("id")))


def comments_of(actions: Sequence[Mapping[str, Any]], people: People) -> tuple[Comment, ...]:
    """The comments among a card's actions as they read now: with later edits, without deleted ones."""
    edits = {text(part(a, "data", "action", "id")): a for a in actions if a.get("type") == "updateComment"}
    gone = {text(part(a, "data", "action", "id")) for a in actions if a.get("type") == "deleteComment"}
    wanted = (a for a in actions if a.get("type") in COMMENTS and text(a.get("id")) not in gone)
    return tuple(_comment(action, edits.get(text(action.get("id"))), people) for action in wanted)


def _comment(action: Mapping[str, Any], edit: Mapping[str, Any] | None, people: People) -> Comment:
    edited = text(part(edit, "data", "action", "text"))
    return Comment(
        id=text(action.get("id")),
        at=_when(action)[0],
        text=edited or text(part(action, "data", "text")),
        author=people.author_of(action),
        edited_at=instant(part(edit, "date")) or instant(part(action, "data", "dateLastEdited")),
    )


class HistoryReader:
    """Reads changes out of actions; knows what list names mean."""

    def __init__(self, stages: StageMap, people: People) -> None:
        self._stages = stages
        self._people = people

    def changes(self, actions: Iterable[Mapping[str, Any]]) -> tuple[Change, ...]:
        """A card's history, oldest first; what has no readable moment is left out."""
        return tuple(change for action in actions if instant(action.get("date")) for change in self._of(action))

    def _of(self, action: Mapping[str, Any]) -> Iterator[Change]:
        kind = text(action.get("type"))
        if kind == "updateCard":
            yield from self._updates(action)
        elif kind in CREATED:
            yield self._stage_change(
                action, ChangeField.CREATED, None, text(part(action, "data", "list", "name")) or None
            )
        elif kind == "moveCardToBoard":
            yield self._stage_change(
                action, ChangeField.STATUS, None, text(part(action, "data", "list", "name")) or None
            )
        elif kind in _OTHER:
            yield self._small(kind, action)

    def _updates(self, action: Mapping[str, Any]) -> Iterator[Change]:
        """One entry per field that the action changed: ``data.old`` has what was there before (API-FACTS 3.3)."""
        old, card = part(action, "data", "old"), part(action, "data", "card")
        if not isinstance(old, Mapping) or not isinstance(card, Mapping):
            return
        if "idList" in old or part(action, "data", "listAfter"):
            before, after = (text(part(action, "data", key, "name")) or None for key in ("listBefore", "listAfter"))
            yield self._stage_change(action, ChangeField.STATUS, before, after)
        for name, field in _PLAIN.items():
            if name in old:
                yield self._change(action, field, _word(old[name]), _word(card.get(name)))

    def _small(self, kind: str, action: Mapping[str, Any]) -> Change:
        data = action.get("data")
        who = self._people.by_id(part(data, "idMember") or part(action, "member", "id"))
        name = who.name if who else text(part(data, "member", "name")) or None
        label = text(part(data, "label", "name")) or None
        state = text(part(data, "checkItem", "state")) or None
        entries = {
            "addMemberToCard": (ChangeField.OWNER, None, name),
            "removeMemberFromCard": (ChangeField.OWNER, name, None),
            "addLabelToCard": (ChangeField.LABELS, None, label),
            "removeLabelFromCard": (ChangeField.LABELS, label, None),
            "updateCheckItemStateOnCard": (ChangeField.CHECKLIST, None, state),
            "addChecklistToCard": (ChangeField.CHECKLIST, None, text(part(data, "checklist", "name")) or None),
            "addAttachmentToCard": (ChangeField.OTHER, None, text(part(data, "attachment", "name")) or None),
        }
        ref = text(part(data, "checkItem", "id")) or text(part(data, "checklist", "id"))
        return replace(self._change(action, *entries[kind]), ref=ref)

    def _stage_change(
        self, action: Mapping[str, Any], field: ChangeField, before: str | None, after: str | None
    ) -> Change:
        return Change(
            at=_when(action)[0],
            field=field,
            before=before,
            after=after,
            author=self._people.author_of(action),
            stage_before=self._stages.stage_of(before) if before else None,
            stage_after=self._stages.stage_of(after) if after else None,
        )

    def _change(self, action: Mapping[str, Any], field: ChangeField, before: str | None, after: str | None) -> Change:
        return Change(_when(action)[0], field, before, after, self._people.author_of(action))


_PLAIN = {
    "due": ChangeField.DUE,
    "dueComplete": ChangeField.DONE,
    "name": ChangeField.TITLE,
    "desc": ChangeField.DESCRIPTION,
    "closed": ChangeField.ARCHIVED,
}


def _word(value: Any) -> str | None:
    """A value as history holds it: booleans as "true" and "false", nothing as None."""
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


def done_at(history: Iterable[Change], *, stage: Stage) -> datetime | None:
    """When the card last became done, by tick or by list; None where it is not done or nobody saw it happen."""
    if stage is not Stage.DONE:
        return None
    tick, listed, since = False, False, None
    for change in history:
        was = tick or listed or change.stage_before is Stage.DONE
        if change.field is ChangeField.DONE:
            tick = change.after == "true"
        elif change.field in (ChangeField.STATUS, ChangeField.CREATED):
            listed = change.stage_after is Stage.DONE
        if (tick or listed) and not was:
            since = change.at
    return since
