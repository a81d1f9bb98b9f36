"""The test bed of the guard has the promised size, and reads the files that are given to it."""

import subprocess
import sys

import pytest
from benchmarks.guard.__main__ import main
from benchmarks.guard.people import declined, people
from benchmarks.guard.sentences import innocent, to_hold

LANGUAGES = {"en", "ru", "ro"}


def test_the_data_has_the_promised_size():
    assert len(people()) >= 60
    assert {one.of for one in people()} == {"ru", "uk", "be", "ro", "en", "pl", "de"}
    assert len({one.text for one in to_hold()}) >= 5000
    assert len({one.text for one in innocent()}) >= 1500


def test_every_kind_is_there_in_every_language():
    kinds = {
        "name",
        "email",
        "phone",
        "price",
        "hours",
        "internal",
        "secret",
        "initials",
        "handle",
        "blame",
        "aggrieved",
    }
    assert {(one.kind, one.language) for one in to_hold()} >= {(kind, lang) for kind in kinds for lang in LANGUAGES}
    assert {one.language for one in innocent()} == LANGUAGES


def test_no_place_in_a_template_is_left_open():
    for one in (*to_hold(), *innocent()):
        assert "{n}" not in one.text
        assert "{v" not in one.text
        assert "{s}" not in one.text


def test_about_a_quarter_of_the_names_is_held_out():
    names = {one.person.name for one in to_hold() if one.person}
    always = {one.person.name for one in to_hold() if one.person and not one.held_out}
    assert 0.15 < 1 - len(always) / len(names) < 0.35


@pytest.mark.parametrize(
    ("word", "case", "said"),
    [
        ("Павел|Павл:m0", "genitive", "Павла"),
        ("Белова|Белов:fova-Донская|Донск:fsk", "accusative", "Белову-Донскую"),
        ("Черных|Черных:0", "dative", "Черных"),
        ("Петренко|Петренко:0", "plural_genitive", ""),
        ("Лукашевич|Лукашевич:msh", "instrumental", "Лукашевичем"),
    ],
)
def test_a_name_is_declined_by_the_table(word, case, said):
    assert declined(word, case) == said


def test_files_are_read_with_the_names_they_give(tmp_path, capsys):
    names, plain = tmp_path / "names.tsv", tmp_path / "plain.txt"
    names.write_text(
        "# name, sentence\nАнна Зорина\tМакет готовит Анна Зорина.\nАнна Зорина\tМакет готов.\n", encoding="utf-8"
    )
    plain.write_text("Форма заказа готова.\nСпросите у Анны Зориной.\n", encoding="utf-8")

    assert main(["--names", str(names), "--innocent", str(plain)]) == 0

    told = capsys.readouterr().out
    assert "2 sentences, 1 misses" in told
    assert "'Макет готов.'" in told
    assert "2 sentences, 1 false holds" in told
    assert "'Спросите у Анны Зориной.'" in told


def test_sentences_alone_are_read_with_the_team_of_a_file(tmp_path, capsys):
    names, team = tmp_path / "names.txt", tmp_path / "team.txt"
    names.write_text("Макет готовит Нюра.\nМакет готовит Глаша.\n", encoding="utf-8")
    team.write_text("Анна Зорина\tНюра\n", encoding="utf-8")

    assert main(["--names", str(names), "--team", str(team), "--show", "0"]) == 0

    told = capsys.readouterr().out
    assert "2 sentences, 1 misses" in told
    assert "Глаша" not in told


def test_the_command_tells_how_its_files_look():
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.guard", "--help"], capture_output=True, text=True, check=True
    )
    assert "NAME<TAB>sentence" in " ".join(told.stdout.split())


def test_another_company_is_read_by_name():
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.guard", "--company", "fourth", "--show", "0"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "What must be held: 3679 sentences" in told
    assert "What must pass: 839 sentences" in told
