"""A card, or one field of it, that a person gave back: what stands there counts as ours again. Pure.

The word counts once: the look that heeds it ends it, and records what stood there as if we had written it. A person
who changes the card afterwards is respected again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from trackerbridge.client_view.marker import decode
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Entry, Memory, Publication
from trackerbridge.ledger.steering import ending_entry, steering_of
from trackerbridge.model import Steering, SteeringKind
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.card_parts import CHECK_ITEM, CHECKLIST, checklist_of
from trackerbridge.plan.card_values import FIELDS, last_written, standing_values
from trackerbridge.plan.covers import COVER
from trackerbridge.plan.ownership import Places, stands
from trackerbridge.trackers.base import Board, BoardCard

ARCHIVED, CHECKS = "archived", "checklist"
THE_CARD = "card="  # how a word begins that says which card of the board it is
GIVEN_BACK: Mapping[str, str] = {
    **{name: name for name in FIELDS if name != "due_complete"}, "tick": "due_complete", COVER: COVER,
    CHECKS: CHECKS, ARCHIVED: ARCHIVED,
}  # fmt: skip
"""What a person may give back by itself: what people call it, and what the plan does."""


@dataclass(frozen=True, slots=True)
class HandedBack:
    """What is remembered with the words heeded, and a sentence for each."""

    memory: Memory
    notes: tuple[str, ...] = ()
    refs: frozenset[str] = frozenset()


def handed_back(memory: Memory, board: Board, places: Places) -> HandedBack:
    """Heed every word of handing back that is about a card of this board."""
    words = {word.scope: word for word in steering_of(memory, SteeringKind.HANDBACK)}
    about = {ref: word for ref, word in words.items() if ref in memory.publications}
    if not about:
        return HandedBack(memory)
    publications, cards = dict(memory.publications), {card.id: card for card in board.cards}
    ended: list[Entry] = []
    notes = []
    for ref, word in about.items():
        publication = publications[ref]
        if word.value.startswith(THE_CARD):
            found = _the_card(word.value.removeprefix(THE_CARD), board)
            if found is not None:
                publications[ref] = _taken(publication, found, board)
            ended.append(replace(ending_entry(word, at=word.made_at), at=None))
            notes.append(_said_of(publication, word, found))
            continue
        card = cards.get(publication.remote_id)
        if card is None and not board.completeness.complete:
            continue  # the look was cut short: the next one heeds it
        publications |= dict(_back(publication, card, _fields(word), board, places))
        publications |= dict(_lines_back(publications, card, _fields(word), ref))
        publications = {
            own: each for own, each in publications.items() if not _gone(own, ref, card, publications, word)
        }
        ended.append(replace(ending_entry(word, at=word.made_at), at=None))
        notes.append(
            Sentence(
                "The card {card} was handed back{named}: it is written as it should be.",
                card=publication.task or ref, named=f" ({word.value})" if word.value else "",
            )
        )  # fmt: skip
    entries = (*memory.entries, *ended)
    memory = replace(memory, publications=publications, entries=entries)
    return HandedBack(memory, tuple(notes), frozenset(about))


def _the_card(named: str, board: Board) -> BoardCard | None:
    """The card of the board that a person named: by its id, its address, or the last part of that."""
    by_name = {name: card for card in board.cards for name in (card.id, card.url, card.url.rpartition("/")[2]) if name}
    pieces = [named, *named.rstrip("/").split("/")[::-1]]
    return next((by_name[piece] for piece in pieces if piece in by_name), None)


def _taken(publication: Publication, card: BoardCard, board: Board) -> Publication:
    """Ours from now on. What was written there last is not known, so whatever differs counts as a person's words."""
    put_away = not stands(card, board)
    edited = {ARCHIVED: "true"} if put_away else {}
    return replace(publication, remote_id=card.id, written={}, edited=edited, archived_by_person=put_away)


def _said_of(publication: Publication, word: Steering, found: BoardCard | None) -> str:
    named = publication.task or publication.ref
    if found is None:
        return Sentence(
            "On the client's board is no card {place}, so nothing was done for {card}.",
            place=word.value.removeprefix(THE_CARD), card=named,
        )  # fmt: skip
    return Sentence("“{title}” is the card of {card} from now on.", title=found.title, card=named)


def _fields(word: Steering) -> frozenset[str]:
    named = [name for name in word.value.split(",") if name]
    return frozenset(GIVEN_BACK[name] for name in named or GIVEN_BACK if name in GIVEN_BACK)


def _back(
    publication: Publication, card: BoardCard | None, fields: frozenset[str], board: Board, places: Places
) -> Iterator[tuple[str, Publication]]:
    if card is None:
        return
    standing = standing_values(card, places)
    written = dict(last_written(publication, card, standing))
    written |= {name: standing[name] for name in FIELDS if name in fields}
    if COVER in fields and COVER in publication.written:
        written[COVER] = card.cover
    if (marker := decode(card.description)) is not None:
        written["marker"] = marker.text
    edited = {name: value for name, value in publication.edited.items() if name not in fields}
    back = replace(publication, written=written, edited=edited)
    if ARCHIVED in fields and not stands(card, board):
        back = replace(back, archived=True, archived_by_person=False)  # as if we had put it away: it is restored
    yield publication.ref, back


def _lines_back(
    known: Mapping[str, Publication], card: BoardCard | None, fields: frozenset[str], ref: str
) -> Iterator[tuple[str, Publication]]:
    """Lines of its checklist in a person's words count as ours as they stand."""
    if card is None or CHECKS not in fields:
        return
    items = {item.id: item for one in card.checklists for item in one.items}
    for own, each in known.items():
        if own.startswith(f"{ref}#") and each.kind == CHECK_ITEM and each.remote_id in items:
            written = {**each.written, "name": items[each.remote_id].name}
            yield own, replace(each, written=written, edited={})


def _gone(own: str, ref: str, card: BoardCard | None, known: Mapping[str, Publication], word: Steering) -> bool:
    """What we must forget, so that it is made anew: a deleted card, a checklist or a line that was taken away."""
    fields = _fields(word)
    if card is None:
        return ARCHIVED in fields and (own == ref or own.startswith(f"{ref}#"))
    if CHECKS not in fields or not own.startswith(f"{ref}#"):
        return False
    each = known[own]
    if each.kind == CHECKLIST:
        return checklist_of(card, each.remote_id) is None
    items = {item.id for one in card.checklists for item in one.items}
    return each.kind == CHECK_ITEM and each.remote_id not in items
