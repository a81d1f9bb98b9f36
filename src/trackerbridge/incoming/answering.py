"""What goes back to the client: one acknowledgement an open conversation, and the team's answers, each once. Pure.

What answers a question of ours is acknowledged as that: we have it, and nothing more is promised.

An acknowledgement promises an answer by a day, one working day after the message: a promise of kind *answer*, which is
never rolled forward. It is not written for thanks and praise, where the answer is on its way, or where the message is
weeks old.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from trackerbridge.client_view.asks import may_answer
from trackerbridge.client_view.held_digest import digest_of
from trackerbridge.client_view.view import Held
from trackerbridge.clock import Calendar
from trackerbridge.flags.relationship.closings import asks
from trackerbridge.incoming.lateness import late_by
from trackerbridge.incoming.replies import Reply
from trackerbridge.incoming.scene import Scene
from trackerbridge.incoming.talk import Line, Talk, Voice
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.answers import MESSAGE, announced_entry, answers_of, over_entry
from trackerbridge.ledger.messages import message_entry
from trackerbridge.ledger.records import Entry, Publication
from trackerbridge.model import AnswerPromise, Comment, Message
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.changes import Change, FieldChange
from trackerbridge.plan.comments import ACK, COMMENT, LATE, THANKS, same_words

ANSWER = "an answer to the client's message"
_CLOCKS = timedelta(minutes=15)
"""How far two trackers' clocks may differ, with the time from a look to what was written after it."""


