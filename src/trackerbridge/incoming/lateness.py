"""An answer that was announced to the client and did not come: said once on their card, with a new day. Pure.

``grace`` after its day the client reads that it is late and by when it comes. The first day is never rolled forward in
silence (CLIENT section 1), and the new one is a promise of kind *answer* like the first. It is said once a
conversation: a second day that passes is the manager's, who hears of both (D13, and the urgent notice at half of
``grace``).

It is not said where a person has taken the matter in hand: our acknowledgement is there no more, or D13 is snoozed for
the task, since the answer was given otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, datetime

from trackerbridge.client_view.dates import DateWords, answer_day, grace_ends
from trackerbridge.client_view.wording import Wording
from trackerbridge.clock import Calendar
from trackerbridge.flags.snoozes import snoozes_of
from trackerbridge.incoming.scene import Scene
from trackerbridge.incoming.talk import Line, Talk, Voice
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.answers import MESSAGE, announced_entry
from trackerbridge.ledger.steering import standing, steering_of
from trackerbridge.model import AnswerPromise, SteeringKind, Task
from trackerbridge.model.problem import Problem, ProblemKind
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.changes import Change, FieldChange
from trackerbridge.plan.comments import ACK, COMMENT, LATE

_RULE = "D13"


@dataclass
class Lateness:
    """Looks at one conversation after the other. ``problems`` are for the manager, ``changes`` for the client."""

    scene: Scene
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def look(self, talk: Talk, waiting: tuple[Line, ...], awaited: Mapping[str, AnswerPromise]) -> None:
        """What the announced answer to an open conversation needs.

        ``waiting`` are the client's lines without an answer, those that this plan answers left out; ``awaited`` are the
        announced answers that did not come, by their reference.
        """
        found = ((line, awaited.get(f"{MESSAGE}{line.comment.id}")) for line in waiting)
        line, answer = next(((line, one) for line, one in found if one is not None), (None, None))
        if line is None or answer is None or self._settled_otherwise(talk, line):
            return
        calendar, now = self.scene.settings.calendar, self.scene.now
        ends = calendar.end_of_business(answer.by)
        if now < ends:
            return
        said = self._said(talk, line)
        self.problems.append(self._problem(talk, answer.by, max(ends, answer.told_at), said=said))
        if not said and now >= grace_ends(answer.by, self.scene.settings.project.dates.grace, calendar):
            self.changes.append(self._change(talk, line, answer))

    def _settled_otherwise(self, talk: Talk, line: Line) -> bool:
        """Whether nothing can be said, or a person has taken it in hand."""
        card = talk.card
        if card.archived or not self.scene.replies or self.scene.is_old(line.comment.at):
            return True
        stands = any(one.voice is Voice.ACK for one in talk.conversation)
        return not stands or (talk.task is not None and talk.task in self._snoozed)

    @property
    def _snoozed(self) -> frozenset[str]:
        """Keys of the tasks for which a person quieted the flag."""
        settings, memory = self.scene.settings, self.scene.memory
        words = standing(steering_of(memory, SteeringKind.SNOOZE), self.scene.now)
        quiet = (*settings.project.flags.snooze, *snoozes_of(words, settings.calendar))
        return frozenset(one.task for one in quiet if one.code == _RULE and self.scene.today < one.until)

    def _said(self, talk: Talk, line: Line) -> bool:
        known = self.scene.memory.publications
        return late_ref(line) in known or any(one.voice is Voice.LATE for one in talk.conversation)

    def _problem(self, talk: Talk, by: date, since: datetime, *, said: bool) -> Problem:
        home = self.scene.home(talk.ref)
        task = home.task if home else Task(id=talk.ref, key="", title=talk.card.title)
        return Problem(ref=talk.ref, task=task, kind=ProblemKind.ANSWER, since=since, before=by, told=said)

    def _change(self, talk: Talk, line: Line, answer: AnswerPromise) -> Change:
        by = late_by(self.scene.now, self.scene.settings.calendar)
        text = late_text(self.scene.wording, self.scene.dates, answer.by, by)
        entry = replace(announced_entry(answer.ref, answer.what, by, talk.task), at=self.scene.now)
        return Change(
            action="create", kind=COMMENT, ref=late_ref(line), task=talk.task, fields={"text": FieldChange(None, text)},
            why=Sentence("The answer that was promised by {day} has not come.", day=answer.by), on=talk.ref,
            written={"text": text}, entries=(entry,),
        )  # fmt: skip


def late_ref(line: Line) -> str:
    """The reference of our word that the answer to this message is late."""
    return f"{LATE}{line.ack.removeprefix(ACK)}"


def late_by(told_at: datetime, calendar: Calendar) -> date:
    """The new day, as told at ``told_at`` (UTC)."""
    return answer_day(calendar.day_of(told_at), calendar)


def late_text(wording: Wording, dates: DateWords, announced: date, by: date) -> str:
    """What the client reads once, ``announced`` having passed."""
    return wording.say("talk.late", announced=dates.day(announced), by=dates.day(by))
