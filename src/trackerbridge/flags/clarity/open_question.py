"""C07: a question within the team that nobody answered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.flags.text import own_words, words_in
from trackerbridge.model import ChangeField, Comment, Evidence, Person, Side, Task

_QUESTION = re.compile(r"[^.!?\n]{0,400}\?")
_FEWEST_WORDS = 2
_LONGEST_QUOTE = 120
_NO_ANSWER = frozenset({ChangeField.LABELS, ChangeField.POSITION})
_NOT_WITHIN = (Side.CLIENT, Side.BOT, Side.OURS)


class OpenQuestion(Rule):
    """A question within the team has had no answer for two working days. The client's own questions are R01's.

    Why it matters to a client
        Work that waits for an answer looks like work under way, until the date is near.

    Flagged
        - Somebody of the team asked three working days ago, and nobody wrote or did anything since.
        - The same question in Russian.

    Not flagged
        - Somebody asked, and a colleague wrote after that.
        - Somebody asked, and a colleague moved the card on.
        - Somebody asked, and found the answer themselves.
        - The question mark stands in a link, in code or in a quotation.
        - The question was asked yesterday.

    What usually helps
        Name who can answer, and by when; or write down what you will do if nobody does.

    When this rule is wrong
        It was answered aloud. One line with the answer helps the next reader.
    """

    code = "C07"
    name = "open-question"
    needs = frozenset({Evidence.COMMENTS})
    options = (Option("working_days", 2, "working days", "How long a question may wait.", 0.5, 60),)
    explained_by = frozenset({"F01"})
    narrow = True
    placeholders = frozenset({"quote", "since", "waited"})

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """The last word on the task is a question of the team's own."""
        asked = _last_word(task)
        quote = question_in(asked.text) if asked else ""
        if asked is None or not quote or _acted_since(task, asked):
            return
        waited = context.calendar.working_days_between(context.calendar.day_of(asked.at), context.today)
        if waited < context.options["working_days"]:
            return
        severity = Severity.MEDIUM if context.is_published(task) else Severity.LOW
        evidence = {"quote": quote, "asked_at": asked.at.isoformat(), "working_days": waited}
        values = {"quote": quote, "since": context.calendar.day_of(asked.at), "waited": waited}
        yield Finding(severity, asked.at, evidence, values=values)


def _last_word(task: Task) -> Comment | None:
    """The last comment, bots' aside, unless it is the client's."""
    people = [one for one in task.comments if not (one.author and one.author.side in (Side.BOT, Side.OURS))]
    last = max(people, key=lambda one: one.at, default=None)
    return None if last is None or (last.author and last.author.side in _NOT_WITHIN) else last


def question_in(text: str) -> str:
    """The last question of a text's own words, or empty. A mark without words asks nothing."""
    asked = [" ".join(one.split()) for one in _QUESTION.findall(own_words(text)) if len(words_in(one)) >= _FEWEST_WORDS]
    if not asked:
        return ""
    last = asked[-1]
    return last if len(last) <= _LONGEST_QUOTE else "…" + last[-_LONGEST_QUOTE + 1 :].lstrip()


def _acted_since(task: Task, asked: Comment) -> bool:
    """A colleague who changes something of substance has answered by doing; the asker who finishes it, too."""
    return any(
        change.at > asked.at and change.field not in _NO_ANSWER and _answers(change.field, change.author, asked)
        for change in task.history
    )


def _answers(field: ChangeField, author: Person | None, asked: Comment) -> bool:
    if author is None or asked.author is None or author.id != asked.author.id:
        return True
    return field in (ChangeField.STATUS, ChangeField.DONE)
