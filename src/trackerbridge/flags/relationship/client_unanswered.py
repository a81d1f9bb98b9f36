"""R01: the client wrote, and nobody answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from trackerbridge.flags.base import Abstention, Context, Finding, Option, Rule, Severity
from trackerbridge.flags.relationship.closings import asks, only_closes, reports_trouble
from trackerbridge.flags.wording import words_of
from trackerbridge.model import Change, ChangeField, Comment, Evidence, Side, Task

_HOURS_A_DAY = 9
_NO_ACT = frozenset({ChangeField.LABELS, ChangeField.POSITION})


class ClientUnanswered(Rule):
    """The client wrote: no acknowledgement within 4 business hours, or no answer within one working day.

    Why it matters to a client
        An hour of silence is nothing to a team at work and long to someone who asked. “We have your message, an answer
        by Thursday” is enough.

    Flagged
        - The client asked something two working days ago, and nobody from the team wrote after that.
        - The client wrote five business hours ago, and nobody from the team has reacted.

    Not flagged
        - The client asked, and the team answered an hour later.
        - The client wrote “Thank you, perfect!” and nothing else.
        - The client sent what we had asked them for.
        - The client wrote an hour ago.

    What usually helps
        Acknowledge now, with the day of the answer; then answer.

    When this rule is wrong
        The answer was given by phone. A line on the card saying so helps the next person too.
    """

    code = "R01"
    name = "client-unanswered"
    needs = frozenset({Evidence.COMMENTS, Evidence.SIDES})
    options = (
        Option("acknowledge_hours", 4, "business hours", "How soon the client's message is acknowledged.", 0.5, 90),
        Option("first_weeks_hours", 2, "business hours", "The same, in the first days of a project.", 0.5, 90),
        Option("first_weeks_days", 30, "calendar days", "How long a project is new.", 0, 365),
        Option("answer_working_days", 1, "working days", "How soon the client's message is answered.", 0.25, 20),
    )
    judges_finished = True
    sentences = ("message", "message_unacknowledged", "suggestion", "suggestion_unacknowledged")
    placeholders = frozenset({"since", "hours", "days"})

    def check(self, task: Task, context: Context) -> Iterator[Finding | Abstention]:
        """The first message of the client's after the team's last one, and how long it has waited."""
        given = context.side.given
        talk = [one for one in context.side.talk(task) if (one.id, one.at) not in given or asks(one.text)]
        waiting = _unanswered(task, talk)
        if not waiting:
            return
        first = waiting[0].at
        hours = context.calendar.business_hours_between(first, context.now)
        late = hours >= context.options["answer_working_days"] * _HOURS_A_DAY
        silent = hours >= self._acknowledge_within(context) and not _team_acted(task, talk, first)
        if not (late or silent):
            return
        if _someone_unknown_wrote(talk, first):
            yield Abstention(self.code, words_of(context.language).shared("unknown_answer"), task.key)
            return
        yield self._finding(waiting, hours, context, late=late)

    def _acknowledge_within(self, context: Context) -> float:
        began = context.facts.began_at
        new = began is not None and context.now - began <= timedelta(days=context.options["first_weeks_days"])
        usual = float(context.options["acknowledge_hours"])
        return min(usual, float(context.options["first_weeks_hours"])) if new else usual

    def _finding(self, waiting: list[Comment], hours: float, context: Context, *, late: bool) -> Finding:
        first = waiting[0].at
        evidence = {"asked_at": first.isoformat(), "business_hours": round(hours, 1), "messages": len(waiting)}
        values = {
            "since": context.calendar.day_of(first),
            "hours": int(hours),
            "days": context.calendar.working_days_between(context.calendar.day_of(first), context.today),
        }
        if late:
            return Finding(Severity.HIGH, first, evidence, values=values)
        return Finding(
            Severity.MEDIUM, first, evidence, "message_unacknowledged", "suggestion_unacknowledged", values=values
        )


def _unanswered(task: Task, talk: Sequence[Comment]) -> list[Comment]:
    """The client's messages since the team last wrote, oldest first; those that ask for nothing do not begin a wait.

    On finished work a question waits for an answer, and so does what says that something is wrong. What the client
    cannot see answers nothing.
    """
    comments = sorted(talk, key=lambda comment: comment.at)
    waiting: list[Comment] = []
    for comment in comments:
        side = comment.author.side if comment.author else Side.UNKNOWN
        if side is Side.TEAM and not comment.internal:
            waiting = []
        elif side is Side.CLIENT and _wants_answer(comment, task):
            waiting.append(comment)
    return waiting


def _wants_answer(comment: Comment, task: Task) -> bool:
    return reports_trouble(comment.text) if task.stage.finished else not only_closes(comment.text)


def _team_acted(task: Task, talk: Sequence[Comment], since: datetime) -> bool:
    """Moving the card or changing what it says shows that the message was seen, though it is no answer.

    So does our own acknowledgement on the client's board.
    """
    acknowledged = any(one.at >= since and not one.internal and _is_ours(one) for one in talk)
    return acknowledged or any(change.at > since and _of_team(change) for change in task.history)


def _is_ours(comment: Comment) -> bool:
    return comment.author is not None and comment.author.side is Side.OURS


def _of_team(change: Change) -> bool:
    return change.field not in _NO_ACT and change.author is not None and change.author.side is Side.TEAM


def _someone_unknown_wrote(talk: Sequence[Comment], since: datetime) -> bool:
    return any(
        comment.at > since and (comment.author is None or comment.author.side is Side.UNKNOWN)
        for comment in talk
        if not comment.internal
    )
