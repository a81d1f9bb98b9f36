from trackerbridge.flags.base import Severity
from trackerbridge.flags.clarity.too_big import TooBig
from trackerbridge.model import CheckItem, Checklist, Evidence, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at


def steps(total: int, done: int = 0):
    return (Checklist("c", "Steps", tuple(CheckItem(str(n), f"Step {n}", n < done) for n in range(total))),)


def children(count: int, parent: str = "T-1"):
    return tuple(a_task(id=f"c{n}", key=f"C-{n}", parent=parent, stage=Stage.PLANNED) for n in range(count))


CASES = RuleCases(
    rule=TooBig,
    flagged=(
        Case(
            "A task in progress with 20 open steps.",
            a_task(checklists=steps(20)),
            expected=Expected(severity=Severity.LOW, since=at("2026-11-02"), says="open steps: 20"),
        ),
        Case(
            "A published task of 21 points.",
            a_task(points=21.0),
            published=frozenset({"T-1"}),
            expected=Expected(severity=Severity.MEDIUM, says="points: 21", evidence={"measure": "points"}),
        ),
        Case(
            "A task in progress with twelve open tasks beneath it.",
            a_task(),
            others=children(12),
            expected=Expected(says="open tasks beneath it: 12"),
        ),
    ),
    clean=(
        Case("A task in progress with six open steps.", a_task(checklists=steps(6))),
        Case("A task in progress with 20 steps of which three are open.", a_task(checklists=steps(20, 17))),
        Case("An epic with 20 tasks.", a_task(kind="Epic"), others=children(20)),
        Case("Its own parent.", a_task(parent="T-1"), others=children(10)),
        Case("Planned for some day.", a_task(checklists=steps(20), stage=Stage.PLANNED)),
    ),
    abstains=(
        Case(
            "A file that says nothing of size.", a_task(), knows=EVERYTHING - {Evidence.CHECKLISTS}, reason="checklists"
        ),
    ),
)
