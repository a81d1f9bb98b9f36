"""What the small text models see in a text: its words, its turns of phrase (``words/cues.toml``), its shape. Pure.

The same function serves training and use, so that both see the same. Code, links and mentions count as one mark each
and quoted lines as nothing: only the writer's own words are judged.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise

from trackerbridge.flags.text import lexicon
from trackerbridge.lazy_dataclass import dataclass

CIRCUMSTANCES = ("question", "self", "short", "long")
LONGEST_READ = 4_000  # characters; what a text is about stands at its beginning

_FENCED = re.compile(r"(```|~~~).*?(?:\1|\Z)", re.DOTALL)
_INLINE_CODE = re.compile(r"`[^`\n]*`")
_QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MENTION = re.compile(r"(?<!\w)@[\w.\-]+")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|[?!]|\d+")
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+|\n+")
_CODE_SIGNS = re.compile(r"[_(){}\[\];=<>/\\]")
_SUFFIXES = {
    "ly": ("ly",),
    "able": ("able", "ible", "ful", "ous", "ive"),
    "al": ("al", "ic", "ary"),
    "er": ("er", "est"),
}
_NAME = re.compile(r"[a-z][A-Z]|_|\(\)|\.\w+\(")
_SELF = frozenset({"i", "i'm", "i've", "i'd", "i'll", "me", "my"})
_YOU = frozenset({"you", "your", "you're"})
_WE = frozenset({"we"})
_POINTERS = frozenset({"this", "it", "that", "these", "here", "same"})
_NO_HIT = frozenset(
    {"strong_modal", "ability", "pronoun", "comparison", "negation"}
)  # too common to mean anything alone
_SHORT, _LONG, _BARE = 9, 25, 3  # words
_NEGATIONS = frozenset({"not", "no", "never", "nothing", "cannot"})


def masked(text: str) -> str:
    """Lower-case text in which code, links and mentions are one word each, and quoted lines are gone."""
    bare = _FENCED.sub(" codeblock ", text[:LONGEST_READ])
    bare = _QUOTED_LINE.sub(" ", _INLINE_CODE.sub(" codespan ", bare))
    bare = _MENTION.sub(" mention ", _LINK.sub(" weblink ", bare))
    return bare.replace("’", "'").replace("`", "'").lower()


def tokens(low: str) -> list[str]:
    """Words, question and exclamation marks of masked text; every number is ``0``."""
    return ["0" if token.isdigit() else token for token in _TOKEN.findall(low)]


@lru_cache(maxsize=1)
def _cues() -> dict[str, dict[str, re.Pattern[str]]]:
    return {
        kind: {name: re.compile(rf"(?<![\w'])(?:{'|'.join(entries)})(?!\w)") for name, entries in cues.items()}
        for kind, cues in lexicon("cues").items()
    }


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text as the models read it, taken apart once."""

    low: str
    words: list[str]
    plain: list[str]  # words without numbers and marks
    asks: bool
    self: bool  # the writer speaks of themselves

    @classmethod
    def of(cls, text: str) -> _Reading:
        low = masked(text)
        words = tokens(low)
        plain = [word for word in words if word[0].isalpha()]
        return cls(low, words, plain, "?" in low, not _SELF.isdisjoint(words))

    def circumstances(self) -> list[str]:
        """What holds here and may change what a turn of phrase means."""
        said = [("question", self.asks), ("self", self.self), ("short", len(self.plain) < _SHORT)]
        return [name for name, holds in [*said, ("long", len(self.plain) >= _LONG)] if holds]


def features(
    text: str, kinds: tuple[str, ...], longest_phrase: int = 2, circumstances: tuple[str, ...] = CIRCUMSTANCES
) -> dict[str, float]:
    """What a model sees: name of a feature to its value (0 to about 2; absent is 0).

    ``kinds`` are tables of ``cues.toml``; ``longest_phrase`` is how many words a phrase may have, and
    ``circumstances`` those under which a turn of phrase is also counted by itself.
    """
    reading = _Reading.of(text)
    found = dict(_shape(reading))
    for kind in kinds:
        found.update(_cues_in(kind, reading, circumstances))
    found.update(_names_in(text, reading))
    found.update((f"word:{phrase}", 1.0) for phrase in _phrases(reading.words, longest_phrase))
    return {name: value for name, value in found.items() if value}


