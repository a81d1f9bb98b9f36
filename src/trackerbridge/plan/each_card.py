"""What happens to each card, and what the manager reads of what people did to it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from trackerbridge.client_view.view import Ending, LabelRole, StatusCard
from trackerbridge.ledger.records import NOWHERE, Memory, Publication
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.card_changes import creations, differences, ending, restoration
from trackerbridge.plan.covers import edited_cover
from trackerbridge.plan.look import Look
from trackerbridge.plan.ownership import UNKNOWN, UNKNOWN_PROMISE, stands
from trackerbridge.trackers.base import Board, BoardCard

_SAID = {"due": "due date", "due_complete": "tick of the due date"}
"""What people call a field, where its name does not say it."""


def plan_card(card: StatusCard, look: Look) -> None:
    """What happens to one card of the view."""
    publication = look.memory.publications.get(card.ref)
    card = _kept_there(card, look.cards.get(publication.remote_id) if publication else None, look.board)
    if publication is None:
        if why := look.doubt(card):
            _note_doubt(card, why, look)
            return
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


def plan_ending(leaving: Ending, look: Look) -> None:
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


def without_task(memory: Memory) -> Iterator[Ending]:
    """Cards of ours of which no source knows the task."""
    for ref, publication in memory.publications.items():
        if ref.startswith(UNKNOWN) and not ref.startswith(UNKNOWN_PROMISE):
            yield Ending(ref, publication.task, Sentence("No source knows its task any more."))


def note_forgotten(look: Look) -> None:
    """A promise without a task is said by command alone: where nobody remembers it, nothing is done to its card."""
    for ref, publication in sorted(look.memory.publications.items()):
        remote = look.standing(publication) if ref.startswith(UNKNOWN_PROMISE) else None
        if remote is not None:
            look.notes.append(
                Sentence(
                    "The card “{title}” tells a promise that no task carries and that nobody remembers; it is left as "
                    "it is. Put it away, or say the promise again (promises add).",
                    title=remote.title,
                )
            )


def _note_doubt(card: StatusCard, why: str, look: Look) -> None:
    """Rather not made than made twice: from now on it counts as put away, until a person hands it back."""
    look.notes.insert(
        0,
        Sentence(
            "The card for {card} is not made, since the ledger was lost, or is not the latest, and {why}: "
            "trackerbridge handback {named} {project}",
            card=_said(card), why=why, named=card.task or card.ref, project=look.scene.project,
        ),
    )  # fmt: skip
    look.observed[card.ref] = Publication(
        ref=card.ref, kind="card", remote_id=NOWHERE, board=look.board.id, task=card.task, first=card.first,
        moved_on=card.moved_on, archived_by_person=True, edited={"archived": "true"},
    )  # fmt: skip


def _note_put_away(card: StatusCard, publication: Publication, look: Look) -> None:
    if publication.edited.get("archived") == "true":
        return
    look.notes.append(
        _not_now(card, look)
        if card.choose_by is not None
        else Sentence("A person put the card for {card} away; it is not created again.", card=_said(card))
    )
    look.observed[card.ref] = replace(publication, edited={**publication.edited, "archived": "true"})


def _not_now(card: StatusCard, look: Look) -> Sentence:
    """Whoever puts a choice away does not want to make it now: it is asked for no more, and runs out on its day."""
    return Sentence(
        "A person put {card} away, which we take for “not now”: it is asked for no more. The offer stays valid until "
        "{until} and then runs out; until then a word of theirs still counts. To ask once more: trackerbridge handback "
        "{ref} {project}",
        card=_said(card), until=card.choose_by, ref=card.ref, project=look.scene.project,
    )  # fmt: skip


def _note_taken_out(leaving: Ending, publication: Publication, look: Look) -> None:
    if publication.edited.get("archived") == "false":
        return
    look.notes.append(
        Sentence(
            "A person took the card for {card} out of the archive; it stays there.", card=leaving.task or leaving.ref
        )
    )
    look.observed[leaving.ref] = replace(publication, edited={**publication.edited, "archived": "false"})


def _note_edits(card: StatusCard, publication: Publication, edited: Mapping[str, str], look: Look) -> None:
    """Each edit is reported once; the ledger remembers which."""
    for name, value in edited.items():
        if publication.edited.get(name) == value:
            continue
        if name == "list" and card.choose_by is not None and LabelRole.WAITING not in card.labels:
            look.notes.append(_not_now(card, look))
        else:
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
