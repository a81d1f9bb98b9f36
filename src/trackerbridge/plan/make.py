"""Plan: compare the client view with the board as it stands, order the changes, and refuse what is unsafe. Pure.

1. Lists and labels that the view needs and the board lacks.
2. Every card of the view, by the decision table in :func:`~trackerbridge.plan.each_card.plan_card`.
3. Cards that should leave the board, by the table in :func:`~trackerbridge.plan.each_card.plan_ending`.
4. Team labels on the sources.
5. Order, reasons against it (``safety``), digest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from trackerbridge.client_view.view import ClientView, ListRole
from trackerbridge.config.schema import LimitsConfig
from trackerbridge.ledger.records import NOWHERE, Memory, Publication
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.card_parts import PARTS
from trackerbridge.plan.change_json import digest_of
from trackerbridge.plan.changes import Change, FieldChange, Plan, Refusal
from trackerbridge.plan.comments import COMMENT
from trackerbridge.plan.each_card import note_forgotten, plan_card, plan_ending, without_task
from trackerbridge.plan.handback import handed_back
from trackerbridge.plan.look import Look, look_at
from trackerbridge.plan.ownership import UNKNOWN, places
from trackerbridge.plan.safety import Circumstances, refusals, twins
from trackerbridge.plan.source_marks import extra_mark_ids, mark_changes, mark_ids, marks_on
from trackerbridge.trackers.base import Board

__all__ = ["make_plan"]

_RANK = {"create": 0, "restore": 1, "update": 1, "label": 2, "unlabel": 2, "archive": 3}
_KINDS = {"list": 0, "label": 1, "card": 2}
_LISTS = {role.ref: position for position, role in enumerate(ListRole)}


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
    look = look_at(project, view, board, memory, complete)
    look.sure = given.refs
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


def _changes(view: ClientView, look: Look, sources: Mapping[str, Board]) -> tuple[Change, ...]:
    """Steps 1 to 4, in the order in which the changes are made."""
    for card in view.cards:
        plan_card(card, look)
    for leaving in (*view.endings, *without_task(look.memory)):
        plan_ending(leaving, look)
    note_forgotten(look)
    marks = [
        change
        for source, standing in sorted(sources.items())
        for change in mark_changes(source, standing, marks_on(source, view.team_marks), complete=look.scene.complete)
    ]
    return (*_places_needed(view, look), *_ordered(look.changes, view), *marks)


def _places_needed(view: ClientView, look: Look) -> Iterator[Change]:
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
            look.observed[ref] = Publication(ref=ref, kind="list", remote_id=NOWHERE, board=look.board.id)
            continue
        yield _place("list", ref, {"name": wanted.name})
    for label in view.labels:
        if label.role.ref in worn and label.role.ref not in there:
            yield _place("label", label.role.ref, {"name": label.name, "color": label.color})


def _place(kind: str, ref: str, values: Mapping[str, str]) -> Change:
    fields = {name: FieldChange(None, value) for name, value in values.items()}
    return Change(
        action="create",
        kind=kind,
        ref=ref,
        fields=fields,
        why=Sentence("The board has no such {kind} yet.", kind=Sentence(kind)),
    )


def _ordered(changes: Iterable[Change], view: ClientView) -> list[Change]:
    """Creates in the order of lists and ranks, then updates, labels, archives; those of one card in their own order."""
    ranks = {card.ref: (_LISTS[card.list.ref], card.rank, card.ref) for card in view.cards}
    last = (len(_LISTS), 0, "")
    return sorted(changes, key=lambda change: (_RANK[change.action], ranks.get(change.ref, (*last[:2], change.ref))))


def _emptied(counts: Mapping[str, int], memory: Memory, look: Look) -> dict[str, int]:
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


def _notes_on_pull(complete: bool, look: Look) -> Iterator[str]:
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


def _ids(look: Look, sources: Mapping[str, Board]) -> dict[str, str]:
    ids = dict(look.scene.places.ids)
    known = {**look.memory.publications, **look.observed}
    there = {ref: each for ref, each in known.items() if each.remote_id != NOWHERE}
    ids |= {ref: each.remote_id for ref, each in there.items() if each.kind in ("card", COMMENT, *PARTS)}
    for source, board in sources.items():
        ids |= mark_ids(source, board) | extra_mark_ids(source, board)
    return ids
