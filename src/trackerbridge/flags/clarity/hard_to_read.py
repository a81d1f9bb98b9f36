"""C12: what the client would read is too dense."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.flags.language import language_of, script_of
from trackerbridge.flags.remembered import remembered
from trackerbridge.flags.text import own_words
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Task

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|\n+|;")
_LONG_WORD = {"en": 6, "ro": 7, "ru": 8}  # letters; words of the three languages differ in length
_FEWEST_WORDS = 30  # a measure of fewer words says nothing
_LONGEST_READ = 20_000


@dataclass(frozen=True, slots=True)
class Density:
    """Words a sentence, and the percentage of long words. ``score`` is their sum, as LIX has it."""

    words: int
    words_a_sentence: float
    long_percent: float

    @property
    def score(self) -> float:
        """About 30 reads easily, 40 is a newspaper, 60 a contract."""
        return self.words_a_sentence + self.long_percent


class HardToRead(Rule):
    """What the client would read is too dense: the title, a note for the client, the description.

    Why it matters to a client
        What is hard to read is not read, and then it was never said.

    Flagged
        - A task in progress whose title has forty words.
        - A published task whose description is one sentence of seventy words.
        - The same in Russian.
        - The same in Romanian.

    Not flagged
        - A task in progress with a title of eight words.
        - A published task whose description is six plain sentences.
        - A description that is long because of its code and links.
        - A list of short items without full stops.

    What usually helps
        One thought a sentence; the result first; a list where there are several things.

    When this rule is wrong
        The client writes and reads such texts all day, such as a lawyer.
    """

    code = "C12"
    name = "hard-to-read"
    options = (
        Option("score", 65, "points", "Words a sentence plus the percentage of long words that are too much.", 20, 200),
        Option("title_words", 30, "words", "A title of more words is a description.", 5, 100),
    )
    explained_by = frozenset({"C10"})
    narrow = True
    sentences = ("message", "message_title", "message_note", "suggestion")
    placeholders = frozenset({"words", "sentence", "long"})

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """Title, then notes for the client, then the description: the first that is too dense."""
        severity = Severity.MEDIUM if context.is_published(task) else Severity.LOW
        title = len(_WORD.findall(own_words(task.title)))
        if title > context.options["title_words"]:
            yield _finding(severity, task, Density(title, title, 0.0), "message_title")
            return
        notes = " \n".join(note.text for note in (context.side.notes or {}).get(task.key, ()))
        for sentence, text in (("message_note", notes), ("message", task.description)):
            dense = density(text)
            if dense and dense.score > context.options["score"]:
                yield _finding(severity, task, dense, sentence)
                return


def _finding(severity: Severity, task: Task, dense: Density, sentence: str) -> Finding:
    evidence = {
        "words": dense.words,
        "words_a_sentence": round(dense.words_a_sentence, 1),
        "long_percent": round(dense.long_percent),
        "score": round(dense.score, 1),
    }
    values = {"words": dense.words, "sentence": round(dense.words_a_sentence), "long": round(dense.long_percent)}
    return Finding(severity, task.created_at, evidence, sentence, values=values)


@remembered(20_000)
def density(text: str) -> Density | None:
    """How dense a text's own words are; None for fewer than thirty words. Lines end sentences, as lists do."""
    own = own_words(text)[:_LONGEST_READ]
    words = _WORD.findall(own)
    if len(words) < _FEWEST_WORDS:
        return None
    language = language_of(text) or ("ru" if script_of(own) == "cyrillic" else "en")
    longer = _LONG_WORD.get(language, 7)
    sentences = sum(bool(_WORD.search(part)) for part in _SENTENCE_END.split(own))
    long_words = sum(len(word) > longer for word in words)
    return Density(len(words), len(words) / max(1, sentences), 100 * long_words / len(words))
