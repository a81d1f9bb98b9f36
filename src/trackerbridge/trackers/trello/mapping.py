"""A Trello board's JSON, as the API gives it or as an export holds it, as a Snapshot. Pure.

Tolerant by design, since new fields appear without notice (API-FACTS 3.6): what is missing is empty, and only an answer
that is no board at all is an error.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from trackerbridge.clock import Calendar
from trackerbridge.errors import BadInput
from trackerbridge.model import Completeness, Evidence, Gap, Snapshot, Stage, Task
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.trello.cards import CardReader
from trackerbridge.trackers.trello.gaps import notes_on
from trackerbridge.trackers.trello.history import by_card
from trackerbridge.trackers.trello.members import People
from trackerbridge.trackers.values import by_id, instant, number, objects, part, text, unique

_ALWAYS = frozenset({Evidence.DUE_DATES, Evidence.LABELS, Evidence.OWNERS, Evidence.DESCRIPTIONS, Evidence.CHECKLISTS})


def snapshot_from_board(
    raw: Mapping[str, Any],
    *,
    actions: Sequence[Mapping[str, Any]],
    source: str,
    stages: StageMap,
    sides: Sides,
    calendar: Calendar,
    pulled_at: datetime,
    gaps: Sequence[Gap] = (),
    notes: Sequence[str] = (),
    account: str = "",
) -> Snapshot:
    """Everything on one board. ``account`` is the id of the member whose token asks, where one does.

    ``raw`` is the board with ``lists``, ``cards``, ``labels``, ``members``, ``checklists`` and ``customFields`` inside;
    ``actions`` in any order. ``gaps`` are what the caller knows to be cut (:func:`.gaps.export_gaps` for a file).
    Raises BadInput where ``raw`` is no board.
    """
    _must_be_a_board(raw)
    lists = _in_order(objects(raw.get("lists")))
    people = People(raw, actions, sides)
    tasks = _tasks(raw, actions, lists, people, stages, calendar)
    open_lists = tuple(text(item.get("name")) for item in lists if item.get("closed") is not True)
    knows_stages = any(stages.stage_of(name) is not Stage.UNKNOWN for name in open_lists)
    knows = _knowledge(raw, actions, sides, knows_stages=knows_stages)
    return Snapshot(
        source=source,
        title=text(raw.get("name")),
        tasks=tasks,
        completeness=Completeness(knows, tuple(gaps), tuple(notes) + notes_on(tasks, stages_known=knows_stages)),
        pulled_at=pulled_at,
        people=people.all(),
        secluded=_secluded(raw, sides, account),
        url=text(raw.get("shortUrl")) or text(raw.get("url")),
        last_activity=_last_activity(raw, actions),
        labels=unique([text(label.get("name")).strip() for label in objects(raw.get("labels"))]),
        statuses=unique(open_lists),
    )


def _secluded(raw: Mapping[str, Any], sides: Sides, account: str) -> bool:
    """A private board whose every member is named as team: whoever else may come in was let in by them."""
    members = objects(raw.get("members"))
    others = [one for one in members if not account or text(one.get("id")) != account]
    named = all(sides.on_team(person) for one in others if (person := People({"members": [one]}, (), sides).all()[0]))
    return bool(members) and part(raw, "prefs", "permissionLevel") == "private" and named


def source_of(raw: Mapping[str, Any]) -> str:
    """The name of a board as a source: the same for its export and its pull over HTTP."""
    return f"trello:{text(raw.get('id')) or text(raw.get('shortLink'))}"


def _must_be_a_board(raw: Mapping[str, Any]) -> None:
    for name, what in (("lists", "lists"), ("cards", "cards")):
        if not isinstance(raw.get(name), list):
            raise BadInput(
                f"This is no Trello board: it has no {what}.",
                hint="Export the whole board: board menu, Print, export and share, Export as JSON.",
            )


def _tasks(
    raw: Mapping[str, Any],
    actions: Sequence[Mapping[str, Any]],
    lists: Sequence[Mapping[str, Any]],
    people: People,
    stages: StageMap,
    calendar: Calendar,
) -> tuple[Task, ...]:
    """The board's cards as people see them: list by list, top to bottom."""
    reader = CardReader(
        stages=stages,
        calendar=calendar,
        people=people,
        lists=by_id(lists),
        labels=by_id(objects(raw.get("labels"))),
        checklists=_checklists(raw),
        custom_fields=by_id(objects(raw.get("customFields"))),
    )
    order = {text(item.get("id")): place for place, item in enumerate(lists)}
    cards = sorted(
        by_id(objects(raw.get("cards"))).values(),
        key=lambda card: (
            order.get(text(card.get("idList")), len(order)),
            number(card.get("pos")),
            text(card.get("id")),
        ),
    )
    history = by_card(actions)
    return tuple(reader.task(card, history.get(text(card.get("id")), [])) for card in cards)


def _in_order(lists: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(lists, key=lambda item: (number(item.get("pos")), text(item.get("id"))))


def _checklists(raw: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """Per card, whether they stand on the board (as in exports) or on the card itself."""
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    nested = (item for card in objects(raw.get("cards")) for item in objects(card.get("checklists")))
    every = by_id([*objects(raw.get("checklists")), *nested]).values()
    for checklist in _in_order(list(every)):
        found[text(checklist.get("idCard"))].append(checklist)
    return found


def _knowledge(
    raw: Mapping[str, Any], actions: Sequence[Mapping[str, Any]], sides: Sides, *, knows_stages: bool
) -> frozenset[Evidence]:
    """What this board can tell at all."""
    found = set(_ALWAYS)
    if actions or isinstance(raw.get("actions"), list):
        found |= {Evidence.HISTORY, Evidence.COMMENTS}
    if knows_stages:
        found.add(Evidence.STAGES)
    if sides.knows_client:
        found.add(Evidence.SIDES)
    return frozenset(found)


def _last_activity(raw: Mapping[str, Any], actions: Sequence[Mapping[str, Any]]) -> datetime | None:
    moments = [instant(raw.get("dateLastActivity"))]
    moments += [instant(card.get("dateLastActivity")) for card in objects(raw.get("cards"))]
    moments += [instant(action.get("date")) for action in actions]
    return max((moment for moment in moments if moment), default=None)
