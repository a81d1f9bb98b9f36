"""What is called by a colleague's name: a street, a brand of soap, a cake, a ship, a sort of apple.

One of the questions of ``guard_bearers``; a name beside none of these words may still be the colleague.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from trackerbridge.client_view.guard_bearer_words import rows, touch, words
from trackerbridge.client_view.guard_clause import Clause
from trackerbridge.client_view.guard_places import nobody_acts
from trackerbridge.client_view.guard_text import is_cyrillic

AFTER = frozenset(("lui", "им", "имени", "of", "named", "after", "the", "sf", "st"))
"""Between what is called after somebody and the name."""

_POSTPOSED = re.compile(r"\w{3}(?:[нвлтмр]ая|ский|ская|ный|нии)$")
_ADJECTIVE = re.compile(r"(?:[оыи]и|ая|яя|ое|ее)$")  # folded
_ARTICLES = (["a"], ["an"], ["the"], ["un"], ["o"])


def is_called(text: Clause, place: int) -> bool:
    """A plant, a ship, a cake that is called so: "The new rose, called Hope, flowers in July"."""
    if not place or text.words[place - 1] not in words("is_called"):
        return False
    return any(
        word in words("named_things") or word in words("species") for word in text.words[max(0, place - 5) : place]
    )


def at_somebodys(text: Clause, place: int) -> bool:
    """«Кафе «У Анны»», Cafeneaua „La Ana”."""
    at = place - 1
    said = at > 0 and text.words[at] in ("у", "la") and text.gap(at)[-1:] in ("«", "„", "“")
    return said and text.words[at - 1] in words("called_after")


def is_joined(text: Clause, place: int) -> bool:
    """A shop, a club: «Гросс-маркет»; a Russian day: «Ильин день»."""
    behind = text.words[place + 1 : place + 2]
    if not behind:
        return False
    day = behind[0] in ("день", "дня") and text.words[place].endswith(("ин", "ов", "ев"))
    return day or (text.gap(place + 1) == "-" and behind[0] in words("joined"))


def called_after(text: Clause, place: int, team: Sequence[bool]) -> bool:
    """A street, a monument, a church of that name; an hotel only where nobody acts."""
    at = place - 1
    if at >= 0 and text.words[at] == "the" and text.words[place + 1 : place + 2] in (["store"], ["shop"], ["brand"]):
        return True
    while at > 0 and text.words[at] in AFTER:
        at -= 1
    if at >= 0 and touch(text, at, place):
        noun, large = text.words[at], text.tokens[at].word[0].isupper()
        english = text.language == "en" and not is_cyrillic(noun)
        known = noun in words("monuments") or (at == place - 1 and noun in words("places"))
        if known and (large or not english or at < place - 1):
            return nobody_acts(text, place, team)
    after = text.words[place + 1 : place + 2]
    sold = after and after[0] in words("wares") and text.gap(place + 1) == " " and not text.tokens[place].tail
    if sold and text.language != "ro":
        return text.opens(place) and _on_sale(text, place + 2)
    behind = place + 2 if text.has_a_surname(place, team) else place + 1
    return (
        behind < len(text.tokens)
        and not team[behind]
        and text.gap(behind) == " "
        and text.words[behind] in words("behind")
        and (text.tokens[behind].word[0].isupper() or text.words[behind] == "brand")
    )


def _on_sale(text: Clause, place: int) -> bool:
    """What is said of wares, or nothing more: "are in stock", "with a discount"."""
    said = text.words[place : place + 2]
    at = place + 1 if said and said[0] in words("wares") | {"bars", "sets", "range"} else place
    if at >= len(text.tokens) or text.gap(at).strip():
        return True
    return text.words[at] in ("are", "is", "have", "has", "in", "on", "at", "with", "from", "for", "and")


def has_a_thing_before(text: Clause, place: int) -> bool:
    """A cake, curtains, a bus in front of the quotes; in English behind them, too."""
    beside = text.words[max(0, place - 1) : place]
    if text.language == "en":
        beside += text.words[place + 1 : place + 2]
    return any(word in words("named_things") or word in words("called_after") for word in beside)


def is_defined(text: Clause, place: int) -> bool:
    """Said to be a town, a brand; a sort of apple; what "Стол Роберт:" opens with."""
    rest = text.words[place + 1 : place + 4]
    between = text.gap(place + 1) if rest else ""
    if between.strip() in ("-", "–", "—"):
        return text.opens(place) and not words("no_work").isdisjoint(_noun_of(text, place + 1))
    if rest and between == " " and _POSTPOSED.search(rest[0]) and text.tokens[place + 1].word.islower():
        ends = place + 2 >= len(text.tokens) or re.match(r"\s*[,.:;(—–]|\s-\s", text.gap(place + 2)) is not None
        return ends and text.opens(place)  # «Вероника лекарственная — трава»
    if rest and (rest[0] in words("means") or " ".join(rest[:2]) in rows("is_the_name")):
        return True
    if rest[1:] and rest[0] in words("apposed") and between == ", " and text.opens(place):
        return text.gap(place + 2) == " "
    if rest and rest[0] in words("species") and between == " ":
        return text.words[place + 2 : place + 3] == [] or text.words[place + 2] in words("behind_a_thing")
    if rest[:1] in (["is"], ["este"], ["e"]) and rest[1:2] in _ARTICLES:
        return _says_the_kind(text, place + 3)
    return (
        place == 1
        and text.words[0] in words("goods")
        and re.match(r":|,|$", between or text.text[text.tokens[place].end :][:1]) is not None
    )


def _noun_of(text: Clause, place: int) -> list[str]:
    """Up to the third word of what is said in Russian, whose adjectives stand first: «старый русский город»."""
    said = text.words[place : place + 1]
    for at in range(place + 1, min(place + 3, len(text.words))):
        if text.gap(at) != " " or not _ADJECTIVE.search(text.words[at - 1]):
            break
        said.append(text.words[at])
    return said


def _says_the_kind(text: Clause, place: int) -> bool:
    """A town, a sort of pear; not "a brand manager", "a friend of the town"."""
    for at in (place, place + 1):
        if at >= len(text.words) or text.words[at] not in words("kinds"):
            continue
        following = text.words[at + 1 : at + 2]
        if (
            not following
            or text.words[at] in words("words")
            or following[0] in words("behind_a_thing")
            or text.gap(at + 1).strip()
        ):
            return True
    return False
