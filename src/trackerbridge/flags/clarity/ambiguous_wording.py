"""C04: wording that two readers may take differently."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.flags.language import language_of
from trackerbridge.flags.remembered import remembered
from trackerbridge.flags.stems import Found, stem_phrases
from trackerbridge.flags.text import own_words
from trackerbridge.flags.text_model import reading
from trackerbridge.flags.wording import words_of
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Task

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zа-яё])|\n+")
_NUMBER = re.compile(r"\d")
_NOT = re.compile(r"n['’]t\b|\b(?:not|no|never|cannot|не|нет|нельзя|nu)\b", re.IGNORECASE)
_OF_TASTE = frozenset({"judgement", "manner"})  # with a negation they say what is wrong, which is clear enough
_LEARNT = frozenset({"judgement", "manner", "quantity"})  # English: what the model finds clear in its sentence stays so
_NAMED = 3  # phrases quoted in the message
_TITLE = ("judgement", "comparison", "loophole", "open_list")  # what a title cannot bear even once
_MEASURABLE = frozenset({"judgement", "manner", "comparison", "quantity", "time"})  # settled by a number


@dataclass(frozen=True, slots=True)
class Smell:
    """One ambiguous phrase: its kind (``loophole``, ``open_list`` …) and the words as they were typed."""

    kind: str
    quote: str


class AmbiguousWording(Rule):
    """Loopholes, open lists, vague quantities, judgements of taste and comparisons to nothing, in en, ru and ro.

    Why it matters to a client
        “Faster, if possible” is a promise to one reader and a wish to the other.

    Flagged
        - A task in progress called “Make the order form nicer”.
        - A task in progress called “Сделать главную страницу более современной”.
        - A task in progress called “Formular mai prietenos”.
        - A description says “if possible”, “several” and “etc.”.

    Not flagged
        - A task in progress called “The order page opens in under 2 seconds”.
        - A description says “several” once.
        - A task in progress called “The map does not centre correctly”.
        - A description compares to something: “faster than the old one”.
        - Ambiguous words stand only in a quotation or in code.

    What usually helps
        Put a number, a list that ends, or an example in their place; ask what would be too little.

    When this rule is wrong
        Both sides know what is meant, or the word is a name, such as a product called “Modern”.
    """

    code = "C04"
    name = "ambiguous-wording"
    options = (
        Option("phrases", 3, "phrases", "So many different ambiguous phrases in a description are too many.", 1, 50),
    )
    explained_by = frozenset({"C01"})
    narrow = True
    sentences = ("message", "message_title", "suggestion")
    placeholders = frozenset({"quotes"})

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """The title first, where one such phrase is enough; then the description as a whole."""
        in_title = [smell for smell in smells(task.title) if smell.kind in _TITLE]
        if in_title:
            yield self._finding(task, context, in_title, "message_title")
            return
        found = smells(task.description)
        if len(found) >= context.options["phrases"] and any(smell.kind != "quantity" for smell in found):
            yield self._finding(task, context, found, "message")

    def _finding(self, task: Task, context: Context, found: list[Smell], sentence: str) -> Finding:
        severity = Severity.MEDIUM if context.is_published(task) else Severity.LOW
        quotes = words_of(context.language).quoted(smell.quote for smell in found[:_NAMED])
        evidence = {"phrases": [{"kind": smell.kind, "quote": smell.quote} for smell in found]}
        return Finding(severity, task.created_at, evidence, sentence, values={"quotes": quotes})


def smells(text: str) -> list[Smell]:
    """The ambiguous phrases of a text's own words, each once."""
    return list(_smells(text))


@remembered(20_000)
def _smells(text: str) -> tuple[Smell, ...]:
    english = language_of(text) == "en"
    found: dict[str, Smell] = {}
    for sentence in _SENTENCE.split(own_words(text)):
        hits = list(_in_sentence(sentence))
        if english and any(smell.kind in _LEARNT for smell in hits) and not reading("vague", sentence).flagged:
            hits = [smell for smell in hits if smell.kind not in _LEARNT]
        found.update((smell.quote.casefold(), smell) for smell in hits)
    return tuple(found.values())


def _in_sentence(sentence: str) -> Iterator[Smell]:
    hits: list[Found] = list(stem_phrases("ambiguous").find(sentence))
    compared = any(hit.key == "than" for hit in hits)
    counted, denied = bool(_NUMBER.search(sentence)), bool(_NOT.search(sentence))
    for hit in hits:
        settled = (compared and hit.key == "comparison") or (counted and hit.key in _MEASURABLE)
        settled = settled or (denied and hit.key in _OF_TASTE)
        if hit.key != "than" and not settled:
            yield Smell(hit.key, hit.quote)
