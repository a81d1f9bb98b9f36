"""Wording files: complete in three languages, and every mistake in one is told with file, line and expectation."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from trackerbridge.client_view.view import LabelRole, ListRole
from trackerbridge.client_view.wording import Wording, packaged, parse, wording_of
from trackerbridge.client_view.wording_keys import ELSEWHERE, PLURALS
from trackerbridge.config.schema import ProjectConfig, Settings, SourceConfig
from trackerbridge.errors import BadInput, ExitCode

LANGUAGES = ("en", "ru", "ro")

_PROJECT = ProjectConfig(sources=(SourceConfig(path="plan.csv"),))


def text_of(language: str) -> str:
    return resources.files("trackerbridge.client_view").joinpath("wording", f"{language}.toml").read_text("utf-8")


def changed(language: str, before: str, after: str) -> str:
    text = text_of(language)
    assert before in text
    return text.replace(before, after, 1)


def complaint(text: str, language: str = "en", base: Wording | None = None) -> str:
    with pytest.raises(BadInput) as caught:
        parse(text, language=language, name="office.toml", base=base)
    assert caught.value.exit_code is ExitCode.USAGE
    return caught.value.message


def line_of(text: str, start: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if line.startswith(start))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_packaged_wording_is_complete(language: str) -> None:
    wording = packaged(language)
    assert [wording.list_name(role) for role in ListRole]
    assert len({wording.label_name(role) for role in LabelRole}) == len(LabelRole)
    assert all(sentence == sentence.strip() for sentence in wording.sentences.values())


def test_a_missing_sentence_is_told_with_its_table_and_what_it_takes() -> None:
    text = changed("en", 'new_date_by = "You will have a new date here by {by}."\n', "")
    expected = f"office.toml, line {line_of(text, '[sentences]')}: sentences.new_date_by is missing"
    assert f"{expected}; expected is a sentence with {{by}}." in complaint(text)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('first = "First date."', "page.first lacks the placeholder {date}; expected is a sentence with {date}."),
        ('timline = "Dates"', "page.timline is not known here; did you mean page.timeline?"),
        (
            'due = "Date {date}:"',
            "page.due has the unknown placeholder {date}; expected is a sentence with no placeholders.",
        ),
    ],
)
def test_the_words_of_the_page_are_checked_as_the_boards_are(line: str, said: str) -> None:
    assert said in complaint(f"[page]\n{line}\n", base=packaged("en"))


def test_an_unknown_sentence_is_told_with_its_line() -> None:
    text = changed("ru", "date_follows = ", "date_folows = ")
    told = complaint(text, "ru")
    assert f"office.toml, line {line_of(text, 'date_folows')}: sentences.date_folows is not known here" in told
    assert "sentences.date_follows is missing" in told


def test_a_lost_placeholder_is_told_with_its_line() -> None:
    text = changed("ro", "Termenul s-a mutat {move}.", "Termenul s-a mutat.")
    told = complaint(text, "ro")
    assert f"line {line_of(text, 'moved = ')}: sentences.moved lacks the placeholder {{move}}" in told
    assert told.endswith("expected is a sentence with {move}.")


def test_a_wrong_placeholder_is_told_with_its_name() -> None:
    text = changed("en", "Next update: {date}.", "Next update: {day}.")
    assert "summary.next_update has the unknown placeholder {day}; expected is a sentence with {date}." in complaint(
        text
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('done = "Ready."', 'done = "Ready {"', "has a brace without its partner"),
        ('done = "Ready."', 'done = ""', "is empty"),
        ('done = "Ready."', "done = 3", "is not text"),
        ("Planned for {date}.", "Planned for {date!r}.", "has more than a plain word between braces"),
        ("Planned for {date}.", "Planned for {date:>9}.", "has more than a plain word between braces"),
    ],
)
def test_other_mistakes_in_a_sentence(before: str, after: str, said: str) -> None:
    assert said in complaint(changed("en", before, after))


def test_a_plural_form_that_the_language_needs_is_missing() -> None:
    text = changed("ru", 'few = "{n} срока прошли, мы этим занимаемся."\n', "")
    assert "counts.headline_solving.few is missing; expected is a sentence with {n}." in complaint(text, "ru")


def test_russian_one_is_also_21_so_the_number_must_stand_there() -> None:
    text = changed("ru", 'one = "{n} срок прошёл, мы этим занимаемся."', 'one = "Один срок прошёл."')
    assert "counts.headline_solving.one lacks the placeholder {n}" in complaint(text, "ru")


def test_romanian_and_english_one_may_be_a_word() -> None:
    changed_text = changed("en", 'one = "{n} date has passed', 'one = "One date has passed')
    assert parse(changed_text, language="en", name="x").count("counts.headline_solving", 1).startswith("One date")


def test_many_mistakes_are_told_up_to_eight_and_counted() -> None:
    text = "\n".join(line for line in text_of("en").splitlines() if not line.startswith("name = "))
    kept = [line for line in text.splitlines() if not line.startswith("meaning = ")]
    assert "… and 6 more in the same file." in complaint("\n".join(kept))


def test_a_key_outside_every_table_is_told_with_line_one() -> None:
    assert "office.toml, line 1: hello is not known here" in complaint('hello = "x"\n' + text_of("en"))


def test_a_table_that_is_missing_altogether_is_told_with_line_one() -> None:
    text = text_of("en")
    without = text[: text.index("[marks]")] + text[text.index("[dates]") :]
    assert "office.toml, line 1: marks.open is missing" in complaint(without)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[lists]\ndone = „Gata”\n",
            "line 2: what stands here cannot be read; expected is text between straight quotes",
        ),
        ("[lists]\ndone = Finished\n", 'on one line: done = "text"'),
        ('[how_we_work]\ndates_text = "If a date\nmoves"\n', "line 2: what stands here cannot be read"),
        ('[lists]\ndone = "A"\nplanned = "B"\ndone = "C"\n', "line 4: done stands in this table a second time"),
        ('[lists]\ndone = "A"\n[marks]\nopen = "x"\n[lists]\n', "line 5: [lists] stands here a second time"),
        ("[lists]\nDone, at last\n", "line 2: “Done, at last” is neither a table nor a sentence"),
        ("[lists\nopen = 1", "office.toml, line 1: what stands here cannot be read"),
    ],
)
def test_what_is_no_toml_is_said_with_its_line_and_what_was_meant(text: str, said: str) -> None:
    assert said in complaint(text, base=packaged("en"))


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ('[counts.more]\nother = "ещё {n}"\n', "ru", "counts.more.other is no plural form of this language; expected"),
        ('[counts]\nmore = "и ещё {n}"\n', "ru", "expected is a table [counts.more] with a sentence for each"),
        ('[counts.more]\nmany = "și încă {n}"\n', "ro", "expected are one, few, other."),
        ('done = "Fertig"\n', "en", "done stands outside a table; expected is a place below [lists] or [sentences]"),
        ('[lists]\ndone = "Planned"\n', "en", "lists.done is called “Planned” as lists.planned is; expected is a name"),
        ('[labels.bonus]\nname = "on track"\n', "en", "labels.bonus.name is called “on track” as labels.on_track.name"),
        ('[lists]\ndone = "Done\\nat last"\n', "en", "lists.done holds a line break; expected is one line."),
        (f'[labels.bonus]\nname = "{"x" * 101}"\n', "en", "labels.bonus.name has 101 characters; expected are at most"),
        (f'[sentences]\nheld = "{"x" * 601}"\n', "en", "sentences.held has 601 characters; expected are at most 600."),
        ('[lists]\ndone = ["Done"]\n', "en", "line 2: lists.done is not text"),
        ('[lists.done]\nname = "Done"\n', "en", "lists.done.name is not known here; did you mean lists.done?"),
        ('[sentences]\ndate = "Planned for {}."\n', "en", "sentences.date has the unknown placeholder {}"),
    ],
)  # fmt: skip
def test_what_an_office_may_get_wrong_in_a_sentence(text: str, language: str, said: str) -> None:
    assert said in complaint(text, language, base=packaged(language))


def test_an_office_may_change_words() -> None:
    own = Settings(name="x", project=_PROJECT, wording='[lists]\nplanned = "Coming up"\n', wording_file="w.toml")
    wording = wording_of(own)
    assert wording.list_name(ListRole.PLANNED) == "Coming up"
    assert wording.list_name(ListRole.DONE) == "Done"


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
def test_where_a_client_can_only_read_nobody_asks_them_to_write_here(language: str) -> None:
    here = {"en": " here", "ru": "здесь", "ro": "aici"}[language]
    wording = packaged(language)
    assert all(here in wording.sentences[key] for key in ELSEWHERE)
    assert not [key for key in ELSEWHERE if here in wording.for_reading.sentences[key]]
    assert wording.for_reading.say("elsewhere.look") == wording.for_reading.say("sentences.look")


def test_an_offices_mistake_is_told_with_its_line_and_the_nearest_key() -> None:
    own = Settings(name="x", project=_PROJECT, wording='[lists]\n\nplaned = "Coming up"\n', wording_file="w.toml")
    with pytest.raises(BadInput, match=r"w\.toml, line 3: lists\.planed is not known here; did you mean lists\.plan"):
        wording_of(own)


def test_an_office_without_words_of_its_own_has_ours() -> None:
    assert wording_of(Settings(name="x", project=_PROJECT, client_language="ro")) is packaged("ro")


def test_romanian_has_commas_below_and_its_own_quotation_marks() -> None:
    wording = packaged("ro")
    assert not re.search("[şţŞŢ]", text_of("ro"))
    assert wording.quoted("Meniu") == "„Meniu”"
    assert packaged("ru").quoted("Меню") == "«Меню»"
    assert packaged("en").quoted("Menu") == "“Menu”"


def test_russian_addresses_people_in_lower_case() -> None:
    inside = re.compile(r"(?<=[^.!?:\"«\s]) (?:Вы|Вас|Вам|Ваш\w*)\b")
    assert not inside.search("\n".join(packaged("ru").sentences.values()))
    assert "вас" in "\n".join(packaged("ru").sentences.values())


def test_russian_avoids_prepositions_that_change_before_numbers_and_weekdays() -> None:
    allowed = {"dates.move", "dates.move_second", "summary.done", "summary.done_second"}  # pairs, by the day
    for key, sentence in packaged("ru").sentences.items():
        if key not in allowed:
            assert not re.search(r"\b(?:к|ко|с|со|в|во)\s\{(?:date|by|first|planned|current|n)\}", sentence), key


@pytest.mark.parametrize(
    ("language", "number", "text"),
    [
        ("ru", 1, "1 срок прошёл"),
        ("ru", 21, "21 срок прошёл"),
        ("ru", 101, "101 срок прошёл"),
        ("ru", 2, "2 срока прошли"),
        ("ru", 22, "22 срока прошли"),
        ("ru", 5, "5 сроков прошло"),
        ("ru", 11, "11 сроков прошло"),
        ("ru", 14, "14 сроков прошло"),
        ("ru", 111, "111 сроков прошло"),
        ("ro", 1, "Un termen a trecut"),
        ("ro", 2, "2 termene au trecut"),
        ("ro", 19, "19 termene au trecut"),
        ("ro", 20, "20 de termene au trecut"),
        ("ro", 100, "100 de termene au trecut"),
        ("ro", 101, "101 termene au trecut"),
        ("en", 1, "1 date has passed"),
        ("en", 21, "21 dates have passed"),
    ],
)
def test_plural_forms(language: str, number: int, text: str) -> None:
    assert packaged(language).count("counts.headline_solving", number).startswith(text)


@pytest.mark.parametrize(
    ("table", "number", "text"),
    [
        ("headline_moved", 5, "сдвинулось 5 сроков"),
        ("headline_waiting", 1, "от вас нужен 1 ответ."),
        ("headline_waiting", 3, "от вас нужны 3 ответа."),
        ("headline_waiting", 21, "от вас нужен 21 ответ."),
        ("headline_answers", 6, "нужно от вас 6 ответов."),
    ],
)
def test_russian_verbs_agree_with_the_number(table: str, number: int, text: str) -> None:
    assert text in packaged("ru").count(f"counts.{table}", number)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", PLURALS)
def test_every_plural_table_can_say_every_number(language: str, table: str) -> None:
    for number in (0, 1, 2, 5, 11, 20, 21, 101, 111, 1000):
        text = packaged(language).count(table, number)
        assert str(number) in text or number == 1


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(1, "до 1 минуты работы"), (21, "до 21 минуты работы"), (45, "до 45 минут работы"), (60, "до 60 минут работы")],
)
def test_russian_genitive_after_up_to(minutes: int, text: str) -> None:
    assert text in packaged("ru").count("counts.gift_minutes", minutes)
