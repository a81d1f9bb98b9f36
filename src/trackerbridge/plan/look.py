"""One plan in the making: what was seen, and what has been gathered so far. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

from trackerbridge.client_view.normal_text import comparable_title
from trackerbridge.client_view.view import ClientView, StatusCard
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Memory, Publication
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.card_changes import Names, Scene
from trackerbridge.plan.card_values import last_written, standing_values
from trackerbridge.plan.changes import Change
from trackerbridge.plan.choices import Choices
from trackerbridge.plan.covers import cover_change
from trackerbridge.plan.ownership import UNKNOWN, places, stands
from trackerbridge.plan.reference import reference_of
from trackerbridge.trackers.base import Board, BoardCard


@dataclass(slots=True)
class Look:
    """One plan in the making."""

    scene: Scene
    board: Board
    memory: Memory
    cards: Mapping[str, BoardCard]
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    observed: dict[str, Publication] = field(default_factory=dict)
    sure: frozenset[str] = frozenset()  # references that a person handed back
    kept_back: int = 0  # what an incomplete pull forbids

    def standing(self, publication: Publication) -> BoardCard | None:
        """The publication's card, where people can see it."""
        card = self.cards.get(publication.remote_id) if publication.kind == "card" else None
        return card if card is not None and stands(card, self.board) else None

    def cover(
        self, card: StatusCard, publication: Publication | None = None, remote: BoardCard | None = None
    ) -> tuple[Change, ...]:
        """What to do about its picture, where this target has any."""
        return tuple(cover_change(card, publication, remote)) if self.board.covers else ()

    def checks(self, card: StatusCard, remote: BoardCard | None = None) -> tuple[Change, ...]:
        """What to do about its checklist, where it has one and the target can carry it."""
        if card.checks is None or not self.board.ticks:
            return ()
        found = Choices(card, remote, self.memory.publications, self.board.id).compare(card.checks)
        self.observed |= found.observed
        self.notes += found.notes
        return tuple(found.changes)

    def doubt(self, card: StatusCard) -> str:
        """Why this card, which the ledger does not know, may have been made all the same; empty where it was not.

        Only where the ledger was lost, or is not the latest: then a card that bears no reference may be it, and so may
        one that somebody took away. What a person handed back is in no doubt.
        """
        if card.ref in self.sure:
            return ""
        if card.ref in self.memory.missing:
            return Sentence("it was made before and is not there: somebody took it away. If it should be there")
        if not self.memory.gap:
            return ""
        known = {each.remote_id for each in self.memory.publications.values()}
        strangers = (each for each in self.board.cards if each.id not in known and reference_of(each) is None)
        title = comparable_title(card.title)
        if twin := next((each for each in strangers if comparable_title(each.title) == title), None):
            return Sentence(
                "it may be this one, which bears no reference of ours: {place}. If it is: trackerbridge handback "
                "{card} {project} --card {place}. If not",
                place=twin.url or twin.id, card=card.task or card.ref, project=self.scene.project,
            )  # fmt: skip
        if self.board.gone:
            return Sentence(
                "somebody may have taken it away (things that are gone from there: {n}). If it should be there",
                n=self.board.gone,
            )  # fmt: skip
        return ""

    def own_cards(self) -> int:
        """Of which a share is reckoned: our cards that people can see, and those that this plan brings back."""
        back = {change.ref for change in self.changes if change.action == "restore"}
        return sum(1 for ref, each in self.memory.publications.items() if ref in back or self.standing(each))


def look_at(project: str, view: ClientView, board: Board, memory: Memory, complete: bool) -> Look:
    """Where everything is on this board, and nothing gathered yet but what the ledger knows."""
    placed = places(view.lists, view.labels, board, memory)
    remote = {each.id: each.name for each in board.lists} | {each.id: each.name for each in board.labels}
    wanted = {each.role.ref: each.name for each in view.lists} | {each.role.ref: each.name for each in view.labels}
    refs = wanted | {ref: remote[each] for ref, each in placed.ids.items() if each in remote}
    names, apart = Names(refs, remote), board.reference_apart
    scene = Scene(project, placed, names, complete, board.born_in, board.archived_in, apart)
    look = Look(scene, board, memory, {card.id: card for card in board.cards})
    for ref, publication in memory.publications.items():
        if not ref.startswith(UNKNOWN):
            look.observed[ref] = _as_it_stands(publication, look) if ref in memory.behind else publication
    return look


def _as_it_stands(publication: Publication, look: Look) -> Publication:
    """What another ledger wrote last counts from now on, also where this plan has nothing to say of the card."""
    card = look.cards.get(publication.remote_id)
    if card is None:
        return publication
    written = last_written(publication, card, standing_values(card, look.scene.places))
    return replace(publication, written=written)
