"""Plan: compare the client view with the board as it stands, order the changes, and refuse what is unsafe. Pure.

1. Lists and labels that the view needs and the board lacks.
2. Every card of the view, by the decision table in :func:`_card`.
3. Cards that should leave the board, by the table in :func:`_ending`.
4. Team labels on the sources.
5. Order, reasons against it (``safety``), digest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from trackerbridge.client_view.view import ClientView, Ending, ListRole, StatusCard
from trackerbridge.config.schema import LimitsConfig
from trackerbridge.ledger.records import Memory, Publication
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.card_changes import Names, Scene, creations, differences, ending, restoration
from trackerbridge.plan.card_parts import PARTS
from trackerbridge.plan.change_json import digest_of
from trackerbridge.plan.changes import Change, FieldChange, Plan, Refusal
from trackerbridge.plan.choices import Choices
from trackerbridge.plan.comments import COMMENT
from trackerbridge.plan.covers import cover_change, edited_cover
from trackerbridge.plan.handback import handed_back
from trackerbridge.plan.ownership import UNKNOWN, places, stands
from trackerbridge.plan.safety import Circumstances, refusals, twins
from trackerbridge.plan.source_marks import extra_mark_ids, mark_changes, mark_ids, marks_on
from trackerbridge.trackers.base import Board, BoardCard

__all__ = ["make_plan"]

_RANK = {"create": 0, "restore": 1, "update": 1, "label": 2, "unlabel": 2, "archive": 3}
_KINDS = {"list": 0, "label": 1, "card": 2}
_LISTS = {role.ref: position for position, role in enumerate(ListRole)}
_SAID = {"due": "due date", "due_complete": "tick of the due date"}
"""What people call a field, where its name does not say it."""
_NOWHERE = "-"  # stands for the id of a list that nothing needs: no list has it


def make_plan(
    *,
    project: str,
    view: ClientView,
    board: Board,
    memory: Memory,
    limits: LimitsConfig,
    complete: bool,
    sources: Mapping[str, Board] | None = None,
    force: bool = False,
    allow_public: bool = False,
    comments: Sequence[Change] = (),
    counts: Mapping[str, int] | None = None,
    cut_short: bool = False,
    basis: str = "",
) -> Plan:
    """The ordered changes that turn ``board`` into ``view``, with what stands against making them.

    ``memory`` comes from ``ownership.reconcile`` with the same board. ``complete``: nothing is missing from the pull,
    so things may be put away, cleared and unlabelled. ``sources``: the boards on which team labels are kept, by
    snapshot source. ``counts``: live tasks per snapshot source now, for the guard against a suddenly empty source;
    ``comments``: what is to be written on either side besides the cards (see ``incoming``); it comes last.
    ``cut_short``: tasks themselves are missing. ``force`` drops the refusals that may be forced, and no others.
    """
    given = handed_back(memory, board, places(view.lists, view.labels, board, memory))
    memory = given.memory
    look = _look(project, view, board, memory, complete)
    look.notes += given.notes
    changes = (*_changes(view, look, sources or {}), *comments)
    around = Circumstances(
        project=project,
        board=board,
        limits=limits,
        own_cards=look.own_cards(),
        allow_public=allow_public,
        cut_short=cut_short,
        emptied=_emptied(counts or {}, memory, look),
        twins=twins(look.changes, memory.publications.values(), set(counts or {})),
    )
    against = tuple(refusals(changes, around))
    return Plan(
        project=project,
        changes=changes,
        refusals=tuple(each for each in against if not (force and each.forceable)),
        notes=(
            *filter(None, [board.behind]),
            *_notes_on_pull(complete, look),
            *look.notes,
            *_overridden(against, force),
        ),
        digest=digest_of(project, board.id, changes),
        first_publication=memory.first_publication,
        board=board.id,
        observed=tuple(look.observed.values()),
        recovered=memory.promises,
        recovered_entries=tuple(entry for entry in memory.entries if not entry.id),
        ids=_ids(look, sources or {}),
        basis=basis,
    )


@dataclass(slots=True)
class _Look:
    """One plan in the making."""

    scene: Scene
    board: Board
    memory: Memory
    cards: Mapping[str, BoardCard]
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    observed: dict[str, Publication] = field(default_factory=dict)
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

    def own_cards(self) -> int:
        """Of which a share is reckoned: our cards that people can see, and those that this plan brings back."""
        back = {change.ref for change in self.changes if change.action == "restore"}
        return sum(1 for ref, each in self.memory.publications.items() if ref in back or self.standing(each))


def _changes(view: ClientView, look: _Look, sources: Mapping[str, Board]) -> tuple[Change, ...]:
    """Steps 1 to 4, in the order in which the changes are made."""
    for card in view.cards:
        _card(card, look)
    for leaving in (*view.endings, *_without_task(look.memory)):
        _ending(leaving, look)
    marks = [
        change
        for source, standing in sorted(sources.items())
        for change in mark_changes(source, standing, marks_on(source, view.team_marks), complete=look.scene.complete)
    ]
    return (*_places_needed(view, look), *_ordered(look.changes, view), *marks)


def _look(project: str, view: ClientView, board: Board, memory: Memory, complete: bool) -> _Look:
    placed = places(view.lists, view.labels, board, memory)
    remote = {each.id: each.name for each in board.lists} | {each.id: each.name for each in board.labels}
    wanted = {each.role.ref: each.name for each in view.lists} | {each.role.ref: each.name for each in view.labels}
    refs = wanted | {ref: remote[each] for ref, each in placed.ids.items() if each in remote}
    scene = Scene(project, placed, Names(refs, remote), complete, board.born_in, board.archived_in)
    look = _Look(scene, board, memory, {card.id: card for card in board.cards})
    for ref, publication in memory.publications.items():
        if not ref.startswith(UNKNOWN):
            look.observed[ref] = publication
    return look


def _card(card: StatusCard, look: _Look) -> None:
    """What happens to one card of the view."""
    publication = look.memory.publications.get(card.ref)
    card = _kept_there(card, look.cards.get(publication.remote_id) if publication else None, look.board)
    if publication is None:
        # Never published: the client sees it for the first time.
        look.changes += [*creations(card, look.scene), *look.cover(card), *look.checks(card)]
        return
    if publication.archived_by_person:
        # A person archived or deleted it, or moved it to another board: never created again.
        _note_put_away(card, publication, look)
        return
    remote = look.cards.get(publication.remote_id)
    if remote is None:
        # The look at the board was cut short and did not show it: nothing is known, nothing is done.
        look.notes.append(
            Sentence("The card for {card} was not seen on the board, so it was left as it is.", card=_said(card))
        )
        return
    if publication.archived and not stands(remote, look.board):
        # We had put it away, and the task is published again.
        look.changes.append(restoration(card, publication))
    found = differences(card, publication, remote, look.scene)
    look.changes += found.changes
    look.kept_back += found.kept_back
    look.changes += look.cover(card, publication, remote)
    look.changes += look.checks(card, remote)
    edited = {**found.compared.edited, **edited_cover(card, publication, remote)}
    _note_edits(card, publication, edited, look)
    look.observed[card.ref] = replace(
        publication,
        task=card.task,
        written=found.compared.written,
        edited=edited,
        archived=publication.archived and not stands(remote, look.board),
    )


def _kept_there(card: StatusCard, remote: BoardCard | None, board: Board) -> StatusCard:
    """The card as far as this target can hold it: what it does not keep is wanted as it stands."""
    if "due_complete" in board.cannot:
        card = replace(card, due_complete=remote.due_complete if remote else False)
    return replace(card, due=remote.due if remote else None) if "due" in board.cannot else card


def _ending(leaving: Ending, look: _Look) -> None:
    """What happens to one card that should leave the board."""
    publication = look.memory.publications.get(leaving.ref)
    if publication is None or look.standing(publication) is None:
        # Never there, or out of sight already.
        return
    if publication.archived:
        # We had put it away, and a person took it out again: it is theirs to keep.
        _note_taken_out(leaving, publication, look)
    elif not look.scene.complete:
        look.kept_back += 1
    else:
        look.changes.append(ending(publication, leaving.reason, look.scene))


def _without_task(memory: Memory) -> Iterator[Ending]:
    for ref, publication in memory.publications.items():
        if ref.startswith(UNKNOWN):
            yield Ending(ref, publication.task, "No source knows its task any more.")


def _note_put_away(card: StatusCard, publication: Publication, look: _Look) -> None:
    if publication.edited.get("archived") == "true":
        return
    look.notes.append(Sentence("A person put the card for {card} away; it is not created again.", card=_said(card)))
    look.observed[card.ref] = replace(publication, edited={**publication.edited, "archived": "true"})


def _note_taken_out(leaving: Ending, publication: Publication, look: _Look) -> None:
    if publication.edited.get("archived") == "false":
        return
    look.notes.append(
        Sentence(
            "A person took the card for {card} out of the archive; it stays there.", card=leaving.task or leaving.ref
        )
    )
    look.observed[leaving.ref] = replace(publication, edited={**publication.edited, "archived": "false"})


def _note_edits(card: StatusCard, publication: Publication, edited: Mapping[str, str], look: _Look) -> None:
    """Each edit is reported once; the ledger remembers which."""
    for name, value in edited.items():
        if publication.edited.get(name) != value:
            what = Sentence(_SAID.get(name, name))
            look.notes.append(
                Sentence(
                    "A person changed the {what} of the card for {card}; it is left as it is.",
                    what=what,
                    card=_said(card),
                )
            )


def _said(card: StatusCard) -> str:
    return Sentence("“{title}”{key}", title=card.title, key=f" ({card.task})" if card.task else "")


def _places_needed(view: ClientView, look: _Look) -> Iterator[Change]:
    """Lists always, unless a person put one away and nothing needs it; labels once a card needs them.

    Where the ledger was lost, an empty list that a person renamed looks like none: it is not made a second time.
    """
    needed = {change.list_ref for change in look.changes}
    worn = {ref for change in look.changes for ref in change.label_refs}
    placed = look.scene.places
    there = {*placed.ids, *placed.alias}
    for wanted in view.lists:
        ref = wanted.role.ref
        if ref in there or (ref in placed.put_away and ref not in needed):
            continue
        if look.memory.recovered and ref not in needed:
            look.observed[ref] = Publication(ref=ref, kind="list", remote_id=_NOWHERE, board=look.board.id)
            continue
        yield _place("list", ref, {"name": wanted.name})
    for label in view.labels:
        if label.role.ref in worn and label.role.ref not in there:
            yield _place("label", label.role.ref, {"name": label.name, "color": label.color})


def _place(kind: str, ref: str, values: Mapping[str, str]) -> Change:
    fields = {name: FieldChange(None, value) for name, value in values.items()}
    return Change(action="create", kind=kind, ref=ref, fields=fields, why=f"The board has no such {kind} yet.")


def _ordered(changes: Iterable[Change], view: ClientView) -> list[Change]:
    """Creates in the order of lists and ranks, then updates, labels, archives; those of one card in their own order."""
    ranks = {card.ref: (_LISTS[card.list.ref], card.rank, card.ref) for card in view.cards}
    last = (len(_LISTS), 0, "")
    return sorted(changes, key=lambda change: (_RANK[change.action], ranks.get(change.ref, (*last[:2], change.ref))))


def _emptied(counts: Mapping[str, int], memory: Memory, look: _Look) -> dict[str, int]:
    """Sources without a live task, of which we remember tasks or own cards; with how many cards.

    Where the ledger was lost, an empty source leaves our cards without a source: any of them may be its own.
    """
    empty: dict[str, int] = {}
    for source, count in counts.items():
        own = sum(
            1
            for ref, each in memory.publications.items()
            if ref.startswith((f"task:{source}/", UNKNOWN)) and look.standing(each) is not None
        )
        if count == 0 and (own or memory.task_counts.get(source, 0)):
            empty[source] = own
    return empty


def _notes_on_pull(complete: bool, look: _Look) -> Iterator[str]:
    if not complete and look.kept_back:
        cards = Sentence("1 card" if look.kept_back == 1 else "{n} cards", n=look.kept_back)
        yield Sentence(
            "The pull was incomplete, so nothing was archived, cleared or unlabelled ({cards} would have been).",
            cards=cards,
        )


def _overridden(against: Iterable[Refusal], force: bool) -> Iterator[str]:
    for refusal in against:
        if force and refusal.forceable:
            yield Sentence("Overridden by --force: {message}", message=refusal.message)


def _ids(look: _Look, sources: Mapping[str, Board]) -> dict[str, str]:
    ids = dict(look.scene.places.ids)
    known = {**look.memory.publications, **look.observed}
    ids |= {ref: each.remote_id for ref, each in known.items() if each.kind in ("card", COMMENT, *PARTS)}
    for source, board in sources.items():
        ids |= mark_ids(source, board) | extra_mark_ids(source, board)
    return ids
