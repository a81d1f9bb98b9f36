"""The team's answers: what people wrote on the tasks for the client to read as a comment. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from trackerbridge.client_notes import parse
from trackerbridge.client_view.neutralise import paragraphs
from trackerbridge.incoming.scene import TASK, Home, Scene
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import REQUEST
from trackerbridge.model import Comment, NotePart, Side
from trackerbridge.plan.comments import REPLY

LONGEST_REPLY = 4_000


@dataclass(frozen=True, slots=True)
class Reply:
    """One ``/client reply`` of the team's. ``text`` are the bytes that would stand on the client's board."""

    ref: str
    card: str  # the card that it goes to; empty where the task has none
    task: str
    first: datetime  # when it was written
    at: datetime  # when it was written or edited last
    text: str


def replies_in(scene: Scene) -> tuple[Reply, ...]:
    """Every reply that the team wrote on any task, in the order of the sources."""
    cards = {ref for ref, each in scene.memory.publications.items() if each.kind == "card"}
    return tuple(
        reply
        for snapshot in scene.snapshots
        for task in snapshot.tasks
        for reply in _on_task(Home(snapshot, task), cards)
    )


def _on_task(home: Home, cards: set[str]) -> Iterator[Reply]:
    own = home.ref.removeprefix(TASK)
    card = next((ref for ref in (f"{TASK}{own}", f"{REQUEST}{own}") if ref in cards), "")
    for comment in home.task.comments:
        for number, text in enumerate(_replies_of(comment)):
            ref = f"{REPLY}{own}/{comment.id}" + (f"#{number}" if number else "")
            edited = comment.edited_at or comment.at
            yield Reply(ref, card, home.task.key, comment.at, edited, paragraphs(text, LONGEST_REPLY))


def _replies_of(comment: Comment) -> list[str]:
    """As :func:`~trackerbridge.client_notes.notes_of` reads them: a client's words are never a note."""
    side = comment.author.side if comment.author else Side.UNKNOWN
    note = parse(comment.text) if side in (Side.TEAM, Side.UNKNOWN) else None
    return [text for kind, text in note.parts if kind == NotePart.REPLY and text] if note else []


def posted_texts(replies: Sequence[Reply]) -> dict[str, list[str]]:
    """By card: the texts that may stand there as our replies."""
    found: dict[str, list[str]] = {}
    for reply in replies:
        if reply.card and reply.text:
            found.setdefault(reply.card, []).append(reply.text)
    return found
