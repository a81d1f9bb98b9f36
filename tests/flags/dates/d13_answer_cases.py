from datetime import date

from trackerbridge.flags.base import Severity
from trackerbridge.flags.dates.answer_date_missed import AnswerDateMissed
from trackerbridge.model import AnswerPromise, ClientSide, Stage
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at


def announced(day: int, answered: str | None = None, task: str | None = "T-1"):
    came = at(answered) if answered else None
    return ClientSide(
        answers=(
            AnswerPromise(
                ref="a1", what="a new date", by=date(2026, 11, day), told_at=at("2026-11-06"), task=task,
                answered_at=came,
            ),
        )
    )  # fmt: skip


CASES = RuleCases(
    rule=AnswerDateMissed,
    flagged=(
        Case(
            "The client was told that a new date comes by 10 November, and on the 12th there is none.",
            a_task(),
            side=announced(10),
            expected=Expected(severity=Severity.HIGH, since=at("2026-11-11", 0), says="by 10 November"),
        ),
        Case(
            "No task carries it.",
            a_task(),
            side=announced(10, task=None),
            expected=Expected(says="about “a new date”", evidence={"working_days_late": 2}),
        ),
    ),
    clean=(
        Case("The answer was announced for today.", a_task(), side=announced(12)),
        Case(
            "The answer was announced for 10 November and came on the 9th.", a_task(), side=announced(10, "2026-11-09")
        ),
        Case("The task is done.", a_task(stage=Stage.DONE), side=announced(10)),
    ),
    abstains=(Case("Nobody keeps answers.", a_task(), reason="answers that were announced"),),
)
