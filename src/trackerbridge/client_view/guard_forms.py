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
def sounds_of(word: str) -> frozenset[str]:
    """Every form of one word of a name as it sounds when it is written in the other script (see :func:`sound`)."""
    low = legible(word).casefold()
    if is_cyrillic(low):
        forms = [form for base in _into_latin(low) for form in (base, *_latin(base))]
    else:
        forms = [form for base in _into_cyrillic(low) for form in (base, *_russian(base))]
    return frozenset(key for form in forms for key in sounds(form) if len(key) >= _SHORTEST_SOUND)


_SHORTEST_SOUND = 4


# -- Russian -----------------------------------------------------------------------------------------------------------


def _russian(word: str) -> Iterator[str]:
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
        yield from _owned(stem)
    elif last == "я":
        yield from (stem + end for end in ("и", "е", "ю", "ей", "ею", "ёй", "ь", "й", "", "ям", "ями", "ях"))
        yield from _owned(stem)
        yield from (stem + "ь" + end for end in ("и", "е", "ю", "ей"))
    elif last in "йь":
        yield from (stem + end for end in ("я", "ю", "ем", "ём", "е", "и", "ей", "ев", "ям", "ями", "ях"))
        yield from (stem + "ев" + end for end in _POSSESSIVE)
        if last == "ь":
            yield from (stem + end for end in ("ью", "и"))
    elif last not in _VOWELS:
        yield from _consonant(word)


def _owned(stem: str) -> Iterator[str]:
    """«Машин отчёт», «Олиного письма»."""
    yield from (stem + "ин" + end for end in _POSSESSIVE)


def _consonant(word: str) -> Iterator[str]:
    yield from (word + end for end in ("а", "у", "ом", "ем", "е", "ы", "и", "ов", "ам", "ами", "ах"))
    if _SURNAME.search(word):
        yield from (word + end for end in ("ым", "ых", "ыми", "ой", "ою"))
        yield from (word + "а" + end for end in ("",))
    yield from (word + "ов" + end for end in _POSSESSIVE)
    for pattern, instead in (
        (r"е(ц|л|к|н)$", r"\1"),
        (r"о(к|л|н)$", r"\1"),
        (r"^лев$", "льв"),
        (r"ёк$", "ьк"),
        (r"([лн])ец$", r"\1ьц"),
    ):
        short = re.sub(pattern, instead, word)
        if short != word and len(short) > 2:
            yield from (short + end for end in ("а", "у", "ом", "ем", "е", "ы", "и"))


def _adjective(word: str) -> Iterator[str]:
    """Вознесенский, Вознесенская: the endings of an adjective, for both and for the family."""
    stem = word[:-2]
    ends = ("ий", "ый", "ой", "ого", "его", "ому", "ему", "им", "ым", "ом", "ем", "ая", "ую", "ой", "ою", "ие", "ые")
    yield from (stem + end for end in (*ends, "их", "ых", "ими", "ыми"))


# -- Romanian and English ----------------------------------------------------------------------------------------------


def _latin(word: str) -> Iterator[str]:
    """Genitive and dative, vocative, articles and plurals; English adds an s."""
    if len(word) < 3:
        return
    yield from (word + end for end in ("s", "es"))
    stem = word[:-1]
    plain = folded(word)
    if plain.endswith("a"):
        yield from (stem + end for end in ("ei", "ii", "ai", "i", "o", "e", "ele", "elor", "hii", "hi", "iei"))
        if plain.endswith(("ia", "ea")):
            yield from (word[:-2] + end for end in ("iei", "ei", "io", "eo", "ii", "eii"))
    elif plain.endswith("escu"):
        yield from (word[:-3] + end for end in ("ști", "știi", "știlor", "sculuii", "scului", "scule", "scule"))
        yield from (word + end for end in ("lui", "le"))
    elif plain.endswith("eanu"):
        yield from (word[:-4] + end for end in ("eni", "enii", "enilor", "eanului", "eanule", "eanca", "encei"))
    elif plain[-1] in "ui":
        yield from (word + end for end in ("l", "lui", "le", "lor"))
        yield from (stem + end for end in ("i", "ii", "e", "ilor"))
    elif plain[-1] == "e":
        yield from (word + end for end in ("i", "le", "lui", "lor"))
        yield from (stem + end for end in ("i", "ii"))
    else:
        yield from (word + end for end in ("ul", "ului", "e", "ule", "i", "ii", "ilor", "a", "ei", "u", "om"))