@dataclass
class Answerer:
    """Answers on one board; of most cards, nobody said a word."""

    scene: Scene
    changes: list[Change] = field(default_factory=list)
    adopted: dict[str, Publication] = field(default_factory=dict)
    learned: list[Entry] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    thanked: set[str] = field(default_factory=set)  # ids of messages for which we gave thanks, found by our words
    own: list[str] = field(default_factory=list)  # what a person put in the place of a held reply
    _reckoned: tuple[int, Mapping[str, AnswerPromise]] = (-1, {})  # with how many learned entries, and what came of it

    def reply(self, talk: Talk | None, reply: Reply) -> None:
        """Post one reply, once; follow it where the team edited it and nobody touched ours."""
        if not reply.text:
            return
        if talk is None or not self.scene.replies:
            self._cannot_go(reply)
            return
        known = self.scene.memory.publications.get(reply.ref)
        if known is None:
            known = self._found_again(talk, reply)
        if known is not None and same_words(known.written.get("text", ""), reply.text):
            return
        reading = self.scene.guard.read(reply.text)
        if reading.held:
            why = "; ".join(reading.reasons)
            self.held.append(Held(talk.ref, reply.task, "reply", why, reply.text, digest_of(reply.text), reading.safer))
            return
        if reading.instead is not None:
            reply = replace(reply, text=reading.instead)
            self.own.append(reply.text)
            if known is not None and same_words(known.written.get("text", ""), reply.text):
                return
        if known is None:
            self.changes.append(self._post(reply))
            return
        standing = next((line.comment for line in talk.lines if line.comment.id == known.remote_id), None)
        if standing is not None and same_words(standing.text, known.written.get("text", "")):
            self.changes.append(
                replace(self._post(reply, before=standing.text), action="update", remote_id=standing.id)
            )

    def acknowledge(
        self, talk: Talk, waiting: tuple[Line, ...], given: Collection[str], messages: Mapping[str, Message]
    ) -> None:
        """One acknowledgement for what waits on this card, unless it has one.

        The talk holds the answers that go out with this plan.

        ``given``: ids of the lines that give what we had asked for. We say that we have that; a day is promised only
        for what waits besides.
        """
        if not talk.lines:
            return
        known = self._acknowledged | {ref for ref in self.adopted if ref.startswith((ACK, THANKS))}
        if talk.card.archived or not self.scene.replies:
            return
        thanks = [messages[line.comment.id] for line in talk.unthanked(given, known) if not self._is_old(line)]
        if waiting and not self._is_old(waiting[0]) and not talk.acknowledged(waiting, known):
            first = messages[waiting[0].comment.id]
            by = answer_by(first.at, self.scene.now, self.scene.settings.calendar)
            self.changes.append(self._acknowledgement(talk, waiting[0].ack, first, by, thanks))
        elif thanks:
            self.changes.append(self._thanks(talk, thanks))

    def _is_old(self, line: Line) -> bool:
        return self.scene.is_old(line.comment.at)

    def adopt(self, talk: Talk) -> None:
        """What only its words tell to be our acknowledgement belongs to the client's first message before it."""
        calendar, waiting, given = self.scene.settings.calendar, list[Comment](), list[Comment]()
        for line in talk.lines:
            if line.voice is Voice.THANKS and not line.ref and given:
                self._adopt(f"{THANKS}{given[0].id}", talk, line)
                self.thanked |= {one.id for one in given}
            if line.voice is Voice.ACK and waiting and (not line.ref or self.scene.memory.gap):
                first = waiting[0]
                if not line.ref:
                    self._adopt(f"{ACK}{first.id}", talk, line)
                if f"{MESSAGE}{first.id}" not in self._promised:
                    by = answer_by(first.at, line.comment.at, calendar)
                    entry = announced_entry(f"{MESSAGE}{first.id}", ANSWER, by, talk.task)
                    self.learned.append(replace(entry, at=line.comment.at))
            if line.voice is Voice.LATE and waiting and (not line.ref or self.scene.memory.gap):
                self._adopt_late(talk, line, waiting[0])
            if line.voice is Voice.CLIENT:
                waiting += [line.comment] if talk.wants_answer(line.comment.text) else []
                given += [line.comment] if may_answer(line.comment.text) else []
            elif line.voice is not Voice.OTHER:
                waiting, given = [] if line.answers else _without(waiting, self.thanked), []
        self._still_promised(talk, waiting)

    def _still_promised(self, talk: Talk, waiting: Sequence[Comment]) -> None:
        """A person deleted our acknowledgement, and the ledger was lost: the answer is owed all the same."""
        for first in waiting if self.scene.memory.gap else ():
            promised = {*self._promised, *self.awaited()}  # by what still stands there as well
            if f"{ACK}{first.id}" in self._acknowledged and f"{MESSAGE}{first.id}" not in promised:
                by = answer_by(first.at, first.at, self.scene.settings.calendar)
                entry = announced_entry(f"{MESSAGE}{first.id}", ANSWER, by, talk.task)
                self.learned.append(replace(entry, at=first.at))

    def _adopt_late(self, talk: Talk, line: Line, first: Comment) -> None:
        """The day that it names is announced as well, unless the ledger knows of it, or of a later one."""
        if not line.ref:
            self._adopt(f"{LATE}{first.id}", talk, line)
        by, known = late_by(line.comment.at, self.scene.settings.calendar), self.awaited().get(f"{MESSAGE}{first.id}")
        if known is not None and known.by < by:
            entry = announced_entry(f"{MESSAGE}{first.id}", ANSWER, by, talk.task)
            self.learned.append(replace(entry, at=line.comment.at))

    def _adopt(self, ref: str, talk: Talk, line: Line) -> None:
        self.adopted[ref] = Publication(
            ref=ref, kind=COMMENT, remote_id=line.comment.id, board=self.scene.board.id, task=talk.task,
            written={"text": line.comment.text},
        )  # fmt: skip

    def close(self, talk: Talk) -> None:
        """Announced answers that came: from the ledger, and from what was found again a moment ago."""
        awaited = self.awaited() if talk.lines else {}
        for line in talk.lines:
            answer = awaited.get(f"{MESSAGE}{line.comment.id}")
            if answer is not None and (came := talk.answered_at(line)) is not None:
                entry = over_entry(answer.ref, answer.what, answer.by, answer.task)
                self.learned.append(replace(entry, at=came))

    def end(self, message: Message) -> None:
        """Nobody waits for the answer to this message any more."""
        answer = self.awaited().get(f"{MESSAGE}{message.id}")
        if answer is not None:
            entry = over_entry(answer.ref, answer.what, answer.by, answer.task)
            self.learned.append(replace(entry, at=self.scene.now))

    def written(self, talk: Talk, replies: Sequence[Reply]) -> dict[str, datetime]:
        """By comment on this card: when the team wrote the answers that we posted there."""
        known = {**self.scene.memory.publications, **self.adopted}
        mine = (reply for reply in replies if reply.card == talk.ref)
        return {known[reply.ref].remote_id: reply.first for reply in mine if reply.ref in known}

    def going(self, talk: Talk, replies: Sequence[Reply]) -> tuple[Line, ...]:
        """The answers that go to this card with this plan, as if they stood there."""
        new = {one.ref for one in self.changes if one.on == talk.ref and one.action == "create"}
        mine = (reply for reply in replies if reply.card == talk.ref and reply.ref in new)
        return tuple(Line(Comment(id=reply.ref, at=reply.first, text=reply.text), Voice.REPLY) for reply in mine)

    @cached_property
    def _acknowledged(self) -> frozenset[str]:
        """Our acknowledgements and thanks, as the ledger has them, by their references."""
        return frozenset(ref for ref in self.scene.memory.publications if ref.startswith((ACK, THANKS)))

    @cached_property
    def _promised(self) -> frozenset[str]:
        """The answers that the ledger knows to have been announced."""
        return frozenset(answer.ref for answer in answers_of(self.scene.memory))

    def awaited(self) -> Mapping[str, AnswerPromise]:
        """The answers that are announced and did not come, by reference; reckoned anew where one was learned of."""
        if self._reckoned[0] != len(self.learned):
            memory = replace(self.scene.memory, entries=(*self.scene.memory.entries, *self.learned))
            found = {answer.ref: answer for answer in answers_of(memory) if answer.answered_at is None}
            self._reckoned = (len(self.learned), found)
        return self._reckoned[1]

    def _found_again(self, talk: Talk, reply: Reply) -> Publication | None:
        """The ledger was lost: ours on the card with these very words, that nothing else claims."""
        taken = {each.remote_id for each in (*self.scene.memory.publications.values(), *self.adopted.values())}
        free = [line for line in talk.lines if not line.ref and line.comment.id not in taken]
        same = (line for line in free if line.voice is Voice.REPLY and same_words(line.comment.text, reply.text))
        found = next(same, None) or self._in_earlier_words(free, reply)
        if found is None:
            return None
        self.adopted[reply.ref] = Publication(
            ref=reply.ref, kind=COMMENT, remote_id=found.comment.id, board=self.scene.board.id, task=reply.task,
            written={"text": reply.text},
        )  # fmt: skip
        return self.adopted[reply.ref]

    def _in_earlier_words(self, free: Sequence[Line], reply: Reply) -> Line | None:
        """The team edited the reply while there was no ledger: our account's words of that time are most likely it.

        It is not posted a second time. Nor is what stands there changed, since a person may have written it with our
        account: the manager decides.
        """
        if not self.scene.memory.gap or reply.at == reply.first:
            return None
        earliest, latest = reply.first - _CLOCKS, reply.at + _CLOCKS
        for line in free:
            if line.by_us and line.voice is Voice.TEAM and earliest <= line.comment.at <= latest:
                self.notes.append(
                    Sentence(
                        "{task}: the reply was edited while its record was lost, so it was not posted again. The "
                        "client reads “{before}”, the team wrote “{after}”: if that matters, change the comment on the "
                        "card, or write a new reply.",
                        task=reply.task,
                        before=line.comment.text[:80],
                        after=reply.text[:80],
                    )
                )
                return line
        return None

    def _post(self, reply: Reply, before: str | None = None) -> Change:
        return Change(
            action="create",
            kind=COMMENT,
            ref=reply.ref,
            task=reply.task,
            fields={"text": FieldChange(before, reply.text)},
            why=Sentence("The team wrote this reply for the client."),
            on=reply.card,
            written={"text": reply.text},
        )

    def _acknowledgement(self, talk: Talk, ref: str, message: Message, by: date, thanks: Sequence[Message]) -> Change:
        key = "talk.answer_and_more" if thanks else "talk.received"
        text = self.scene.wording.say(key, by=self.scene.dates.day(by))
        why = "The client wrote, and has no answer yet."
        promised = replace(announced_entry(f"{MESSAGE}{message.id}", ANSWER, by, talk.task), at=self.scene.now)
        return self._told(talk, ref, text, why, [message, *thanks], promised)

    def _thanks(self, talk: Talk, thanks: Sequence[Message]) -> Change:
        text = self.scene.wording.say("talk.answer")
        return self._told(talk, f"{THANKS}{thanks[0].id}", text, "The client answered what we asked.", thanks)

    def _told(self, talk: Talk, ref: str, text: str, why: str, messages: Sequence[Message], *entries: Entry) -> Change:
        told = {message.id: message_entry(replace(message, acknowledged=True)) for message in messages}
        return Change(
            action="create", kind=COMMENT, ref=ref, task=talk.task, fields={"text": FieldChange(None, text)}, why=why,
            on=talk.ref, written={"text": text}, entries=(*entries, *told.values()),
        )  # fmt: skip

    def _cannot_go(self, reply: Reply) -> None:
        if self.scene.is_old(reply.at) or self.scene.memory.publications.get(reply.ref):
            return
        why = Sentence(
            "this target has no comments" if not self.scene.replies else "the client has no card of this task"
        )
        self.notes.append(
            Sentence(
                "{task}: the reply “{text}” did not go to the client, since {why}.",
                task=reply.task, text=reply.text[:80], why=why,
            )
        )  # fmt: skip


def _without(comments: Sequence[Comment], ids: Collection[str]) -> list[Comment]:
    return [one for one in comments if one.id not in ids or asks(one.text)]


def answer_by(message_at: datetime, told_at: datetime, calendar: Calendar) -> date:
    """By when the client has an answer: a working day after the message, or after its acknowledgement if that is late.

    Never the day of the acknowledgement itself, or an earlier one.
    """
    today = calendar.day_of(told_at)
    by = calendar.add_working_days(min(calendar.day_of(message_at), today), 1)
    return by if by > today else calendar.add_working_days(today, 1)
