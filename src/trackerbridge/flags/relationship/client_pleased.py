"""R11: the client is pleased: good news for the team."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.flags.text import folded, own_words, phrases, visible, words_in
from trackerbridge.model import Comment, Evidence, Side, Task

_LONGEST_PRAISE = 60
_LONGEST_QUOTE = 160
_QUESTION = re.compile(r"\?")


class ClientPleased(Rule):
    """Good news: the client's praise, to be passed on to the team.

    Why it matters to a client
        Who is thanked back speaks again. And the team hears so often what is missing that it should hear this too.

    Flagged
        - The client wrote “This looks great, well done!” yesterday.
        - Клиент написал: «Отлично, очень нравится!»

    Not flagged
        - The client wrote “Thank you.”
        - The client wrote “Looks great, but the prices are wrong.”
        - The team wrote “Great work!”
        - The client's praise of last month.

    What usually helps
        Pass it on today, in their words, and answer with one line.

    When this rule is wrong
        It was irony. People are better at hearing that than rules.
    """

    code = "R11"
    name = "client-pleased"
    needs = frozenset({Evidence.COMMENTS, Evidence.SIDES})
    options = (Option("recent_working_days", 5, "working days", "How long praise is news.", 1, 60),)
    judges_finished = True
    placeholders = frozenset({"quote"})

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """The client's latest words of praise."""
        praise = [comment for comment in context.side.talk(task) if _by_client(comment) and praises(comment.text)]
        if not praise:
            return
        latest = max(praise, key=lambda comment: comment.at)
        day = context.calendar.day_of(latest.at)
        if context.calendar.working_days_between(day, context.today) > context.options["recent_working_days"]:
            return
        quote = visible(own_words(latest.text))[:_LONGEST_QUOTE]
        evidence = {"quote": quote, "at": latest.at.isoformat()}
        yield Finding(Severity.LOW, latest.at, evidence, values={"quote": quote})


def praises(text: str) -> bool:
    """Whether a short message praises, without a question and without a "but", in English, Russian or Romanian."""
    own = own_words(text)
    if _QUESTION.search(own) or not 0 < len(words_in(own)) <= _LONGEST_PRAISE:
        return False
    words = folded(own)
    return bool(phrases("praise", "praise").search(words)) and not phrases("praise", "but").search(words)


def _by_client(comment: Comment) -> bool:
    return comment.author is not None and comment.author.side is Side.CLIENT
