"""Names by their endings, and what of the rest may be a word of any language."""

from __future__ import annotations

import pytest

from trackerbridge.client_view.guard_likeness import looks_like_a_name


@pytest.mark.parametrize(
    "word",
    [
        "Шакирова",
        "Петренко",
        "Ковальчук",
        "Саркисян",
        "Горская",
        "Черных",
        "Георгеску",
        "Petrenko",
        "Popescu",
        "Kowalski",
        "McPherson",
        "Иван",
    ],
)
def test_endings_of_names(word: str) -> None:
    assert looks_like_a_name(word)


@pytest.mark.parametrize("word", ["Бублик", "Камень", "Журавль", "Walker", "Foster", "Frunză", "Cerb", "Brad"])
def test_what_may_be_a_word(word: str) -> None:
    assert not looks_like_a_name(word)
