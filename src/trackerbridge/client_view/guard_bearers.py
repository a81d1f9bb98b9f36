"""Who and what else bears the name of a colleague: streets, saints, rulers, authors, ships, cakes.

"Strada Bogdan Voievod", «Роман «Анна Каренина»» and "Dan Brown's books" name nobody of the team. Asked only of a single
name: where a colleague's first name and surname stand side by side, they are the colleague. The words are data
(``guard_bearers.toml``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from trackerbridge.client_view.guard_forms import forms_of
from trackerbridge.client_view.guard_occurrence import Sentence
from trackerbridge.client_view.guard_text import folded, is_cyrillic
from trackerbridge.client_view.guard_tokens import Text

_BETWEEN = frozenset(("lui", "им", "имени", "of", "named", "after", "the", "sf", "st", "у", "la"))
_MOST_VIRTUES = 2
_SHORT = 3


def borne_by_another(
    text: Sentence, place: int, team: Sequence[bool], *, quoted: bool, first: bool = True, whole: bool = True
) -> bool:
    """Whether the name at ``place`` is somebody else's or a thing's. ``team``: which words are forms of team names.

    ``quoted``: it stands in quotes by itself. ``first``: it is a colleague's first name. ``whole``: their surname is
    known, too, so that another one beside it is not theirs.
    """
    if not text.tokens[place].word[0].isupper():
        return _is_a_virtue(text, place)
    return (
        _famous(text, place, team)
        or _called_after(text, place, team)
        or (quoted and _thing_before(text, place))
        or _defined(text, place)
        or (whole and _of_the_arts(text, place, team, first=first))
        or _is_a_virtue(text, place)
    )


def _famous(text: Text, place: int, team: Sequence[bool]) -> bool:
    """Its neighbour is a surname that everybody knows, or what rulers and saints are called."""
    for other in (place + 1, place + 2, place - 1):
        if not 0 <= other < len(text.tokens) or team[other] or not _touch(text, place, other):
            continue
        word = text.words[other]
        if text.tokens[other].word[0].isupper() and word in _forms("famous"):
            return True
        if other == place + 2 and text.words[place + 1] == "the" and word in _words("the_byname"):
            return True
        large = text.tokens[other].word[0].isupper()
        if other == place + 1 and word in _words("byname" if large else "small_byname"):
            return True
    if not place or text.words[place - 1] not in _words("titled"):
        return False
    latin = not is_cyrillic(text.words[place - 1])
    short = latin and not text.tokens[place - 1].word.isascii() and len(text.words[place - 1]) < _SHORT  # Șt. is Ștefan
    return not short and _touch(text, place - 1, place)


def _called_after(text: Sentence, place: int, team: Sequence[bool]) -> bool:
    """A street, a monument, a ship, a novel of that name."""
    at = place - 1
    if at >= 0 and text.words[at] == "the" and text.words[place + 1 : place + 2] in (["store"], ["shop"], ["brand"]):
        return True
    while at > 0 and text.words[at] in _BETWEEN:
        at -= 1
    if at >= 0 and text.words[at] in _words("called_after") and _touch(text, at, place):
        return at < place - 1 or text.language != "en" or text.tokens[at].word[0].isupper()  # "the hotel Mark booked"
    for other in (place + 1, place + 2):
        if other < len(text.tokens) and not team[other] and _touch(text, place, other):
            if text.words[other] in _words("behind") and text.tokens[other].word[0].isupper():
                return True
            if not text.tokens[other].word[0].isupper():
                return other == place + 1 and text.words[other] == "brand"
    return False


def _thing_before(text: Text, place: int) -> bool:
    """A cake, curtains, a bus in front of the quotes, or behind them."""
    beside = [text.words[at] for at in (place - 1, place + 1) if 0 <= at < len(text.words)]
    return any(word in _words("named_things") or word in _words("called_after") for word in beside)


def _defined(text: Text, place: int) -> bool:
    """Said to be a town, a brand; a sort of apple; the first of two joined words; what "Стол Роберт:" opens with."""
    rest = text.words[place + 1 : place + 4]
    if rest and rest[0] in ("день", "дня") and text.words[place].endswith(("ин", "ов", "ев")):
        return True  # Ильин день
    between = text.text[text.tokens[place].end : text.tokens[place + 1].start] if rest else ""
    if between.strip() in ("-", "–", "—"):
        return rest[0] in _words("kinds" if between != "-" else "joined")
    if rest and (rest[0] in _words("means") or (rest[0] in _words("species") and between == " ")):
        return True
    if rest[:1] in (["is"], ["este"], ["e"]) and rest[1:2] in (["a"], ["an"], ["the"], ["un"], ["o"]):
        return not _words("kinds").isdisjoint(text.words[place + 3 : place + 6])
    return (
        place == 1
        and text.words[0] in _words("named_things")
        and re.match(r":|,|$", between or text.text[text.tokens[place].end :][:1]) is not None
    )


def _of_the_arts(text: Text, place: int, team: Sequence[bool], *, first: bool) -> bool:
    """Beside a surname (a first name) that is nobody's here, in a sentence about books, songs or pictures."""
    other = place + 1 if first else place - 1
    if not 0 <= other < len(text.tokens) or team[other] or not _touch(text, place, other):
        return False
    word = text.tokens[other].word
    if not word[0].isupper() or word.isupper():
        return False
    return not _words("arts").isdisjoint(text.words)


def _is_a_virtue(text: Text, place: int) -> bool:
    """«Вера, надежда, любовь»: all of them are said."""
    near = text.words[max(0, place - 4) : place + 5]
    return (
        text.words[place] in _words("virtues") and len({w[:3] for w in near if w in _words("virtues")}) > _MOST_VIRTUES
    )


def _touch(text: Text, one: int, other: int) -> bool:
    """No sign but a quote, a dot after a short word or a hyphen stands between two words."""
    first, last = sorted((one, other))
    between = text.text[text.tokens[first].end : text.tokens[last].start]
    return not set(between) & set(",;:!?()—–|\n/") and ("." not in between or len(text.words[first]) < _SHORT)


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(folded(word) for word in _data()[key].split())


@cache
def _forms(key: str) -> frozenset[str]:
    return frozenset(form for word in _data()[key].split() for form in forms_of(word))


@cache
def _data() -> dict[str, str]:
    text = resources.files("trackerbridge.client_view").joinpath("guard_bearers.toml").read_text("utf-8")
    return tomllib.loads(text)
