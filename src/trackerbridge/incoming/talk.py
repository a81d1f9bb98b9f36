"""What stands on each of our cards, line by line: the client's words, the team's, and ours. Pure.

Ours are known by the ledger's id; where it was lost, by their exact words. Whatever else our account wrote was written
by a person with our token: the team's word. Who is named nowhere is a client (decision 9).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from trackerbridge.client_view.wording import Wording
from trackerbridge.flags.relationship.client_pleased import praises
from trackerbridge.flags.relationship.closings import asks, only_closes
from trackerbridge.ledger.records import REQUEST, Memory
from trackerbridge.model import Comment, Person, Side
from trackerbridge.plan.comments import ACK, COMMENT, REPLY, same_words
from trackerbridge.trackers.base import Board, BoardCard

_CHOICE = re.compile(r"^\W*(?:\w+\W+){0,2}\d+(?:\W+\d+)*\W*$")  # "2", "option 1": a decision, not a question


class Voice(StrEnum):
    """Whose line it is."""

    CLIENT = "client"
    TEAM = "team"
    ACK = "ack"  # ours: we have your message
    REPLY = "reply"  # ours: the team's answer
    OTHER = "other"  # a bot's, or something of ours that is neither


@dataclass(frozen=True, slots=True)
class Line:
    """One comment, and whose it is. ``ref`` is ours where the ledger knows it; ``by_us``: our account wrote it."""

    comment: Comment
    voice: Voice
    ref: str = ""
    by_us: bool = False

    @property
    def answers(self) -> bool:
        """Whether the client has an answer with it."""
        return self.voice in (Voice.TEAM, Voice.REPLY)

    @property
    def told(self) -> Comment:
        """The comment as the rules should take it: an answer is the team's, an acknowledgement is nobody's."""
        side = {Voice.TEAM: Side.TEAM, Voice.REPLY: Side.TEAM, Voice.CLIENT: Side.CLIENT}.get(self.voice, Side.OURS)
        author = self.comment.author or Person("")
        return replace(self.comment, author=replace(author, side=side), internal=False)


@dataclass(frozen=True, slots=True)
class Talk:
    """All that was said on one card of ours, oldest first. ``task`` is the task's key, None where it shows none."""

    ref: str
    card: BoardCard
    task: str | None
    lines: tuple[Line, ...]

    def waiting(self, *, finished: bool) -> tuple[Line, ...]:
        """The client's lines that wait for an answer: an open conversation; empty where none is open."""
        open_lines: list[Line] = []
        for line in self.lines:
            if line.answers:
                open_lines = []
            elif line.voice is Voice.CLIENT and self.wants_answer(line.comment.text, finished=finished):
                open_lines.append(line)
        return tuple(open_lines)

    def acknowledged(self, waiting: tuple[Line, ...], acks: Collection[str]) -> bool:
        """Whether this open conversation has its acknowledgement, whether it still stands there or not."""
        since = self.lines.index(waiting[0])
        stands = any(line.voice is Voice.ACK for line in self.lines[since:])
        return stands or any(f"{ACK}{line.comment.id}" in acks for line in waiting)

    def heard(self, line: Line) -> bool:
        """Whether this line was acknowledged or answered on the card: so the team knew of it, whatever we remember."""
        after = self.lines[self.lines.index(line) :]
        return any(each.voice is Voice.ACK or each.answers for each in after)

    def answered_at(self, line: Line) -> datetime | None:
        """When the answer to this line came (UTC); None while it is awaited."""
        after = self.lines[self.lines.index(line) :]
        return next((each.comment.at for each in after if each.answers), None)

    def wants_answer(self, text: str, *, finished: bool = False) -> bool:
        """Whether it opens a conversation: thanks, praise and choices do not; on finished work only a question does."""
        if self.ref.startswith(REQUEST) and _CHOICE.match(text):
            return False
        return asks(text) if finished else not (only_closes(text) or praises(text))


def talks_on(board: Board, memory: Memory, wording: Wording, replies: Mapping[str, Collection[str]]) -> Iterator[Talk]:
    """Every card of ours on this board. ``replies``: by card reference, the texts that we may have posted there."""
    cards = {card.id: card for card in board.cards}
    ours = {each.remote_id: ref for ref, each in memory.publications.items() if each.kind == COMMENT}
    reader = _Reader(board.account, ours, _ack_shape(wording))
    for ref, publication in memory.publications.items():
        card = cards.get(publication.remote_id)
        if publication.kind == "card" and publication.board == board.id and card is not None:
            said = sorted(card.comments, key=lambda comment: comment.at)
            lines = tuple(reader.line(comment, replies.get(ref, ())) for comment in said)
            yield Talk(ref, card, publication.task, lines)


@dataclass(frozen=True, slots=True)
class _Reader:
    account: str
    ours: Mapping[str, str]  # references by the comment's id
    ack: re.Pattern[str]

    def line(self, comment: Comment, replies: Collection[str]) -> Line:
        if ref := self.ours.get(comment.id):
            return Line(comment, _voice_of(ref), ref, by_us=True)
        author = comment.author
        if author is not None and (author.side is Side.OURS or (self.account and author.id == self.account)):
            return Line(comment, self._by_words(comment.text, replies), by_us=True)
        side = author.side if author else Side.UNKNOWN
        return Line(comment, {Side.TEAM: Voice.TEAM, Side.BOT: Voice.OTHER}.get(side, Voice.CLIENT))

    def _by_words(self, text: str, replies: Collection[str]) -> Voice:
        if self.ack.fullmatch(" ".join(text.split())):
            return Voice.ACK
        return Voice.REPLY if any(same_words(text, reply) for reply in replies) else Voice.TEAM


def _voice_of(ref: str) -> Voice:
    return Voice.ACK if ref.startswith(ACK) else Voice.REPLY if ref.startswith(REPLY) else Voice.OTHER


def _ack_shape(wording: Wording) -> re.Pattern[str]:
    """Our acknowledgement, whatever the day in it."""
    said = " ".join(wording.say("talk.received", by="\x00").split())
    return re.compile(".{1,40}".join(map(re.escape, said.split("\x00"))))
