"""Whether a name behind a noun is what the noun is called: "Hotel Mark is full", «Кафе Анна на карте».

The same two words stand side by side where the person does something with the thing: "the hotel Mark booked", «Кафе
Анна проверит завтра», „Hotelul Ana îl rezervă”. So the name passes only where nobody does anything: its clause ends
there, or goes on with where and how the thing is, and no other word of it may be a person's act.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from trackerbridge.client_view.guard_acts import may_be_an_act
from trackerbridge.client_view.guard_clause import Clause
from trackerbridge.client_view.guard_entries import entry
from trackerbridge.client_view.guard_text import is_cyrillic

_LONGEST_CLAUSE = 12  # words on either side
_SIGN = re.compile(r"[\"'”“»‹›)\]*_~`=]*\s*(?:$|[.,;:!?…)\n|—–-])")


def names_a_thing(clause: Clause, place: int, team: Sequence[bool], *, base: bool) -> bool:
    """Whether the name at ``place``, with a noun right before it, is that thing's. ``team``: which words are names.

    ``base``: it stands as it is configured. In another case the thing is somebody's («Фильм Веры»), but for what is
    called after people.
    """
    if not base and clause.words[place - 1] not in entry("things", "after_people"):
        return False
    small_noun = clause.tokens[place - 1].word[0].islower()
    large = clause.tokens[place].word[0].isupper() and not clause.flat
    if large and small_noun and clause.language != "ro" and not is_cyrillic(clause.words[place]):
        return False  # "the hotel Mark booked": an English name of a thing has its noun written large
    return nobody_acts(clause, place, team)


def nobody_acts(clause: Clause, place: int, team: Sequence[bool]) -> bool:
    """The clause of the name at ``place`` says where and how a thing is, and nothing that a person does."""
    last = place + 1 if clause.has_a_surname(place, team) else place
    if clause.acts(place, team):
        return False
    cyrillic = is_cyrillic(clause.words[place])
    following = [] if _SIGN.match(clause.right(clause.tokens[last])) else clause.behind(last, _LONGEST_CLAUSE)
    if following and not _says_where(following[0]):
        return False
    preceding = clause.before(place, _LONGEST_CLAUSE)
    return not any(may_be_an_act(word, clause.language, cyrillic=cyrillic) for word in (*following[1:], *preceding))


def _says_where(word: str) -> bool:
    states = entry("things", "states")
    return word in states or any(word.startswith(stem) for stem in entry("things", "state_stems"))
