"""What a card of the preview carries besides its fields: the lines of its checklists, and what is said on it next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.page.values import PageChoice
from trackerbridge.plan import Change
from trackerbridge.plan.card_parts import CHECK_ITEM, CHECKLIST
from trackerbridge.plan.comments import COMMENT
from trackerbridge.results import Planned
from trackerbridge.trackers.base import BoardCard


@dataclass(frozen=True, slots=True)
class Parts:
    """Of one card: every line of its checklists, and the comments that the next sync writes on it."""

    choices: tuple[PageChoice, ...] = ()
    comments: tuple[str, ...] = ()


def parts_of(planned: Planned, places: Mapping[str, str]) -> dict[str, Parts]:
    """Once the plan is applied, by place: the remote id of a card, or the reference of one to come."""
    lines = {card.id: _lines(card) for card in planned.board.cards}
    said: dict[str, tuple[str, ...]] = {}
    cards = _cards_of_checklists(planned, places)
    for change in (each for each in planned.plan.changes if each.side == "client"):
        place = cards.get(change.on) or places.get(change.on, change.on)
        if change.kind == CHECK_ITEM:
            own = lines.setdefault(place, {})
            own[change.remote_id or change.ref] = _after(own.get(change.remote_id, PageChoice("")), change)
        elif change.kind == COMMENT:
            said[place] = (*said.get(place, ()), str(change.fields["text"].after))
    return {one: Parts(tuple(lines.get(one, {}).values()), said.get(one, ())) for one in {*lines, *said}}


def _lines(card: BoardCard) -> dict[str, PageChoice]:
    """By id, in the order in which they stand there."""
    items = (item for checklist in card.checklists for item in checklist.items)
    return {item.id: PageChoice(item.name, item.done) for item in items}


def _cards_of_checklists(planned: Planned, places: Mapping[str, str]) -> dict[str, str]:
    """By the reference of a checklist, the place of its card."""
    ids = {one.id: card.id for card in planned.board.cards for one in card.checklists}
    known = planned.memory.publications
    found = {ref: ids[each.remote_id] for ref, each in known.items() if each.remote_id in ids}
    made = (each for each in planned.plan.changes if (each.kind, each.action) == (CHECKLIST, "create"))
    return found | {each.ref: places.get(each.on, each.on) for each in made}


def _after(before: PageChoice, change: Change) -> PageChoice:
    values = {name: each.after for name, each in change.fields.items()}
    text, ticked = values.get("name", before.text), values.get("done", before.ticked)
    return replace(before, text=str(text), ticked=bool(ticked))
