"""Ordinary words of every day, in all their forms: what a form of a name may sound like and nobody is meant by.

«Имя» is no Jimmy, "Logo" no Лёха and „Mașina” nobody of Маша's, unless the sentence says so (``guard_occurrence``).
Rules of morphology over a list of words (``guard_everyday.toml``); first names and their cases are left out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib import resources

from trackerbridge.client_view.guard_diminutives import first_names
from trackerbridge.client_view.guard_forms import cases_of_a_word
from trackerbridge.client_view.guard_text import fold

_HUSHING = "гкхжшчщ"
_FLEETING = re.compile(r"(?<=[^аеиоуыэюяйь])[ео](?=[клнрц]$)")
_VOWELS = "aeiou"
_BARE = str.maketrans("ёйăâîșț", "еиaaist")  # as folded
_LETTERS = 2  # by the first ones it is looked up which words a form may be of
_HARD = ("ый", "ого", "ому", "ым", "ом", "ая", "ой", "ую", "ое", "ые", "ых", "ыми", "о", "а", "ы", "ее", "")
_SOFT = ("ий", "его", "ему", "им", "ем", "яя", "ей", "юю", "ее", "ие", "их", "ими", "е")
_VELAR = ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ое", "ие", "их", "ими", "о", "а", "и")
_PAST = ("л", "ла", "ло", "ли", "ть")


@lru_cache(maxsize=4096)
def is_everyday(word: str, language: str) -> bool:
    """Whether a folded word is a form of an ordinary word of a language ("en", "ru" or "ro")."""
    return _is_listed(word, language, language)


@lru_cache(maxsize=4096)
def is_proper(word: str) -> bool:
    """Whether a folded word is a place or a ware, in a case of a language: written large, and nobody."""
    listed = (_is_listed(word, f"proper {language}", language) for language in _RULES)
    return word not in _of_first_names() and any(listed)  # Roma is Roman's, too


def _is_listed(word: str, part: str, language: str) -> bool:
    """As it stands in the list, or in a form that is no first name's.

    Forms are made when a word is asked for: all of them together would take megabytes.
    """
    if word in _listed(part):
        return True
    if word in _of_first_names():
        return False
    begun = _by_letters(part).get(word[:_LETTERS], ())
    return any(form.translate(_BARE) == word for rule, one in begun for form in _RULES[language][rule](one))


@cache
def _listed(part: str) -> frozenset[str]:
    return frozenset(word for words in _lists(part).values() for word in fold(words).split())


@cache
def _by_letters(part: str) -> dict[str, list[tuple[str, str]]]:
    """By the first letters of a word: the words that begin so, each with what it is."""
    found: dict[str, list[tuple[str, str]]] = {}
    for rule, words in _lists(part).items():
        for word in words.lower().split() if rule in _RULES[part[-2:]] else ():
            found.setdefault(fold(word)[:_LETTERS], []).append((rule, word))
    return found


def _lists(part: str) -> dict[str, str]:
    if part.startswith("proper "):
        return {"places": _data()["proper"][part.removeprefix("proper ")]}
    return _data()[part]


def _in_romanian(word: str) -> Iterator[str]:
    if word[-1] in "aă":
        yield from (word[:-1] + end for end in ("ei", "ii", "ă"))
        yield from (word[:-2] + end for end in ("iei", "ței", "ții") if word.endswith(("ia", "ța")))
    else:
        yield from (word + "ul", word + "ului")


@cache
def _of_first_names() -> frozenset[str]:
    """First names and their short forms, in the cases that end like a case: «Лене» is Лена, whatever flax does."""
    made: set[str] = set()
    for name in first_names():
        made.add(name)
        if name[-1] in "ая":
            soft = name[-1] == "я"
            ends = ("и", "е", "ю", "ей") if soft else ("и" if name[-2] in _HUSHING else "ы", "е", "у", "ой")
            made |= {name[:-1] + end for end in (*ends, *(("ь",) if soft else ()))}
    return frozenset(made)


def _noun(word: str) -> Iterator[str]:
    stem, last = word[:-1], word[-1]
    ends: tuple[str, ...]
    if word.endswith("мя") and len(word) > 3:
        yield from (stem + end for end in ("ени", "енем", "ена", "ен", "енам", "енами", "енах"))
    elif last in "ао":
        plural = "и" if stem[-1] in _HUSHING else "ы"
        ends = ("а", "у", "е", "ом", "") if last == "о" else (plural, "е", "у", "ой", "ей", "")
        yield from (stem + end for end in (*ends, "ам", "ами", "ах"))
        yield from (stem[:-1] + vowel + stem[-1] for vowel in "ое" if stem[-1] in "клнр")
    elif last in "яе":
        ends = ("и", "е", "ю", "ей", "ь", "й") if last == "я" else ("я", "ю", "ем", "е", "и", "ей", "й", "а", "у")
        yield from (stem + end for end in (*ends, "ям", "ями", "ях"))
    elif last in "ьй":
        ends = ("я", "ю", "ем", "е", "и", "ей", "ев", "ям", "ями", "ях", "ью")
        for one in {stem, _FLEETING.sub("", stem)}:
            yield from (one + end for end in ends)
    else:
        plural = "и" if last in _HUSHING else "ы"
        ends = ("а", "у", "ом", "е", plural, "ей" if last in "жшчщ" else "ов", "ам", "ами", "ах")
        for one in {word, _FLEETING.sub("", word)}:
            yield from (one + end for end in ends)
        yield from (word + end for end in ("ем", "ев") if last in "цжшчщ")


def _adjective(word: str) -> Iterator[str]:
    stem = word[:-2]
    ends = _VELAR if stem[-1] in _HUSHING else _SOFT if word.endswith("ний") else _HARD
    yield from (stem + end for end in (*ends, "ой"))
    if stem[-1] in "нкл" and len(stem) > 2:
        yield from (stem[:-1] + vowel + stem[-1] for vowel in "ео")


def _verb(word: str) -> Iterator[str]:
    stem = word[:-2]
    if not word.endswith("ть"):
        return
    yield from (stem + end for end in _PAST)
    if word.endswith("овать"):
        yield from (word[:-5] + "у" + end for end in ("ю", "ешь", "ет", "ем", "ете", "ют", "й", "йте"))
    elif stem[-1] in "ая":
        yield from (stem + end for end in ("ю", "ешь", "ет", "ем", "ете", "ют", "й", "йте", "я"))
        yield from (stem[:-1] + end for end in ("у", "ешь", "ет", "ем", "ете", "ут", "и", "ите"))
    elif stem[-1] == "у":
        yield from (stem[:-1] + end for end in ("у", "ешь", "ет", "ем", "ете", "ут", "и", "ите"))
    else:
        yield from (stem[:-1] + end for end in ("ю", "у", "ишь", "ит", "им", "ите", "ят", "ат", "и", "ь", "ьте", "я"))
        yield from (stem + end for end in ("ю", "ет", "ем", "ете", "ют", "й", "йте", "в") if stem[-1] == "е")


def _english(word: str) -> Iterator[str]:
    """With s, ed and ing. Not with er: Carter, Miller and Hooper are people."""
    yield from (word + "s", word + "ing", word + "ed")
    if word.endswith("e"):
        yield from (word + "d", word[:-1] + "ing")
    elif word.endswith("y") and word[-2] not in _VOWELS:
        yield from (word[:-1] + "ies", word[:-1] + "ied")
    elif word.endswith(("s", "x", "z", "ch", "sh", "o")):
        yield word + "es"
    elif word[-1] not in _VOWELS and word[-2] in _VOWELS:
        yield from (word + word[-1] + end for end in ("ed", "ing", "y"))
    if word.endswith("f"):
        yield word[:-1] + "ves"


def _romanian(word: str) -> Iterator[str]:
    yield from cases_of_a_word(word, "ro")


_RULES: dict[str, dict[str, Callable[[str], Iterator[str]]]] = {
    "en": {"words": _english},
    "ru": {"nouns": _noun, "adjectives": _adjective, "verbs": _verb, "places": _noun},
    "ro": {"words": _romanian, "places": _in_romanian},
}


@cache
def _data() -> dict[str, dict[str, str]]:
    text = resources.files("trackerbridge.client_view").joinpath("guard_everyday.toml").read_text("utf-8")
    return tomllib.loads(text)
