"""What the words around a name say of it: whom one asks, and what only people do, in three languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from trackerbridge.client_view.guard_text import folded, is_cyrillic

_PAST_RU = re.compile(r"(?:[аиеяыуо]л(?:а|и|ся|ась|ись)?|[шзстгкпрб]л[аио](?:сь)?|[мнпш][оеа]г|ш[её]л)$")
_PRESENT_RU = re.compile(r"(?:[ие]т|[аяуюи]т|[ие]тся|[аяую]тся)$")
_ROMANIAN_VERB = re.compile(r".{2,}(?:eaza|este|aste)$")
_ROMANIAN_DONE = re.compile(r".{2,}(?:at|it|ut|s|t)$")
_LONGEST_ROW = 4


@cache
def entry(section: str, key: str) -> frozenset[str]:
    """The words under one key of the data, folded; of a key in rows, the single words."""
    return frozenset(folded(word) for word in re.split(r"[\s,]+", str(_data()[section].get(key, ""))) if word)


@cache
def _rows() -> re.Pattern[str]:
    """Everything after which a person comes, as the end of a row of words."""
    rows = {folded(" ".join(row.split())) for text in _data()["before"].values() for row in text.split(",")}
    made = (" ".join(re.escape(w.rstrip("*")) + (r"[^\W\d_]*" if w.endswith("*") else "") for w in row.split())
            for row in rows if row)  # fmt: skip
    return re.compile(f"(?:^| )(?:{'|'.join(sorted(made, key=len, reverse=True))})$")


def before_a_person(words: Sequence[str], place: int) -> bool:
    """Whether the words before the one at ``place`` are such that a person comes."""
    return place > 0 and _rows().search(" ".join(words[max(0, place - _LONGEST_ROW) : place])) is not None


def acts_behind(following: Sequence[str], language: str) -> bool:
    """Whether the words that follow say what only a person does."""
    if is_cyrillic(following[0]):
        return _acts_in_russian(following)
    return (language != "ro" and _acts_in_english(following)) or (language != "en" and _acts_in_romanian(following))


def _acts_in_russian(following: Sequence[str]) -> bool:
    rest = list(following)
    while rest and rest[0] in entry("acts", "ru_particles"):
        rest.pop(0)
    if not rest or rest[0] in entry("acts", "ru_not_acts"):
        return False
    first = rest[0]
    if first in entry("acts", "ru_short_acts"):
        return True
    return len(first) > 3 and bool(_PAST_RU.search(first) or _PRESENT_RU.search(first))


def _acts_in_english(following: Sequence[str]) -> bool:
    first, second, third = [*following, "", "", ""][:3]
    if first in entry("acts", "en_modal"):
        if second in entry("acts", "en_thing_verbs"):
            return second == "be" and third in entry("acts", "en_state")
        return second not in ("", "not", "the", "a", "you", "we", "it", "they", "i", "this", "that")
    if first in entry("acts", "en_aux"):
        if second in entry("acts", "en_not"):
            return False
        return second in entry("acts", "en_state") or (first == "has" and second == "a" and third != "")
    if first in entry("acts", "en"):
        return True
    # "Mark uploaded three versions" and not "Page translated", "Price reduced by half"
    return (
        first.endswith("ed")
        and len(first) > 4
        and second
        in ("a", "an", "the", "two", "three", "four", "five", "all", "us", "it", "them", "our", "your", "his", "her")
    )


def _acts_in_romanian(following: Sequence[str]) -> bool:
    first, second, third = [*following, "", ""][:3]
    if first == "se" and second in ("ocupa", "uita", "intoarce", "intreaba"):
        return True
    if first in ("a", "va", "nu", "o", "ne", "isi", "ii", "le", "mai", "tot", "inca", "deja"):
        if first == "a" and second == "fost":
            return third in entry("acts", "ro_state")
        if first == "a" and second not in entry("acts", "ro_not"):
            return (
                second in entry("acts", "ro_state")
                or _ROMANIAN_DONE.search(second) is not None
                or second in ("mai", "si")
            )
        return (
            second in entry("acts", "ro") or second in entry("acts", "ro_state") or bool(_ROMANIAN_VERB.search(second))
        )
    if first in ("este", "e", "era"):
        return second in entry("acts", "ro_state")
    if first == "are":
        return second in ("nevoie", "de")
    return first in entry("acts", "ro") or _ROMANIAN_VERB.search(first) is not None


@cache
def _data() -> dict[str, dict[str, str]]:
    text = resources.files("trackerbridge.client_view").joinpath("guard_people.toml").read_text("utf-8")
    return tomllib.loads(text)
