from trackerbridge.flags.base import Severity
from trackerbridge.flags.clarity.several_asks import SeveralAsks
from trackerbridge.model import CheckItem, Checklist, Evidence, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task

FIVE = "- Add a map\n- Fix the header\n- Translate the prices\n- Remove the banner\n- Write to the press"
FACTS = "- the map is old\n- the header is blue\n- prices come from Anna\n- banners are gone\n- nobody writes"
STEPS = (Checklist("c", "Steps", (CheckItem("i", "Map", False),)),)

CASES = RuleCases(
    rule=SeveralAsks,
    flagged=(
        Case(
            "A task in progress called “Fix the contact form and add a map”.",
            a_task("Fix the contact form and add a map"),
            expected=Expected(severity=Severity.LOW, says="“Fix the contact form”, “add a map”"),
        ),
        Case(
            "A task in progress called “Обновить цены и добавить раздел вакансий”.",
            a_task("Обновить цены и добавить раздел вакансий"),
        ),
        Case(
            "A task in progress called “Corectează formularul și adaugă harta”.",
            a_task("Corectează formularul și adaugă harta"),
            expected=Expected(evidence={"parts": ["Corectează formularul", "adaugă harta"]}),
        ),
        Case(
            "A description lists five different pieces of work, each beginning with a verb.",
            a_task(description=FIVE),
            expected=Expected(says="begin with a verb: 5", evidence={"items": 5}),
        ),
        Case("Commas and signs.", a_task("Fix terms and conditions + add a map; translate prices")),
        Case(
            "Published.",
            a_task("Add a map and fix the form", stage=Stage.PLANNED),
            published=frozenset({"T-1"}),
            expected=Expected(severity=Severity.MEDIUM),
        ),
    ),
    clean=(
        Case(
            "A task in progress called “Collect the orders every night and send them to the shop”.",
            a_task("Collect the orders every night and send them to the shop"),
        ),
        Case("The same in Russian.", a_task("Собрать заказы за день и отправить их магазину")),
        Case("A task in progress called “Check and correct the prices”.", a_task("Check and correct the prices")),
        Case("A task in progress called “Terms and conditions page”.", a_task("Terms and conditions page")),
        Case(
            "A task in progress called “Build a service to download and prepare the data”.",
            a_task("Build a service to download and prepare the data"),
        ),
        Case("A task in progress whose five pieces stand in a checklist.", a_task(description=FIVE, checklists=STEPS)),
        Case("A description lists five facts.", a_task(description=FACTS)),
        Case("Four pieces are few.", a_task(description=FIVE.rpartition("\n")[0])),
        Case("The same piece five times.", a_task(description="- Add a map\n" * 5)),
        Case("Two things of one act.", a_task("Обновить цены и сроки")),
    ),
    abstains=(
        Case(
            "Nobody can tell what is in progress.",
            a_task("Add a map and fix the form", stage=Stage.UNKNOWN),
            knows=EVERYTHING - {Evidence.STAGES},
            reason="nothing to look at",
        ),
    ),
)
