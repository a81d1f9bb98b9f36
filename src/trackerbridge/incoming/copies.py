"""What the client wrote or marked on a copy of a card of ours: told to the manager once, and never taken for our card.

A copy is the client's own. Nothing is written there, and what is ticked there decides nothing; but the words are
theirs, and must not be lost: they go to the task like any other message, where the team alone reads it, and the manager
is told what was written where. Pure.

A copy is known by our reference on a card that is not ours, or by what the tracker itself says (a Jira issue clones
another). What was copied along with the card was not said there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import datetime, timedelta

from trackerbridge.client_view.marker import owner_of
from trackerbridge.client_view.neutralise import shortened
from trackerbridge.incoming.carrying import Carrier, standing_carried
from trackerbridge.incoming.scene import Scene
from trackerbridge.incoming.talk import Line, Talk, Voice
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import REQUEST, Entry, EntryKind, Memory, Publication
from trackerbridge.model import Message, Side
from trackerbridge.model.offer import label_number
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.comments import CARRIED, same_words
from trackerbridge.plan.reference import reference_of
from trackerbridge.trackers.base import Board, BoardCard

COPY = "copy:"  # how a message's card begins, where it is a copy
_MARK = "mark:"
_SHOWN = 160
_COPYING = timedelta(minutes=2)  # so long a tracker may take to copy a card with its comments


def copies_on(board: Board, memory: Memory, project: str) -> Iterator[tuple[BoardCard, Publication]]:
    """Every card that is a copy of one of ours on this board, and the publication of that one."""
    ours = {
        each.remote_id: each
        for each in memory.publications.values()
        if each.kind == "card" and each.board == board.id
    }  # fmt: skip
    owners = {owner_of(project, each.ref): each for each in ours.values()}
    sources = {card.id: card.copy_of for card in board.cards}
    for card in board.cards:
        if card.id in ours:
            continue
        marker = reference_of(card)
        found = owners.get(marker.owner) if marker is not None and marker.of_project(project) else None
        found = found or ours.get(_first(card.id, sources))
        if found is not None:
            yield card, found


def _first(card: str, sources: Mapping[str, str]) -> str:
    """The card from which a chain of copies began; the id itself where it is no copy."""
    seen = {card}
    while (source := sources.get(card, "")) and source not in seen:
        card = source
        seen.add(card)
    return card


@dataclass
class Copies:
    """Reads the copies on one board. ``known``: every message that was ever seen, by the comment's id."""

    scene: Scene
    known: Mapping[str, Message]
    carrier: Carrier
    messages: dict[str, Message] = field(default_factory=dict)
    talks: list[Talk] = field(default_factory=list)
    learned: list[Entry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def read(self, copy: Talk, original: Talk | None) -> None:
        """One copy, under the reference and the task of what it is a copy of; ``original`` is that card's talk."""
        own = [line for line in copy.lines if not _came_along(line, copy, original)]
        copy = replace(copy, lines=tuple(own))
        if own:
            self.talks.append(copy)
        both = replace(copy, lines=tuple(sorted((*own, *(original.lines if original else ())), key=_when)))
        for line in own:
            if line.voice is Voice.CLIENT:
                self._message(copy, both, line)
        here = {line.comment.id for line in own}
        for message in self.known.values():
            if message.card == f"{COPY}{copy.card.id}" and message.id not in here and not message.deleted:
                self._taken_back(copy, message)
        for mark, text in _marks(copy.card) if copy.ref.startswith(REQUEST) else ():
            self._marked(copy, mark, text)

    def _message(self, copy: Talk, both: Talk, line: Line) -> None:
        comment, before = line.comment, self.known.get(line.comment.id)
        by = comment.author.name or comment.author.handle if comment.author else ""
        message = before or Message(
            id=comment.id, card=f"{COPY}{copy.card.id}", at=comment.at, text="", title=copy.card.title,
            task=copy.task, by=by, old=self.scene.is_old(comment.at),
        )  # fmt: skip
        new = message.text != comment.text
        message = replace(
            message, text=comment.text, edited_at=comment.edited_at,
            answered_at=message.answered_at or both.answered_at(line),
        )  # fmt: skip
        heard = self.scene.memory.gap and self._stands_on_task(copy, message)
        why_not = self.carrier.carry(copy, message)
        if new and not message.old and not heard:
            self.notes.append(self._said(copy, message, why_not))
        # Told by itself, with where it was written: the digest does not tell it a second time.
        self.messages[message.id] = replace(message, told=True, carried=self._is_carried(message))

    def _stands_on_task(self, copy: Talk, message: Message) -> bool:
        """Whether an earlier run, which this ledger does not know, has carried it: then it has told it as well."""
        home = self.scene.home(copy.ref)
        return home is not None and standing_carried(self.scene, home, message.id) is not None

    def _is_carried(self, message: Message) -> bool:
        ref = f"{CARRIED}{message.id}"
        return ref in self.scene.memory.publications or ref in self.carrier.adopted

    def _said(self, copy: Talk, message: Message, why_not: str) -> Sentence:
        text = shortened(" ".join(message.text.split()), _SHOWN)
        carried = (
            Sentence("not carried to a task, since {why}", why=why_not)
            if why_not
            else Sentence("it is carried to the task")
        )
        return Sentence(
            "{who} wrote on a copy of a card, “{title}” ({place}): “{text}” ({carried}). Nothing is written on a copy "
            "by itself: answer on the card of {task}, or there.",
            who=message.by or Sentence("The client"), title=copy.card.title, place=copy.card.url or copy.card.id,
            text=text, carried=carried, task=_named(copy),
        )  # fmt: skip

    def _taken_back(self, copy: Talk, message: Message) -> None:
        self.carrier.take_back(copy, message)
        self.messages[message.id] = replace(message, deleted=True)

    def _marked(self, copy: Talk, mark: str, text: str) -> None:
        """A choice that was marked on a copy: the manager hears of it once."""
        if mark in self.scene.memory.latest(EntryKind.MESSAGE):
            return
        self.learned.append(Entry(kind=EntryKind.MESSAGE, ref=mark, body={"told": True}, at=self.scene.now))
        self.notes.append(
            Sentence(
                "Somebody marked “{line}” on a copy of the change request of {task}, “{title}” ({place}). A copy "
                "decides nothing: ask them, and write it down: trackerbridge changes decide {task} CHOICE --by NAME "
                "--on DAY",
                task=_named(copy), title=copy.card.title, place=copy.card.url or copy.card.id,
                line=shortened(text, _SHOWN),
            )
        )  # fmt: skip


def _named(copy: Talk) -> str:
    return copy.task or copy.ref


def _marks(card: BoardCard) -> Iterator[tuple[str, str]]:
    """What somebody of the client's marked on this very card: a line that was copied with its tick has no time."""
    for item in (item for one in card.checklists for item in one.items):
        by = item.marked_by
        if item.done and item.marked_at and (by is None or by.side in (Side.CLIENT, Side.UNKNOWN)):
            yield f"{_MARK}{item.id}@{item.marked_at:%Y%m%dT%H%M%S}", item.name
    for label in card.label_ids:
        if label_number(label) is not None:
            yield f"{_MARK}{card.id}/{label}", label


def _came_along(line: Line, copy: Talk, original: Talk | None) -> bool:
    """Whether this comment was copied with the card: it is as old as the copy, and says what stood on the original."""
    made = copy.card.created_at
    if original is None or (made is not None and line.comment.at > made + _COPYING):
        return False
    return any(same_words(line.comment.text, one.comment.text) for one in original.lines)


def _when(line: Line) -> datetime:
    return line.comment.at
