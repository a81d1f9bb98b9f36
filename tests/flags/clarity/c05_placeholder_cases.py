from trackerbridge.flags.clarity.placeholder_left import PlaceholderLeft
from trackerbridge.model import Attachment, CheckItem, Checklist, Evidence, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task

FILE = (Attachment("a.png", "https://example.com/a.png", is_image=True),)
ATTACHING_BOARD = (a_task(id="o", key="O-1", attachments=FILE),)
SEE = "Wrong colour, see the attached screenshot."

CASES = RuleCases(
    rule=PlaceholderLeft,
    flagged=(
        Case(
            "A description says “Colours: TBD”.",
            a_task(description="Colours: TBD"),
            expected=Expected(says="a placeholder in it: “tbd”", evidence={"kind": "placeholder"}),
        ),
        Case("A description says “Тексты: будет позже”.", a_task(description="Тексты: будет позже")),
        Case("A description says “Prețuri: de completat”.", a_task(description="Prețuri: de completat")),
        Case(
            "A description has a heading “Acceptance criteria” and nothing beneath it.",
            a_task(description="Why\n\n## Acceptance criteria\n\n"),
            expected=Expected(says="a section with nothing in it: “Acceptance criteria”"),
        ),
        Case(
            "A description says “see the attached screenshot” and nothing is attached, though other cards have files.",
            a_task(description=SEE),
            others=ATTACHING_BOARD,
            expected=Expected(says="“see the attached screenshot”"),
        ),
        Case("A description greets “Dear [client name]”.", a_task(description="Dear [client name], the prices:")),
        Case("A slot in braces.", a_task(description="Dear {{ name }}, the prices:"), expected=Expected(says="“name”")),
        Case(
            "A description has an image without an address.",
            a_task(description="The header: ![header]()"),
            expected=Expected(says="“![header]()”", evidence={"kind": "attachment"}),
        ),
        Case("A slot in Russian.", a_task(description="Уважаемый [имя], вот цены.")),
        Case("Details that were to follow.", a_task(description="Detaliile urmează, se va preciza bugetul.")),
        Case("Question marks instead of a value.", a_task(description="Deadline: ???")),
        Case("In the title.", a_task("Banner (lorem ipsum)")),
        Case("In an open step.", a_task(checklists=(Checklist("c", "S", (CheckItem("i", "Colour tbd", False),)),))),
        Case("A bracket to fill in.", a_task(description="Dear [insert name],")),
        Case("A template that nobody filled in.", a_task(description="**Описание:**\n\n**Требования:**\nдва языка")),
        Case("One empty section among filled ones.", a_task(description="## Goal\nSell\n## Colours\n## Sizes\nTwo")),
    ),
    clean=(
        Case("A description asks “Is that right???”.", a_task(description="Is that right???")),
        Case("A description shows TBD only inside a code block.", a_task(description="```\nTBD\n```")),
        Case(
            "A description says “see the attached screenshot” and a file is attached.",
            a_task(description=SEE, attachments=FILE),
            others=ATTACHING_BOARD,
        ),
        Case(
            "The picture is shown in the text itself.",
            a_task(description=SEE + "\n(image: screen.png)"),
            others=ATTACHING_BOARD,
        ),
        Case("A board that knows no attachments.", a_task(description=SEE)),
        Case("Removing it is the work.", a_task("Remove the lorem ipsum from the footer")),
        Case("Large print is no heading.", a_task(description="# It can be used in crafting\n## Gives two points")),
        Case("A link whose text is a name.", a_task(description="See [name](https://example.com/a).")),
        Case("Braces in code.", a_task(description="Use `{{name}}` in the template.")),
        Case("A quoted line.", a_task(description="> Colours: TBD\nBlue, see the brand book.")),
        Case("A list of things to do.", a_task("Todo list on the start page")),
        Case("A heading with a smaller one beneath.", a_task(description="## Scope\n### Pages\nTwo pages")),
        Case("A done step.", a_task(checklists=(Checklist("c", "S", (CheckItem("i", "Colour tbd", True),)),))),
        Case("Planned, and the client does not see it.", a_task("TBD", stage=Stage.PLANNED)),
    ),
    abstains=(
        Case(
            "Nobody can tell what is in progress.",
            a_task(description="TBD", stage=Stage.UNKNOWN),
            knows=EVERYTHING - {Evidence.STAGES},
            reason="nothing to look at",
        ),
    ),
)
