"""Fond forms, foreign readings and names run together or pulled apart: all of them name the person."""

from __future__ import annotations

import pytest

from trackerbridge.client_view.guard_abroad import read_abroad
from trackerbridge.client_view.guard_diminutives import diminutives_of, stems_of, without_suffix
from trackerbridge.client_view.guard_names import TeamNames
from trackerbridge.client_view.guard_sound import spoken
from trackerbridge.config.schema import ProjectConfig, SourceConfig


def held(name: str, text: str) -> bool:
    project = ProjectConfig(team=(name,), sources=(SourceConfig(path="x.csv"),))
    return any(True for _ in TeamNames.of(project, []).found_in(text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Надежда Рогова", "Надюша уже сняла витрину."),
        ("Вера Ланская", "Verochka will call you."),
        ("Crina Sava", "Crinuța scrie textele."),
        ("Grace Moss", "Gracie will call you."),
        ("Вячеслав Дымов", "Славе нужны реквизиты."),
        ("Zbigniew Kowal", "Zbyszek wires the lights."),
        ("Оксана Гай", "Оксано, надішли меню."),
    ],
)
def test_fond_forms(name: str, text: str) -> None:
    assert held(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Лиана Розова", "Розочка на торте"),
        ("Галина Ветрова", "Поставьте галочку в поле."),
        ("Роман Дымов", "Ромашка в букете"),
        ("Артём Дымов", "Тема письма изменена."),
        ("Rose Moss", "Rosy cheeks on the cover"),
    ],
)
def test_words_that_look_like_fond_forms_pass(name: str, text: str) -> None:
    assert not held(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Grace Moss", "Написали Грейс, она ответит."),
        ("Heike Brandt", "Остатки сверены с Хайке."),
        ("Hélène Garnier", "Столы выбирает Элен Гарнье."),
        ("Trần Minh Đức", "Чан Минь считает остатки."),
        ("Дмитро Гай", "Дмитрий ответит завтра."),
        ("April Lawson", "Эскиз рисовала Эйприл Лоусон."),
        ("Ian McAllister", "Фотографии сделал Макаллистер."),
        ("Ewa Dąbrowska", "Домбровской передали этикетки."),
        ("Pierre-Yves Blanc", "Пьер-Ив Блан чинит страницу."),
    ],
)
def test_names_as_a_russian_text_writes_them(name: str, text: str) -> None:
    assert held(name, text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("vcodreanu are lista", True),
        ("vioricacodreanu", True),
        ("V i o r i c a are lista", True),
        ("v.codreanu are lista", True),
        ("xcodreanu", False),
        ("a b c d", False),
    ],
)
def test_run_together_or_pulled_apart(text: str, found: bool) -> None:
    assert held("Viorica Codreanu", text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mark to send the icons.", True),
        ("Mark has the file.", True),
        ("Mark is printing the flyers.", True),
        ("(Mark) icons for the menu", True),
        ("Mark to the left of the map", False),
        ("Mark the date.", False),
    ],
)
def test_what_an_english_thing_never_does(text: str, found: bool) -> None:
    assert held("Mark Ellery", text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Надежды сегодня не будет.", True),
        ("Надежды не будет до среды.", True),
        ("Надежды нет.", False),
        ("Надежду попросили ответить.", True),
        ("Надежду потеряли.", False),
    ],
)
def test_who_is_away_or_asked_in_russian(text: str, found: bool) -> None:
    assert held("Надежда Рогова", text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Roman va configura poșta.", True),
        ("Roman va fi pe raft.", False),
        ("Brazii vor fi gata.", False),
    ],
)
def test_who_will_do_something_in_romanian(text: str, found: bool) -> None:
    assert held("Roman Bradu", text) == found


def test_the_rules_by_themselves() -> None:
    assert "greis" in read_abroad("Grace")
    assert "nad" in set(stems_of("nadia")) & set(without_suffix(next(iter(spoken("Надюша"))), latin=False))
    assert "Слава" in diminutives_of("Вячеслав")
    assert diminutives_of("Ellery") == ()


def test_a_handle_of_a_name_in_the_other_alphabet() -> None:
    assert held("Тамара Орлова", "torlova вычитала главу")
    assert not held("Тамара Орлова", "borlova вычитала главу")


def test_who_is_asked_something_at_the_opening() -> None:
    assert held("Marin Bradu", "Marine, sunt gata panourile?")
    assert not held("Marin Bradu", "Albastru marin, alb și roșu")
