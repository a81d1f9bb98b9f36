"""How the guard reads text: one form for letters that look alike to people, and the words of its packaged data."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib import resources

from trackerbridge.cldr import calendar_words
from trackerbridge.client_view.wording import LOCALES, packaged_sentences

_WORD = re.compile(r"[^\W\d_]+")
_WORD_OR_STEM = re.compile(r"[^\W\d_]+\*?")
_LETTERS = re.compile(r"\b[^\W\d_]([ .\-·*])[^\W\d_](?:\1[^\W\d_])+\b")
_STRESS = re.compile("(?<=[\u0400-\u04ff])[\u0300\u0301]")  # «Ната́лья»; ѐ and ѝ are one sign each
_PLACEHOLDER = re.compile(r"\{\w+\}")


def legible(text: str) -> str:
    """As people read it: compatibility forms resolved (fullwidth signs, one-dot leaders), invisible signs left out."""
    if text.isascii() and text.isprintable():
        return text
    normal = _STRESS.sub("", unicodedata.normalize("NFKC", text))
    return "".join(char for char in normal if unicodedata.category(char) not in ("Cf", "Cc") or char.isspace())


def fold(text: str) -> str:
    """As ``folded``, for what is folded once: the data of the package, whose words would drive out those of texts."""
    apart = unicodedata.normalize("NFKD", legible(text).casefold())
    return "".join(char for char in apart if unicodedata.category(char) != "Mn")


@lru_cache(maxsize=4096)  # one run reads the same few texts and labels many times over
def folded(text: str) -> str:
    """Without regard to case and accents: Ștefan, Ştefan and STEFAN are one; so are ё and е."""
    return fold(text)


def words_of(text: str) -> list[str]:
    """The folded words of a text, in order, split at everything that is no letter."""
    return _words_in(folded(text))


def _words_in(folded_text: str) -> list[str]:
    return _WORD.findall(folded_text)


@lru_cache(maxsize=32)
def phrases(entry: str) -> frozenset[str]:
    """The comma-separated phrases under one key of the data, folded."""
    return frozenset(" ".join(words_of(phrase)) for phrase in data()[entry].split(",") if phrase.strip())


def says(entry: str, text: str) -> bool:
    """Whether a text says one of the phrases under one key; a word that ends in ``*`` may go on."""
    return _any_of(entry).search(f" {' '.join(words_of(text))} ") is not None


@lru_cache(maxsize=8)
def _any_of(entry: str) -> re.Pattern[str]:
    phrases = (_WORD_OR_STEM.findall(folded(phrase)) for phrase in data()[entry].split(","))
    return re.compile("|".join(" " + " ".join(map(_matching, words)) + r"(?= )" for words in phrases if words))


def _matching(word: str) -> str:
    return re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "")


@lru_cache(maxsize=32)
def listed(entry: str) -> frozenset[str]:
    """The words under one key of the data, folded."""
    return frozenset(fold(data()[entry]).split())


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Words that alone name nobody: those of the data, of our own sentences, and of the calendar."""
    words = set(listed("ordinary"))
    for language, tag in LOCALES.items():
        for sentence in packaged_sentences(language):
            words.update(_words_in(fold(_PLACEHOLDER.sub(" ", sentence))))
        words.update(word for name in calendar_words(tag) for word in words_of(name))
    return frozenset(words)


@lru_cache(maxsize=16_384)
def is_cyrillic(text: str) -> bool:
    """Whether it is written in Cyrillic letters, wholly or for the most part."""
    own = sum("\u0400" <= char <= "\u04ff" for char in text)
    return own * 2 > sum(char.isalpha() for char in text)


_TWINS = str.maketrans("аеорсухіјѕԁһвкмнт", "aeopcyxijsdhbkmht")
_TWINS_BACK = str.maketrans("aeopcyxbkmht", "аеорсухвкмнт")


def spelled_plainly(word: str) -> tuple[str, ...]:
    """The word in one script: letters of another script that look alike are read as both."""
    own = {("\u0400" <= char <= "\u04ff") for char in word if char.isalpha()}
    if len(own) < 2:
        return (word,)
    small = word.casefold()
    read = (small.translate(_TWINS), small.translate(_TWINS_BACK))
    return tuple(one[:1].upper() + one[1:] if word[:1].isupper() else one for one in read)


@lru_cache(maxsize=1)
def data() -> dict[str, str]:
    """The guard's packaged words."""
    text = resources.files("trackerbridge.client_view").joinpath("guard_words.toml").read_text("utf-8")
    return tomllib.loads(text)


def closed_up(text: str) -> str:
    """As "G r a c e" and "G-r-a-c-e" in one word; nothing where no letters stand apart."""
    closed = _LETTERS.sub(lambda found: found[0].replace(found[1], ""), text)
    return "" if closed == text else closed


def led(text: str) -> str:
    """What stands in small letters behind "What happens next:" and the like, which is read as such; else nothing."""
    found = re.match(r"[^:\n]{1,60}:\s+(?=[^\W\d_])", text)
    rest = text[found.end() :] if found else ""
    return rest if rest and rest == rest.lower() and text[0].isupper() else ""
