"""The client's board as it will stand after the plan: what they can see, exactly. Pure.

Built from the board as it is and the plan's changes, so that a field that a person edited, a card they put away and the
cards that are not ours are all shown as the client will find them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from typing import Any

from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.markup.reference import apart
from trackerbridge.page.story import Story
from trackerbridge.page.values import Answers, Page, PageCard, PageChoice, PageLabel, PageList
from trackerbridge.plan import Change
from trackerbridge.plan.covers import COVER
from trackerbridge.plan.ownership import label_id
from trackerbridge.report.preview_parts import Parts, parts_of
from trackerbridge.report.waits import wait_sentences
from trackerbridge.results import Planned
from trackerbridge.trackers.base import BoardCard


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenCard:
    """A card as the client sees it. ``due`` is an instant (UTC)."""

    title: str
    description: str
    labels: tuple[PageLabel, ...] = ()
    due: datetime | None = None
    done: bool = False
    url: str = ""
    cover: str = ""
    story: Story | None = None
    choices: tuple[PageChoice, ...] = ()
    comments: tuple[str, ...] = ()  # those that the next sync writes


@dataclass(frozen=True, slots=True)
class SeenList:
    """A list and its cards, in the board's order."""

    name: str
    cards: tuple[SeenCard, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The whole board."""

    project: str
    title: str
    board: str
    language: str  # of the board
    calendar: Calendar
    lists: tuple[SeenList, ...]
    answers: Answers | None = None
    pending: int = 0  # changes that the next sync would make to get there
    notes: tuple[str, ...] = field(default_factory=tuple)
    own: Mapping[str, str] = field(default_factory=dict)  # what the page says otherwise than ours
    team: str = "en"  # the language of what stands around the board, for the team

    @property
    def page(self) -> Page:
        """As one page, which any browser shows."""
        return Page(
            title=self.board or self.title,
            language=self.language,
            lists=tuple(PageList(each.name, tuple(map(self._on_page, each.cards))) for each in self.lists),
            answers=self.answers,
            own=self.own,
        )

    def _on_page(self, card: SeenCard) -> PageCard:
        return PageCard(
            title=card.title,
            description=card.description,
            labels=tuple(PageLabel(label.name, label.color) for label in card.labels),
            due=self.calendar.day_of(card.due) if card.due else None,
            done=card.done,
            cover=card.cover,
            story=card.story,
            choices=card.choices,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A card on its way through the plan; lists and labels by name."""

    title: str = ""
    description: str = ""
    list: str = ""
    labels: tuple[str, ...] = ()
    due: datetime | None = None
    done: bool = False
    archived: bool = False
    url: str = ""
    position: float = 0.0
    cover: str = ""
    story: Story | None = None
    parts: Parts = field(default_factory=Parts)


def preview_of(planned: Planned) -> Preview:
    """What stands on the client's board once this plan is applied."""
    drafts = _standing(planned)
    places = _places(planned)
    for change in planned.plan.changes:
        if change.kind in ("card", COVER) and change.side == "client":
            place = places.get(change.ref, change.ref)
            drafts[place] = _after(drafts, place, change)
    for promise in planned.view.promises:
        if (place := places.get(promise.ref, promise.ref)) in drafts:
            drafts[place] = replace(drafts[place], story=Story.of(promise))
    for place, parts in parts_of(planned, places).items():
        if place in drafts:
            drafts[place] = replace(drafts[place], parts=parts)
    shown = [draft for draft in drafts.values() if not draft.archived]
    colors = _colors(planned)
    return Preview(
        project=planned.project,
        title=planned.title,
        board=planned.board.name,
        language=planned.view.language,
        calendar=planned.theirs,
        lists=tuple(SeenList(name, _cards_in(name, shown, colors, planned)) for name in _list_names(planned)),
        answers=planned.board.answers,
        pending=len(planned.plan.changes),
        notes=(*wait_sentences(planned), *planned.notes),
        own=planned.view.page_words,
        team=planned.language,
    )


def _places(planned: Planned) -> dict[str, str]:
    """By reference, the remote id of what stands there already."""
    known = {ref: each.remote_id for ref, each in planned.memory.publications.items() if each.kind == "card"}
    return known | {change.ref: change.remote_id for change in planned.plan.changes if change.remote_id}


def _standing(planned: Planned) -> dict[str, _Draft]:
    lists = {each.id: each for each in planned.board.lists}
    labels = {label.id: label.name for label in planned.board.labels}
    return {
        card.id: _draft_of(card, lists[card.list_id].name, labels)
        for card in planned.board.cards
        if card.list_id in lists and not lists[card.list_id].closed
    }


def _draft_of(card: BoardCard, list_name: str, labels: Mapping[str, str]) -> _Draft:
    return _Draft(
        title=card.title,
        description=card.description,
        list=list_name,
        due=card.due,
        done=card.due_complete,
        labels=tuple(labels[label] for label in card.label_ids if label in labels),
        archived=card.archived,
        url=card.url,
        position=card.position,
        cover=card.cover,
    )


def _after(drafts: Mapping[str, _Draft], place: str, change: Change) -> _Draft:
    draft = drafts.get(place, _Draft(position=float(len(drafts)) * 1e6))
    if change.action in ("archive", "restore"):
        return replace(draft, archived=change.action == "archive")
    for name, what in change.fields.items():
        draft = _with(draft, name, what.after)
    return draft


def _with(draft: _Draft, name: str, value: Any) -> _Draft:
    match name:
        case "title":
            return replace(draft, title=str(value or ""))
        case "description":
            return replace(draft, description=str(value or ""))
        case "list":
            return replace(draft, list=str(value or ""))
        case "labels":
            return replace(draft, labels=tuple(str(label) for label in value or ()))
        case "due":
            return replace(draft, due=_instant(value))
        case "due_complete":
            return replace(draft, done=bool(value))
        case "cover":
            return replace(draft, cover=str(value or ""))
        case _:
            return draft


def _instant(value: object) -> datetime | None:
    if isinstance(value, datetime) or value is None:
        return value
    return datetime.fromisoformat(str(value)) if value else None


def _list_names(planned: Planned) -> list[str]:
    standing = [each.name for each in sorted(planned.board.lists, key=lambda each: each.position) if not each.closed]
    created = [
        str(change.fields["name"].after)
        for change in planned.plan.changes
        if change.kind == "list" and change.action == "create" and "name" in change.fields
    ]
    return list(dict.fromkeys(standing + created))


def _colors(planned: Planned) -> dict[str, str]:
    ours = {label.name: label.color for label in planned.view.labels}
    return ours | {label.name: label.color or "" for label in planned.board.labels if label.name}


def _cards_in(name: str, drafts: list[_Draft], colors: Mapping[str, str], planned: Planned) -> tuple[SeenCard, ...]:
    board = planned.board
    here = sorted((draft for draft in drafts if draft.list == name), key=lambda draft: draft.position)
    return tuple(
        SeenCard(
            title=draft.title,
            description=apart(draft.description)[0] if board.reference_apart else draft.description,
            due=draft.due,
            done=draft.done,
            url=draft.url,
            cover=draft.cover,
            story=draft.story,
            choices=draft.parts.choices,
            comments=draft.parts.comments,
            labels=tuple(
                PageLabel(label_id(label) if board.labels_by_name else label, colors.get(label, ""))
                for label in draft.labels
            ),
        )
        for draft in here
    )
