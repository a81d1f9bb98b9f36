"""Names that are also words of a language: alone they name somebody only where the sentence says so."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from trackerbridge import cldr
from trackerbridge.client_view.guard_everyday import is_everyday, is_proper
from trackerbridge.client_view.guard_forms import cases_of_a_word
from trackerbridge.client_view.guard_text import fold, folded, is_cyrillic, ordinary_words

_LATIN = ("en", "ro")


@cache
def words_of_language(language: str) -> frozenset[str]:
    """The names that are words of this language, as they stand in a dictionary; folded."""
    return frozenset(fold(_data()["words"][language]).split())


@cache
def countries(language: str) -> frozenset[str]:
    """The countries of one word, as this language calls them: Дания is nobody's Даня; folded."""
    return frozenset(map(fold, cldr.countries(language)))


@cache
def _forms(language: str) -> frozenset[str]:
    words = words_of_language(language) | countries(language)
    made = {form for word in words for form in cases_of_a_word(word, language)}
    return frozenset(made | words | {*fold(_data()["forms"][language]).split()}) - _never()


@cache
def _never() -> frozenset[str]:
    return frozenset(_data()["forms"]["never"].split())  # lunei is Luna's: the moon's is lunii


@cache
def _countries(language: str) -> frozenset[str]:
    return frozenset(form for word in countries(language) for form in (word, *cases_of_a_word(word, language)))


def is_also_a_word(word: str, language: str) -> bool:
    """Whether a folded word is an ordinary one in a text of this language.

    ``language`` is "en", "ru" or "ro", or empty where nobody can tell; it is only asked of Latin letters.
    """
    if word in ordinary_words():
        return True
    if is_cyrillic(word):
        return word in _forms("ru") or is_everyday(word, "ru")
    if any(word in _forms(one) for one in ((language,) if language in _LATIN else _LATIN)):
        return True
    english = language == "en"  # English words stand in Romanian texts, too: "Black Friday"
    return any(is_everyday(word, one) for one in (("en",) if english else _LATIN)) and word not in _never()


def is_a_place_or_a_ware(word: str) -> bool:
    """Whether a folded word is what a country, a town or a brand is called, and so written large."""
    return is_proper(word) or any(word in _countries(one) for one in ("en", "ru", "ro"))


def is_mostly_a_name(word: str, language: str) -> bool:
    """Whether a folded word, written large at the opening, is hardly ever the thing ("Ion", "Dan") in this language."""
    return any(word in _mostly(one) for one in ((language,) if language else _LATIN))


@cache
def given_names() -> frozenset[str]:
    """The first names in Latin letters that are also words, folded."""
    return frozenset(fold(_data()["given"]["latin"]).split())


@cache
def _mostly(language: str) -> frozenset[str]:
    return frozenset(fold(_data()["mostly"][language]).split())


def is_a_name_and_a_word(word: str) -> bool:
    """Whether this is known as a name that is also a word, in any language."""
    return any(folded(word) in words_of_language(language) for language in _data()["words"])


@cache
def _data() -> dict[str, dict[str, str]]:
    text = resources.files("trackerbridge.client_view").joinpath("guard_double.toml").read_text("utf-8")
    return tomllib.loads(text)
