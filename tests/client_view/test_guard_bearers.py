"""Streets, saints, rulers, authors, ships and cakes bear the names of colleagues, and are none."""

from __future__ import annotations

import pytest

from trackerbridge.client_view.guard_names import TeamNames
from trackerbridge.config.schema import ProjectConfig, SourceConfig

TEAM = ("Ștefan Rusu", "Анна Белова", "Mark Ellery", "Bogdan Lungu", "Юлия Дымова", "Вера Ланская", "Надежда Рогова")
ANOTHERS = """
Bulevardul Ștefan cel Mare este pe hartă.
Monumentul lui Ștefan cel Mare
Памятник Штефану чел Маре
Sfântul Ștefan, sărbătoarea lunii
Strada Bogdan Voievod este închisă.
«Анна Каренина» снова в продаже.
Стихи Анны Ахматовой на обложке
Mark Twain is quoted on page three.
The Bogdan store is on the map.
Ștefan Street has a new stop.
Торт «Юлия» теперь в двух размерах.
Улица Анны открыта.
Храм Веры, Надежды, Любови отмечен на карте.
Святая Анна на иконе
Mark Rothko posters are in stock.
Песни Анны Герман в плейлисте
Анна – сорт яблок.
Ștefan este un sat pe traseu.
Bogdan apples are back.
Стол Анна: карточка
Mark the Great is in the quiz.
Анна Акиньшина – в спектакле.
Virgin Anna statue on the tour.
Кафе «У Анны» отмечено на карте.
"""
OURS = """
Ștefan a trimis lista.
Șt. Rusu a trimis lista.
Спросите «Юлию» о скидках.
Анна Белова у памятника
Торт фотографирует Юлия.
Mark sent it from the street.
Анна великий мастер.
Bogdan Lungu, bulevardul e închis?
Вера и Надежда проверят.
Анна выбрала песни для плейлиста.
Mark said the posters are in stock.
Юлия – автор открытки.
Bogdan e la un curs.
The street Юлия checked is closed.
The restaurant Bogdan mentioned is open.
The school Bogdan asked has answered.
"""


def held(text: str, team: tuple[str, ...] = TEAM) -> bool:
    project = ProjectConfig(team=team, sources=(SourceConfig(path="x.csv"),))
    return any(True for _ in TeamNames.of(project, []).found_in(text))


@pytest.mark.parametrize("text", ANOTHERS.strip().splitlines())
def test_the_name_of_something_else_passes(text: str) -> None:
    assert not held(text)


@pytest.mark.parametrize("text", OURS.strip().splitlines())
def test_a_colleague_beside_such_words_is_held(text: str) -> None:
    assert held(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ivan", "Ivan Kuznetsov will call you tomorrow."),
        ("Ivan", "The book page waits for Ivan Kuznetsov."),
        ("Ivan K.", "The book page waits for Ivan Kuznetsov."),
        ("Иван", "Спросите Ивана Кузнецова."),
        ("Иван", "Афишу присылает Иван Кузнецов."),
        ("Ivan Petrov", "Ivan Kuznetsov will call you tomorrow."),
        ("Иван Петров", "Ждём ответа от Ивана Кузнецова."),
    ],
)
def test_a_surname_that_nobody_wrote_down_frees_no_colleague(name: str, text: str) -> None:
    assert held(text, (name,))
