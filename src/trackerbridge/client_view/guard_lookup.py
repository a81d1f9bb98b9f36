"""Which word of which name a word of a text may be: by its letters, or by how it sounds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from functools import lru_cache

from trackerbridge.client_view.guard_abroad import read_abroad
from trackerbridge.client_view.guard_diminutives import (
    cuts_of,
    is_known_by_diminutives,
    stems_of,
    without_cut_suffix,
    without_suffix,
)
from trackerbridge.client_view.guard_double import is_a_name_and_a_word
from trackerbridge.client_view.guard_forms import forms_of
from trackerbridge.client_view.guard_initials import first_letters
from trackerbridge.client_view.guard_sound import russian_cases, spoken
from trackerbridge.client_view.guard_text import folded, is_cyrillic, legible, spelled_plainly
from trackerbridge.client_view.guard_tokens import Token
from trackerbridge.lazy_dataclass import dataclass

_SHORTEST_SOUND = 3
_FAINT_SOUND = 4  # up to so many sounds, a name that only sounds alike is decided by the sentence
_PLAIN_SOUND = 6  # from so many, it counts written small in a sentence of large and small letters
_SHORTEST_PLURAL = 4
# A Russian adjective is a word, whoever bears it as a name; those in -ский come from places.
_ADJECTIVE = re.compile(r"[^кцр](?:ый|ой|ая)$|[^сц]к(?:ий|ая)$|ний$|(?<![sc]k)(?:aia|aya|aja|yi|yy)$")
_MOST_SEEN = 50_000
_MOST_TEAMS = 8
_SHORTEST_FOND = 5  # letters of a fond form: Люсик
_MOST_ROWS = 4  # of a word whose suffix is undone


@dataclass(frozen=True, slots=True)
class NameWord:
    """One word of one name. ``alone``: it counts by itself; ``name`` numbers the name that it belongs to.

    ``initials``: first letters of the other words of the name, in both alphabets. ``doubtful``: it may be a word, too.
    ``whole``: the name has another word that is more than an initial. ``first``: it is a first name, or may be one.
    """

    word: str
    name: int
    place: int
    alone: bool
    initials: frozenset[str] = frozenset()
    doubtful: bool = False
    whole: bool = False
    first: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of a name, found. ``faint``: too short a likeness to hold by itself; ``plain``: also when written small.

    ``plural``: only with an English s hung on it; ``romanian``: in a case of Romanian; ``base``: as it is configured.
    """

    name: NameWord
    faint: bool = False
    plain: bool = True
    plural: bool = False
    romanian: bool = False
    base: bool = False


