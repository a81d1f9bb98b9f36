"""Names of people never met: read in another alphabet, cut, fond, told to do something, and those of the famous."""

from __future__ import annotations

import pytest

from trackerbridge.client_view.guard_names import TeamNames
from trackerbridge.client_view.guard_patterns import telling_shapes
from trackerbridge.client_view.guard_text import says
from trackerbridge.client_view.guard_tone import tone_of
from trackerbridge.config.schema import ProjectConfig, SourceConfig

TEAM = (
    "Rupert Ainsworth",
    "Nigel Lockwood",
    "Bridget Hughes",
    "Jason Walker",
    "Miles Turner",
    "Joyce Bennett",
    "Mark Dawson",
    "Hannah Lindqvist",
    "Daniel Postolachi",
    "Ștefan Ceban",
    "Doina Calancea",
    "Ionela Vrabie",
    "Павел Доронин",
    "Василий Кравчук",
)


def held(text: str) -> bool:
    project = ProjectConfig(team=TEAM, sources=(SourceConfig(path="x.csv"),))
    return any(True for _ in TeamNames.of(project, []).found_in(text))


@pytest.mark.parametrize(
    "text",
    [
        "Найджелу показать вторую версию",
        "Бриджит прислала макет.",
        "Хьюз заметил опечатку.",
        "Джейсон снимет витрину.",
        "Письмо для Уокера готово.",
        "Майлз правит карту.",
        "Макет у Тёрнера.",
        "Джойс выбирает оттенок.",
        "Иконки рисует Доусон.",
        "Беннетту отправлены постеры",
        "Линдквист будет на съёмке в субботу.",
        "Чебану переименовать исходники",
        "Локвуд на связи.",
    ],
)
def test_a_latin_name_is_known_as_russian_texts_write_it(text: str) -> None:
    assert held(text)


@pytest.mark.parametrize(
    "text",
    [
        "Дойне отправить текст для озвучки",
        "Марку пересчитать размер плаката",
        "Марку позвонить в типографию",
        "Марку отчитаться в пятницу",
    ],
)
def test_who_has_to_do_something_stands_in_the_dative(text: str) -> None:
    assert held(text)


@pytest.mark.parametrize(
    "text",
    [
        "Марку поставить на конверт",
        "Марку изменить",
    ],
)
def test_a_stamp_is_no_dative(text: str) -> None:
    assert not held(text)


@pytest.mark.parametrize(
    "text",
    [
        "Fane e pe fază, galeria vine vineri.",
        "Pașa a revenit la versiunea veche.",
        "Неля вышлет акт сегодня.",
        "Nelea aranjează catalogul.",
        "St. Ceban replaced the watermark on all pictures",
    ],
)
def test_fond_and_cut_names(text: str) -> None:
    assert held(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hannah Arendt's quotation is on the wall panel.",
        "Jack Daniel's labels were scanned.",
        "Stefan Zweig's novels are grouped under classics.",
        "Romanele lui Stefan Zweig stau la clasici.",
        "Собор Василия Блаженного убран с фона.",
        "Parfumurile Chanel au cutie în prima poză.",
        "Rupert Brooke's poems are in the window.",
        "Daniel Radcliffe is on the poster.",
        "Павла Чичикова сыграет артист театра.",
        "Выставка Марка Ротко в апреле",
    ],
)
def test_the_famous_are_nobody_of_the_team(text: str) -> None:
    assert not held(text)


@pytest.mark.parametrize(
    "text",
    [
        "Секретный ключ эквайринга: 8f2c-41d0-b77e-9a10",
        "Cheia secretă de la bancă: 5a1c-77d0-e41b-0f92",
        "ftp deploy / Brad#55",
        "Доступ к хостингу: admin / Leto!77kot",
        "Acces wifi: oaspeti / Lac&Munte9",
    ],
)
def test_keys_and_what_opens_a_door_are_secrets(text: str) -> None:
    assert "it looks like a secret" in telling_shapes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Доступ к разделу B2B откроем завтра.",
        "The key dates are 2026-11-12 and 2026-12-01.",
        "ISBN 978-3-16-148410-0",
        "Key visual v2-final-3 is ready.",
        "Wi-Fi 802.11ac works in the hall.",
        "Cheia: echipa R&D2",
    ],
)
def test_numbers_beside_words_of_access_are_no_secrets(text: str) -> None:
    assert telling_shapes(text) == ()


def test_a_van_is_no_word_of_the_trade() -> None:
    assert not says("jargon", "The sprinter van is wrapped.")
    assert says("jargon", "It moves to the next sprint.")


def test_daylight_is_calm() -> None:
    assert tone_of("Plăcinta a fost fotografiată la lumina zilei.", weigh=False) == []
    assert tone_of("E clar ca lumina zilei.", weigh=False) != []


def read_with(text: str, *team: str, **also: tuple[str, ...]) -> bool:
    """Whether a text is held for a team of these names, some of them called otherwise besides."""
    called = {full.replace("_", " "): shorts for full, shorts in also.items()}
    project = ProjectConfig(team=team, also_called=called, sources=(SourceConfig(path="x.csv"),))
    return any(True for _ in TeamNames.of(project, []).found_in(text))


def test_a_colleague_without_a_known_surname_may_have_that_of_somebody_famous() -> None:
    text = "Daniel Craig's suit photo was replaced with a licensed one."
    assert read_with(text, "Daniel")
    assert not read_with(text, "Daniel Hughes")


def test_what_a_colleague_is_called_besides_has_their_surname() -> None:
    text = "Полка с книгами Дэна Брауна сфотографирована."
    assert read_with(text, "Daniel Hughes", "Dan")
    assert not read_with(text, "Daniel Hughes", Daniel_Hughes=("Dan",))
