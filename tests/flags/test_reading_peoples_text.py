"""Words without quotes, code and links; lexicons with inflection; messages that only close a conversation."""

import time

import pytest

from trackerbridge.flags.clarity.placeholder_left import PlaceholderLeft
from trackerbridge.flags.clarity.vague_title import is_vague
from trackerbridge.flags.relationship.closings import agrees, asks, only_closes, reports_trouble
from trackerbridge.flags.text import Entries, entries, folded, own_words, phrases, visible, words_in
from trackerbridge.testing.rules import Case, a_task


def test_code_quotes_and_links_are_not_the_writers_own_words():
    text = "See `x = 1` and [the brief](https://example.com/a)\n> quoted\n```\ncode\n```\nhttps://example.com end"

    assert words_in(own_words(text)) == ["see", "and", "the", "brief", "end"]


def test_pictures_and_files_shown_in_the_text_are_not_words():
    assert words_in(own_words("Wrong (image: shot (1).png), see (file: brief.pdf) and (image)")) == [
        "wrong",
        "see",
        "and",
    ]


def test_a_code_block_that_never_ends_ends_with_the_text():
    assert own_words("a ```b c").split() == ["a"]


def test_diacritics_and_both_forms_of_romanian_letters_fold():
    assert folded("ȘșŞşȚțÎîÂâĂă Ёёй") == "ssssttiiaaaa ееи"


def test_stems_take_short_endings_only():
    words = Entries({"en": ["fix~", "todo"], "ru": ["правк~"]})

    assert all(word in words for word in ("fix", "fixes", "fixing", "todo", "правки", "правками"))
    assert not any(word in words for word in ("fixture", "todos", "правкой-то-там", "prefix", 7))


def test_an_entry_matches_in_every_language():
    assert "modificari" in entries("vague", "act")
    assert "исправлениями" in entries("vague", "act")


def test_phrases_are_whole_and_the_longest_first():
    pattern = phrases("placeholders", "attached")

    assert pattern.search("(see the attached screenshots)").group() == "see the attached screenshots"
    assert not pattern.search("foresee attachedness")


def test_what_nobody_sees_goes_and_emoji_stay():
    assert visible(" \u202eab\u200bc\u202c  👩\u200d🚀 ") == "abc 👩\u200d🚀"


@pytest.mark.parametrize(
    "text",
    [
        "Thanks!",
        "👍",
        "OK, perfect, thank you so much",
        "Спасибо большое, всё отлично!",
        "Mulțumesc frumos!",
        "De acord.",
    ],
)
def test_thanks_and_agreement_wait_for_nothing(text):
    assert only_closes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, but the logo is missing",
        "Update this",
        "OK?",
        "Спасибо, но логотип не тот",
        "Mulțumesc, dar lipsește sigla",
        "ok " * 40 + "logo",
    ],
)
def test_anything_more_waits_for_an_answer(text):
    assert not only_closes(text)


@pytest.mark.parametrize(
    ("text", "agreed"),
    [
        ("Yes, it is as we expected.", True),
        ("Да, всё как мы ожидали.", True),
        ("Da, este cum ne așteptam.", True),
        ("Approved!", True),
        ("Thank you!", False),  # says nothing about what was shown
        ("Yes, but the map is missing.", False),
        ("Да, но карта не та.", False),
        ("Da, dar lipsește harta.", False),
        ("Yes, when is it online?", False),
        ("We will look at it tomorrow.", False),
    ],
)
def test_a_yes_without_an_objection_agrees(text, agreed):
    assert agrees(text) is agreed


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("The phone number is wrong!", True),
        ("It doesn't open on my phone.", True),
        ("Карта не открывается.", True),
        ("Lipsește harta.", True),
        ("When is it online?", True),
        ("We showed it to our guests.", False),
        ("Thank you, perfect!", False),
        ("> it is wrong\nWe found it.", False),
    ],
)
def test_trouble_and_questions_wait_also_on_finished_work(text, waits):
    assert reports_trouble(text) is waits


def test_a_question_mark_in_a_link_or_a_quote_asks_nothing():
    assert not asks("https://example.com/?q=1\n> Really?")
    assert asks("> yes\nReally?")


@pytest.mark.parametrize("piece", ["#", "[", "`", "a ", "> ", "?", "**x:", "TBD? ", "~~~", "see attached ", "правк"])
def test_long_and_odd_text_is_read_in_a_moment(piece):
    text = piece * (50_000 // len(piece))
    started = time.process_time()

    is_vague(text)
    only_closes(text)
    Case("Odd.", a_task(text, description=text)).assessed(PlaceholderLeft)

    assert time.process_time() - started < 2