# -- the other script --------------------------------------------------------------------------------------------------

_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "yo", "є": "ye", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_CYRILLIC = (
    ("shch", "щ"), ("sch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("tz", "ц"), ("ch", "ч"), ("sh", "ш"),
    ("yu", "ю"), ("iu", "ю"), ("ju", "ю"), ("ya", "я"), ("ia", "я"), ("ja", "я"), ("yo", "ё"), ("jo", "ё"), ("ye", "е"),
    ("iy", "ий"), ("yi", "ий"), ("ii", "ий"), ("ey", "ей"), ("ei", "ей"), ("ay", "ай"), ("ai", "ай"), ("oy", "ой"),
    ("uy", "уй"), ("ph", "ф"), ("th", "т"), ("ck", "к"), ("gh", "г"), ("dj", "дж"), ("qu", "кв"), ("x", "кс"),
    ("a", "а"), ("b", "б"), ("c", "к"), ("d", "д"), ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "х"), ("i", "и"),
    ("j", "й"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("q", "к"), ("r", "р"),
    ("s", "с"), ("t", "т"), ("u", "у"), ("v", "в"), ("w", "в"), ("y", "и"), ("z", "з"),
)  # fmt: skip


def _into_latin(word: str) -> Iterator[str]:
    made = "".join(_LATIN.get(char, "") for char in word)
    yield made
    if made.endswith(("iy", "yy")):
        yield made[:-2] + "y"
    if word.endswith("ия"):
        yield made[:-2] + "a"


def _into_cyrillic(word: str) -> Iterator[str]:
    """As it is most likely written; a final y is «ий» in some names and «ы» in none."""
    word = folded(word.replace("ș", "sh").replace("ş", "sh").replace("ț", "ts").replace("ţ", "ts"))
    for rest, ending in _endings(word):
        made, place = "", 0
        while place < len(rest):
            for sign, letter in _CYRILLIC:
                if rest.startswith(sign, place):
                    made += letter
                    place += len(sign)
                    break
            else:
                place += 1
        yield made + ending


def _endings(word: str) -> Iterator[tuple[str, str]]:
    yield word, ""
    if word.endswith(("y", "ii", "iy", "ij")) and not word.endswith(("ey", "ay", "oy", "uy")):
        yield re.sub(r"(?:y|ii|iy|ij)$", "", word), "ий"
    if word.endswith(("ia", "iia", "iya")):
        yield re.sub(r"(?:iia|iya|ia)$", "", word), "ия"
        yield re.sub(r"(?:iia|iya|ia)$", "", word), "ья"
    if word.endswith("e"):
        yield word[:-1], "е"


# -- how it sounds -----------------------------------------------------------------------------------------------------

_ALIKE = (
    (r"shch|sch|sh|sz", "s"), (r"tsch|tch|ch|cz", "k"), (r"tz|ts", "t"), (r"zh|dzh|dj", "z"), (r"kh|gh", "g"),
    (r"ph", "f"), (r"th", "t"), (r"ck|q", "k"), (r"x", "ks"), (r"w", "v"), (r"h", "g"), (r"c", "k"),
    (r"y", "i"), (r"der$", "dr"), (r"i+(?=[aeou])", ""), (r"i{2,}", "i"), (r"(.)\1+", r"\1"),
)  # fmt: skip


@lru_cache(maxsize=16_384)
def sounds(word: str) -> tuple[str, ...]:
    """A word of either script as it sounds, roughly: spellings of one name by different habits are one.

    Rough on purpose: ш, щ and ș are one, so are к and ч, г and х. It is only ever compared across scripts. Two keys
    where the word has a j, which is a vowel in some languages and a consonant in others.
    """
    low = folded("".join(_LATIN.get(char, char) for char in legible(word).casefold()))
    return tuple(dict.fromkeys(_sound(low.replace("j", as_)) for as_ in (("y", "z") if "j" in low else ("",))))


def _sound(word: str) -> str:
    for pattern, instead in _ALIKE:
        word = re.sub(pattern, instead, word)
    return word
