"""Tone in words that nobody foresaw: weights learned from sentences, where no pattern of ``guard_tone`` fits.

A sentence is words, two neighbours, two with one or two others between them, beginnings and endings of words, and the
marks of ``guard_marks`` with what they stand beside. Each has a weight; where their sum, by the root of their number,
is above the threshold, a person would wince. ``python -m benchmarks.tone`` learns the weights
(``guard_weights.json``) from written sentences.
"""

from __future__ import annotations

import base64
import math
import re
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any

from trackerbridge.client_view.guard_marks import Marks
from trackerbridge.client_view.guard_text import folded
from trackerbridge.json_text import read_json
from trackerbridge.lazy_dataclass import dataclass

KINDS = ("blame", "aggrieved", "alarmed", "promising", "grovelling", "gossip")
"""As ``guard_tone`` calls them."""

_HASHED = 1 << 18  # places for words; two that share one do little harm
_MARKS = 96  # room for marks, before those there are
_WIDE = 120  # signs of a line of the data file
_COUNTED = 8  # lengths are told apart up to here
_BESIDE = 5  # marks this near stand beside one another
SIZE = _HASHED + 2 * _MARKS * _MARKS + _MARKS + 2 * _COUNTED
"""How many weights there are."""

_TOGETHER = _HASHED
_THEN = _TOGETHER + _MARKS * _MARKS
_ALONE = _THEN + _MARKS * _MARKS
_LENGTH = _ALONE + _MARKS

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[.!?…:;(),\"„”«»“–—]")
_SENTENCE = re.compile(r"(?<=[.!?…])[»”\"]*\s+(?=[^\Wa-zа-яёăâîșțşţ_]|[«“„\"(–—-])|\n+")  # a cut title ends none
_LED = re.compile(r"(?:[^\s:]+ ){0,5}[^\s:]+: +(?=\S)")  # a few words of ours, and a colon
_SAME = str.maketrans({"“": '"', "”": '"', "»": "«", "—": "–"})


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned. ``kinds``: by mark, how much it speaks for each of ``KINDS``."""

    marks: Marks
    of: Sequence[int]
    threshold: float
    kinds: Sequence[Sequence[int]]


def learned_tone(text: str) -> str:
    """Which of ``KINDS`` a sentence of this text is; empty where all are calm."""
    weights = packaged_weights()
    for words in heard(text):
        found = weights.marks.found_in(words)
        ids = features(words, found)
        if ids and sum(map(weights.of.__getitem__, ids)) / math.sqrt(len(ids)) > weights.threshold:
            return kind(found, weights.kinds)
    return ""


def heard(text: str) -> Iterator[list[str]]:
    """Its sentences; what stands behind "The reason:" and the like also by itself.

    Beside our words, people's sound calmer than they are.
    """
    yield from sentences(text)
    for part in (text, *_parts(text)):
        if led := _LED.match(part):
            yield tokens(part[led.end() :])


def sentences(text: str) -> Iterator[list[str]]:
    """Every sentence as its folded words and signs; of two or more, the whole text as well."""
    parts = _parts(text)
    yield tokens(text)
    if len(parts) > 1:
        yield from map(tokens, parts)


def _parts(text: str) -> list[str]:
    return [part for part in _SENTENCE.split(text.strip()) if part]


def tokens(text: str) -> list[str]:
    """The folded words and signs; every number is 0."""
    return ["0" if word.isdigit() else word for word in _TOKEN.findall(folded(text).translate(_SAME))]


def features(words: Sequence[str], marks: Sequence[frozenset[int]]) -> set[int]:
    """The places of the weights of one sentence. ``marks``: by place, of ``Marks``."""
    ids = set[int]()
    for word in words:
        ids.update(_of_word(word))
    around = ["^", *words, "$"]
    ids.update(_place(f"{one} {other}") for one, other in pairwise(around))
    for apart in (2, 3):
        ids.update(_place(f"{one} _ {other}") for one, other in zip(around, around[apart:], strict=False))
    ids.update(_of_marks(marks))
    unmarked = sum(1 for word, found in zip(words, marks, strict=True) if not found and word.isalpha())
    ids.add(_LENGTH + min(unmarked, _COUNTED - 1))
    ids.add(_LENGTH + _COUNTED + min(len(words) // 3, _COUNTED - 1))
    return ids


def kind(marks: Sequence[frozenset[int]], kinds: Sequence[Sequence[int]]) -> str:
    """Which of ``KINDS`` the marks of a sentence speak for most."""
    sums = [sum(kinds[mark][one] for mark in frozenset().union(*marks)) for one in range(len(KINDS))]
    return KINDS[sums.index(max(sums))]


def _of_marks(marks: Sequence[frozenset[int]]) -> Iterator[int]:
    there = sorted(frozenset().union(*marks))
    for count, mark in enumerate(there):
        yield _ALONE + mark
        for other in there[count + 1 :]:
            yield _TOGETHER + mark * _MARKS + other
    full = [(place, found) for place, found in enumerate(marks) if found]
    for count, (place, found) in enumerate(full):
        for further, others in full[count + 1 :]:
            if further - place > _BESIDE:
                break
            for mark in found:
                for other in others:
                    yield _THEN + mark * _MARKS + other


@lru_cache(maxsize=8192)
def _of_word(word: str) -> tuple[int, ...]:
    """The word itself, its beginnings and its endings: of three languages, two inflect."""
    parts = [word]
    parts += [f"{word[:size]}*" for size in (4, 5, 6) if len(word) > size]
    parts += [f"*{word[-size:]}" for size in (2, 3) if len(word) > size + 1]
    return tuple(map(_place, parts))


def _place(said: str) -> int:
    return zlib.crc32(said.encode()) % _HASHED


@cache
def packaged_weights() -> Weights:
    """Those of the package, read once."""
    text = resources.files("trackerbridge.client_view").joinpath("guard_weights.json").read_text("utf-8")
    return unpacked(read_json(text))


def packed(weights: Weights) -> dict[str, object]:
    """The weights as they stand in the data file: signed bytes, packed."""
    return {
        "threshold": weights.threshold,
        "kinds": dict(zip(weights.marks.names, (" ".join(map(str, one)) for one in weights.kinds), strict=True)),
        "marks": _as_lines(weights.marks.packed()),
        "weights": _as_lines(array("b", weights.of).tobytes()),
    }


def unpacked(data: Mapping[str, Any]) -> Weights:
    """The weights of the data file."""
    of = array("b", _of_lines(data["weights"]))
    kinds = [[int(one) for one in row.split()] for row in data["kinds"].values()]
    return Weights(Marks.unpacked(tuple(data["kinds"]), _of_lines(data["marks"])), of, data["threshold"], kinds)


def _as_lines(data: bytes) -> list[str]:
    said = base64.b64encode(zlib.compress(data, 9)).decode("ascii")
    return [said[at : at + _WIDE] for at in range(0, len(said), _WIDE)]


def _of_lines(lines: Sequence[str]) -> bytes:
    return zlib.decompress(base64.b64decode("".join(lines)))
