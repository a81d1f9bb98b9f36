from trackerbridge.flags.base import Severity
from trackerbridge.flags.relationship.client_pleased import ClientPleased
from trackerbridge.model import ClientSide, Comment, Evidence, Person, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import CLIENT, TEAM, at

KNOWN = (a_task(id="o", key="O-1", comments=(Comment("o", at("2026-11-02"), "Hello", CLIENT),)),)


def said(text: str, author: Person = CLIENT, day: str = "2026-11-11", **fields: object):
    return a_task(comments=(Comment("c", at(day), text, author),), **fields)


CASES = RuleCases(
    rule=ClientPleased,
    flagged=(
        Case(
            "The client wrote “This looks great, well done!” yesterday.",
            said("This looks great, well done!"),
            expected=Expected(
                severity=Severity.LOW,
                since=at("2026-11-11"),
                says="the client is pleased with",
                evidence={"quote": "This looks great, well done!"},
            ),
        ),
        Case("Клиент написал: «Отлично, очень нравится!»", said("Отлично, очень нравится!")),
        Case("În română.", said("Arată foarte bine, mulțumim mult!")),
        Case(
            "On their own board.",
            a_task(),
            side=ClientSide(said={"T-1": (Comment("b", at("2026-11-11"), "This looks great, well done!", CLIENT),)}),
            expected=Expected(since=at("2026-11-11")),
        ),
        Case("On finished work.", said("Perfect!", stage=Stage.DONE)),
        Case("Quoted text is not theirs.", said("> but the prices are wrong\n\nPerfect!")),
    ),
    clean=(
        Case("The client wrote “Thank you.”", said("Thank you.")),
        Case(
            "The client wrote “Looks great, but the prices are wrong.”", said("Looks great, but the prices are wrong.")
        ),
        Case("The team wrote “Great work!”", said("Great work!", TEAM), others=KNOWN),
        Case("The client's praise of last month.", said("Great work!", day="2026-10-12")),
        Case("A question.", said("Would this look great on a phone? Perfect on a tablet?")),
        Case("Praise before a request.", said("Looks good. Could you please make the logo bigger.")),
        Case("Отлично, только цвет нужно поменять.", said("Отлично, только цвет нужно поменять.")),
        Case("Foarte bine, dar mai trebuie ceva.", said("Arată foarte bine, mai trebuie doar sigla.")),
        Case("A wish.", said("A blue one would be perfect.")),
        Case("Не отлично.", said("Это не отлично.")),
        Case("Fifty thousand characters.", said("perfect " * 7000)),
    ),
    abstains=(
        Case("Nobody is known as the client.", said("Perfect!", TEAM), reason="known as the client"),
        Case(
            "A file without comments.",
            said("Perfect!"),
            knows=EVERYTHING - {Evidence.COMMENTS},
            reason="comments",
        ),
    ),
)
