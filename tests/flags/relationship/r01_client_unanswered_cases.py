from dataclasses import replace
from datetime import UTC, datetime

from trackerbridge.flags.base import Severity
from trackerbridge.flags.relationship.client_unanswered import ClientUnanswered
from trackerbridge.model import Change, ChangeField, ClientSide, Comment, Evidence, Gap, Person, Side, Stage, Task
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task

CLIENT = Person("c", "Anna", side=Side.CLIENT)
TEAM = Person("t", "Olga", side=Side.TEAM)
STRANGER = Person("x", "Somebody")
OLD = datetime(2026, 6, 1, 9, tzinfo=UTC)  # long before the first thirty days
QUESTION = "When can we see the first page?"


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


OURS = Person("o", side=Side.OURS)


def on_the_board(*said: tuple[datetime, str, Person]) -> ClientSide:
    comments = tuple(Comment(f"b{n}", when, text, author) for n, (when, text, author) in enumerate(said))
    return ClientSide(said={"T-1": comments})


def given(*said: tuple[datetime, str, Person]) -> ClientSide:
    side = on_the_board(*said)
    return replace(side, given=frozenset((one.id, one.at) for one in (side.said or {})["T-1"]))


def talk(*said: tuple[datetime, str, Person | None], **fields: object) -> Task:
    comments = tuple(Comment(f"c{n}", when, text, author) for n, (when, text, author) in enumerate(said))
    return a_task(comments=comments, **{"created_at": OLD, **fields})


CASES = RuleCases(
    rule=ClientUnanswered,
    flagged=(
        Case(
            "The client asked something two working days ago, and nobody from the team wrote after that.",
            talk((at(10, 12), QUESTION, CLIENT)),
            expected=Expected(
                severity=Severity.HIGH,
                since=at(10, 12),
                says="message of 10 November",
                evidence={"business_hours": 18.0, "messages": 1},
            ),
        ),
        Case(
            "The client wrote five business hours ago, and nobody from the team has reacted.",
            talk((at(11, 16), QUESTION, CLIENT)),
            expected=Expected(severity=Severity.MEDIUM, since=at(11, 16), says="not been acknowledged"),
        ),
        Case(
            "In the first thirty days two business hours are enough.",
            talk((at(12, 9), QUESTION, CLIENT), created_at=at(2, 9)),
            expected=Expected(severity=Severity.MEDIUM),
        ),
        Case(
            "The wait begins with the first message after the team's last one.",
            talk(
                (at(9, 9), QUESTION, CLIENT),
                (at(9, 10), "Tomorrow.", TEAM),
                (at(10, 9), "And prices?", CLIENT),
                (at(11, 9), "Hello?", CLIENT),
            ),
            expected=Expected(since=at(10, 9), evidence={"messages": 2}),
        ),
        Case(
            "A note that the tracker keeps to the team answers nothing.",
            a_task(
                created_at=OLD,
                comments=(
                    Comment("1", at(10, 12), QUESTION, CLIENT),
                    Comment("2", at(10, 13), "Let us say Friday.", TEAM, internal=True),
                ),
            ),
            expected=Expected(severity=Severity.HIGH, since=at(10, 12)),
        ),
        Case(
            "A question of the client's counts, whoever the tracker lets read it.",
            a_task(created_at=OLD, comments=(Comment("1", at(10, 12), QUESTION, CLIENT, internal=True),)),
            expected=Expected(severity=Severity.HIGH, since=at(10, 12)),
        ),
        Case(
            "Moving the card acknowledges, and answers nothing.",
            talk((at(10, 12), QUESTION, CLIENT), history=(Change(at(10, 13), ChangeField.STATUS, "A", "B", TEAM),)),
            expected=Expected(severity=Severity.HIGH),
        ),
        Case(
            "The client asked on their own board, and nobody answered on either side.",
            talk((at(9, 9), "We begin.", TEAM)),
            side=on_the_board((at(10, 12), QUESTION, CLIENT), (at(10, 13), "We have your message.", OURS)),
            expected=Expected(severity=Severity.HIGH, since=at(10, 12)),
        ),
        Case(
            "The client sent what we had asked for, and asked something themselves.",
            talk(),
            side=given((at(10, 12), f"English and Romanian, please. {QUESTION}", CLIENT)),
            expected=Expected(severity=Severity.HIGH, since=at(10, 12)),
        ),
        Case("A question on finished work.", talk((at(10, 12), QUESTION, CLIENT), stage=Stage.DONE)),
        Case("Trouble with finished work.", talk((at(10, 12), "The number is wrong!", CLIENT), stage=Stage.DONE)),
    ),
    clean=(
        Case(
            "The client asked, and the team answered an hour later.",
            talk((at(10, 12), QUESTION, CLIENT), (at(10, 13), "On Friday.", TEAM)),
        ),
        Case(
            "The client wrote “Thank you, perfect!” and nothing else.",
            talk((at(10, 12), "Thank you, perfect!", CLIENT)),
        ),
        Case(
            "The client sent what we had asked them for.",
            talk(),
            side=given((at(10, 12), "English and Romanian, please.", CLIENT)),
        ),
        Case(
            "The client asked on their own board, and the answer stands there.",
            talk(),
            side=on_the_board((at(10, 12), QUESTION, CLIENT), (at(10, 13), "On Friday.", TEAM)),
        ),
        Case(
            "Our acknowledgement on the client's board shows that the message was seen.",
            talk(),
            side=on_the_board((at(11, 16), QUESTION, CLIENT), (at(11, 16), "We have your message.", OURS)),
        ),
        Case("The client wrote an hour ago.", talk((at(12, 11), QUESTION, CLIENT))),
        Case(
            "Friday evening's message on Monday morning.",
            talk((datetime(2026, 11, 6, 17, tzinfo=UTC), QUESTION, CLIENT)),
            datetime(2026, 11, 9, 10, tzinfo=UTC),
        ),
        Case(
            "Moving the card acknowledges.",
            talk((at(11, 16), QUESTION, CLIENT), history=(Change(at(11, 17), ChangeField.STATUS, "A", "B", TEAM),)),
        ),
        Case("A remark on finished work.", talk((at(10, 12), "The new colour is there.", CLIENT), stage=Stage.DONE)),
        Case(
            "A stranger's question, on a board with clients.",
            talk((at(10, 12), QUESTION, STRANGER)),
            others=(a_task(id="o", key="O-1", comments=(Comment("o", at(12, 11), "Да", CLIENT),)),),
        ),
    ),
    abstains=(
        Case("Nobody is known as the client.", talk((at(10, 12), QUESTION, STRANGER)), reason="known as the client"),
        Case(
            "Somebody unknown wrote after the client.",
            talk((at(10, 12), QUESTION, CLIENT), (at(10, 13), "On Friday.", STRANGER)),
            reason="known neither as team nor as client",
        ),
        Case(
            "A file without comments.",
            talk((at(10, 12), QUESTION, CLIENT)),
            knows=EVERYTHING - {Evidence.COMMENTS},
            reason="comments",
        ),
        Case(
            "Comments were cut.",
            talk((at(10, 12), QUESTION, CLIENT)),
            gaps=(Gap(Evidence.COMMENTS, "Seven comments are missing."),),
            reason="Seven comments are missing.",
        ),
    ),
)
