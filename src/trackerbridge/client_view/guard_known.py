"""Somebody famous who bears a colleague's first name: by the surname beside it, a byname, or what they made.

One of the questions of ``guard_bearers``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from trackerbridge.client_view.guard_bearer_words import is_a_form, rows, touch, words
from trackerbridge.client_view.guard_clause import Clause
from trackerbridge.client_view.guard_places import nobody_acts


def is_famous(text: Clause, place: int, team: Sequence[bool], key: str) -> bool:
    """Its neighbour is a surname that everybody knows, or what rulers and saints are called."""
    for other in (place + 1, place + 2):
        if other >= len(text.tokens) or team[other] or not touch(text, place, other):
            break
        if not text.tokens[other].word[0].isupper():
            return text.words[other] in words("small_byname") and _is_a_ruler(text, other)
        if is_a_form(text.words[other], key) or text.words[other] in words("byname"):
            return True
    return _surname_first(text, place, team, key)


def is_of_the_arts(text: Clause, place: int) -> bool:
    """Books, songs or pictures are spoken of; behind an English genitive only those are the bearer's."""
    last = text.tokens[place + 1] if place + 1 < len(text.tokens) else text.tokens[place]
    if last.tail.casefold() == "s":
        return text.words[place + 2 : place + 3] != [] and text.words[place + 2] in words("arts")
    return not words("arts").isdisjoint(text.words)


def _is_a_ruler(text: Clause, at: int) -> bool:
    """As in "cel Mare", "the Great", „Voievod”; not "the first", „cel de la design”."""
    if text.words[at] not in words("needs_a_byname"):
        return True
    return text.words[at + 1 : at + 2] != [] and (
        text.words[at + 1] in words("behind_the") and text.tokens[at + 1].word[0].isupper()
    )


def _surname_first(text: Clause, place: int, team: Sequence[bool], key: str) -> bool:
    """As in „Eminescu Mihai”, where nobody does anything: "the Ford Mark drives" is Mark's."""
    if not place or team[place - 1] or not touch(text, place - 1, place) or not is_a_form(text.words[place - 1], key):
        return False
    return text.tokens[place - 1].word[0].isupper() and nobody_acts(text, place, team)


def is_an_author(text: Clause, place: int, team: Sequence[bool]) -> bool:
    """With a surname that is nobody's here, beside what only authors, painters and singers make: poems, songs, operas.

    Not beside what a colleague makes as well, a book, a film, a poster: there a surname may just be unknown to us.
    """
    if not text.has_a_surname(place, team) or text.tokens[place + 1].word.isupper():
        return False
    before = text.words[place - 1] if place and touch(text, place - 1, place) else ""
    if before in ("by", "de") and place > 1:
        before = text.words[place - 2]
    elif text.language == "en":
        before = ""  # "the song Ann Kay picked"
    behind = text.words[place + 2 : place + 5]
    joined = bool(behind) and text.gap(place + 2) == " "
    works = before in words("works") or (joined and text.language == "en" and behind[0] in words("works"))
    shown = joined and " ".join(behind) in rows("shown")
    apart = bool(behind) and re.fullmatch(r"\s*[,:–—]\s*", text.gap(place + 2)) is not None
    titled = apart and (behind[0] in words("works") or " ".join(behind[:2]) in rows("shown"))
    return works or shown or titled


def sings(text: Clause, place: int, team: Sequence[bool]) -> bool:
    """With a surname that is nobody's here, and does what only singers and players do."""
    return (
        text.has_a_surname(place, team)
        and text.words[place + 2 : place + 3] != []
        and (text.words[place + 2] in words("sings"))
    )
