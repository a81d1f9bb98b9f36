from trackerbridge.flags.base import Severity
from trackerbridge.flags.clarity.no_done_when import NoDoneWhen
from trackerbridge.model import Attachment, CheckItem, Checklist, Evidence, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task

WHY = (
    "The old shop came from another agency and nobody liked it. Anna talked about it in spring, and the owner wrote "
    "a long letter about colours and feelings. We looked at four other shops together, and took notes."
)
WHY_RU = (
    "Старый магазин делало другое агентство, и он никому не понравился. Анна говорила о нём весной, а владелец написал "
    "длинное письмо о цветах и чувствах. Мы вместе посмотрели четыре других магазина и записали впечатления."
)
WHY_RO = (
    "Magazinul vechi a fost făcut de altă agenție și nu a plăcut nimănui. Ana a vorbit despre el în primăvară, iar "
    "proprietarul a scris o scrisoare lungă despre culori. Am privit împreună patru magazine și am luat notițe."
)
STEPS = (Checklist("c", "Steps", (CheckItem("i", "Header", False),)),)
PICTURE = (Attachment("a.png", "https://example.com/a.png", is_image=True),)

CASES = RuleCases(
    rule=NoDoneWhen,
    flagged=(
        Case(
            "A task in progress whose description tells why, and not what will be there.",
            a_task(description=WHY),
            expected=Expected(
                severity=Severity.LOW, says="does not say when it is done", evidence={"description_words": 38}
            ),
        ),
        Case(
            "A published task whose description lists thoughts and no result.",
            a_task(description=WHY.replace(". ", "\n- "), stage=Stage.PLANNED),
            published=frozenset({"T-1"}),
            expected=Expected(severity=Severity.MEDIUM),
        ),
        Case("In Russian.", a_task(description=WHY_RU)),
        Case("In Romanian.", a_task(description=WHY_RO)),
        Case("A label that only begins like a defect.", a_task(description=WHY_RU, labels=("Сборка",))),
        Case("A condition that is only quoted.", a_task(description=f"{WHY}\n> Done when it is nice.")),
    ),
    clean=(
        Case(
            "A task in progress with a heading “Acceptance criteria”.",
            a_task(description=f"{WHY}\n## Acceptance criteria\nThree colours."),
        ),
        Case(
            "A task in progress whose description says what customers can do afterwards.",
            a_task(description=f"{WHY} Afterwards customers can pay by card."),
        ),
        Case("A task in progress with a checklist.", a_task(description=WHY, checklists=STEPS)),
        Case("A task in progress with a picture of how it will look.", a_task(description=WHY, attachments=PICTURE)),
        Case("A bug.", a_task(description=WHY, kind="Bug")),
        Case("A bug by its label.", a_task(description=WHY_RU, labels=("Ошибка",))),
        Case("Готово, когда…", a_task(description=f"{WHY_RU} Готово, когда видны цены.")),
        Case("Gata când…", a_task(description=f"{WHY_RO} Gata când se văd prețurile.")),
        Case("A few words are C02's.", a_task(description="Anna talked about it in spring.")),
        Case("Smaller tasks say it.", a_task(description=WHY), others=(a_task(id="c", key="C-1", parent="T-1"),)),
        Case("Planned, and the client does not see it.", a_task(description=WHY, stage=Stage.PLANNED)),
    ),
    abstains=(
        Case(
            "A source without descriptions.",
            a_task(),
            knows=EVERYTHING - {Evidence.DESCRIPTIONS},
            reason="descriptions",
        ),
    ),
)
