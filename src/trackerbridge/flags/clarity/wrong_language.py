"""C13: a title or a note for the client is in another language than their board."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.flags.language import language_of, script_of
from trackerbridge.flags.text import own_words, visible
from trackerbridge.flags.wording import words_of
from trackerbridge.model import Evidence, Task

_WORD = re.compile(r"[^\W\d_]{2,}")
_SCRIPTS = {"en": "latin", "ro": "latin", "ru": "cyrillic"}


class WrongLanguage(Rule):
    """A title or a note that the client sees is in another language than their board.

    Why it matters to a client
        One foreign card among theirs says that it was written for somebody else.

    Flagged
        - A published task called “Fix the prices on the order page”, and the client's board is in Romanian.
        - A published task called “Исправить цены в каталоге”, and the client's board is in English.
        - A published task whose note for the client is in Russian, and the client's board is in Romanian.
        - A published task called “Update pricing table layout”, and the client's board is in Russian.

    Not flagged
        - A published task called “Landing page”, and the client's board is in Russian.
        - A published task called “Corectează prețurile”, and the client's board is in Romanian.
        - A published task with an English name in a Russian title.
        - A task that the client does not see.

    What usually helps
        Write the title in the client's language; the team's own words can stay in the description.

    When this rule is wrong
        The title is a name, or a quotation that must stay as it is.
    """

    code = "C13"
    name = "wrong-language"
    needs = frozenset({Evidence.CLIENT_LANGUAGE})
    options = (Option("fewest_words", 3, "words", "A title of fewer words may be a name.", 1, 20),)
    sentences = ("message", "message_note", "suggestion")
    placeholders = frozenset({"language"})

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """The title, then the notes; only what the client sees."""
        expected = context.client_language
        if expected is None or not context.is_published(task):
            return
        notes = [("message_note", note.text, note.at) for note in (context.side.notes or {}).get(task.key, ())]
        title = context.side.titles.get(task.key, task.title)
        for sentence, text, since in (("message", title, task.created_at), *notes):
            if self._is_foreign(text, expected, context):
                values = {"language": words_of(context.language).language_name(expected)}
                evidence = {"expected": expected, "found": language_of(text) or script_of(text) or ""}
                yield Finding(Severity.MEDIUM, since, evidence, sentence, values=values)
                return

    def _is_foreign(self, text: str, expected: str, context: Context) -> bool:
        own = own_words(visible(text))
        if len(_WORD.findall(own)) < context.options["fewest_words"]:
            return False
        found = language_of(text)
        if found is not None:
            return found != expected
        script = script_of(own)
        return script is not None and script != _SCRIPTS[expected] and not _is_name(own)


def _is_name(text: str) -> bool:
    """Every word with a capital, or with none at all: a name, a product, a code."""
    return all(word[0].isupper() for word in _WORD.findall(text))
