"""Comments on either side: whose they are, and whether a change of one landed. Pure.

Each of ours is a publication: ``ack:…`` (we have your message), ``thanks:…`` (we have your answer), ``late:…`` (our
answer is late), ``reply:…`` (the team's answer) on the client's board; ``carried:…`` (a client's message) on the
source's side, where ``board`` is the source.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from trackerbridge.carried import mark_in
from trackerbridge.ledger.records import Memory, Publication
from trackerbridge.model import Comment, Side, Snapshot
from trackerbridge.plan.changes import Change
from trackerbridge.trackers.base import Board, BoardCard

COMMENT = "comment"
ACK = "ack:"
THANKS = "thanks:"
LATE = "late:"
REPLY = "reply:"
CARRIED = "carried:"


def comment_publications(memory: Memory, board: Board) -> dict[str, Publication]:
    """Those that the ledger knows on this board, and on the sources."""
    return {
        ref: each
        for ref, each in memory.publications.items()
        if each.kind == COMMENT and (each.board == board.id or ref.startswith(CARRIED))
    }


def comment_landed(change: Change, comments: Iterable[Comment], known: Collection[str]) -> str:
    """The id of the comment, where these comments of its card show that this change of it happened; else empty.

    ``known`` are ids that something else of ours has: two comments may say the same, and each is written once. On the
    source's side the reference in the text tells.
    """
    text = str(change.fields["text"].after)
    if change.action != "create":
        return next((one.id for one in comments if one.id == change.remote_id and same_words(one.text, text)), "")
    if (mark := mark_in(text)) is not None:
        return min((one.id for one in comments if mark_in(one.text) == mark), default="")
    ours = (one.id for one in comments if same_words(one.text, text) and not _is_clients(one))
    return min((each for each in ours if each not in known), default="")


def source_boards(snapshots: Sequence[Snapshot], marked: Mapping[str, Board]) -> dict[str, Board]:
    """By source: its tasks as cards with the comments that this pull saw, and the team labels where looked at."""
    found: dict[str, Board] = {}
    for snapshot in snapshots:
        said = {task.id: task.comments for task in snapshot.tasks}
        if snapshot.source in marked or snapshot.source in found:
            known = found.get(snapshot.source) or marked[snapshot.source]
            cards = [replace(card, comments=said.pop(card.id, card.comments)) for card in known.cards]
        else:
            known, cards = Board(id=snapshot.source, name=snapshot.title, completeness=snapshot.completeness), []
        cards += [BoardCard(id=own, title="", description="", list_id="", comments=each) for own, each in said.items()]
        found[snapshot.source] = replace(known, cards=tuple(cards), may_lag=snapshot.may_lag)
    return found


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same, however their lines and spaces are broken."""
    return one.split() == other.split()


def task_id(change: Change) -> str:
    """On the source's side: the tracker's own id of the task that the comment stands on."""
    return change.on.removeprefix(f"task:{change.source}/")


def _is_clients(comment: Comment) -> bool:
    return comment.author is not None and comment.author.side is Side.CLIENT
