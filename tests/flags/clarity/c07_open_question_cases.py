from trackerbridge.flags.base import Severity
from trackerbridge.flags.clarity.open_question import OpenQuestion
from trackerbridge.model import Change, ChangeField, Comment, Evidence, Person, Side, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import CLIENT, TEAM, at

OTHER = Person("p-other", "Ivan", side=Side.TEAM)
ASKED = "I moved the map. Which key do we use for it?"


def talk(*messages: tuple[str, str, Person], **fields):
    comments = [Comment(str(place), at(day), text, by) for place, (day, text, by) in enumerate(messages)]
    return a_task(comments=tuple(comments), **fields)


def moved(day: str, by: Person, field: ChangeField = ChangeField.STATUS):
    return (Change(at(day), field, "Doing", "Review", by),)


CASES = RuleCases(
    rule=OpenQuestion,
    flagged=(
        Case(
            "Somebody of the team asked three working days ago, and nobody wrote or did anything since.",
            talk(("2026-11-09", ASKED, TEAM)),
            expected=Expected(
                severity=Severity.LOW,
                since=at("2026-11-09"),
                says="since 9 November (3 working days): “Which key do we use for it?”",
            ),
        ),
        Case("The same question in Russian.", talk(("2026-11-09", "Какой ключ берём?", TEAM))),
        Case(
            "Asked again by the same person.",
            talk(("2026-11-06", ASKED, TEAM), ("2026-11-09", "Anyone, please?", TEAM)),
        ),
        Case(
            "Somebody only relabelled it.",
            talk(("2026-11-09", ASKED, TEAM), history=moved("2026-11-10", OTHER, ChangeField.LABELS)),
        ),
        Case(
            "On a task that the client sees.",
            talk(("2026-11-09", ASKED, TEAM), stage=Stage.PLANNED),
            published=frozenset({"T-1"}),
            expected=Expected(severity=Severity.MEDIUM),
        ),
    ),
    clean=(
        Case(
            "Somebody asked, and a colleague wrote after that.",
            talk(("2026-11-09", ASKED, TEAM), ("2026-11-10", "The blue one.", OTHER)),
        ),
        Case(
            "Somebody asked, and a colleague moved the card on.",
            talk(("2026-11-09", ASKED, TEAM), history=moved("2026-11-10", OTHER)),
        ),
        Case(
            "Somebody asked, and found the answer themselves.",
            talk(("2026-11-09", ASKED, TEAM), ("2026-11-10", "Found it, the blue one.", TEAM)),
        ),
        Case(
            "The question mark stands in a link, in code or in a quotation.",
            talk(("2026-11-09", "See https://example.com/?page=2 and `is it so?`\n> which one do we take?", TEAM)),
        ),
        Case("The question was asked yesterday.", talk(("2026-11-11", ASKED, TEAM))),
        Case("The client asked: that is R01's.", talk(("2026-11-09", ASKED, CLIENT))),
        Case("A mark without words.", talk(("2026-11-09", "???", TEAM))),
        Case("No comment at all.", a_task()),
    ),
    abstains=(Case("A source without comments.", a_task(), knows=EVERYTHING - {Evidence.COMMENTS}, reason="comments"),),
)
