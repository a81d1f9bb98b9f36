from trackerbridge.flags.base import Severity
from trackerbridge.flags.flow.blocked import Blocked
from trackerbridge.model import Change, ChangeField, Evidence, Link, LinkKind, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at, walked

BY_OTHER = (Link(LinkKind.BLOCKED_BY, "T-9", "The server is ordered"),)
OPEN = a_task("The server is ordered", id="t9", key="T-9", stage=Stage.PLANNED)
DONE = a_task("The server is ordered", id="t9", key="T-9", stage=Stage.DONE)


def labelled(label: str, day: str, **fields: object):
    return a_task(labels=(label,), history=(Change(at(day), ChangeField.LABELS, None, label),), **fields)


CASES = RuleCases(
    rule=Blocked,
    flagged=(
        Case(
            "A task in progress has worn the label “blocked” for three working days.",
            labelled("blocked", "2026-11-09"),
            expected=Expected(
                severity=Severity.LOW,
                since=at("2026-11-09"),
                says="blocked since 9 November (3 working days); its label says “blocked”",
                evidence={"kind": "label", "working_days": 3},
            ),
        ),
        Case(
            "A task in progress is blocked by another task that is not done.",
            walked(("2026-11-02", "To do"), ("2026-11-05", "Doing"), links=BY_OTHER),
            others=(OPEN,),
            expected=Expected(severity=Severity.MEDIUM, since=at("2026-11-05"), says="by “T-9 The server is ordered”"),
        ),
        Case(
            "A task with the tracker's impediment flag, set a week ago.",
            a_task(flagged=True, history=(Change(at("2026-11-05"), ChangeField.FLAGGED, "false", "true"),)),
            expected=Expected(severity=Severity.MEDIUM, since=at("2026-11-05"), evidence={"kind": "flag"}),
        ),
        Case(
            "A card that has stood in the list “Заблокировано” for a week.",
            a_task(
                status="Заблокировано",
                stage=Stage.UNKNOWN,
                history=(Change(at("2026-11-05"), ChangeField.STATUS, "Doing", "Заблокировано"),),
            ),
            expected=Expected(since=at("2026-11-05"), says="has stood in “Заблокировано” since 5 November"),
        ),
        Case("A label in Romanian.", labelled("Blocat", "2026-11-09")),
        Case("A label in Russian.", labelled("на паузе", "2026-11-09")),
        Case(
            "Published work that is blocked for a week is high.",
            labelled("On hold", "2026-11-04"),
            published=frozenset({"T-1"}),
            expected=Expected(severity=Severity.HIGH),
        ),
        Case(
            "The other task stands in another tracker, which says that it is open.",
            a_task(links=(Link(LinkKind.BLOCKED_BY, "X-1", "Elsewhere", Stage.IN_PROGRESS),)),
            expected=Expected(since=at("2026-11-02")),
        ),
    ),
    clean=(
        Case("A task that was blocked yesterday.", labelled("blocked", "2026-11-11")),
        Case("A task whose blocking task is done.", a_task(links=BY_OTHER), others=(DONE,)),
        Case(
            "A planned task without a near date that waits for another one, as the plan says.",
            a_task(stage=Stage.PLANNED, links=BY_OTHER),
            others=(OPEN,),
        ),
        Case(
            "A planned task without a near date that was put on hold.",
            labelled("On hold", "2026-11-02", stage=Stage.PLANNED),
        ),
        Case("A priority.", labelled("Blocker", "2026-11-02")),
        Case("A label that says the opposite.", labelled("unblocked", "2026-11-02")),
        Case("Waiting for the client.", labelled("blocked", "2026-11-02", stage=Stage.WAITING)),
        Case("A task that blocks itself.", a_task(links=(Link(LinkKind.BLOCKED_BY, "T-1"),))),
        Case("A task that blocks another.", a_task(links=(Link(LinkKind.BLOCKS, "T-9"),)), others=(OPEN,)),
    ),
    abstains=(
        Case(
            "A file without labels and links.",
            a_task(),
            knows=EVERYTHING - {Evidence.LABELS},
            reason="neither labels nor links",
        ),
        Case("A label of which no history tells.", a_task(labels=("blocked",)), reason="since when"),
    ),
)
