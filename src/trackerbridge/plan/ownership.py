"""Whose is what on the client's board: from the ledger, and from the references on the cards where it was lost. Pure.

1. The ledger's publications on this board are ours; gone or put away means that a person put them away.
2. Any other card with a valid reference of this project is ours too (the ledger was lost, or is older than the board).
3. Where several cards carry the same reference (a person copied one), the one that the ledger knows is ours, else the
   oldest; the copies belong to the person.
4. Lists and labels are found by the ledger's id, else by name or id as configured, else by our cards that stand there
   (a person renamed them, and the ledger was lost); they are used and never changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import UTC, datetime
from functools import cached_property

from trackerbridge.client_view.marker import Marker, fingerprint, owner_of
from trackerbridge.client_view.normal_text import comparable_title
from trackerbridge.client_view.view import CardKind, ListRole, ViewLabel, ViewList
from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import NOWHERE, Memory, Publication
from trackerbridge.model.promise import WITHOUT_TASK, promise_ref
from trackerbridge.plan.announced import recovered_entries
from trackerbridge.plan.card_parts import part_publications
from trackerbridge.plan.comments import ACK, LATE, REPLY, THANKS, comment_publications
from trackerbridge.plan.reference import reference_of
from trackerbridge.plan.told_on_board import promises_on
from trackerbridge.trackers.base import Board, BoardCard

UNKNOWN = "unknown:"  # a card of ours whose task no source knows any more
UNKNOWN_PROMISE = f"{UNKNOWN}promise:"  # and one of a promise without a task that nobody remembers
_PRINTED_AS = {"list": "list", "label": "labels"}  # a place's kind, among the fingerprints of a reference
_FIXED = (CardKind.SUMMARY.value, CardKind.HOW_WE_WORK.value)


@dataclass(frozen=True)
class Places:
    """Our lists and labels on a board. ``ids`` by reference; ``put_away`` are those a person closed or deleted.

    ``alias``: a reference that shares its list or label with an earlier one (two roles with one name) goes by that one.
    """

    ids: Mapping[str, str]
    put_away: frozenset[str] = frozenset()
    alias: Mapping[str, str] = field(default_factory=dict)

    def canonical(self, ref: str) -> str:
        """The one reference by which a list or label is compared and written."""
        return self.alias.get(ref, ref)

    @cached_property
    def refs(self) -> Mapping[str, str]:
        """References by remote id."""
        return {remote_id: ref for ref, remote_id in self.ids.items()}


def reconcile(
    memory: Memory,
    board: Board,
    *,
    project: str,
    refs: Mapping[str, str],
    view_lists: Sequence[ViewList] = (),
    view_labels: Sequence[ViewLabel] = (),
    calendar: Calendar | None = None,
) -> Memory:
    """What we own on this board, and what was promised there.

    ``refs`` are all references that the sources know, published or not, with the task's key. ``calendar`` is the
    project's: the day on which a move was told becomes an instant of that day.
    """
    ours = {ref: each for ref, each in memory.publications.items() if _stays(each, board)}
    told = {promise.ref for promise in memory.promises if promise.ref.startswith(WITHOUT_TASK)}
    found = _found(board, project, {*refs, *_FIXED, *ours, *told})
    cards = {card.id: card for card in board.cards}
    own: dict[str, Publication] = {}
    for ref in sorted({*ours, *found}):
        if (known := ours.get(ref)) and not (known.remote_id == NOWHERE and ref in found):
            own[ref] = _confirmed(known, cards.get(known.remote_id), board)
        else:
            own[ref] = _adopted(ref, *found[ref], refs.get(ref), board)
    wanted = [*(each.role.ref for each in view_lists), *(each.role.ref for each in view_labels)]
    by_name = places(view_lists, view_labels, replace(board, lists_for={}), memory)
    respelled = _respelled(wanted, by_name, own, board)
    memory = replace(memory, publications={**respelled, **memory.publications})
    placed = places(view_lists, view_labels, board, memory)
    entries = recovered_entries(memory, own, cards, calendar or Calendar())
    return replace(
        memory,
        entries=(*memory.entries, *entries),
        publications={
            **own,
            **_place_publications(placed, memory, board),
            **part_publications(memory, board),
            **comment_publications(memory, board),
        },
        promises=promises_on(memory.promises, own, cards, refs, calendar or Calendar()),
        recovered=memory.recovered or (not ours and any(not ref.startswith(UNKNOWN) for ref in own)),
        behind=_written_later(ours, found) if ours else {},
    )


def _written_later(ours: Mapping[str, Publication], found: Mapping[str, tuple[BoardCard, Marker]]) -> dict[str, str]:
    """References that this ledger does not know, by ref: somebody wrote these cards after its last word on them."""
    later = {}
    for ref, (card, marker) in found.items():
        known = ours.get(ref)
        if known is None:
            new = not ref.startswith(UNKNOWN)
        else:
            new = known.remote_id == card.id and known.written.get("marker", marker.text) != marker.text
        if new:
            later[ref] = marker.text
    return later


def made_on(board: str, publications: Iterable[Publication]) -> Iterator[Publication]:
    """Our cards and comments on this board (its id), as far as they are known to have been there."""
    for each in publications:
        ours = each.kind == "card" or each.ref.startswith((ACK, THANKS, LATE, REPLY))
        if ours and each.board == board and each.remote_id != NOWHERE and not each.ref.startswith(UNKNOWN):
            yield each


def stands(card: BoardCard, board: Board) -> bool:
    """Whether people see the card: neither archived, nor in a list that was archived."""
    return not card.archived and card.list_id not in {each.id for each in board.lists if each.closed}


def places(view_lists: Iterable[ViewList], view_labels: Iterable[ViewLabel], board: Board, memory: Memory) -> Places:
    """Where our lists and labels are on this board; those that are nowhere are missing."""
    known = {ref: each.remote_id for ref, each in memory.publications.items() if each.board == board.id}
    lists = {each.id: each.name for each in board.lists if not each.closed}
    closed = {each.name.casefold() for each in board.lists if each.closed}
    labels = {each.id: each.name for each in board.labels}
    seats = _Seats(known)
    for wanted in view_lists:
        seats.take(wanted.role.ref, wanted.name, lists, closed, otherwise=board.lists_for.get(wanted.role.ref, ""))
    for label in view_labels:
        otherwise = label_id(label.name) if board.labels_by_name else ""
        seats.take(label.role.ref, label.name, labels, set(), otherwise=otherwise)
    return Places(seats.ids, frozenset(seats.put_away), seats.alias)


def label_id(name: str) -> str:
    """What a label is called where labels are words: Jira's hold no spaces (API-FACTS 1.6)."""
    return "-".join(name.split())


