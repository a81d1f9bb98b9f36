"""Lexicons meet inflection, and titles meet others that say nearly the same."""

import time
from itertools import product

import pytest

from trackerbridge.flags.alike import TitleIndex
from trackerbridge.flags.clarity.ambiguous_wording import smells
from trackerbridge.flags.clarity.client_confused import confusion_in
from trackerbridge.flags.clarity.several_asks import is_action, parts_of
from trackerbridge.flags.stems import StemPhrases, stem
from trackerbridge.testing.rules import a_task

SURE = 0.5  # C06's default


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["promise", "promises", "promised"]),
        ("ru", ["удобный", "удобная", "удобными"]),
        ("ru", ["чёрный", "черный"]),
        ("ro", ["fișier", "fisier", "fișiere"]),
    ],
)
def test_forms_of_a_word_have_one_stem(language, forms):
    assert len({stem(form, language) for form in forms}) == 1


def test_the_longest_phrase_wins_and_an_exact_form_is_no_other():
    phrases = StemPhrases({"en": {"short": ["as soon"], "long": ["as soon as possible"], "exact": ["=timely"]}})

    found = [(one.key, one.quote) for one in phrases.find("As soon as  possible, at times; as soon; timely")]

    assert found == [("long", "As soon as possible"), ("short", "as soon"), ("exact", "timely")]


def test_a_number_or_a_comparison_settles_what_was_vague():
    assert smells("Make it faster")
    assert not smells("Make it faster than the old page")
    assert not smells("Make it 2 seconds faster")


def test_every_kind_of_smell_in_russian():
    text = "По возможности сделать удобнее. Нужны разные фильтры и т. п. Красивый баннер, и побыстрее."

    kinds = {smell.kind for smell in smells(text)}

    assert kinds == {"loophole", "comparison", "quantity", "open_list", "judgement", "time"}


@pytest.mark.parametrize("word", ["Add", "adding", "Добавить", "исправления", "Adaugă", "corectarea"])
def test_words_that_begin_work(word):
    assert is_action(word)


def test_a_title_without_words_asks_for_nothing():
    assert parts_of("!!!") == ()
    assert parts_of("") == ()


@pytest.mark.parametrize("text", ["Why?", "Когда?", "De ce?", "Is it on Friday?", "Можно счёт?", "Putem vorbi mâine?"])
def test_a_question_is_no_confusion(text):
    shown = confusion_in(text)

    assert shown is None or (not shown.phrase and shown.chance < SURE)


def test_ten_thousand_titles_are_compared_in_time():
    things = [f"{a} {b} {c} page" for a, b, c in product(("add", "fix", "move", "check"), range(50), range(50))]
    tasks = [a_task(title, id=str(place), key=f"T-{place}") for place, title in enumerate(things)]
    began = time.process_time()
    index = TitleIndex(tasks)

    near = [index.near(task, 0.85) for task in tasks]

    assert time.process_time() - began < 20.0  # of CPU; every pair would take minutes
    assert sum(map(len, near)) < len(tasks) * 3


def test_the_index_finds_whoever_shares_enough_and_not_itself():
    one = a_task("Add a map to the contact page")
    two = a_task("Map to add on contact page", id="t2")
    other = a_task("Add a map to the office page", id="t3")

    assert [near.task.id for near in TitleIndex([one, two, other]).near(one, 0.85)] == ["t2"]
