"""How a name is written in a sentence: cases in Russian, forms in Romanian and English, and the other script.

Rules of morphology, no lists of names: whoever joins the team tomorrow is known by the same rules. Forms are made from
the name as it is spelled (lower case, accents kept) and compared folded. A form that no language has costs nothing; one
that is also a word is decided where it stands (``guard_occurrence``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from trackerbridge.client_view.guard_text import folded, is_cyrillic, legible

_VOWELS = "аеёиоуыэюя"
_LATIN_VOWELS = "aeiouy"
_HISSING = "гкхжшчщ"
_SURNAME = re.compile(r"(?:[оеё]в|[иы]н)$")
_ADJECTIVAL = re.compile(r"(?:ск|цк)?(?:ий|ый|ой)$|(?:ск|цк)?ая$")
_POSSESSIVE = ("", "а", "о", "ы", "ого", "ому", "ым", "ом", "у", "ой", "ых", "ыми")


@lru_cache(maxsize=4096)
def forms_of(word: str) -> frozenset[str]:
    """Every form of one word of a name, in its own script, folded; the word itself included."""
    low = legible(word).casefold()
    made = _russian(low) if is_cyrillic(low) else _latin(low)
    return frozenset(folded(form) for form in (low, *made) if len(form) > 1)


@lru_cache(maxsize=4096)
def cases_of_a_word(word: str, language: str) -> frozenset[str]:
    """Cases and plurals of an ordinary word, folded: what a text may hold without meaning the person of that name."""
    if language == "ru":
        made = _russian(word, owned=False)
    else:
        made = iter([word + "s", word + "es"]) if language == "en" else _romanian_word(word)
    return frozenset(folded(form) for form in made if len(form) > 1)


# -- Russian -----------------------------------------------------------------------------------------------------------


def _russian(word: str, *, owned: bool = True) -> Iterator[str]:
    """Cases, the spoken vocative, possessive adjectives and the plural."""
    if len(word) < 3:
        return
    stem, last = word[:-1], word[-1]
    if _ADJECTIVAL.search(word) and len(word) > 4:
        yield from _adjective(word)
    if last == "а":
        soft = stem[-1] in _HISSING
        yield from (
            stem + end for end in ("ы", "и" if soft else "ы", "е", "у", "ой", "ою", "ей", "", "ам", "ами", "ах")
        )
        yield from _owned(stem) if owned else ()
        if _SURNAME.search(stem) and owned:
            yield from (stem + end for end in ("ых", "ым", "ыми"))
        elif owned and len(word) > 4:
            yield stem + "о"  # Оксано: as Ukrainians call her
    elif last == "я":
        yield from (stem + end for end in ("и", "е", "ю", "ей", "ею", "ёй", "ь", "й", "", "ям", "ями", "ях"))
        yield from _owned(stem) if owned else ()
        yield from (stem + "ь" + end for end in ("и", "е", "ю", "ей"))
    elif last in "йь":
        yield from _soft(word, owned=owned)
    elif last == "о" and owned:
        yield from (stem + end for end in ("а", "у", "ом", "ові", "еві", "і", "ам", "ами"))  # Дмитро, Шевченко
    elif last not in _VOWELS:
        yield from _consonant(word, owned=owned)
    if owned and _NEIGHBOURS.search(word):
        yield from _ukrainian_or_belarusian(word)


def _soft(word: str, *, owned: bool) -> Iterator[str]:
    stem = word[:-1]
    ends = ("я", "ю", "ем", "ём", "е", "и", "ей", "ев", "ям", "ями", "ях")
    yield from (stem + end for end in ends)
    yield from (stem + "ев" + end for end in _POSSESSIVE) if owned else ()
    if word.endswith("ей"):
        yield from (stem[:-1] + "ь" + end for end in (*ends, "ёв"))
    if word.endswith("ень"):
        yield from (word[:-3] + "н" + end for end in ends)
    if word.endswith("ь"):
        yield from (stem + end for end in ("ью", "и"))


def _owned(stem: str) -> Iterator[str]:
    """«Машин отчёт», «Олиного письма»."""
    yield from (stem + "ин" + end for end in _POSSESSIVE)


_FLEETING = (
    (r"е([цлкнр])$", r"\1"),
    (r"о([кл])$", r"\1"),
    (r"^лев$", "льв"),
    (r"ёк$", "ьк"),
    (r"([лн])ец$", r"\1ьц"),
    (r"([аеоуя])ец$", r"\1йц"),
    (r"яц$", "йц"),
)


def _consonant(word: str, *, owned: bool) -> Iterator[str]:
    ends = ("а", "у", "ом", "ем", "е", "ы", "и", "ов", "ев", "ей", "ам", "ами", "ах")
    yield from (word + end for end in ends)
    if _SURNAME.search(word) and owned:
        yield from (word + end for end in ("ым", "ых", "ыми", "ой", "ою"))
    yield from (word + "ов" + end for end in _POSSESSIVE) if owned else ()
    for pattern, instead in _FLEETING:
        short = re.sub(pattern, instead, word)
        if short != word and len(short) > 2:
            yield from (short + end for end in ends)


_NEIGHBOURS_ADJECTIVE = (
    *("ого", "ому", "им", "ім", "ій", "ага", "аму", "ым", "ай", "ая", "ую", "а", "у"),
    *("ія", "ію", "ієм", "ієві", "ыя", "ыю", "ыем", "ыі"),
)
_NEIGHBOURS = re.compile("[іїєґў]|ы(?:й|кі|цкі)?$|[аеёіоуыэюя]ў|ць$|(?:дз|ц)[іяе]|^вольга$|ій$")


def _ukrainian_or_belarusian(word: str) -> Iterator[str]:
    """Their own cases, for a name that is spelled in their own letters (Олексієві, Жыгоцкага, Вользе)."""
    stem = word[:-1]
    if word.endswith(("кі", "кий", "ий", "ы", "ый")):
        root = re.sub(r"(?:ий|ый|і|ы)$", "", word)
        yield from (root + end for end in _NEIGHBOURS_ADJECTIVE)
    elif word.endswith(("а", "я")):
        yield from (stem + end for end in ("и", "і", "ї", "у", "ю", "ою", "ею", "єю", "ай", "яй", "ы", "е", "о"))
        for last, soft in (("г", "з"), ("к", "ц"), ("х", "с")):
            if stem.endswith(last):
                yield from (stem[:-1] + soft + end for end in ("і", "е", "ы"))
    else:
        root = re.sub(r"[йь]$", "", re.sub(r"е?ц(ь?)$", r"ц\1", word)) if word[-1] in "йьц" else word
        ends = ("а", "у", "я", "ю", "ом", "ем", "єм", "ам", "ям", "ові", "еві", "єві", "і", "ї", "ы", "е", "и")
        yield from (root + end for end in ends)


def _adjective(word: str) -> Iterator[str]:
    """Вознесенский, Вознесенская: the endings of an adjective, for both and for the family."""
    stem = word[:-2]
    ends = ("ий", "ый", "ой", "ого", "его", "ому", "ему", "им", "ым", "ом", "ем", "ая", "ую", "ой", "ою", "ие", "ые")
    yield from (stem + end for end in (*ends, "их", "ых", "ими", "ыми"))


# -- Romanian and English ----------------------------------------------------------------------------------------------


def _latin(word: str) -> Iterator[str]:
    """Genitive and dative of a woman's name, vocatives, the family; English adds an s.

    What would be an article or a plural of an ordinary word ("romanul", "dani") is no form of a short name.
    """
    if len(word) < 3:
        return
    yield from (word + end for end in ("s", "es"))
    yield re.sub("[üäöß]", lambda found: {"ü": "ue", "ä": "ae", "ö": "oe", "ß": "ss"}[found[0]], word)
    stem, plain = word[:-1], folded(word)
    if plain.endswith("a"):
        yield from (stem + end for end in ("ei", "ii", "ăi", "ai", "o", "iei"))
        if plain.endswith("eana"):
            yield from (word[:-4] + end for end in ("enei", "enii"))
        if plain.endswith(("ca", "ga")):
            yield from (stem + end for end in ("hii", "hi", "ăi"))
        if plain.endswith(("ia", "ea")):
            yield from (word[:-2] + end for end in ("iei", "ei", "io", "eo", "ii", "eii"))
    elif plain.endswith("escu"):
        yield from (word[:-3] + end for end in ("ști", "știi", "știlor"))
        yield word + "le"
    elif plain.endswith("eanu"):
        yield from (
            word[:-4] + end for end in ("eni", "enii", "enilor", "eanul", "eanului", "eanule", "eanca", "encei")
        )
    elif plain[-1] in "ui":
        yield from (word + end for end in ("l", "le", "lui"))
        yield from (stem + end for end in ("ii", "ilor", "ule"))
    elif plain[-1] not in _LATIN_VOWELS:
        yield from (word + end for end in ("e", "ule"))
        yield from (word + end for end in ("ii", "ilor", "ul", "ului") if len(word) > 5)
        if plain.endswith("on") and len(plain) < 5:
            yield stem[:-1] + "oane"


def _romanian_word(word: str) -> Iterator[str]:
    stem, plain = word[:-1], folded(word)
    if plain.endswith("a"):
        yield from (stem + end for end in ("ă", "ei", "ii", "ele", "elor", "e", "i", "ile", "ilor"))
    elif plain.endswith("e"):
        yield from (word + end for end in ("a", "le", "lui"))
        yield from (stem + end for end in ("i", "ii", "ile", "ilor"))
    elif plain[-1] in "ui":
        yield from (word + end for end in ("l", "lui"))
        yield from (stem + end for end in ("", "i", "ii", "ilor", "ul", "ului"))
    else:
        ends = ("ul", "ului", "i", "ii", "ilor", "e", "ele", "elor", "uri", "urile", "a", "ă", "ei")
        yield from (word + end for end in ends)
