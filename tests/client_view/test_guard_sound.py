"""One name in several alphabets and systems sounds alike; words that only resemble it do not."""

from __future__ import annotations

import pytest

from trackerbridge.client_view.guard_sound import russian_cases, spoken

ALIKE = [
    ("Щеглов", "Shcheglov Ščeglov Șceglov Schtscheglow"),
    ("Вячеслав", "Viacheslav Vyacheslav Vjačeslav Veaceslav"),
    ("Соловьёва", "Solovyova Soloviova Solovieva Solowjowa"),
    ("Жуков", "Zhukov Žukov Jucov"),
    ("Гончаренко", "Honcharenko Goncharenko Gončarenko Goncearenco"),
    ("Ильин", "Ilin Il'in Iljin"),
    ("Чобану", "Ciobanu"),
    ("Цэрану", "Țăranu Ţăranu"),
    ("Юрьевич", "Yuryevich Jurjewitsch Iurievici"),
]


@pytest.mark.parametrize(("name", "spellings"), ALIKE)
def test_spellings_of_one_name_sound_alike(name: str, spellings: str) -> None:
    assert [one for one in spellings.split() if not spoken(one) & spoken(name)] == []


@pytest.mark.parametrize(
    ("name", "word"), [("Люба", "Любая"), ("Victor", "Victory"), ("Дан", "dans"), ("Марк", "марка")]
)
def test_what_only_resembles_it_does_not(name: str, word: str) -> None:
    assert not spoken(name) & spoken(word)


def test_cases_are_made_by_sound() -> None:
    (pavel,) = spoken("Pavel")
    assert spoken("Павла") & russian_cases(pavel)
    assert spoken("Троицкую") & {case for row in spoken("Troitskaia") for case in russian_cases(row)}


def test_a_word_with_very_many_readings_is_read_all_the_same() -> None:
    assert 0 < len(spoken("cjcjcjcjcjcjcjcj")) <= 100
