"""What stands on each of our cards, line by line: the client's words, the team's, and ours. Pure.

Ours are known by the ledger's id; where it was lost, by their exact words. Whatever else our account wrote was written
by a person with our token: the team's word. Who is named nowhere is a client (decision 9).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from trackerbridge.client_view.asks import may_answer
from trackerbridge.client_view.wording import Wording
from trackerbridge.flags.relationship.client_pleased import praises
from trackerbridge.flags.relationship.closings import agrees, asks, only_closes, reports_trouble
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import REQUEST, Memory, Publication
from trackerbridge.model import Comment, Person, Side
from trackerbridge.plan.comments import ACK, COMMENT, LATE, REPLY, THANKS, same_words
from trackerbridge.trackers.base import Board, BoardCard

CHOICE = re.compile(r"^\W*(?:\w+\W+){0,2}\d+(?:\W+\d+)*\W*$")  # "2", "option 1": a decision, not a question


class Voice(StrEnum):
    """Whose line it is."""

    CLIENT = "client"
    TEAM = "team"
    ACK = "ack"  # ours: we have your message, or your answer and more
    THANKS = "thanks"  # ours: we have your answer
    LATE = "late"  # ours: the answer did not come by its day
    REPLY = "reply"  # ours: the team's answer
    OTHER = "other"  # a bot's, or something of ours that is neither


_OURS = (Voice.ACK, Voice.THANKS, Voice.LATE)
"""What we say ourselves: that we heard, and no answer."""


@dataclass(frozen=True, slots=True)
class Line:
    """One comment, and whose it is. ``ref`` is ours where the ledger knows it; ``by_us``: our account wrote it.

    ``again``: the client asked more in it once it had been answered; the comment is dated from then on.
    """

    comment: Comment
    voice: Voice
    ref: str = ""
    by_us: bool = False
    again: bool = False

    @property
    def ack(self) -> str:
        """The reference of our acknowledgement of this message."""
        return f"{ACK}{self.comment.id}" + (f"@{self.comment.at:%Y%m%dT%H%M%S}" if self.again else "")

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

    def as_meant(self, written: Mapping[str, datetime], again: Mapping[str, datetime]) -> Talk:
        """The lines in the order in which people spoke, all instants UTC and by the comment's id.

        ``written`` is when the team wrote an answer that we posted later: what the client asked in between, it does not
        answer. ``again`` is when the client asked more in a message of theirs: where that came after an answer, the
        message waits anew.
        """
        answers = sorted(written.get(line.comment.id, line.comment.at) for line in self.lines if line.answers)

        def meant(line: Line) -> Line:
            at = written.get(line.comment.id, line.comment.at) if line.answers else line.comment.at
            later = again.get(line.comment.id)
            if later is not None and any(line.comment.at <= answer < later for answer in answers):
                return replace(line, comment=replace(line.comment, at=later), again=True)
            return replace(line, comment=replace(line.comment, at=at)) if at < line.comment.at else line

        lines = sorted(map(meant, self.lines), key=lambda line: line.comment.at)
        return replace(self, lines=tuple(lines))

    def given(self, asked_at: datetime) -> tuple[Line, ...]:
        """What the client wrote as the answer to what we asked then: in one breath, until somebody of ours spoke."""
        found: list[Line] = []
        for line in self.lines:
            if found and (line.voice in _OURS or line.answers):
                break
            if line.voice is Voice.CLIENT and line.comment.at > asked_at and may_answer(line.comment.text):
                found.append(line)
        return tuple(found)

    def agreed(self, shown_at: datetime) -> tuple[Line, ...]:
        """Where the client says that what they were shown since then is as they expected."""
        said = (line for line in self.lines if line.voice is Voice.CLIENT and line.comment.at > shown_at)
        return tuple(line for line in said if agrees(line.comment.text) or praises(line.comment.text))

    def waiting(self, given: Collection[str], *, finished: bool) -> tuple[Line, ...]:
        """The client's lines that wait for an answer: an open conversation; empty where none is open.

        ``given`` are ids of lines that give an answer themselves: they wait for one only where they ask something too.
        """
        open_lines: list[Line] = []
        for line in self.lines:
            if line.answers:
                open_lines = []
            elif self._opens(line, given, finished=finished):
                open_lines.append(line)
        return tuple(open_lines)

    def _opens(self, line: Line, given: Collection[str], *, finished: bool) -> bool:
        text = line.comment.text
        waits = line.comment.id not in given or asks(text)
        return line.voice is Voice.CLIENT and waits and self.wants_answer(text, finished=finished)

    def unthanked(self, given: Collection[str], known: Collection[str]) -> tuple[Line, ...]:
        """Of the lines with an answer, those after which nobody of ours spoke. ``known``: references of our thanks."""
        silent = (line for line in self.lines if line.comment.id in given and not self.heard(line))
        return tuple(line for line in silent if f"{THANKS}{line.comment.id}" not in known)

    @property
    def conversation(self) -> tuple[Line, ...]:
        """All lines after the last answer."""
        began = max((place for place, line in enumerate(self.lines) if line.answers), default=-1) + 1
        return self.lines[began:]

    def acknowledged(self, waiting: tuple[Line, ...], acks: Collection[str]) -> bool:
        """Whether this open conversation has its acknowledgement, whether it still stands there or not.

        It begins after the last answer, and not with the first message that still stands: that of the acknowledgement
        may have been taken back.
        """
        stands = any(line.voice is Voice.ACK for line in self.conversation)
        return stands or any(line.ack in acks for line in waiting)

    def heard(self, line: Line) -> bool:
        """Whether this line was acknowledged or answered on the card: so the team knew of it, whatever we remember."""
        after = self.lines[self.lines.index(line) :]
        return any(each.voice in _OURS or each.answers for each in after)

    def answered_unknown(self, line: Line, *, new: bool) -> bool:
        """Whether words of ours stand after this line that the ledger does not know: it is an older copy.

        ``new``: it does not know the line either, so neither did it write what follows.
        """
        after = self.lines[self.lines.index(line) :]
        return any(each.voice in _OURS and (new or not each.ref) for each in after)

    def answered_at(self, line: Line) -> datetime | None:
        """When the answer to this line came (UTC); None while it is awaited."""
        after = self.lines[self.lines.index(line) :]
        return next((each.comment.at for each in after if each.answers), None)

    def wants_answer(self, text: str, *, finished: bool = False) -> bool:
        """Whether it opens a conversation: thanks, praise and choices do not, on finished work mere remarks neither."""
        if self.ref.startswith(REQUEST) and CHOICE.match(text):
            return False
        return reports_trouble(text) if finished else not (only_closes(text) or praises(text))


def talks_on(board: Board, memory: Memory, wording: Wording, replies: Mapping[str, Collection[str]]) -> Iterator[Talk]:
    """Every card of ours on this board. ``replies``: by card reference, the texts that we may have posted there."""
    cards = {card.id: card for card in board.cards}
    reader = _Reader.of(board, memory, wording)
    for ref, publication in memory.publications.items():
        card = cards.get(publication.remote_id)
        if publication.kind == "card" and publication.board == board.id and card is not None:
            said = sorted(card.comments, key=lambda comment: comment.at)
            lines = tuple(reader.line(comment, replies.get(ref, ())) for comment in said)
            yield Talk(ref, card, publication.task, lines)


def copied_talk(card: BoardCard, publication: Publication, board: Board, memory: Memory, wording: Wording) -> Talk:
    """What stands on a copy of a card of ours, under that one's reference and task."""
    reader = _Reader.of(board, memory, wording)
    said = sorted(card.comments, key=lambda comment: comment.at)
    return Talk(publication.ref, card, publication.task, tuple(reader.line(comment, ()) for comment in said))


