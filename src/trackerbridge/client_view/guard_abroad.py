"""How a name in Latin letters is read in its own language, and so written in Russian: Grace, Грейс; Heike, Хайке.

Rules of spelling of English, German, French, Vietnamese and Turkish, to the sounds of ``guard_sound``. A name does not
say whose it is, so each of these that may be is tried.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MOST = 16  # rows of one word in one language
_SHORTEST = 3  # sounds; what is shorter is like too many words

# Rewritten first, from the left: the longest entries, in the order of the file. Signs as in guard_sound; ^ begins a
# word, $ ends it, > stands before a front vowel. Digits are English vowels of an open syllable: 1 ei, 2 ai, 3 ou, 4 iu,
# 5 i; 6 is an s between vowels.
_ENGLISH_MUTE = re.compile(r"(?<![aeiou])([aeiouy])([bdfgklmnprstvzc]|th)(?:e|es)$")
_ENGLISH_SILENT = re.compile(r"(?:[aeiou]{2}|[aeiou][wy]|[^aeiouy])[bdfgklmnprstvzcw]e$")
_ENGLISH_OPEN = re.compile(r"(?<![aeiou])([aeiouy])(?=(?:[bcdfgklmnprstvz6]|th|ch|ph)[aeiouy]|o)")
_LONG_VOWELS = {"a": "1", "e": "5", "i": "2", "o": "3", "u": "4", "y": "2"}
_ENGLISH = {
    "^a": "a|e|ei", "^wr": "r", "^kn": "n", "^eu": "iu", "^io": "io", "walk": "uok|uolk|volk", "land": "lend|land",
    "herd": "ard|erd", "eigh": "ei", "augh": "o", "ough": "o", "dge$": "dZ", "ohn": "on", "igh": "ai", "ugh": "iu",
    "tch": "C", "tur": "ter|tor|tiur", "ths": "c|s", "mps": "ms|mps", "all": "ol|al", "alk": "ok|olk",
    "war": "uor|vor|var", "air": "er|eir", "ien": "aien|ien", "ian": "ian|aian", "yan": "aian|ian", "wa": "uo|va|ua",
    "et$": "et|it",
    "dg>": "dZ", "ai": "ei|e", "ay": "ei|ai", "ey": "i|ei", "oy": "oi", "eo": "o|eo",
    "ei": "ei|i", "ee": "i", "ea": "i|e", "ie": "i", "oo": "u", "oa": "ou|oa", "ou": "au|u", "ow": "ou|au", "ew": "iu",
    "au": "o|ou", "aw": "o|ou", "th": "t|s|z|f", "sh": "S", "ch": "C|k", "ph": "f", "wh": "u", "ck": "k", "qu": "ku|kv",
    "ts": "c", "tu": "tiu|tu|ta", "ur": "er|ur", "ir": "er|ir", "c>": "s", "g>": "dZ|g",
    "1": "ei", "2": "ai", "3": "ou|o", "4": "iu|u", "5": "i", "6": "z|s",
    "c": "k", "j": "dZ", "w": "u|v", "y": "i", "x": "ks", "u": "a|u", "a": "a|e", "h": "g",
}  # fmt: skip
_GERMAN = {
    "tsch": "C", "sch": "S", "chs": "ks", "ei": "ai", "ey": "ai", "ay": "ai", "eu": "oi", "äu": "oi", "ie": "i",
    "ch": "g", "ck": "k", "tz": "c", "th": "t", "ph": "f", "dt": "t", "qu": "kv", "z": "c", "v": "f|v", "w": "v",
    "j": "i", "ß": "s", "ä": "e", "ö": "e|io", "ü": "iu", "y": "i|iu", "x": "ks", "c": "k", "h": "g|",
}  # fmt: skip
_FRENCH = {
    "eaux": "o", "eau": "o", "aux": "o", "aux$": "o", "aud$": "o", "ault$": "o", "ain": "en", "ein": "en", "ill": "ii",
    "er$": "e", "ez$": "e", "et$": "e", "es$": "", "e$": "", "d$": "", "t$": "", "s$": "", "x$": "", "z$": "", "p$": "",
    "c$": "", "au": "o", "ou": "u", "oi": "ua",
    "oy": "uai", "uy": "iui", "ai": "e", "ei": "e", "eu": "e|io", "gn": "ni",
    "ch": "S", "ph": "f", "th": "t", "qu": "k", "in": "en|in", "en": "an|en", "em": "am|em", "c>": "s", "g>": "Z",
    "ç": "s", "bv": "v", "j": "Z", "h": "", "w": "v", "x": "ks", "u": "iu", "y": "i", "c": "k",
}  # fmt: skip
_VIETNAMESE = {
    "ngh": "ng", "tr": "C", "ch": "C", "nh": "n", "ng": "ng", "ph": "f", "th": "t|tg", "kh": "g", "gi": "z",
    "qu": "k|ku", "đ": "d", "d": "z|d", "x": "s", "s": "S|s", "c": "k", "ư": "i", "ơ": "o|e", "y": "i", "h": "g",
}  # fmt: skip
_TURKISH = {"c": "dZ", "ç": "C", "ş": "S", "ğ": "", "ı": "i", "j": "Z", "ö": "e|io", "ü": "iu", "y": "i", "h": "g"}
_MARKS_OF_VIETNAM = re.compile("[\u031b\u0309\u0323]|đ|[\u0302\u0306][\u0300\u0301\u0303]")
_MARKS_OF_TURKEY = re.compile("[ışğç]")
_OURS = re.compile(r"[ăâîșțşţ]|(?:escu|eanu|aru|[ck]iuc|enko|[oe][vw]a?|sk[iy]|skaya?)$")  # guard_sound reads these
_FRONT = set("eiyéèêë")


@lru_cache(maxsize=4096)
def read_abroad(word: str) -> frozenset[str]:
    """Rows of sounds of a word in Latin letters, as other languages than ours read it."""
    low = unicodedata.normalize("NFC", word.casefold())
    if _OURS.search(low):
        return frozenset()
    languages = _rules_of(low)
    rows = {row for rules in languages for spelled in _spelled(low, rules) for row in _read(spelled, rules)}
    shortest = _SHORTEST - (languages == [_VIETNAMESE])
    return frozenset(re.sub(r"(.)\1+", r"\1", row) for row in rows if len(row) >= shortest)


def _rules_of(word: str) -> list[dict[str, str]]:
    if _MARKS_OF_VIETNAM.search(unicodedata.normalize("NFD", word)):
        return [_VIETNAMESE]
    return [_TURKISH] if _MARKS_OF_TURKEY.search(word) else [_ENGLISH, _GERMAN, _FRENCH]


def _spelled(word: str, rules: dict[str, str]) -> set[str]:
    if rules is not _ENGLISH:
        return {word}
    if mute := _ENGLISH_MUTE.search(word):
        last = {"c": "s", "g": "j"}.get(mute[2], mute[2])
        begun = word[: mute.start()] + _LONG_VOWELS[mute[1]] + last
        ends = ("",) if word.endswith("e") else ("s", "z")
        made = (
            {begun + end for end in ends}
            | {word[: mute.end(1)] + last}
            | ({begun[:-1] + "z"} if last == "s" and ends == ("",) else set())
        )
    elif _ENGLISH_SILENT.search(word):
        made = {word[:-2] + {"c": "s", "g": "j"}.get(word[-2], word[-2])}  # Keane, Clarke, Joyce, George
    elif re.search(r"[^aeiouy]es$", word):
        made = {word[:-2] + end for end in ("s", "z")}  # Holmes, Charles
    else:
        made = {word}
    return made | {_opened(one) for one in made}


def _opened(word: str) -> str:
    """With the first vowel of an open syllable as in its own name: Jason, Simon, Byron; and a voiced s: Fraser."""
    word = re.sub(r"(?<=[aeiouy])s(?=[aeiouy])", "6", word)
    return _ENGLISH_OPEN.sub(lambda found: _LONG_VOWELS[found[1]], word, count=1)


def _read(word: str, rules: dict[str, str]) -> list[str]:
    rows, place = [""], 0
    while place < len(word):
        size, readings = _sign(word, place, rules)
        place += size
        room = len(rows) * len(readings) <= _MOST
        rows = [row + one for row in rows for one in (readings if room else readings[:1])]
    return rows


def _sign(word: str, place: int, rules: dict[str, str]) -> tuple[int, list[str]]:
    for size in range(4, 0, -1):
        sign = word[place : place + size]
        if len(sign) < size:
            continue
        ends, front = place + size == len(word), word[place + size : place + size + 1] in _FRONT
        found = rules.get(f"^{sign}") if not place else rules.get(f"{sign}$") if ends else None
        found = rules.get(f"{sign}>") if found is None and front else found
        found = rules.get(sign) if found is None else found
        if found is not None:
            return size, found.split("|")
    plain = unicodedata.normalize("NFD", word[place])[0]
    return 1, [rules.get(plain, plain) if plain.isalpha() else ""]