def _cues_in(kind: str, reading: _Reading, circumstances: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    """Turns of phrase as ``cue:NAME``, and how many kinds of them there are as ``hits:KIND``."""
    holding, hits = [one for one in reading.circumstances() if one in circumstances], 0
    for name, pattern in _cues()[kind].items():
        times = sum(1 for _ in islice(pattern.finditer(reading.low), 3))
        if not times:
            continue
        hits += name not in _NO_HIT
        yield f"cue:{name}", times / 2 + 0.5
        yield from ((f"cue:{name}+{suffix}", 1.0) for suffix in holding)
    if kind == "vagueness":  # large values: a penalised model then leans on the lexicon and only adjusts it
        yield "hits:any", 4.0 * (hits > 0)
        yield "hits:number", 2.0 * min(hits, 4)


def _names_in(text: str, reading: _Reading) -> Iterator[tuple[str, float]]:
    """Whether the text names what it speaks of: code, or a word written as code is."""
    code = reading.words.count("codespan") + reading.words.count("codeblock")
    names = bool(_NAME.search(text[:LONGEST_READ]))
    yield "names:code", min(3, code) / 2
    yield "names:something", float(names)
    yield "names:nothing", float(not code and not names)
    yield "names:only_code", float(len(reading.plain) - code < _BARE)
    yield "names:people", min(3, reading.words.count("mention")) / 1.5
    yield "names:person_first", float(reading.words[:1] == ["mention"])
    if len(reading.plain) < _SHORT:
        points = not _POINTERS.isdisjoint(reading.plain)
        kind = (
            "asks" if reading.asks else "tells",
            "code" if code else "no_code",
            "points" if points else "no_pointer",
        )
        yield from ((f"short:{name}", 1.0) for name in kind)
        yield "short:asks_without_code", float(reading.asks and not code)
        yield "short:names", float(names)


def _phrases(words: list[str], longest: int) -> Iterator[str]:
    yield from words
    if longest > 1:
        yield from (" ".join(pair) for pair in pairwise(words))
    if longest > 2:
        yield from (" ".join(three) for three in zip(words, words[1:], words[2:], strict=False))


def _shape(reading: _Reading) -> Iterator[tuple[str, float]]:
    """Length, questions, punctuation, who is spoken of, and endings, as ``shape:NAME``."""
    low, plain = reading.low, reading.plain
    yield "shape:length", math.log1p(len(plain)) / 2
    for limit in (4, 6, 9, 13, 20, 30, 60):
        yield f"shape:under_{limit}", float(len(plain) < limit)
    yield from _questions(low)
    for name, own in (("self", _SELF), ("you", _YOU), ("we", _WE)):
        yield f"shape:{name}", min(3, sum(word in own for word in plain)) / 2
    yield "shape:negations", min(3, sum(word in _NEGATIONS or word.endswith("n't") for word in plain)) / 2
    yield "shape:code_signs", min(1.0, len(_CODE_SIGNS.findall(low)) / max(20, len(low)) * 8)
    for name, mark in (("exclaims", "!"), ("trails_off", "..."), ("brackets", "("), ("colon", ":"), ("slash", "/")):
        yield f"shape:{name}", float(mark in low)
    yield "shape:commas", min(4, low.count(",")) / 2
    yield "shape:number", float("0" in reading.words)
    for name, endings in _SUFFIXES.items():
        yield f"shape:ending_{name}", min(3, sum(word.endswith(endings) for word in plain)) / 2


def _questions(low: str) -> Iterator[tuple[str, float]]:
    sentences = [part.strip() for part in _SENTENCE_END.split(low) if part.strip()]
    asked = [part for part in sentences if part.endswith("?")]
    yield "shape:asks", float("?" in low)
    yield "shape:questions", min(4, low.count("?")) / 2
    yield "shape:question_share", len(asked) / max(1, len(sentences))
    yield "shape:question_first", float(bool(sentences) and sentences[0].endswith("?"))
    yield "shape:question_last", float(bool(sentences) and sentences[-1].endswith("?"))
    yield "shape:sentences", min(5, len(sentences)) / 2
    for question in asked[:3]:
        first = question.split(maxsplit=1)[0].strip("?,;:")
        yield f"asks:{first[:20]}", 1.0
