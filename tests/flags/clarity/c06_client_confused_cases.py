from trackerbridge.flags.base import Severity
from trackerbridge.flags.clarity.client_confused import ClientConfused
from trackerbridge.model import ClientSide, Comment, Evidence, Person, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import CLIENT, TEAM, at

STAGING = "I don't understand what staging means here"


def said(*messages: tuple[str, str, Person], **fields):
    comments = [Comment(str(place), at(day), text, by) for place, (day, text, by) in enumerate(messages)]
    return a_task(comments=tuple(comments), **fields)


def client(text: str, day: str = "2026-11-11", **fields):
    return said((day, text, CLIENT), **fields)


CASES = RuleCases(
    rule=ClientConfused,
    flagged=(
        Case(
            "The client writes “I don't understand what staging means here”.",
            client(STAGING),
            expected=Expected(
                severity=Severity.MEDIUM,
                since=at("2026-11-11"),
                says="something is not clear to them: “I don't understand what staging means here”",
                evidence={"messages": 1, "answered": False, "phrase": "i don't understand"},
            ),
        ),
        Case("The client writes “Не понимаю, где смотреть результат”.", client("Не понимаю, где смотреть результат")),
        Case("The client writes “Nu înțeleg ce înseamnă asta”.", client("Nu înțeleg ce înseamnă asta")),
        Case("The client writes “Credeam că e inclus și coșul?”.", client("Credeam că e inclus și coșul?")),
        Case(
            "On their own board.",
            a_task(),
            side=ClientSide(said={"T-1": (Comment("b", at("2026-11-11"), STAGING, CLIENT),)}),
            expected=Expected(severity=Severity.MEDIUM, since=at("2026-11-11")),
        ),
        Case("Without diacritics.", client("Nu e clar unde apas")),
        Case("A Russian question that shows it.", client("Правильно ли я понимаю, что цены ещё старые?")),
        Case("Something else was understood.", client("I thought this was part of the offer?")),
        Case("Something else was expected.", client("Мы ожидали другого, честно говоря")),
        Case(
            "In the model's opinion.",
            client("Why would it say that? I'm not sure this is what happens, it seems odd to me."),
        ),
        Case(
            "Twice.",
            said(
                ("2026-11-09", STAGING, CLIENT),
                ("2026-11-10", "It is a copy.", TEAM),
                ("2026-11-11", "It's still not clear to me", CLIENT),
            ),
            expected=Expected(severity=Severity.HIGH, since=at("2026-11-09"), says="(2 times)"),
        ),
        Case(
            "There is an answer, and the client has not said that it helped.",
            said(("2026-11-10", STAGING, CLIENT), ("2026-11-11", "It is a copy for trying things out.", TEAM)),
            expected=Expected(severity=Severity.LOW, says="there is an answer"),
        ),
        Case("On finished work.", client(STAGING, stage=Stage.DONE), published=frozenset({"T-1"})),
    ),
    clean=(
        Case("The client asks “Could you send the invoice?”.", client("Could you send the invoice?")),
        Case(
            "The team writes “I don't understand this”.",
            said(("2026-11-11", "I don't understand this", TEAM), ("2026-11-11", "Thanks!", CLIENT)),
        ),
        Case(
            "The client quotes somebody who does not understand.", client("> I don't understand this\nNow it is fine.")
        ),
        Case(
            "The client was confused, and wrote “Thanks, clear now” after the answer.",
            said(
                ("2026-11-09", STAGING, CLIENT),
                ("2026-11-10", "A copy.", TEAM),
                ("2026-11-11", "Thanks, clear now", CLIENT),
            ),
        ),
        Case("A question mark alone, in three languages.", client("When? Когда будет готово? Când este gata?")),
        Case("A Romanian question of another kind.", client("Puteți trimite factura până vineri, vă rog?")),
        Case("Weeks ago.", client(STAGING, day="2026-10-12")),
        Case("A turn of phrase that only sounds so.", client("В смысле бюджета всё в силе? Счёт пришлёте?")),
        Case("An opinion and a question.", client("I thought the banner was lovely. When do we launch?")),
        Case("It is clear.", client("Всё понятно, спасибо!")),
    ),
    abstains=(
        Case("Nobody is known as the client.", said(("2026-11-11", STAGING, TEAM)), reason="`client = [...]`"),
        Case(
            "A source without comments.",
            client(STAGING),
            knows=EVERYTHING - {Evidence.COMMENTS},
            reason="comments",
        ),
    ),
)
