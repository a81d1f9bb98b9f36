"""C10: more than one deliverable in one task."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.flags.remembered import remembered
from trackerbridge.flags.stems import stem
from trackerbridge.flags.text import lexicon, own_words, visible
from trackerbridge.flags.wording import words_of
from trackerbridge.model import Task

_ITEM = re.compile(r"^[ \t]*(?:[-*+•–]|\d{1,2}[.)]|\[[ xX]?\])[ \t]+(\S[^\n]{0,300})$", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|[;+&,]")
_PURPOSE = frozenset({"to", "чтобы", "să", "sa"})
_IT = frozenset({"it", "them", "его", "её", "ее", "их"})
_FEWEST_WORDS = 2  # "check and fix the form" is one thing; "fix the form and add a map" is two


class SeveralAsks(Rule):
    """More than one deliverable in one task.

    Why it matters to a client
        Two things in one card are done on different days, and the card can only say one of them.

    Flagged
        - A task in progress called “Fix the contact form and add a map”.
        - A task in progress called “Обновить цены и добавить раздел вакансий”.
        - A task in progress called “Corectează formularul și adaugă harta”.
        - A description lists five different pieces of work, each beginning with a verb.

    Not flagged
        - A task in progress called “Check and correct the prices”.
        - A task in progress called “Terms and conditions page”.
        - A task in progress called “Collect the orders every night and send them to the shop”.
        - A task in progress called “Build a service to download and prepare the data”.
        - A task in progress whose five pieces stand in a checklist.
        - A description lists five facts.

    What usually helps
        One card each; the second may wait for the first, but it has its own date.

    When this rule is wrong
        The parts make sense only together, and will arrive together.
    """

    code = "C10"
    name = "several-asks"
    options = (
        Option("items", 5, "items", "So many list items that begin with a verb are several pieces of work.", 2, 100),
    )
    explained_by = frozenset({"C09"})
    narrow = True
    sentences = ("message", "message_list", "suggestion")
    placeholders = frozenset({"parts", "items"})

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """The title first, then a list in the description that no checklist or smaller task takes up."""
        severity = Severity.MEDIUM if context.is_published(task) else Severity.LOW
        parts = parts_of(task.title)
        if parts:
            said = words_of(context.language).quoted(parts)
            yield Finding(
                severity, task.created_at, {"parts": list(parts)}, values={"parts": said, "items": len(parts)}
            )
            return
        if task.checklists or context.facts.has_children(task):
            return
        items = asks_listed(task.description)
        if items >= context.options["items"]:
            values = {"parts": "", "items": items}
            yield Finding(severity, task.created_at, {"items": items}, "message_list", values=values)


@remembered(20_000)
def parts_of(title: str) -> tuple[str, ...]:
    """The pieces of a title that are work of their own: each begins with a verb and names what for. Empty for one."""
    pieces = _pieces(_WORD.findall(own_words(visible(title))))
    asks = [piece for piece in pieces if len(piece) >= _FEWEST_WORDS and is_action(piece[0])]
    return tuple(" ".join(piece) for piece in asks) if len(asks) > 1 else ()


def _pieces(words: Sequence[str]) -> Iterator[list[str]]:
    """Cut where a joining word or sign is followed by a verb."""
    piece: list[str] = []
    joins: list[str] = []
    for place, word in enumerate(words):
        if word.casefold() in _joins() or not word[0].isalpha():
            joins.append(word)
            continue
        if joins and piece and is_action(word) and not _is_purpose(piece) and not _speaks_of_it(words, place):
            yield piece
            piece = []
        elif piece:
            piece += joins
        piece.append(word)
        joins = []
    yield piece


def _is_purpose(piece: Sequence[str]) -> bool:
    """What comes next belongs to "to do this and that"."""
    return any(
        word.casefold() in _PURPOSE and (is_action(after) or after is piece[-1]) for word, after in pairwise(piece)
    )


def _speaks_of_it(words: Sequence[str], place: int) -> bool:
    """What is said of the piece before, as in "and send them to the shop", belongs to it."""
    return any(word.casefold() in _IT for word in words[place + 1 : place + 2])


def asks_listed(description: str) -> int:
    """How many different items of the description's lists begin with a verb and say what for."""
    items = {item.casefold().strip() for item in _ITEM.findall(own_words(description))}
    words = (_WORD.findall(item) for item in items)
    return sum(len(one) >= _FEWEST_WORDS and is_action(one[0]) for one in words)


def is_action(word: str) -> bool:
    """Whether a word is a verb, or a noun made of one, that begins a piece of work."""
    return any(stem(word, language) in stems for language, stems in _verbs().items())


@lru_cache(maxsize=1)
def _verbs() -> dict[str, frozenset[str]]:
    return {
        language: frozenset(stem(word, language) for word in table["verb"].split())
        for language, table in lexicon("actions").items()
    }


@lru_cache(maxsize=1)
def _joins() -> frozenset[str]:
    return frozenset(word for table in lexicon("actions").values() for word in table["joins"])
