"""Which rows are nearly the same text: they must not stand on both sides of a fold."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

_WORD = re.compile(r"\w+")
ALIKE = 0.8  # of the words of both together


def near_groups(texts: Sequence[str]) -> list[int]:
    """A group's number for each text: the first text's place that it is alike to, directly or through others."""
    words = [frozenset(_WORD.findall(text.lower())) for text in texts]
    common = Counter(word for one in words for word in one)
    group = list(range(len(texts)))
    by_word: dict[str, list[int]] = defaultdict(list)
    for at, own in enumerate(words):
        rarest = sorted(own, key=lambda word: (common[word], word))[: max(1, len(own) // 4 + 1)]
        for other in {place for word in rarest for place in by_word[word]}:
            if len(own & words[other]) >= ALIKE * len(own | words[other]):
                _join(group, at, other)
        for word in rarest:
            by_word[word].append(at)
    return [_root(group, at) for at in range(len(texts))]


def _root(group: list[int], at: int) -> int:
    while group[at] != at:
        at = group[at]
    return at


def _join(group: list[int], one: int, other: int) -> None:
    first, second = sorted((_root(group, one), _root(group, other)))
    group[second] = first
