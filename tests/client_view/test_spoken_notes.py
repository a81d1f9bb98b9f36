"""The team's own words on a card: each where it belongs, as long as it holds, and never more than a card can carry."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.client_view.bakery import NOW, settings, task, view

from trackerbridge.client_view.spoken import MOST_WORDS, fitted
from trackerbridge.client_view.view import LabelRole, ListRole
from trackerbridge.model import Comment, NotePart, Person, Side, Stage

TEAM = Person("t", "Dorian", side=Side.TEAM)


def note(text: str, days: float = 1, number: int = 1) -> Comment:
    return Comment(id=str(number), at=NOW - timedelta(days=days), text=text, author=TEAM)


def card(*comments: Comment, stage: Stage = Stage.IN_PROGRESS, language: str = "en", **more):
    made = task("menu", stage, title="Menu", comments=comments, **more)
    found = view([made], with_settings=settings(language))
    return next(each for each in found.cards if each.task), found


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "/client next: we send the proof", "What happens next: we send the proof."),
        ("en", "/client effect: the page opens later.", "What it means for you: the page opens later."),
        ("ru", "/client дальше: пришлём макет", "Что дальше: пришлём макет."),
        ("ro", "/client urmează: trimitem macheta", "Ce urmează: trimitem macheta."),
    ],
)
def test_a_note_is_a_part_of_its_own_after_a_colon(language, text, said):
    found, _ = card(note(text), language=language)
    assert said in found.description.split("\n\n")


def test_what_we_need_puts_the_card_where_it_waits_and_says_since_when():
    found, _ = card(note("/client need: the logo by 2026-12-01"))
    assert (found.list, found.labels) == (ListRole.WAITING, frozenset({LabelRole.WAITING}))
    assert "We need your answer: the logo by 2026-12-01. We asked on" in found.description


@pytest.mark.parametrize(
    ("need", "keeps"),
    [("the logo by 24 November", True), ("the logo by 12 November", False), ("the logo by 20 December", False)],
    ids=["before the date", "over when it was asked", "after the date"],
)
def test_an_answer_keeps_the_date_only_where_it_comes_in_time_for_it(need, keeps):
    found, seen = card(note(f"/client need: {need}"), due=date(2026, 11, 30))
    summary = next(each for each in seen.cards if not each.task)
    for text in (found.description, summary.description):
        assert ("keeps" in text) is keeps
        assert "2027" not in text


@pytest.mark.parametrize(
    ("language", "need", "said"),
    [
        ("en", "the logo, by 24 November", "We need your answer: the logo. We asked on"),
        ("en", "the logo by Tuesday, 24 November.", "We need your answer: the logo. We asked on"),
        ("en", "which logo do you want by 2026-11-24?", "We need your answer: which logo do you want? We asked on"),
        (
            "en",
            "the logo (24 November, in print)",
            "We need your answer: the logo (24 November, in print). We asked on",
        ),
        ("ru", "логотип до 24 ноября", "Нужен ваш ответ: логотип. Спросили"),
        ("ru", "логотип, не позднее 24.11.2026", "Нужен ваш ответ: логотип. Спросили"),
        ("ro", "logoul până pe 24 noiembrie", "Avem nevoie de răspunsul dumneavoastră: logoul. Am întrebat"),
        ("ro", "logoul, cel târziu pe 24.11.2026", "Avem nevoie de răspunsul dumneavoastră: logoul. Am întrebat"),
    ],
)
def test_the_day_of_an_answer_is_said_once(language, need, said):
    word = {"en": "need", "ru": "нужно", "ro": "necesar"}[language]
    found, _ = card(note(f"/client {word}: {need}"), due=date(2026, 11, 30), language=language)
    assert said in found.description
    assert "30" in found.description  # the date that it keeps


def test_a_reason_without_a_move_is_not_told():
    found, _ = card(note("/client why: it rained"))
    assert "it rained" not in found.description


def test_a_name_in_one_note_holds_that_part_back_and_no_other():
    found, seen = card(note("/client next: Oksana Hrytsenko sends it\neffect: nothing changes"))
    assert "Oksana" not in found.description
    assert "What it means for you: nothing changes." in found.description
    assert [held.part for held in seen.held] == ["next"]


def test_a_note_cannot_become_markup():
    found, _ = card(note("/client next: **see** [here](https://evil.example) # now"))
    assert "](" not in found.description
    assert "evil.example" not in found.description or list(_.held)


def test_a_card_never_says_more_than_a_client_reads():
    long = " ".join(["word"] * 200)
    found, _ = card(note(f"/client next: {long}\neffect: {long}\ninstead: {long}"))
    assert len(found.description.split()) <= MOST_WORDS + 20  # our own sentences around the notes
    assert "word…" in found.description
    assert "…." not in found.description


def test_notes_share_the_room_and_are_cut_where_a_sentence_ends():
    texts = {NotePart.NEXT: "One two three. " + "long " * 150, NotePart.EFFECT: "Short."}
    kept, cut = fitted(texts, ["x " * 60])
    assert cut
    assert kept[NotePart.EFFECT] == "Short."
    assert kept[NotePart.NEXT] == "One two three"


def test_what_the_client_reads_of_finished_work():
    done = datetime(2026, 11, 18, 9, tzinfo=UTC)
    found, _ = card(note("/client done: both sizes are printed"), stage=Stage.DONE, done_at=done)
    assert "What was done: both sizes are printed." in found.description
