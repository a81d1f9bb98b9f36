"""Which titles say nearly the same: an index by rare words, so that nothing is compared pair by pair. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from math import ceil

from trackerbridge.flags.remembered import remembered
from trackerbridge.flags.stems import stem
from trackerbridge.flags.text import entries, own_words, visible, words_in
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Task

_WORD = re.compile(r"[^\W\d_]+|\d+")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_LONG, _LONGEST = 6, 60  # words
_SAME_ORDER = 0.85  # of difflib's ratio
_MOST_SHARING = 60  # a word in more titles than this tells none of them apart


@dataclass(frozen=True, slots=True)
class Near:
    """Another task whose title is alike, and how much: 0 to 1 of the words of both together."""

    task: Task
    share: float


class TitleIndex:
    """Open tasks by the words of their titles."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._words = {task.id: (task, title_words(task.title)) for task in tasks}
        self._titles: Counter[str] = Counter(word for _, words in self._words.values() for word in words)
        self._by_word: dict[str, list[str]] = defaultdict(list)
        for name, (_, words) in self._words.items():
            for word in words:
                if self._titles[word] <= _MOST_SHARING:
                    self._by_word[word].append(name)

    def near(self, task: Task, share: float) -> list[Near]:
        """Tasks alike at least so much, the most alike first. Titles whose every word is common are alike to none."""
        own = self._words.get(task.id, (task, title_words(task.title)))[1]
        found = [Near(other, _share(own, words)) for other, words in self._candidates(task, own, share)]
        alike = (one for one in found if one.share >= share)
        ordered = (one for one in alike if len(own) < _LONG or _in_like_order(task.title, one.task.title))
        return sorted(ordered, key=lambda one: (-one.share, one.task.id))

    def _candidates(self, task: Task, own: frozenset[str], share: float) -> Iterator[tuple[Task, frozenset[str]]]:
        """Whoever shares so much shares one of the rarest words: all but so many of them may be missing there."""
        rarest = sorted(own, key=lambda word: (self._titles[word], word))[: len(own) - ceil(share * len(own)) + 1]
        names = {name for word in rarest for name in self._by_word.get(word, ()) if name != task.id}
        yield from (self._words[name] for name in names)


@remembered(20_000)
def _in_like_order(one: str, other: str) -> bool:
    """Long titles of the same words in another order say another thing ("a job for a course", "a course for a job")."""
    return SequenceMatcher(None, _stems(one), _stems(other), autojunk=False).ratio() >= _SAME_ORDER


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


@remembered(50_000)
def title_words(title: str) -> frozenset[str]:
    """What a title is about: stems of its words and its numbers, without words that say nothing by themselves."""
    return frozenset(_stems(title))


@remembered(50_000)
def _stems(title: str) -> tuple[str, ...]:
    words = _WORD.findall(own_words(visible(title)))[:_LONGEST]
    return tuple(filter(None, map(_stem, words)))


@remembered(50_000)
def _stem(word: str) -> str:
    """A word's stem; a number as it is; empty for a word that says nothing by itself."""
    if word.isascii() and word.isdigit():
        return word
    if not word.isdigit() and all(part in entries("vague", "filler") for part in words_in(word)):
        return ""
    return stem(word, "ru" if _CYRILLIC.search(word) else "en")