@dataclass
class Spellings:
    """Every form of these words of names, to look up."""

    words: Sequence[NameWord]
    _forms: dict[str, list[Hit]] = field(default_factory=dict, init=False, repr=False)
    _sounds: dict[str, list[Hit]] = field(default_factory=dict, init=False, repr=False)
    _stems: dict[str, Hit] = field(default_factory=dict, init=False, repr=False)
    _cuts: dict[str, Hit] = field(default_factory=dict, init=False, repr=False)
    _begun: set[str] = field(default_factory=set, init=False, repr=False)  # how "torlova" begins
    _seen: dict[str, tuple[Hit, ...]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        for word in self.words:
            for form, hit in _by_letters(word):
                self._forms.setdefault(form, []).append(hit)
            for row, hit in (*_by_sound(word), *_in_russian(word)):
                self._sounds.setdefault(row, []).append(hit)
            if word.alone and is_cyrillic(word.word):
                self._begun |= {a + b for a in word.initials for b in first_letters(word.word) if (a + b).isascii()}
            if word.alone and (not word.place or is_known_by_diminutives(word.word)):
                fond = Hit(replace(word, doubtful=True), plain=False)
                stems = (stem for row in sorted(spoken(word.word))[:_MOST_ROWS] for stem in stems_of(row))
                self._stems.update((stem, fond) for stem in stems)
                cuts = (cut for row in sorted(spoken(word.word))[:_MOST_ROWS] for cut in cuts_of(row))
                self._cuts.update((cut, fond) for cut in cuts)

    def hits(self, token: Token) -> tuple[Hit, ...]:
        """The words of names that this may be a form of."""
        key = f"{token.word} {' '.join(token.parts)}"
        found = self._seen.get(key)
        if found is None:
            if len(self._seen) > _MOST_SEEN:
                self._seen.clear()  # while another project's thread may be reading
            own = self._look_up(token.word)
            parts = (hit for part in token.parts if len(part) > 2 for hit in self._look_up(part))
            found = (*own, *parts) or (*self._fond(token.word), *self._glued(token.word))
            self._seen[key] = found
        return found

    def _look_up(self, word: str) -> Iterator[Hit]:
        """By letters, by sound, and by sound without an English s."""
        for spelling in spelled_plainly(word):
            yield from self._found(spelling)
            small = spelling.casefold()
            if small.endswith("s") and len(small) >= _SHORTEST_PLURAL and not is_cyrillic(spelling):
                for bare in {spelling[:-1], spelling[:-2] if small.endswith("es") else spelling[:-1]}:
                    yield from (replace(hit, plural=True) for hit in self._found(bare))

    def _fond(self, word: str) -> Iterator[Hit]:
        """A fond form of a first name, by its suffix: Верочка, Rosie."""
        if len(word) >= _SHORTEST_FOND:
            latin = not is_cyrillic(word)
            rows = sorted(spoken(word))[:_MOST_ROWS]
            found = [self._stems.get(stem) for row in rows for stem in without_suffix(row, latin=latin)]
            if not any(found):
                found = [self._cuts.get(cut) for row in rows for cut in without_cut_suffix(row, latin=latin)]
            yield from filter(None, found)

    def _glued(self, word: str) -> Iterator[Hit]:
        """Two words of a name in one, or a surname behind an initial, as in addresses: "vcodreanu"."""
        small = folded(word)
        if len(small) < _SHORTEST_FOND or not small.isascii():
            return
        for at in (1, *range(_SHORTEST_PLURAL, len(small) - 3)):
            for hit in self._forms.get(small[at:], ()) if len(small) - at >= _SHORTEST_PLURAL or at > 1 else ():
                if at > 1:
                    firsts = self._forms.get(small[:at], ())
                    told = any(one.name.name == hit.name.name and one.name.place != hit.name.place for one in firsts)
                else:
                    known = len(small) <= _PLAIN_SOUND and is_a_name_and_a_word(small[1:])
                    told = hit.base and small[0] in hit.name.initials and not known and hit.name.place > 0
                if told and hit.name.alone and not hit.plural:
                    yield hit
        if small[:2] in self._begun:
            for row in spoken(small[1:]):
                for hit in self._sounds.get(f"l{row}", ()):
                    if small[0] in hit.name.initials and len(row) >= _FAINT_SOUND and hit.name.alone and hit.name.place:
                        yield replace(hit, faint=False, plain=True)

    def _found(self, spelling: str) -> Iterator[Hit]:
        if spelling:
            found = self._forms.get(folded(spelling), ())
            yield from found
            cyrillic = is_cyrillic(spelling)
            exact = {hit.name for hit in found if not hit.plural}
            for row in spoken(spelling):
                for hit in self._sounds.get(f"{'c' if cyrillic else 'l'}{row}", ()):
                    if hit.name not in exact:
                        yield hit


@lru_cache(maxsize=_MOST_TEAMS)
def spellings_of(words: tuple[NameWord, ...]) -> Spellings:
    """The same for the same words: several projects of one office, and several runs of one, have one team."""
    return Spellings(words)


def _by_letters(name: NameWord) -> Iterator[tuple[str, Hit]]:
    word = legible(name.word).casefold()
    base = folded(word)
    english = {base + "s", base + "es"} if not is_cyrillic(word) else set()
    adjective = _ADJECTIVE.search(word) is not None
    for form in forms_of(word):
        short = len(base) < _FAINT_SOUND and form != base
        latin = not is_cyrillic(word)
        romanian = latin and form != base and form not in english
        article = latin and form in {base + end for end in ("l", "lui", "ul", "ului")}
        faint = (short and latin) or adjective or article
        hit = Hit(name, faint, plain=not short and not name.doubtful, plural=form in english, romanian=romanian)
        yield form, replace(hit, base=form == base)


def _by_sound(name: NameWord) -> Iterator[tuple[str, Hit]]:
    """Keys begin with the alphabet of the text in which they count: c or l."""
    adjective = _ADJECTIVE.search(name.word.casefold()) is not None
    own = "c" if is_cyrillic(name.word) else "l"
    bare = [row for row in spoken(name.word) if len(row) >= _SHORTEST_SOUND]
    bare += [other for row in bare for other in _loosely(row, own)]
    if "ы" in name.word.casefold():  # Spanu for Спыну: â without its mark
        bare += [row for row in spoken(name.word.casefold().replace("ы", "а")) if len(row) >= _SHORTEST_SOUND]
    if own == "c":
        cases = {row for form in forms_of(name.word) for row in spoken(form) if len(row) >= _SHORTEST_SOUND}
    else:
        cases = {case for row in bare for case in russian_cases(row)}
    strict = [row for row in spoken(name.word) if len(row) >= _SHORTEST_SOUND]
    latin_cases = {row[:-1] + end for row in strict if row[-1] == "a" for end in ("ei", "ii", "i", "o", "iei")}
    latin_cases |= {row + end for row in strict if row[-1] not in "aeio" for end in ("ule", "le", "e")}
    latin_cases |= {
        row[:-1] + end for row in bare if row[-1] == "u" for end in ("i", "ilor") if len(row) > _FAINT_SOUND
    }
    latin_cases |= {row[:-3] + end for row in bare if row.endswith("esku") for end in ("Sti", "Stilor")}
    for rows, alphabets in ((bare, "cl"), (sorted(cases), "c" if own == "l" else "cl"), (sorted(latin_cases), "l")):
        for row in dict.fromkeys(rows):
            size = len(row)
            for alphabet in alphabets:
                whole = alphabet != own and size == _FAINT_SOUND
                hit = Hit(
                    name,
                    faint=(size <= _FAINT_SOUND and not whole) or adjective,
                    plain=size >= _PLAIN_SOUND and not name.doubtful,
                )
                if size > _FAINT_SOUND or alphabet != own or row in bare:
                    yield alphabet + row, hit


def _in_russian(name: NameWord) -> Iterator[tuple[str, Hit]]:
    """As a Russian text writes a foreign name that is read by the rules of its own language."""
    if not is_cyrillic(name.word):
        rows = read_abroad(name.word) - spoken(name.word)
        cases = {case for row in rows for case in russian_cases(row)}
        clear, faint = Hit(name, plain=False), Hit(name, faint=True, plain=False)
        for row in sorted(rows | cases):
            yield f"c{row}", faint if len(row) <= _FAINT_SOUND else clear


def _loosely(row: str, own: str) -> Iterator[str]:
    """What people make of it who do not write its signs: Turcanu for Țurcanu, Lubov, Pyotr for Petr."""
    if row.endswith("i") and row[-2] not in "aeiou":  # Arsenie, Iurie
        yield row + "e"
    if row.endswith("la") and own == "l":  # Nela, Неля
        yield row[:-1] + "ia"
    if row.endswith(("ska", "cka")):  # Dąbrowska, Домбровская
        yield row + "ia"
    if "liu" in row:
        yield row.replace("liu", "lu")
    elif "lu" in row:
        yield row.replace("lu", "liu")
    if own == "c":
        yield row.replace("c", "t").replace("S", "s")
    elif len(row) > _FAINT_SOUND or row.startswith("pe"):
        for place in range(1, len(row)):
            if row[place] == "e" and row[place - 1] not in "aeiou":
                yield from (row[:place] + sound + row[place + 1 :] for sound in ("io", "o"))
