"""One change on its way into the state of a page: wholly or not at all. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trackerbridge.errors import TrackerRefused
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.trackers.base import BoardCard, BoardLabel, BoardList
from trackerbridge.trackers.html.state import State

if TYPE_CHECKING:
    from trackerbridge.plan.changes import Change

LONGEST_TEXT = 16_384
_SAME = ("title", "description", "due_complete", "archived")


@dataclass(slots=True)
class Changing:
    """One change on its way into the state."""

    state: State
    ids: Mapping[str, str]
    moment: datetime

    def perform(self, change: Change) -> tuple[State, str]:
        """The state afterwards, and the id of what was touched. Raises TrackerRefused, and then nothing changed."""
        match change.action, change.kind:
            case "create", "list":
                return self._made("list", BoardList, name=_value(change, "name"))
            case "create", "label":
                return self._made("label", BoardLabel, name=_value(change, "name"), color=_value(change, "color"))
            case "create", "card":
                values = {"title": "", "description": "", **self._values(change)}
                labels = tuple(_known(self.state.labels, self._resolved(ref)) for ref in change.label_refs)
                return self._made("card", BoardCard, **values, label_ids=labels, created_at=self.moment)
            case "update", "cover":
                card = self._card(change.remote_id or self._resolved(change.on))
                return self._with(card, cover=_value(change, "cover") or "")
            case (("update" | "move"), "card"):
                return self._with(self._card(change.remote_id or self._resolved(change.ref)), **self._values(change))
            case (("archive" | "restore"), "card"):
                return self._with(self._card(change.remote_id), archived=change.action == "archive")
            case (("label" | "unlabel"), "card"):
                return self._labelled(change)
        raise TrackerRefused(f"A page cannot {change.action} a {change.kind}.", hint="Nothing was changed.")

    def _made(self, kind: str, of: Any, **values: Any) -> tuple[State, str]:
        state, identifier = self.state.next_id(kind)
        if kind != "label":
            values["position"] = float(state.last)
        made = of(id=identifier, **values)
        return getattr(state, f"with_{kind}")(made), identifier

    def _with(self, card: BoardCard, **values: Any) -> tuple[State, str]:
        return self.state.with_card(replace(card, **values)), card.id

    def _labelled(self, change: Change) -> tuple[State, str]:
        card = self._card(change.remote_id)
        labels = tuple(_known(self.state.labels, self._resolved(ref)) for ref in change.label_refs)
        rest = tuple(label for label in card.label_ids if label not in labels)
        return self._with(card, label_ids=rest + (labels if change.action == "label" else ()))

    def _values(self, change: Change) -> dict[str, Any]:
        values: dict[str, Any] = {name: _value(change, name) for name in _SAME if name in change.fields}
        if "due" in change.fields:
            due = _value(change, "due")
            values["due"] = datetime.fromisoformat(due).astimezone(UTC) if due else None
        if change.list_ref:
            values["list_id"] = _known(self.state.lists, self._resolved(change.list_ref))
        return values

    def _card(self, identifier: str) -> BoardCard:
        return self.state.cards[_known(self.state.cards, identifier)]

    def _resolved(self, ref: str) -> str:
        if ref not in self.ids:
            raise TrackerRefused(f"The page has no {ref} yet, because making it failed.", hint="Run again.")
        return self.ids[ref]


def _value(change: Change, name: str) -> Any:
    return change.fields[name].after if name in change.fields else None


def _known(things: Mapping[str, Any], identifier: str) -> str:
    if identifier not in things:
        raise TrackerRefused(f"The page has nothing with the id {identifier!r}.", hint="Run again.", status=404)
    return identifier


def refuse_long(change: Change) -> None:
    """Raise TrackerRefused for a text that fits into no card."""
    for name, field in change.fields.items():
        if isinstance(field.after, str) and len(field.after) > LONGEST_TEXT:
            raise TrackerRefused(
                f"The {name} of {change.ref} has {len(field.after)} characters, and {LONGEST_TEXT} fit.",
                hint="Shorten it at the source; nothing was written.",
            )
