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


THREE = ("Вера Ланская", "Надежда Рогова", "Любовь Осипова")


def test_three_virtues_who_work_are_three_colleagues() -> None:
    assert held("Вера, Надежда и Любовь проверят.", THREE)
    assert not held("Вера, надежда, любовь – слова на открытке.", THREE)
    assert not held("Храм Веры, Надежды, Любови отмечен на карте.", THREE)


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


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Анна", "Кафе Анна проверит завтра."),
        ("Анна", "Кафе Анна на карте отметит."),
        ("Анна Белова", "Выбирает кафе Анна."),
        ("Анна Белова", "Фото кафе у Анны."),
        ("Анна Белова", "Памятник Анне показали вчера."),
        ("Анна Белова", "The restaurant Anna mentioned is open."),
        ("Mark Ellery", "The hotel Mark booked"),
        ("Mark Ellery", "Hotel Mark booked is full."),
        ("Mark Ellery", "The font Mark likes is free."),
        ("Вера Ланская", "Фильм Веры на странице."),
        ("Вера Ланская", "Проект Веры готов."),
        ("Ana Popa", "Hotelul Ana îl rezervă mâine."),
        ("Ana Popa", "Meniul restaurantului la Ana"),
        ("Ana Popa", "Filmul lui Ana este gata."),
    ],
)
def test_a_noun_beside_the_name_frees_nobody_who_acts_or_has_it(name: str, text: str) -> None:
    assert held(text, (name,))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Анна Белова", "Кафе Анна на карте."),
        ("Анна Белова", "Улица Анны переименована."),
        ("Mark Ellery", "We added Hotel Mark in the centre."),
        ("Mark Ellery", "Mark Kelly songs are in the playlist."),
        ("Bogdan Lungu", "Hotelul Bogdan este pe hartă."),
        ("Вера Ланская", "Знак Вера: кружка"),
        ("Иван Петров", "Стихи Ивана Кузнецова на странице."),
        ("Ivan Petrov", "Poems by Ivan Kuznetsov are in the leaflet."),
        ("Grace Moss", "Grace Kelly roses are in bloom."),
    ],
)
def test_a_place_a_poet_and_a_known_compound_pass_where_nobody_acts(name: str, text: str) -> None:
    assert not held(text, (name,))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ivan Petrov", "Ivan Kuznetsov will bring the book tomorrow."),
        ("Ivan Petrov", "The poster by Ivan Kuznetsov is at the printer."),
        ("Ivan Petrov", "The song Ivan Kuznetsov picked is in the playlist."),
        ("Иван Петров", "Афишу Ивана Кузнецова утвердили."),
        ("Mark Ellery", "Mark Weaver will finish it."),
        ("Mark Ellery", "Photos: Mark Weaver"),
        ("Ellery Mark", "We have the book from Mark Weaver."),
        ("May Turner", "Photos from May Lindqvist"),
        ("Ion Rotaru", "Ion Popescu vă sună mâine."),
        ("Dan", "Dan Balan will finish it."),
        ("Вера", "Макет у Кравец Веры."),
    ],
)
def test_a_colleagues_first_name_beside_a_strange_surname_is_held(name: str, text: str) -> None:
    assert held(text, (name,))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Mark Ellery", "In general Mark is happy with it."),
        ("Mark Ellery", "Ask Mark the second question."),
        ("Mark Ellery", "Mark is a brand manager in our team."),
        ("Mark Ellery", "Mark – brand manager"),
        ("Mark Ellery", "Mark bags the orders."),
        ("Grace Moss", "Grace dresses the dolls for the photo."),
        ("Анна Белова", "Анна читает Толстого для афиши."),
        ("Анна Белова", "Анна – кафе, остальное позже"),
        ("Bogdan Lungu", "Bogdan cel de la design vă scrie."),
        ("Ana Popa", "Ana este o colegă din oraș."),
        ("Анна Белова", "АННА ПЕРВАЯ ПРОВЕРИТ"),
    ],
)
def test_a_word_of_rulers_towns_and_goods_frees_nobody_who_works(name: str, text: str) -> None:
    assert held(text, (name,))
