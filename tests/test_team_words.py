"""Whatever is said to the team is said in their language: every sentence of the code has its translations."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from trackerbridge.client_view.answers import NEW_DATE, REASON
from trackerbridge.incoming.answering import ANSWER
from trackerbridge.model.sentence import Sentence
from trackerbridge.team_words import part_in, reasons_in, said_in, sentences

CODE = Path(__file__).parents[1] / "src" / "trackerbridge"
OTHERS = ("ru", "ro")


def templates() -> Iterator[str]:
    """The English template of every ``Sentence(…)`` in the code; those that are put together are pieces of others."""
    for path in CODE.rglob("*.py"):
        text = path.read_text("utf-8")
        if "model.sentence import Sentence" in text:
            for call in ast.walk(ast.parse(text)):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Sentence":
                    first = call.args[0]
                    either = (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)
                    yield from (one.value for one in either if isinstance(one, ast.Constant))


def reasons() -> set[str]:
    """What the guard may say of a text."""
    files = (CODE / "client_view").glob("guard*.py")
    return {
        found for path in files for found in re.findall(r'"((?:it|the guard) [a-z][^"{]+)"', path.read_text("utf-8"))
    }


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_has_its_translation_with_the_same_placeholders(language: str) -> None:
    known = sentences(language)
    assert {*templates(), *reasons()} - known.keys() == set()
    assert {text for text in known if placeholders(text) < placeholders(known[text])} == set()
    assert known.keys() == sentences(OTHERS[0]).keys()
    assert len(set(templates())) > 60


def test_pieces_days_and_peoples_words_stand_in_a_sentence() -> None:
    card = Sentence("“{title}”{key}", title="The {map}", key=" (WEB-4)")
    due = Sentence("due date")
    said = Sentence("A person changed the {what} of the card for {card}; it is left as it is.", what=due, card=card)
    assert said == "A person changed the due date of the card for “The {map}” (WEB-4); it is left as it is."
    assert said_in("en", said) == said
    assert said_in("ru", said) == "Кто-то изменил карточку «The {map}» (WEB-4) (срок); оставлено как есть."
    day = Sentence("{task}: the date is gone from the source; the client still reads {day}.", task="WEB-4",
                   day=date(2026, 12, 3))  # fmt: skip
    assert "2026-12-03" in day
    ro = said_in("ro", day, date(2026, 11, 18))
    assert ro == "WEB-4: termenul a dispărut din sursă; clientul citește încă 3 decembrie."
    assert said_in("ru", "somebody's own words") == "somebody's own words"


def test_the_guards_reasons_and_the_parts_of_a_card() -> None:
    assert reasons_in("ru", "it holds a price; it names a person of the team") == (
        "содержит цену; называет человека из команды"
    )
    assert reasons_in("en", "it holds a price.") == "it holds a price"
    assert (part_in("ro", "why"), part_in("en", "why")) == ("motivul", "why")
    for what in (REASON, NEW_DATE, ANSWER):
        assert part_in("ru", what) != what != part_in("ro", what)


def test_a_day_is_written_as_people_do_in_english_too_and_as_programs_do_in_the_text_itself() -> None:
    piece = Sentence(" Or promise a smaller first piece for {day}.", day=date(2026, 12, 3))
    said = Sentence("{task}: it waits.{piece}", task="WEB-4", piece=piece)
    assert said == "WEB-4: it waits. Or promise a smaller first piece for 2026-12-03."
    told = said_in("en", said, date(2026, 11, 18))
    assert told == "WEB-4: it waits. Or promise a smaller first piece for 3 December."
    assert said_in("en", said) == told.replace("December", "December 2026")
    assert said_in("ru", said, date(2026, 11, 18)) == told  # nobody translated it: then the day is English as well
