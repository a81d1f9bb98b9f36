"""Every line of a checklist can be read back, in every language."""

from __future__ import annotations

from datetime import date

import pytest

from trackerbridge.client_view.dates import DateWords
from trackerbridge.client_view.extras.words import ChoiceWords, ReadBack, unended
from trackerbridge.client_view.wording import packaged
from trackerbridge.model.offer import Choice, ChoiceKind

TODAY = date(2026, 11, 10)
CHOICES = [
    Choice(ChoiceKind.DATE, day=date(2026, 12, 4)),
    Choice(ChoiceKind.DATE, day=date(2027, 1, 1)),
    Choice(ChoiceKind.FEE, text="1.200 EUR"),
    Choice(ChoiceKind.LEAVE),
    Choice(ChoiceKind.TALK),
]


def words(language: str) -> ChoiceWords:
    wording = packaged(language)
    return ChoiceWords(wording, DateWords(wording, TODAY))


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
@pytest.mark.parametrize("choice", CHOICES)
def test_a_line_says_what_it_offers(language: str, choice: Choice) -> None:
    said = words(language)
    line = said.line(choice)
    assert ReadBack(packaged(language), TODAY).choice(line) == choice
    assert ReadBack(packaged(language), TODAY).choice(line.replace("\u00a0", " ")) == choice
    gone = packaged(language).say("choices.withdrawn", choice=line)
    assert ReadBack(packaged(language), TODAY).choice(gone) is None


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
def test_what_would_be_taken_out_comes_back_as_its_title(language: str) -> None:
    choice = Choice(ChoiceKind.INSTEAD, text="WEB-3")
    line = words(language).line(choice, "“Map”")
    assert ReadBack(packaged(language), TODAY).choice(line) == Choice(ChoiceKind.INSTEAD, text="“Map”")


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2027, 2, 1)])
def test_a_cards_sentences_can_be_read_back(language: str, day: date) -> None:
    wording = packaged(language)
    dates, back = DateWords(wording, TODAY), ReadBack(wording, TODAY)
    asked = wording.say("change.asked", what="A map. With pins", until=dates.day(day))
    assert back.valid_until(f"First\n\n{asked}\n\nLast") == day
    line = ChoiceWords(wording, dates).line(CHOICES[0])
    chosen = wording.say("change.chosen", date=dates.day(day), choice=line)
    assert back.chosen(f"{asked}\n\n{chosen} {wording.say('change.undo', until=dates.day(day))}") == (day, CHOICES[0])
    assert back.chosen(asked) is None
    assert back.valid_until(chosen) is None


def test_what_is_not_ours_is_not_read() -> None:
    back = ReadBack(packaged("en"), TODAY)
    assert back.choice("Whatever") is None
    assert back.day("the day after tomorrow") is None


def test_a_sign_at_the_end_of_peoples_text_does_not_end_our_sentence() -> None:
    assert [unended(text) for text in ("A map?", "A map…", "?", "A. map")] == ["A map", "A map", "?", "A. map"]
