"""What the words around a name say of it: whom one asks, and what only people do, in three languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from trackerbridge.client_view.guard_entries import all_rows, entry
from trackerbridge.client_view.guard_states import is_somewhere
from trackerbridge.client_view.guard_text import is_cyrillic

_PAST_RU = re.compile(
    r"(?:[аиеяыуо]л(?:а|и|ся|ась|ись)?|[шзстгкпрб]л[аио](?:сь)?|[мнпш][оеа]г|ш[её]л|[вн][её][зс]|[её]г|[её]с)$"
)
_PRESENT_RU = re.compile(r"(?:[ие]т|[аяуюи]т|[ие]тся|[аяую]тся)$")
_ROMANIAN_VERB = re.compile(r".{2,}(?:[ei]aza|este|aste)$")
_INFINITIVE = re.compile(r".{2,}[aei]$")
_ROMANIAN_DONE = re.compile(r".{2,}(?:at|it|ut|s|t)$")
_INFINITIVE_RU = re.compile(r"[аеиоуыюя]ть(?:ся)?$|(?:[зс]ти|ти|чь)(?:с[ья])?$|^.*[йд]ти$")
_PLURAL_RU = re.compile(r"(?:ли|лись|[уюая]т|[уюая]тся)$")
_LONGEST_ROW = 4
_AGAIN = re.compile(r"^(?:re|over|un|out|mis|under)(?=\w{3})")  # rebuilt, overslept
_SHORTEST_VERB = 3


@cache
def _rows() -> re.Pattern[str]:
    """Everything after which a person comes, as the end of a row of words."""
    rows = all_rows("before")
    made = (" ".join(re.escape(w.rstrip("*")) + (r"[^\W\d_]*" if w.endswith("*") else "") for w in row.split())
            for row in rows if row)  # fmt: skip
    return re.compile(f"(?:^| )(?:{'|'.join(sorted(made, key=len, reverse=True))})$")


def before_a_person(words: Sequence[str], place: int) -> bool:
    """Whether the words before the one at ``place`` are such that a person comes."""
    return place > 0 and _rows().search(" ".join(words[max(0, place - _LONGEST_ROW) : place])) is not None


def acts_behind(word: str, following: Sequence[str], language: str) -> bool:
    """Whether the words that follow a (folded) word say what only a person does, has or is."""
    if is_somewhere(word, following, language):
        return True
    if is_cyrillic(following[0]):
        return _acts_in_russian(word, following)
    if language != "en" and _is_given(word, following):
        return True
    return (language != "ro" and _acts_in_english(word, following)) or (
        language != "en" and _acts_in_romanian(following)
    )


def _is_given(word: str, following: Sequence[str]) -> bool:
    """As in "Vioricăi i-am trimis": whom somebody gives something, said twice in Romanian."""
    return (
        word.endswith(("ei", "ii", "ai", "ului"))
        and following[0] in ("i", "ii")
        and following[1:2] not in ([], ["sta"])
    )


def _acts_in_russian(word: str, following: Sequence[str]) -> bool:
    rest = list(following)
    while rest and rest[0] in entry("acts", "ru_particles"):
        rest.pop(0)
    gone = following.index("не") if "не" in following else -1
    if rest[:1] == ["нет"] or (gone >= 0 and following[gone + 1 : gone + 2] in (["будет"], ["было"])):
        behind = {"до", "на", "с", "в"}.intersection(following)
        return gone > 0 or len(rest) < len(following) - 1 or bool(behind)  # away, and not hopeless
    if word[-1:] in "аяуюы" and rest and rest[0] in entry("acts", "ru_done_to"):
        return True
    first, second = [*rest, "", ""][:2]
    if word[-1:] in "еуюи" and (first in entry("acts", "ru_lacked") or first in entry("acts", "ru_given")):
        return True
    if first in ("в", "на") and len(rest) < len(following) and second not in entry("acts", "ru_not_there"):
        return True  # «сегодня в музее»
    if not entry("acts", "ru_with").isdisjoint(following) or _has_to_do(word, rest):
        return True
    if first in entry("acts", "ru_dative") and word[-1:] in "еюуи":
        return True
    if any(one in ("в", "на") and other in entry("acts", "ru_states") for one, other in pairwise(following)):
        return True
    if not first or first in entry("acts", "ru_not_acts"):
        return False
    if first in entry("acts", "ru_short_acts"):
        return True
    if _PLURAL_RU.search(first) and word[-1] not in "ыие":  # one person in another case: others do it
        return False
    return len(first) > _SHORTEST_VERB and bool(_PAST_RU.search(first) or _PRESENT_RU.search(first))


def _has_to_do(word: str, following: Sequence[str]) -> bool:
    """«Дойне отправить текст», «Марку пересчитать размер»: who has to do what, before an infinitive.

    «Марку поставить на конверт» is a stamp: what ends in -у, -ю or -и may be what is done something to, unless that
    follows, or the verb has no object.
    """
    verb, object_ = [*following, "", ""][:2]
    if not _INFINITIVE_RU.search(verb) or verb in entry("acts", "ru_no_infinitives"):
        return False
    if word[-1:] == "е":
        return True
    alone = verb.endswith(("ся", "сь")) or verb in entry("acts", "ru_without_object")
    told = len(object_) > 1 and object_ not in entry("acts", "ru_no_objects")
    return word[-1:] in "уюи" and (alone or told)


def _acts_in_english(word: str, following: Sequence[str]) -> bool:
    first, second, third = [*following, "", "", ""][:3]
    if first in entry("acts", "en_modal"):
        verb, object_ = (third, "".join(following[3:4])) if second == "not" else (second, third)
        if verb in entry("acts", "en_changes") and object_ in entry("acts", "determiners"):
            return True
        if verb in entry("acts", "en_thing_verbs"):
            return verb == "be" and object_ in entry("acts", "en_state")
        return verb not in ("", "the", "a", "you", "we", "it", "they", "i", "this", "that")
    if word not in entry("acts", "en_bare") and _is_told(first, second, third):
        return True
    if first in ("has", "had") and second not in ("to", "been", "a", "the", "no", "not", ""):
        done = re.search(r"(?:ed|en|wn|ght)$", second) is not None or _is_irregular(second)
        moved = third in entry("acts", "determiners") and third not in ("to", "up", "no", "more", "less")
        return (second not in entry("acts", "en_gone") or moved) and (done or second in entry("acts", "en_state"))
    if first in entry("acts", "en_aux"):
        if second in ("on", "at", "in", "with"):
            place = following[3] if third in ("the", "a") and len(following) > 3 else third
            return place in entry("acts", "en_places") or (second == "at" and place not in entry("acts", "en_not_at"))
        if second in ("a", "an", "the", "our", "your", "my") and not entry("acts", "en_roles").isdisjoint(
            following[2:]
        ):
            return True
        return second not in entry("acts", "en_not") and second in entry("acts", "en_state")
    if first == "from" and not entry("acts", "en_ours").isdisjoint(following[1:3]):
        return True
    if _goes_or_wants(first, second, third) or (word in entry("acts", "en_imperative") and _orders(first, second)):
        return True
    # "Mark uploaded three versions", "Ivy draws the icons" and not "Page translated", "Power tools: catalogue"
    does = re.search(r"(?:ed|[^sui]s)$", first) is not None or _is_irregular(first)
    return first in entry("acts", "en") or (
        does and len(first) > _SHORTEST_VERB - 1 and second in entry("acts", "determiners")
    )


def _is_irregular(word: str) -> bool:
    known = entry("acts", "en_irregular")
    return word in known or _AGAIN.sub("", word) in known


def _goes_or_wants(first: str, second: str, third: str) -> bool:
    """As in "Mark left for a holiday", "Mark wanted to show it"."""
    if first in entry("acts", "en_to") and second == "to":
        return third != "" and third not in entry("acts", "determiners")
    return first in ("left", "leaves") and second == "for"


def _orders(first: str, second: str) -> bool:
    """As in "Mark orders paper", where "Mark orders as paid" tells somebody what to do."""
    object_ = second not in entry("acts", "en_no_object") and not second.endswith(("ed", "ing"))
    return second != "" and object_ and first in entry("acts", "en_orders")


def _is_told(first: str, second: str, third: str) -> bool:
    """As in "Rose to send the icons", "Bill is printing the flyers", "Mark has the file": a thing has an article."""
    if first == "to":
        return second in entry("acts", "en_state") and second not in ("be", "have", "not", "look", "do", "get", "show")
    if first in ("is", "was"):
        return (
            second.endswith("ing") and second not in entry("acts", "en_not") and third in entry("acts", "determiners")
        )
    return first == "has" and second in ("the", "your", "our", "all", "both", "it", "them", "these", "those")


def _acts_in_romanian(following: Sequence[str]) -> bool:
    first, second, third = [*following, "", ""][:3]
    if first in ("il", "l", "le", "ii", "o", "i") and len(second) > _SHORTEST_VERB and second not in ("place", "plac"):
        return True
    if first in ("aduce", "rezerva", "duce", "alege") and second != "":
        return True
    if first in ("l", "i", "le") and second == "a":
        return True
    if first == "se" and second in ("ocupa", "uita", "intoarce", "intreaba"):
        return True
    if first == "va" and _INFINITIVE.search(second) and second not in entry("acts", "ro_thing_verbs"):
        return True
    if first in ("a", "au", "va", "nu", "o", "ne", "isi", "ii", "le", "mai", "tot", "inca", "deja"):
        if first == "a" and second == "fost":
            return third in entry("acts", "ro_state")
        if first in ("a", "au") and second not in entry("acts", "ro_not"):
            return (
                second in entry("acts", "ro_state")
                or _ROMANIAN_DONE.search(second) is not None
                or second in ("mai", "si")
            )
        return (
            second in entry("acts", "ro") or second in entry("acts", "ro_state") or bool(_ROMANIAN_VERB.search(second))
        )
    if first in ("este", "e", "era"):
        elsewhere = second == "la" and third != "" and third not in entry("acts", "ro_not_at")
        if second in ("un", "o") and third in entry("acts", "ro_roles"):
            return True
        return elsewhere or second in entry("acts", "ro_roles") or second in entry("acts", "ro_state")
    if first == "are":
        return second in ("nevoie", "de")
    return first in entry("acts", "ro") or _ROMANIAN_VERB.search(first) is not None


def act_together(following: Sequence[str], language: str) -> bool:
    """Whether two do something: the words behind "and", as in "Rose and the printers will agree"."""
    if is_cyrillic(following[0]):
        return any(
            word.startswith(tuple(entry("acts", "ru_together"))) and _PLURAL_RU.search(word) for word in following
        )
    if language == "ro":
        return any(word.endswith("esc") for word in following[1:])
    return any(
        a in entry("acts", "en_modal") and b not in entry("acts", "en_thing_verbs") for a, b in pairwise(following)
    )


def may_be_an_act(word: str, language: str, *, cyrillic: bool) -> bool:
    """Whether a (folded) word alone may be what one person does, did or will do; to be sure, rather than not."""
    if cyrillic:
        if word in entry("acts", "ru_not_acts") or _PLURAL_RU.search(word):
            return False
        return word in entry("acts", "ru_short_acts") or (
            len(word) > _SHORTEST_VERB and bool(_PAST_RU.search(word) or _PRESENT_RU.search(word))
        )
    romanian = word in entry("acts", "ro") or word in entry("acts", "ro_clitics") or bool(_ROMANIAN_VERB.search(word))
    english = word in entry("acts", "en") or word in entry("acts", "en_irregular") or word.endswith("ing")
    return (language != "en" and romanian) or (language != "ro" and english)
