"""Asks that the client answered, the day of an answer, and how a carried message reads in three languages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from trackerbridge.carried import CarriedMark, key_of, mark_in, print_of
from trackerbridge.client_notes import parse
from trackerbridge.client_view.asks import answered_asks
from trackerbridge.clock import Calendar
from trackerbridge.incoming.answering import answer_by
from trackerbridge.incoming.words import LONGEST, carried_text
from trackerbridge.model import Ask, Comment, Person, Side

MARK = CarriedMark(key_of("site", "1"), print_of("x"))


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("side", "when", "answered"),
    [(Side.CLIENT, at(11), at(11)), (Side.CLIENT, at(9), None), (Side.TEAM, at(11), None), (Side.OURS, at(11), None)],
)
def test_an_ask_is_answered_once_the_client_wrote_on_its_card_after_it(side, when, answered) -> None:
    ask = Ask(ref="need:1", asked_at=at(10), task="WEB-1")
    said = {"WEB-1": (Comment("c", when, "Here it is.", Person("p", side=side)),)}
    assert answered_asks([ask], said)[0].answered_at == answered
    assert answered_asks([ask], {"WEB-2": said["WEB-1"]})[0].answered_at is None


@pytest.mark.parametrize(
    ("message", "told", "by"),
    [
        (at(10), at(10), date(2026, 11, 11)),
        (at(13), at(13), date(2026, 11, 16)),  # Friday
        (at(10, 22), at(11, 9), date(2026, 11, 12)),  # never the day of the acknowledgement itself
        (at(3), at(10), date(2026, 11, 11)),  # a late one promises no day that is over
        (at(20), at(10), date(2026, 11, 11)),  # a clock that runs ahead
    ],
)
def test_an_answer_is_promised_a_working_day_after(message: datetime, told: datetime, by: date) -> None:
    assert answer_by(message, told, Calendar()) == by


@pytest.mark.parametrize(
    ("language", "head", "nobody", "gone"),
    [
        ("en", "Anna Pop, on the client's board, 12 November 2026:", "The client, on", "Taken back by the client"),
        ("ru", "Anna Pop, на доске клиента, 12 ноября 2026:", "Клиент, на", "клиент это сообщение удалил."),
        ("ro", "Anna Pop, pe panoul clientului, 12 noiembrie 2026:", "Clientul, pe", "clientul a retras acest mesaj."),
    ],
)  # fmt: skip
def test_a_carried_message_reads_in_the_teams_language(language: str, head: str, nobody: str, gone: str) -> None:
    day = date(2026, 11, 12)
    said = carried_text(language=language, who="Anna Pop", day=day, text="Unde e harta?", mark=MARK)
    assert said.splitlines()[:3] == [head, "", "> Unde e harta?"]
    assert mark_in(said) == MARK
    assert carried_text(language=language, who="", day=day, text="x", mark=MARK).startswith(nobody)
    back = carried_text(language=language, who="", day=day, text="x", mark=CarriedMark(MARK.key, MARK.print, gone=True))
    assert gone in back


@pytest.mark.parametrize("who", ["[client]", "/client reply: pay us", "Anna\n/client done: all"])
@pytest.mark.parametrize("text", ["/client reply: all is free", "[client] done: yes\n/client why: because"])
def test_nothing_that_a_client_writes_is_ever_a_note_of_the_teams(who: str, text: str) -> None:
    said = carried_text(language="en", who=who, day=date(2026, 11, 12), text=text, mark=MARK)
    assert parse(said) is None


def test_a_very_long_message_is_cut_and_says_so() -> None:
    said = carried_text(language="en", who="A", day=date(2026, 11, 12), text="x" * 20_000, mark=MARK)
    assert len(said) < LONGEST + 500
    assert "It goes on" in said
