"""Where somebody is, what somebody has, and who else is with them: of few words each, which no thing has behind it.

Beside ``guard_acts``, which knows what people do: "Rose is abroad", «Вера у врача», „Luna și-a luat liber”.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from trackerbridge.client_view.guard_entries import entry
from trackerbridge.client_view.guard_text import is_cyrillic

_NO_MORE = 2  # words behind a name
_INFINITIVE_RU = re.compile(r"\w{2}(?:ть|ти|чь|ться)$")
_DONE_RU = re.compile(r"\w{3}[нт][оаы]?$")
_BY_RU = re.compile(r"(?:[ое]и|[ое]м|ью)$")  # folded


def is_somewhere(word: str, following: Sequence[str], language: str) -> bool:
    """Whether the words behind a (folded) word tell the state of a person, or that others are with them."""
    if is_cyrillic(following[0]):
        return _in_russian(word, following)
    known = word not in entry("acts", "en_bare") or following[0] in entry("states", "en_people_verbs")
    known = known or (following[0] in ("is", "was") and following[1:2] != [] and _is_only_a_persons(following[1]))
    english = language != "ro" and known and _in_english(word, following)
    return english or (language != "en" and _in_romanian(following))


def _is_only_a_persons(state: str) -> bool:
    """No page, field or price is so: "Page is travelling"."""
    return state in entry("states", "en_only_people")


def _in_russian(word: str, following: Sequence[str]) -> bool:
    rest = list(following)
    while rest and rest[0] in entry("acts", "ru_particles"):
        rest.pop(0)
    first, second, third = [*rest, "", "", ""][:3]
    if first in entry("states", "ru") or f"{first} {second}" in _rows("ru_rows"):
        return True
    if first in ("и", "или", "с", "со") and not entry("states", "ru_others").isdisjoint((second, third)):
        return True
    if first in ("будет", "был", "была"):
        when = second in ("в", "во") and third in entry("states", "ru_when")
        return when or _INFINITIVE_RU.search(second) is not None or second in entry("states", "ru")
    if word[-1] in "еиюу" and first in entry("states", "ru_to_whom"):
        return True
    if _BY_RU.search(word) and (first == "довольны" or (first.endswith("но") and _DONE_RU.search(first))):
        return True
    if "".join(following[:2]) == "небудет":
        return len(following) == _NO_MORE or not entry("states", "ru_when").isdisjoint(following)
    return first == "нет" and len(rest) < len(following)  # «Веры сегодня нет»


def _in_english(word: str, following: Sequence[str]) -> bool:
    first, second, third = [*following, "", "", ""][:3]
    last = following[3] if len(following) > 3 else ""
    if first in entry("states", "en_adverbs"):  # "Will also be open on Sunday" is no Will
        did = re.search(r"(?:ed|[^sui]s)$", second) is not None or second in entry("acts", "en_irregular")
        return word not in ("will", "may") or did or second == ""
    if first in ("and", "or", "nor") and not entry("states", "en_others").isdisjoint((second, third)):
        return True
    if first in ("is", "was", "isn", "wasn"):
        if _is_only_a_persons(second):
            return True
        going = second.endswith("ing") and second not in entry("acts", "en_not")
        return going or second in entry("states", "en")
    if first in entry("acts", "en_modal"):
        verb, object_ = (third, last) if second == "not" else (second, third)
        return verb in entry("states", "en_at") and object_ in entry("states", "en_at_what")
    if first in ("has", "had"):
        owns = second in ("a", "an", "no", "two", "some", "the") and not entry("states", "en_owned").isdisjoint(
            following
        )
        return owns or (second == "to" and third not in ("be", ""))
    if first in entry("states", "en_goes") and second in entry("states", "en_at_what"):
        return True
    if first in ("comes", "came") and second in entry("states", "en_comes"):
        return True
    return first in entry("states", "en_verbs") or (
        second in entry("states", "en_whom") and re.search(r"(?:ed|[^sui]s)$", first) is not None
    )


def _in_romanian(following: Sequence[str]) -> bool:
    rest = list(following)
    while rest and rest[0] in ("nu", "deja", "inca", "tot", "mai", "iar", "doar"):
        rest.pop(0)
    first, second, third = [*rest, "", "", ""][:3]
    if following[0] == "nu" and first in ("e", "este", "era", "ajunge") and second in entry("states", "ro_not_there"):
        return True
    if first in ("si", "sau", "cu") and not entry("states", "ro_others").isdisjoint((second, third)):
        return True
    if first in ("mi", "ne", "v", "ti") and second in ("a", "au"):
        return True
    if first in ("s", "si") and second in ("a", "au"):
        return third in entry("states", "ro_done") or first == "si"
    if first in ("isi", "imi") or not _rows("ro_rows").isdisjoint((f"{first} {second}", f"{first} {second} {third}")):
        return True
    if first == "a" and len(rest) < len(following) and second not in entry("acts", "ro_not"):
        return re.search(r"(?:at|it|ut|s|t)$", second) is not None
    owned = {second, third} if second in entry("states", "ro_some") else {second}
    if first in ("are", "avea") and not entry("states", "ro_owned").isdisjoint(owned):
        return True
    return first in entry("states", "ro_verbs") or (first == "ar" and second in entry("states", "ro_would"))


def _rows(key: str) -> frozenset[str]:
    return entry("states", key, rows=True)