@dataclass(slots=True)
class _Seats:
    """Who sits where, in the order of the roles."""

    known: Mapping[str, str]
    ids: dict[str, str] = field(default_factory=dict)
    put_away: set[str] = field(default_factory=set)
    alias: dict[str, str] = field(default_factory=dict)
    names: dict[tuple[str, str], str] = field(default_factory=dict)  # of what is missing, by kind and name

    def take(
        self, ref: str, name: str, standing: Mapping[str, str], closed: Collection[str], *, otherwise: str = ""
    ) -> None:
        """``otherwise``: the remote id that stands for it where nothing has its name."""
        kind, folded, known = ref.partition(":")[0], name.casefold(), self.known.get(ref, "")
        found = _place(name, known, standing) or otherwise
        first = next((other for other, remote_id in self.ids.items() if remote_id == found), None)
        first = first if found else self.names.get((kind, folded))
        if first is not None:
            self.alias[ref] = first
        elif found:
            self.ids[ref] = found
        else:
            self.names[kind, folded] = ref
            if known or folded in closed:
                self.put_away.add(ref)


def _place(name: str, known: str, names: Mapping[str, str]) -> str:
    """The ledger's own; else by id; else by exact name, then in any case; of several the lowest id."""
    for wanted in (known, name):
        if wanted and wanted in names:
            return wanted
    for alike in (name.__eq__, lambda other: name.casefold() == other.casefold()):
        if same := [remote_id for remote_id, other in names.items() if other and alike(other)]:
            return min(same)
    return ""


def _place_publications(placed: Places, memory: Memory, board: Board) -> dict[str, Publication]:
    """Lists and labels that we use. Those the ledger does not know were there before us, or their making was lost."""
    kept = {
        ref: each
        for ref, each in memory.publications.items()
        if each.kind in ("list", "label") and each.board == board.id
    }
    for ref, remote_id in placed.ids.items():
        if ref not in kept or kept[ref].remote_id != remote_id:
            kind = ref.partition(":")[0]
            kept[ref] = Publication(ref=ref, kind=kind, remote_id=remote_id, board=board.id, adopted=True)
    return kept


