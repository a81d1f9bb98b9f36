from datetime import date

from trackerbridge.flags.base import Severity
from trackerbridge.flags.dates.slip_not_told import SlipNotTold
from trackerbridge.model import Change, ChangeField, ClientSide, Evidence, Extra, Extras, ExtraState, Shown, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_promise, a_task
from trackerbridge.testing.work import at


def seen(day: str, written: str = "2026-11-02", *extras: Extra):
    shown = {"T-1": Shown(date.fromisoformat(day), at(written))}
    return ClientSide(shown=shown, extras=Extras(extras) if extras else None)


def moved(at_day: str, hour: int = 9, before: str = "2026-11-20", after: str = "2026-11-27"):
    return a_task(due=after, history=(Change(at(at_day, hour), ChangeField.DUE, before, after),))


AGREED = Extra(
    ref="x", title="More pages", asked_at=at("2026-11-03"), state=ExtraState.ACCEPTED, task="T-1",
    decided_at=at("2026-11-10"), agreed_day=date(2026, 11, 30),
)  # fmt: skip

CASES = RuleCases(
    rule=SlipNotTold,
    flagged=(
        Case(
            "The client sees 20 November, and the team moved the date to the 27th yesterday.",
            moved("2026-11-11"),
            side=seen("2026-11-20"),
            expected=Expected(
                severity=Severity.MEDIUM,
                since=at("2026-11-11"),
                says="still sees 20 November for",
                evidence={"kind": "moved", "now": "2026-11-27"},
            ),
        ),
        Case(
            "The client sees 9 November, it passed three days ago, and the card has said nothing since.",
            a_task(due="2026-11-09"),
            side=seen("2026-11-09"),
            expected=Expected(severity=Severity.HIGH, since=at("2026-11-10", 0), evidence={"kind": "passed"}),
        ),
        Case(
            "The client accepted a change with a new date, and the card still shows the one before.",
            a_task(due="2026-11-20"),
            side=seen("2026-11-20", "2026-11-02", AGREED),
            expected=Expected(since=at("2026-11-10"), says="agreed to 30 November", evidence={"kind": "agreed"}),
        ),
        Case(
            "The date shown is near.",
            moved("2026-11-11", before="2026-11-16", after="2026-11-20"),
            side=seen("2026-11-16"),
            expected=Expected(severity=Severity.HIGH),
        ),
    ),
    clean=(
        Case("The date was moved an hour ago.", moved("2026-11-12", 11), side=seen("2026-11-20")),
        Case(
            "The client sees the date that the team works towards.", a_task(due="2026-11-20"), side=seen("2026-11-20")
        ),
        Case(
            "The date was moved earlier.",
            moved("2026-11-10", before="2026-11-20", after="2026-11-17"),
            side=seen("2026-11-20"),
        ),
        Case("The client does not see this one.", moved("2026-11-10"), side=ClientSide(shown={})),
        Case(
            "The card was written after its date passed.",
            a_task(due="2026-11-09"),
            side=seen("2026-11-09", "2026-11-11"),
        ),
        Case(
            "The date had moved before the client was told; that is D12.",
            moved("2026-10-01"),
            side=seen("2026-11-20"),
            promises=a_promise("2026-11-20"),
        ),
        Case("Done.", a_task(due="2026-11-09", stage=Stage.DONE), side=seen("2026-11-09")),
    ),
    abstains=(
        Case("Nobody keeps what the client sees.", moved("2026-11-10"), reason="what the client sees"),
        Case(
            "A file without dates.",
            a_task(),
            side=seen("2026-11-20"),
            knows=EVERYTHING - {Evidence.DUE_DATES},
            reason="due dates",
        ),
    ),
)
