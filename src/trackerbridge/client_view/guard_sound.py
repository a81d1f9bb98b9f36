"""How a name sounds, whatever alphabet and system it is written in: Щербаков, Shcherbakov, Ščerbakov, Schtscherbakow.

Each spelling is read as a small set of rows of sounds, since a letter sounds differently in different languages (j in
Juc and in Jaroslav). Two spellings are of one name where a row is common. Rules of spelling, no lists of names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from trackerbridge.client_view.guard_text import is_cyrillic, legible

_MOST = 48  # rows for one word; a word with so many readings is no usual name

# One sign a sound: S sh, C ch, Z zh, c ts; g and kh are one, as are all kinds of i; soft and hard signs are silent.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "o|e|io", "є": "e", "ж": "Z", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ў": "u|v", "ф": "f", "х": "g", "ц": "c", "ч": "C", "ш": "S", "щ": "S|SC", "ъ": "", "ы": "i",
    "ь": "", "э": "e|a", "ю": "iu", "я": "ia",
}  # fmt: skip
_CYRILLIC_GROUPS = {"ье": "e|ie", "тс": "c", "тц": "c", "шч": "S|SC", "сч": "S|SC", "ьо": "o|io", "йо": "o|io"}

# Longest first; before a front vowel (e, i, y) the entries with > hold.
_LATIN_GROUPS = {
    "schtsch": "S|SC", "shch": "S|SC", "šč": "S|SC", "szcz": "S|SC",
    "ttsch": "tC|C", "tsch": "C|tC", "tzsch": "C", "sch": "S|sk|Z",
    "tch": "C|tC", "cz": "C", "ch": "C|g|k", "sh": "S|sg",
    "sz": "S", "dzh": "dZ", "zh": "Z|zg", "rz": "Z|rz|rc|S", "kh": "g",
    "gh": "g", "ph": "f", "th": "t", "tts": "c", "ts": "c", "tz": "c", "dj": "dZ", "dż": "dZ", "ck": "k|ck", "qu": "kv",
    "șc>": "S|SC", "șcia": "Sa|SCa", "șciu": "Su|SCu", "șcio": "So|SCo", "șcea": "Sa|SCa",
    "cea": "Ca|Cea", "cia": "Ca|kia|Cia", "cio": "Co|Cio", "ciu": "Cu|Ciu|kiu", "ceo": "Co|Ceo",
    "gea": "Za|dZa|gea", "gio": "Zo|dZo|dZio|gio", "giu": "Zu|dZu|dZiu|giu", "ss": "s", "cc": "k|C", "ll": "l",
    "iii": "i", "ya": "ia", "ja": "ia|Za", "ea": "ia|ea|a", "yu": "iu", "ju": "iu|Zu", "iy": "i", "ij": "i",
    "yo": "o|e|io", "jo": "o|io|Zo", "io": "io|o", "ye": "e|ie", "je": "e|ie|Ze",
    "ie": "ie|e", "oa": "oa|o|ua", "ou": "u|ov|ou",
    "oo": "u|o", "ee": "e|i", "ae": "e|ae", "oe": "e|io|oe", "ue": "iu|u|ue", "eu": "eu|oi", "aia": "aia",
}  # fmt: skip
_LATIN = {
    "a": "a", "ă": "e|a", "â": "i|a", "ä": "e|ia", "ą": "on|a|om", "b": "b", "c": "k|c", "c>": "C|c|k", "ç": "s",
    "č": "C", "ć": "C", "d": "d", "đ": "d", "e": "e", "ë": "o|e|io", "ę": "en|e", "f": "f",
    "g": "g", "g>": "g|dZ", "h": "g|", "i": "i",
    "î": "i", "j": "i|Z|dZ", "k": "k", "l": "l", "ł": "l|v", "m": "m", "n": "n", "ñ": "n", "ņ": "n|ni", "ļ": "l|li",
    "o": "o", "ó": "u|o",
    "ö": "e|io|o", "ø": "e|o", "p": "p", "q": "k", "r": "r", "ř": "r|Z", "s": "s",
    "ș": "S", "š": "S", "ś": "S|s", "ß": "s",
    "t": "t", "ț": "c", "u": "u", "ŭ": "v|u", "ü": "iu|u", "v": "v", "w": "v|u", "x": "ks",
    "y": "i", "z": "z|c", "ź": "z|Z", "ż": "Z",
    "ž": "Z",
}  # fmt: skip
_CEDILLAS = str.maketrans("şţ", "șț")
_LONG = 5
_FRONT = set("eiyéêëîěę")
_VOWELS = set("aeiou")
_SILENT = re.compile(r"['’ʹʼ′`]")
_READ_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=16_384)
def spoken(word: str) -> frozenset[str]:
    """Every way to read a word aloud, as rows of sounds. Of mixed alphabets, by the one that prevails."""
    low = _SILENT.sub("", unicodedata.normalize("NFC", legible(word).casefold()))
    low = f"mac{low[2:]}" if low.startswith("mc") and len(low) > _LONG else low
    if is_cyrillic(low):
        parts = _parts(low, _CYRILLIC_GROUPS, _CYRILLIC)
    else:
        parts = _parts(re.sub(r"ci$", "č", low.translate(_CEDILLAS)), _LATIN_GROUPS, _LATIN)
    rows = _rows(parts)
    if low.endswith("ri") and len(low) > _LONG:
        rows += [row[:-1] for row in rows]  # Cebotari: the last letter is not heard
    return frozenset(row for row in rows if len(row) > 1)


def _parts(word: str, groups: dict[str, str], letters: dict[str, str]) -> Iterator[tuple[str, ...]]:
    place = 0
    while place < len(word):
        for size in range(7, 0, -1):
            sign = word[place : place + size]
            front = word[place + size : place + size + 1] in _FRONT
            found = (groups.get(f"{sign}>") or letters.get(f"{sign}>")) if front else None
            found = found or groups.get(sign) or (letters.get(sign) if size == 1 else None)
            if found is not None and len(sign) == size:
                place += size
                yield _german_s(word, place, found)
                break
        else:
            plain = unicodedata.normalize("NFD", word[place])[0]
            yield tuple(letters.get(plain, "").split("|"))
            place += 1


def _german_s(word: str, place: int, found: str) -> tuple[str, ...]:
    """A single s before a vowel is also a z (Kusmin, Losowyj)."""
    voiced = found == "s" and word[place - 1] == "s" and word[place - 2 : place] != "ss"
    return tuple((f"{found}|z" if voiced else found).split("|"))


def _rows(parts: Iterator[tuple[str, ...]]) -> list[str]:
    rows = [""]
    for readings in parts:
        rows = [row + one for row in rows for one in (readings if len(rows) * len(readings) <= _MOST else readings[:1])]
    return list(dict.fromkeys(_READ_TWICE.sub(r"\1", row) for row in rows))


# -- cases, by sound ---------------------------------------------------------------------------------------------------

_HARD = (
    *("a", "u", "om", "em", "e", "i", "ov", "ami", "am", "ag"),
    *("ia", "iu", "iem", "iam", "iami", "iag", "ei", "ovi"),
)
_OF_FAMILIES = ("im", "oi", "ig", "imi")  # Ивановым; no Сэм is «самым»
_ADJECTIVE = ("ogo", "omu", "im", "om", "aia", "oi", "uiu", "ie", "ig", "imi", "i", "oiu")


@lru_cache(maxsize=4096)
def russian_cases(row: str) -> frozenset[str]:
    """How a name that sounds like this sounds in the cases of Russian."""
    made = set()
    if row.endswith(("ski", "cki", "skaia", "ckaia", "oi", "aia", "ci", "ni", "li", "vi", "mi", "di", "ri", "ti")):
        stem = re.sub(r"(?:aia|oi|i)$", "", row)
        made |= {stem + end for end in _ADJECTIVE} if len(stem) > 2 else set()
    if row.endswith("ia"):
        stem = row[:-2]
        made |= {stem + end for end in ("i", "e", "ie", "iu", "ei", "iei", "ieiu", "iam", "iami", "iag")}
    elif row.endswith("a"):
        if row.endswith(("ova", "eva", "ina")):
            made |= {row[:-1] + end for end in ("", "ig", "im", "imi")}
        made |= {row[:-1] + end for end in ("i", "e", "u", "oi", "ei", "oiu", "am", "ami", "ag")}
    elif row.endswith("i"):
        if row.endswith("ei"):
            made |= {row[:-2] + end for end in ("ia", "iu", "iem", "ie", "i", "iev", "iam", "iami", "iag")}
        made |= {row + end for end in ("a", "u", "em")} | {row[:-1] + end for end in ("em", "ev", "ia", "iu", "e")}
    elif row[-1] not in _VOWELS:
        made |= {row + end for end in _HARD}
        made |= {row + end for end in _OF_FAMILIES} if row.endswith(("ov", "ev", "in", "iov")) else set()
        if fleeting := re.fullmatch(r"(.+)[eo]([cklnr])", row):
            stem = fleeting[1] + fleeting[2]
            made |= {
                stem + end for end in ("a", "u", "om", "em", "e", "i", "am", "ov", "ia", "iu", "iem", "iam", "iami")
            }
        if row == "lev":
            made |= {"lv" + end for end in ("a", "u", "om", "e")}
    return frozenset(_READ_TWICE.sub(r"\1", one) for one in made)
