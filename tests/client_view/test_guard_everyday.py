"""Ordinary words, places and wares that sound like a form of a colleague's name hold nothing; the colleague is held."""

from __future__ import annotations

import pytest

from trackerbridge.client_view.guard_everyday import is_everyday, is_proper
from trackerbridge.client_view.guard_names import TeamNames
from trackerbridge.client_view.guard_text import legible
from trackerbridge.config.schema import ProjectConfig, SourceConfig

TEAM = (
    *(
        "James Rowley",
        "Алексей Тропин",
        "Мария Долгих",
        "Samuel Vickery",
        "Brenda Lacey",
        "Frank Ostrom",
        "Hugh Ferris",
    ),
    *("Siobhán Keane", "Ana-Maria Cotelea", "Дмитрий Верхов", "Ștefan Oprea", "Яков Стойко", "Ionuț Grama"),
    *("Настасья Лыкова", "Gabriela Stan", "Roman Negru", "Codrin Popa"),
)
NOBODY = """
Имя на сайте исправлено.
Самый большой баннер готов.
Машина на первом экране заменена.
Логотип бренда стал крупнее.
Logo approved
Lego sets have their own page.
Mașina de pe copertă este nouă.
The cheese map of France is interactive.
Google Business page updated.
Кварталы Парижа и Франции на карте
Cvartetul din Iași cântă sâmbătă.
Бульвар Штефана чел Маре на карте
Black Friday: text alb pe negru
The exhibition on Roman glass has its own page.
Codrii Moldovei: pagină de excursie
Ostrom chairs are back in stock.
Romania și Moldova pe hartă
Сама́рканд и чай
"""
SOMEBODY = """
Jimmy on the site tomorrow will check it.
Спросите Джимми об этом.
Машина проверит Маша.
Бренда проверит макет.
Ask Frankie about France.
Кин подготовит размеры.
Макет утвердила Шивон.
Anamaria closed the card.
Это сделал Димон.
Димон, проверь, пожалуйста, форму.
[Fane] De actualizat telefoanele
Reatribuit: Fane → Ana
Ana -> Fane
Nuțu a schimbat starea.
masha asks for the logo in SVG
Hugh rebuilt the form.
Roman asks for the file.
Hughie overslept.
Ping hugh when the texts are in.
Delegated to hugh yesterday
Настюха всё поправит к вечеру.
Это верстала Мариша.
Gabi urcă pozele, iar Gab le taie.
Jimmy... will check it.
Ostrom files are on the server.
Ostrom bags the photos.
Did hugh get the brief?
"""


@pytest.fixture(scope="module")
def names() -> TeamNames:
    return TeamNames.of(ProjectConfig(team=TEAM, sources=(SourceConfig(path="x.csv"),)), [])


@pytest.mark.parametrize("text", NOBODY.strip().splitlines())
def test_words_places_and_wares_pass(names: TeamNames, text: str) -> None:
    assert not list(names.found_in(text))


@pytest.mark.parametrize("text", SOMEBODY.strip().splitlines())
def test_the_colleague_is_held(names: TeamNames, text: str) -> None:
    assert list(names.found_in(text))


def test_a_stress_mark_hides_nobody() -> None:
    assert legible("Наста́сья, ле́бедь") == "Настасья, лебедь"


FORMS = {
    "ru": "имени машину бренда сумок синими граммов водои верите",
    "en": "logos stories planned leaves making",
    "ro": "masina masinile norme salii",
}


def test_what_is_read_and_drawn_by_itself_is_a_thing() -> None:
    names = TeamNames.of(ProjectConfig(team=("Carl Menn",), sources=(SourceConfig(path="x.csv"),)), [])
    assert not list(names.found_in("Меню читается на телефоне"))
    assert list(names.found_in("Меню прочитал текст"))


@pytest.mark.parametrize("language", FORMS)
def test_words_stand_in_their_forms(language: str) -> None:
    assert [word for word in FORMS[language].split() if not is_everyday(word, language)] == []


def test_places_and_wares_stand_in_their_cases() -> None:
    assert all(map(is_proper, ("франции", "frantei", "google", "iasi")))


def test_first_names_are_no_words() -> None:
    assert not any(is_everyday(word, "ru") for word in ("маша", "лена", "лене", "коли", "вани", "кать"))
    assert not is_everyday("carter", "en")
