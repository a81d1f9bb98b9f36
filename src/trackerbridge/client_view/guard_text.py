"""How the guard reads text: one form for letters that look alike to people, and the words of its packaged data."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib import resources

from babel import Locale

from trackerbridge.client_view.wording import LOCALES, packaged

_WORD = re.compile(r"[^\W\d_]+")
_PLACEHOLDER = re.compile(r"\{\w+\}")


def legible(text: str) -> str:
    """As people read it: compatibility forms resolved (fullwidth signs, one-dot leaders), invisible signs left out."""
    normal = unicodedata.normalize("NFKC", text)
    return "".join(char for char in normal if unicodedata.category(char) not in ("Cf", "Cc") or char.isspace())


def folded(text: str) -> str:
    """Without regard to case and accents: Ștefan, Ştefan and STEFAN are one; so are ё and е."""
    apart = unicodedata.normalize("NFKD", legible(text).casefold())
    return "".join(char for char in apart if unicodedata.category(char) != "Mn")


def words_of(text: str) -> list[str]:
    """The folded words of a text, in order, split at everything that is no letter."""
    return _WORD.findall(folded(text))


@lru_cache(maxsize=8)
def phrases(entry: str) -> frozenset[str]:
    """The comma-separated phrases under one key of the data, folded."""
    return frozenset(" ".join(words_of(phrase)) for phrase in _data()[entry].split(",") if phrase.strip())


@lru_cache(maxsize=8)
def listed(entry: str) -> frozenset[str]:
    """The words under one key of the data, folded."""
    return frozenset(folded(word) for word in _data()[entry].split())


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Words that alone name nobody: those of the data, of our own sentences, and of the calendar."""
    words = set(listed("names_that_are_words") | listed("ordinary"))
    for language, tag in LOCALES.items():
        for sentence in packaged(language).sentences.values():
            words.update(words_of(_PLACEHOLDER.sub(" ", sentence)))
        locale = Locale.parse(tag)
        for names in (locale.months, locale.days):
            for context in names.values():
                words.update(word for name in context["wide"].values() for word in words_of(name))
    return frozenset(words)


@lru_cache(maxsize=1)
def _data() -> dict[str, str]:
    text = resources.files("trackerbridge.client_view").joinpath("guard_words.toml").read_text("utf-8")
    return tomllib.loads(text)
