"""D03: not late yet, and the forecast says it will be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from trackerbridge.flags.base import Abstention, Context, Finding, Option, Rule, Severity
from trackerbridge.flags.forecast.likelihood import Likelihood
from trackerbridge.flags.forecast.promise_date import promise_date
from trackerbridge.flags.wording import words_of
from trackerbridge.model import ChangeField, Evidence, Task

_ENOUGH_ENDED = 10  # without a past of its own, a project's forecast is not right often enough to be loud


class LikelyLate(Rule):
    """Not late yet, but likely to be: by what became of such tasks before, in this project or elsewhere.

    The chance mixes what a model that comes with trackerbridge says with what became of the project's own dates: ten
    that ended count as much as the model, a hundred ten times as much. Nothing later than the moment of the forecast
    is looked at.

    Why it matters to a client
        A date that moves a week ahead is planning; the same date missed is a broken word.

    Flagged
        - Most dated tasks here ended late, and this one is close to its date and untouched.
        - A task with a date tomorrow that many others share, in hands whose earlier tasks were late.

    Not flagged
        - Dated tasks here were done in time, and this one has weeks left.
        - A task whose date has passed: that is D01.
        - A task without a date: that is D07.

    What usually helps
        Ask what is still missing, make the first piece smaller, or agree on the date that past work bears out, while
        it is still a plan.

    When this rule is wrong
        It counts what the tracker tells. What was agreed in a call, or is nearly done and not ticked, it does not know;
        of ten tasks at 60 %, four are done in time.
    """

    code = "D03"
    name = "likely-late"
    needs = frozenset({Evidence.DUE_DATES, Evidence.STAGES, Evidence.HISTORY})
    needs_some = frozenset({Evidence.DUE_DATES})
    explained_by = frozenset({"D01"})
    options = (
        Option("medium_percent", 60, "percent", "From this chance of being late on, the task is flagged.", 1, 100),
        Option("high_percent", 75, "percent", "From here on it is loud, if ten dates have ended here.", 1, 100),
        Option("promise_percent", 85, "percent", "How likely the date that we offer instead is to hold.", 50, 99),
    )
    sentences = ("message", "suggestion", "suggestion_date")
    placeholders = frozenset({"due", "percent", "reasons", "day", "likely"})

    def check(self, task: Task, context: Context) -> Iterator[Finding | Abstention]:
        """A date ahead, and a chance of missing it that is worth a word."""
        deadline = context.deadline(task)
        if deadline is None or context.now >= deadline:
            return
        if task.created_at is None:
            yield Abstention(self.code, words_of(context.language).shared("no_creation_day"), task.key)
            return
        forecast = context.facts.forecast(context.now, context.calendar)
        chance = forecast.chance(task)
        if chance is None or round(100 * chance) < context.options["medium_percent"]:
            return
        answer = forecast.of(task)
        if answer is not None:
            yield self._finding(task, context, answer)

    def _finding(self, task: Task, context: Context, answer: Likelihood) -> Finding:
        percent, likely = round(100 * answer.chance), int(context.options["promise_percent"])
        offer = promise_date(task, context.facts.spans(context.now), context.now, context.calendar, likely / 100)
        due = context.due_day(task)
        evidence: dict[str, Any] = {
            "due": due.isoformat() if due else None,
            "chance_percent": percent,
            "reasons": list(answer.reasons),
            "learned_from": answer.learned_from,
        }
        values: dict[str, Any] = {"due": due, "percent": percent, "reasons": _in_words(answer, context)}
        later = offer is not None and due is not None and offer.day > due
        if offer is not None and later:
            evidence |= {"likely_day": offer.day.isoformat(), "likely_percent": likely, "likely_from": offer.of}
            values |= {"day": offer.day, "likely": likely}
        high = percent >= context.options["high_percent"] and answer.learned_from >= _ENOUGH_ENDED
        severity = Severity.HIGH if high else Severity.MEDIUM
        suggestion = "suggestion_date" if later else "suggestion"
        return Finding(severity, _since(task), evidence, suggestion=suggestion, values=values)


def _in_words(answer: Likelihood, context: Context) -> str:
    """The reasons as one list; where none stands out, that it is the whole picture."""
    words = words_of(context.language)
    return "; ".join(words.shared(f"why_{reason}") for reason in answer.reasons or ("altogether",))


def _since(task: Task) -> datetime | None:
    """When the date was set: the forecast is about that date, and another date is another episode."""
    set_at = [change.at for change in task.history if change.field is ChangeField.DUE]
    return max(set_at, default=task.created_at)
