"""Reading people's text the way the clarity rules need it: words, without quotes, code and links. Pure.

Lexicons are readable data (``words/*.toml``). An entry that ends in ``~`` is a stem: it also matches with up to four
more letters (Russian and Romanian endings) or three (English), which covers inflection cheaply and keeps "fixture" from
being a form of "fix".
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from trackerbridge.flags.remembered import remembered
from trackerbridge.markup.plain_text import EMBEDDED

_FENCED = re.compile(r"(```|~~~).*?(\1|\Z)", re.DOTALL)
_INLINE_CODE = re.compile(r"`[^`\n]*`")
_QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^)\n]{0,2000}\)")
URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_DIACRITICS = re.compile("[\u0300-\u036f]+")
_ENDING = {"en": 3, "ru": 4, "ro": 4}
_LONGEST_READ = 50_000
_UNSEEN = dict.fromkeys(
    map(
        ord,
        "\u00ad\u115f\u1160\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\u2800\u3164\ufeff",
    )
)


def visible(text: str) -> str:
    """The text on one line, without characters that nobody sees or that turn the direction of writing."""
    return " ".join(text.translate(_UNSEEN).split())


@remembered(50_000)
def own_words(text: str) -> str:
    """The writer's own words: code, quoted lines, pictures and addresses taken out; the text of a link stays."""
    bare = _FENCED.sub(" ", text[:_LONGEST_READ])
    bare = EMBEDDED.sub(" ", _QUOTED_LINE.sub(" ", _INLINE_CODE.sub(" ", bare)))
    return URL.sub(" ", _IMAGE_OR_LINK.sub(r"\1", bare))


def folded(text: str) -> str:
    """Lower case, without diacritics (``ș`` is ``s``; ``й`` and ``ё`` become ``и`` and ``е``)."""
    low = text.casefold()
    return low if low.isascii() else _DIACRITICS.sub("", unicodedata.normalize("NFKD", low))


def words_in(text: str) -> list[str]:
    """Words in folded form; digits, emoji and punctuation are none."""
    return list(_words_in(text))


@remembered(8192)
def _words_in(text: str) -> tuple[str, ...]:
    """Several rules read the same texts, and a team's next audit the same again."""
    return tuple(word.replace("’", "'") for word in _WORD.findall(folded(text)))


@lru_cache(maxsize=16)
def lexicon(name: str) -> Mapping[str, Mapping[str, Any]]:
    """``words/NAME.toml``: one table per language."""
    text = files("trackerbridge.flags").joinpath("words", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class Entries:
    """A set of words and stems, over all languages: a team mixes them freely."""

    def __init__(self, by_language: Mapping[str, Iterable[str]]) -> None:
        self._whole: set[str] = set()
        self._stems: dict[str, int] = {}
        for language, entries in by_language.items():
            for entry in entries:
                self._add(folded(entry), _ENDING[language])

    def _add(self, entry: str, ending: int) -> None:
        if entry.endswith("~"):
            stem = entry.removesuffix("~")
            self._stems[stem] = max(ending, self._stems.get(stem, 0))
        else:
            self._whole.add(entry)

    def __contains__(self, word: object) -> bool:
        """Whether a folded word is an entry or a form of one."""
        if not isinstance(word, str):
            return False
        if word in self._whole:
            return True
        return any(
            len(word) - cut <= self._stems.get(word[:cut], -1) for cut in range(len(word), max(0, len(word) - 5), -1)
        )


@lru_cache(maxsize=32)
def entries(name: str, key: str) -> Entries:
    """One key of a lexicon, in all its languages; texts are split at white space, lists are taken as they are."""
    tables = lexicon(name)
    return Entries({language: _listed(table[key]) for language, table in tables.items() if key in table})


@lru_cache(maxsize=32)
def phrases(name: str, key: str) -> re.Pattern[str]:
    """One key of a lexicon as a pattern of whole phrases over folded text; words with ``~`` may take endings."""
    every = [entry for table in lexicon(name).values() for entry in _listed(table.get(key, []))]
    found = [_phrase(entry) for entry in sorted(every, key=len, reverse=True)]  # the longest quote says most
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)")


def _phrase(entry: str) -> str:
    words = (re.escape(folded(word)) for word in entry.split())
    return r"\s+".join(word.replace(r"\~", "~").replace("~", r"\w{0,4}") for word in words)


def _listed(value: str | Iterable[str]) -> list[str]:
    return value.split() if isinstance(value, str) else list(value)
