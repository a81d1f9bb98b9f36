"""Who and what else bears the name of a colleague: streets, saints, rulers, authors, ships, cakes.

"Strada Bogdan Voievod", «Роман «Анна Каренина»» and "Mark Twain's books" name nobody of the team. Asked only of a
single name: where a colleague's first name and surname stand side by side, they are the colleague. A leak is worse than
a text held for nothing, so each of these needs a sign that no colleague is meant, and most of them that nobody is asked
or does anything there. The words are data (``guard_bearers.toml``).
"""

from __future__ import annotations

from collections.abc import Sequence

from trackerbridge.client_view.guard_bearer_words import is_a_form, rows, touch, words
from trackerbridge.client_view.guard_called import (
    AFTER,
    at_somebodys,
    called_after,
    has_a_thing_before,
    is_called,
    is_defined,
    is_joined,
)
from trackerbridge.client_view.guard_clause import Clause
from trackerbridge.client_view.guard_famous import is_a_famous_name
from trackerbridge.client_view.guard_known import is_an_author, is_famous, is_of_the_arts, sings
from trackerbridge.client_view.guard_text import is_cyrillic

_MOST_VIRTUES = 2
_SHORT = 3


def borne_by_another(text: Clause, place: int, team: Sequence[bool], *, first: bool = True, whole: bool = True) -> bool:
    """Whether the name at ``place`` is somebody else's or a thing's. ``team``: which words are forms of team names.

    ``first``: it is a colleague's first name. ``whole``: their surname is known, too, so that another one beside it is
    not theirs.
    """
    if not text.tokens[place].word[0].isupper():
        return _is_a_virtue(text, place)
    if place and text.words[place - 1] in words("needs_a_byname") and text.words[place] in words("behind_the"):
        return True
    if _is_a_virtue(text, place) or _is_a_compound(text, place, whole=whole) or _does_as_nature(text, place):
        return True
    if text.flat:  # letters say nothing, so hardly anything says that it is not the colleague
        behind = text.words[place + 1 : place + 2]
        holy = text.words[place - 1 : place] != [] and text.words[place - 1] in words("titled_small")
        return holy or (bool(behind) and is_a_form(behind[0], "famous"))
    if (
        is_famous(text, place, team, "famous")
        or _titled(text, place)
        or is_joined(text, place)
        or at_somebodys(text, place)
    ):
        return True
    if (
        is_called(text, place)
        or (text.is_quoted(place) and has_a_thing_before(text, place))
        or (first and whole and sings(text, place, team))
    ):
        return True
    if text.acts(place, team) or (text.called(place) and text.words[place - 1] not in AFTER):
        return False
    return (
        (whole and is_famous(text, place, team, "famous_and_common") and is_of_the_arts(text, place))
        or called_after(text, place, team)
        or is_defined(text, place)
        or (first and whole and is_an_author(text, place, team))
    )


def _is_a_compound(text: Clause, place: int, *, whole: bool) -> bool:
    """Of a whole name that everybody knows, or that is a thing's: "Grace Kelly", "Hugh Grant", "Vera Cruz".

    A colleague of whom only the first name is known may have any surname, also that of somebody famous.
    """
    for one in (place - 1, place):
        large = 0 <= one < len(text.tokens) - 1 and all(text.tokens[at].word[0].isupper() for at in (one, one + 1))
        if large and touch(text, one, one + 1):
            first, last = text.words[one : one + 2]
            if f"{first} {last}" in rows("compounds") or (whole and is_a_famous_name(first, last)):
                return True
    return False


def _does_as_nature(text: Clause, place: int) -> bool:
    """Wind, frost or rain, a bird or a beast, and what those do: «Ветер сорвал вывеску», "Frost damaged the pipes"."""
    for who, does in (("weather", "weather_does"), ("beasts", "beasts_do")):
        if is_a_form(text.words[place], who) and not text.called(place):
            return any(word.startswith(tuple(words(does))) for word in text.behind(place, 3))
    return False


def _titled(text: Clause, place: int) -> bool:
    """A saint, a queen, a hurricane; in English only written large: not "in general Mark agrees"."""
    if place > 1 and text.words[place - 2] in words("gospels"):
        return True
    if not place or text.words[place - 1] not in words("titled") or not touch(text, place - 1, place):
        return False
    title = text.tokens[place - 1].word
    if is_cyrillic(title):
        return True
    if not title.isascii() and len(title) < _SHORT:  # Șt. is Ștefan
        return False
    return title[0].isupper() or text.words[place - 1] in words("titled_small")


def _is_a_virtue(text: Clause, place: int) -> bool:
    """«Вера, надежда, любовь»: all of them are said, and at most the first is written large; a church has all three."""
    if text.words[place] not in words("virtues"):
        return False
    near = range(max(0, place - 4), min(len(text.words), place + 5))
    said = [at for at in near if text.words[at] in words("virtues")]
    if len({text.words[at][:3] for at in said}) <= _MOST_VIRTUES:
        return False
    large = [at for at in said if text.tokens[at].word[0].isupper()]
    holy = not words("of_virtues").isdisjoint(text.words)
    return large in ([], said[:1]) or holy