@dataclass(frozen=True, slots=True)
class _Reader:
    account: str
    ours: Mapping[str, str]  # references by the comment's id
    shapes: Mapping[Voice, re.Pattern[str]]

    @classmethod
    def of(cls, board: Board, memory: Memory, wording: Wording) -> _Reader:
        ours = {each.remote_id: ref for ref, each in memory.publications.items() if each.kind == COMMENT}
        return cls(board.account, ours, _shapes(wording))

    def line(self, comment: Comment, replies: Collection[str]) -> Line:
        if ref := self.ours.get(comment.id):
            return Line(comment, _voice_of(ref), ref, by_us=True)
        author = comment.author
        if author is not None and (author.side is Side.OURS or (self.account and author.id == self.account)):
            return Line(comment, self._by_words(comment.text, replies), by_us=True)
        side = author.side if author else Side.UNKNOWN
        return Line(comment, {Side.TEAM: Voice.TEAM, Side.BOT: Voice.OTHER}.get(side, Voice.CLIENT))

    def _by_words(self, text: str, replies: Collection[str]) -> Voice:
        plain = " ".join(text.split())
        if (voice := next((voice for voice, shape in self.shapes.items() if shape.fullmatch(plain)), None)) is not None:
            return voice
        return Voice.REPLY if any(same_words(text, reply) for reply in replies) else Voice.TEAM


def _voice_of(ref: str) -> Voice:
    voices = {ACK: Voice.ACK, THANKS: Voice.THANKS, LATE: Voice.LATE, REPLY: Voice.REPLY}
    return next((voice for start, voice in voices.items() if ref.startswith(start)), Voice.OTHER)


def _shapes(wording: Wording) -> dict[Voice, re.Pattern[str]]:
    """Our acknowledgements and what followed them, whatever the days in them."""
    dated = (_shape(wording.say(key, by="\x00")) for key in ("talk.received", "talk.answer_and_more"))
    late = wording.say("talk.late", announced="\x00", by="\x00")
    return {
        Voice.ACK: re.compile("|".join(dated)),
        Voice.THANKS: re.compile(_shape(wording.say("talk.answer"))),
        Voice.LATE: re.compile(_shape(late)),
    }


def _shape(said: str) -> str:
    return ".{1,40}".join(map(re.escape, " ".join(said.split()).split("\x00")))
