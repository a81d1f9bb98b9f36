"""C01: the title does not say what will be true when it is done."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Rule, Severity
from trackerbridge.flags.remembered import remembered
from trackerbridge.flags.text import entries, own_words, visible, words_in
from trackerbridge.model import Task

_ACT_AND_AREA = 2  # words: "Backend work" says nothing
_SHORTEST_NAME = 2  # a single letter says nothing; two may be a name ("UI", "QA", "3D")


class VagueTitle(Rule):
    """The title does not say what will be true when it is done.

    Why it matters to a client
        “Fixes” tells the client nothing, neither what to expect nor what was delivered. “The contact form sends mail
        again” tells them both.

    Flagged
        - A task in progress called “Fixes”.
        - A task in progress called “Мелкие правки”.
        - A task in progress called “Diverse modificări pe site”.
        - A task in progress called “Backend”.
        - A task in progress called “???”.

    Not flagged
        - A task in progress called “Fix the contact form”.
        - A task in progress called “Правки в договоре”.
        - A task in progress called “Modificări la formularul de contact”.
        - A planned task called “Fixes” that the client does not see.

    What usually helps
        Say what will be there afterwards: “Prices on the order page are right”.

    When this rule is wrong
        A word that says nothing in general is a name here. Add the missing word, and everybody understands.
    """

    code = "C01"
    name = "vague-title"
    narrow = True
    sentences = ("message", "message_missing", "suggestion")

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """A title of which no word says anything by itself."""
        if not is_vague(task.title):
            return
        severity = Severity.MEDIUM if context.is_published(task) else Severity.LOW
        sentence = "message" if visible(task.title) else "message_missing"
        yield Finding(severity, task.created_at, {"title": task.title[:200]}, sentence)


@remembered(20_000)
def is_vague(title: str) -> bool:
    """Whether a title holds no word beyond the generic ones.

    A link, code or a number is something one can look up, so a title with one is not vague. Two generic things make a
    name ("Error page"), and so does a thing of an area ("Admin page"); one thing, one area or none says nothing ("New
    page", "Backend", "Fixes").
    """
    title = visible(title)
    if own_words(title) != title or any(char.isdigit() for char in title):
        return False
    words = [part for word in words_in(title) for part in word.split("-") if len(part) >= _SHORTEST_NAME]
    things = sum(word in entries("vague", "thing") for word in words)
    topics = sum(word in entries("vague", "topic") for word in words)
    kinds = ("act", "thing", "filler", "topic")
    known = all(any(word in entries("vague", kind) for kind in kinds) for word in words)
    says_what = things + topics > 1 or (topics and len(words) > _ACT_AND_AREA)
    return known and not says_what and (bool(words) or not any(char.isalnum() for char in title))