def _respelled(
    wanted: Iterable[str], placed: Places, own: Mapping[str, Publication], board: Board
) -> dict[str, Publication]:
    """Lists and labels that are nowhere by name, because a person renamed them: our cards still stand there.

    Each card's reference says what we wrote last; what all cards of one list or label share now is that list or label.
    Where a list of the same meaning would do as well, one card alone proves nothing: a person may have moved it.
    """
    ids = {publication.remote_id for publication in own.values()}
    marked = [(card, marker) for card in board.cards if card.id in ids and (marker := reference_of(card))]
    taken = {each.id for each in board.lists if each.closed} | set(placed.ids.values())
    found: dict[str, Publication] = {}
    for ref in wanted:
        kind = ref.partition(":")[0]
        if ref in placed.ids or ref in placed.alias or ref in placed.put_away:
            continue
        cards = [card for card, marker in marked if marker.prints[_PRINTED_AS[kind]] == fingerprint(ref)]
        seats = [set(card.label_ids) if kind == "label" else {card.list_id} for card in cards]
        shared = set.intersection(*seats) - taken if seats else set()
        if len(shared) == 1 and len(cards) > (ref in board.lists_for):
            found[ref] = Publication(ref=ref, kind=kind, remote_id=shared.pop(), board=board.id, adopted=True)
    return found


def _stays(publication: Publication, board: Board) -> bool:
    """Cards on another board are that board's; unknown ones are looked up anew each time."""
    ours = publication.kind == "card" and publication.board == board.id
    return ours and not publication.ref.startswith(UNKNOWN)


def _found(board: Board, project: str, refs: Iterable[str]) -> dict[str, tuple[BoardCard, Marker]]:
    """Per reference, the oldest card that carries it, and all that it says."""
    owners = {owner_of(project, ref): ref for ref in refs}
    found: dict[str, tuple[BoardCard, Marker]] = {}
    for card in sorted(board.cards, key=_age):
        marker = reference_of(card)
        if marker is not None and marker.of_project(project):
            ref = owners.get(marker.owner) or _promise_on(card, marker, project) or UNKNOWN + marker.owner
            found.setdefault(ref, (card, marker))
    return found


def _promise_on(card: BoardCard, marker: Marker, project: str) -> str:
    """The reference of a promise without a task that only its card remembers: its own title gives it."""
    if not marker.without_task:
        return ""
    ref = promise_ref(card.title)
    return ref if owner_of(project, ref) == marker.owner else UNKNOWN_PROMISE + marker.owner


def _age(card: BoardCard) -> tuple[datetime, str]:
    """Oldest first; a card without a time of creation counts as youngest. Trello's ids grow with time."""
    return card.created_at or datetime.max.replace(tzinfo=UTC), card.id


def _confirmed(known: Publication, card: BoardCard | None, board: Board) -> Publication:
    """Ours by the ledger. Gone or put away without us: a person did that, and it is respected."""
    if card is None:
        # A look that was cut short proves nothing about what it did not show.
        return replace(known, archived_by_person=known.archived_by_person or board.completeness.complete)
    return replace(known, archived_by_person=not stands(card, board) and not known.archived)


def _adopted(ref: str, card: BoardCard, marker: Marker, task: str | None, board: Board) -> Publication:
    """Ours by its reference. What was archived meanwhile counts as put away by a person: it is not created again."""
    return Publication(
        ref=ref,
        kind="card",
        remote_id=card.id,
        board=board.id,
        task=task or None,
        first=marker.first,
        moved_on=marker.moved_on,
        written={**_list_of(marker), **_title_of(marker, card)},
        archived_by_person=not stands(card, board),
    )


def _list_of(marker: Marker) -> dict[str, str]:
    """The list that we last wrote, where it is one of ours."""
    found = next((role.ref for role in ListRole if marker.says("list", role.ref)), "")
    return {"list": found} if found else {}


def _title_of(marker: Marker, card: BoardCard) -> dict[str, str]:
    """The title that we last wrote, where it stands there still."""
    title = comparable_title(card.title)
    return {"title": title} if marker.says("title", title) else {}


def comparable_due(due: datetime | None) -> str:
    """An instant in comparable form: UTC, whole seconds; empty where there is none."""
    return due.astimezone(UTC).replace(microsecond=0).isoformat() if due else ""
