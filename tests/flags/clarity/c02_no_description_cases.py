from trackerbridge.flags.base import Severity
from trackerbridge.flags.clarity.no_description import NoDescription
from trackerbridge.model import Attachment, CheckItem, Checklist, Comment, Evidence, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at

LONG = "As an editor I want to see the prices of all products on one page so that I can compare them"

CASES = RuleCases(
    rule=NoDescription,
    flagged=(
        Case(
            "A task in progress with nothing but a short title.",
            a_task("Price list"),
            expected=Expected(severity=Severity.LOW, says="Nothing explains “Price list”"),
        ),
        Case(
            "A task in progress whose description only repeats the title.",
            a_task("Price list", description="price LIST."),
        ),
        Case("An empty checklist explains nothing.", a_task("Price list", checklists=(Checklist("c", "Steps"),))),
        Case(
            "Published.",
            a_task("Price list", stage=Stage.PLANNED),
            published=frozenset({"T-1"}),
            expected=Expected(severity=Severity.MEDIUM),
        ),
        Case("An option.", a_task(LONG), options={"title_words": 30}),
    ),
    clean=(
        Case(
            "A task in progress with a comment that explains it.",
            a_task(
                "Price list",
                comments=(
                    Comment(
                        "c",
                        at("2026-11-10"),
                        "Net prices of all boxes on one page, sorted as in the printed one, please",
                    ),
                ),
            ),
        ),
        Case(
            "A task in progress with a sentence of description.",
            a_task("Price list", description="Net prices, one page."),
        ),
        Case(
            "A task in progress with a checklist.",
            a_task("Price list", checklists=(Checklist("c", "Steps", (CheckItem("i", "Ask", False),)),)),
        ),
        Case("A task in progress whose title tells the whole story in ten words or more.", a_task(LONG)),
        Case(
            "A planned task without a description that the client does not see.",
            a_task("Price list", stage=Stage.PLANNED),
        ),
        Case("An attachment.", a_task("Price list", attachments=(Attachment("a.pdf", "https://example.com/a.pdf"),))),
        Case("A link in the title.", a_task("https://example.com/brief")),
        Case("Smaller tasks.", a_task("Price list"), others=(a_task("Net", id="c", key="C-1", parent="T-1"),)),
    ),
    abstains=(
        Case(
            "A board of ten tasks that never describes any.",
            a_task("Price list"),
            others=tuple(a_task("Map", id=f"o{place}", key=f"O-{place}") for place in range(9)),
            reason="Hardly any task here is described (0 of 10)",
        ),
        Case(
            "A file without descriptions.",
            a_task("Price list"),
            knows=EVERYTHING - {Evidence.DESCRIPTIONS},
            reason="descriptions",
        ),
    ),
)
