from trackerbridge.flags.base import Severity
from trackerbridge.flags.clarity.vague_title import VagueTitle
from trackerbridge.model import Evidence, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task

CASES = RuleCases(
    rule=VagueTitle,
    flagged=(
        Case(
            "A task in progress called “Fixes”.",
            a_task("Fixes"),
            expected=Expected(severity=Severity.LOW, says="“Fixes” does not say what will be true"),
        ),
        Case("A task in progress called “Мелкие правки”.", a_task("Мелкие правки")),
        Case("A task in progress called “Diverse modificări pe site”.", a_task("Diverse modificări pe site")),
        Case("A task in progress called “Backend”.", a_task("Backend")),
        Case("An area and an act.", a_task("Дизайн: доработки")),
        Case("An area in Romanian.", a_task("Documentație")),
        Case("A task in progress called “???”.", a_task("???")),
        Case("Several bugs.", a_task("Bug fixes")),
        Case("Исправления ошибок.", a_task("Исправления ошибок")),
        Case("Cedilla and comma below are one letter.", a_task("Îmbunătăţiri")),
        Case("No title at all.", a_task("  "), expected=Expected(says="“T-1” has no title")),
        Case(
            "A title of characters that nobody sees.", a_task("\u200e \u3164"), expected=Expected(says="has no title")
        ),
        Case(
            "Published.",
            a_task("Updates", stage=Stage.PLANNED),
            published=frozenset({"T-1"}),
            expected=Expected(severity=Severity.MEDIUM),
        ),
        Case("Due soon.", a_task("Updates", stage=Stage.PLANNED, due="2026-11-20")),
    ),
    clean=(
        Case("A task in progress called “Fix the contact form”.", a_task("Fix the contact form")),
        Case("A task in progress called “Правки в договоре”.", a_task("Правки в договоре")),
        Case(
            "A task in progress called “Modificări la formularul de contact”.",
            a_task("Modificări la formularul de contact"),
        ),
        Case("A planned task called “Fixes” that the client does not see.", a_task("Fixes", stage=Stage.PLANNED)),
        Case("A name.", a_task("Error page")),
        Case("A thing of an area.", a_task("Admin dashboard")),
        Case("An area, and what becomes of it.", a_task("Interfața de plată")),
        Case("A number that one can look up.", a_task("Fix #4711")),
        Case("A link.", a_task("https://example.com/brief")),
        Case("Another script.", a_task("修正する")),
        Case("A word that only begins like a vague one.", a_task("Fixtures")),
        Case("Two letters may be a name.", a_task("QA")),
    ),
    abstains=(
        Case(
            "Nobody can tell what is in progress.",
            a_task("Fixes", stage=Stage.UNKNOWN),
            knows=EVERYTHING - {Evidence.STAGES},
            reason="nothing to look at",
        ),
    ),
)
