"""What people of a name are called every day, in Russian, Romanian, English and some more (as far as it is safe).

Forms that follow no rule are data (``guard_diminutives.toml``). What a suffix makes of a name or of its short form
(Верочка, Надюша, Crinuța, Rosie) is undone by sound, so it is known in either alphabet.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from trackerbridge.client_view.guard_text import fold, folded

_SHORTEST_STEM = 3  # sounds
_ENDING = re.compile(r"(?:in(?:a|o|i|u|om|ogo|omu|oi|im|ig)?|iami|iam|iag|ami|am|ag|oiu|oi|ei|om|ov|[aieu])?$")
_SUFFIXES = ("oCk", "eCk", "iCk", "onk", "enk", "uSk", "uS", "aS", "un", "us", "ul", "C", "Cik", "ik", "k", "uk", "iuk")
_LATIN_SUFFIXES = (*_SUFFIXES, "uc", "ic", "ut", "it", "el", "ice", "ik", "i", "ie")
# What is hung to the beginning of a name, and how it begins: Мари-ша, Наст-юха, Дим-он; Gab-i, Chels.
_CUT_SUFFIXES = (
    "iug",
    "ug",
    "iuS",
    "uS",
    "ius",
    "us",
    "iun",
    "un",
    "ik",
    "iC",
    "ok",
    "iok",
    "on",
    "ian",
    "an",
    "as",
    "os",
)
_OPEN_SUFFIXES = ("S", "Sk", "g", "n", "s")
_LATIN_CUT_SUFFIXES = ("", "e", "i", "ie", "s", "o", "u", "ic", "uc", "ut", "iC", "ik", "el", *_CUT_SUFFIXES)
_CLOSED = re.compile(r"[^aeiou]*[aeiou]i?[^aeiou]+")
_OPEN = re.compile(r"[^aeiou]*[aeiou][^aeiou]+[aeiou]")
_SHORTEST_CUT = 5  # sounds of a name that is cut
_SHORTEST_BARE = 4  # of what stands without a suffix: Chels
_STRAYS = re.compile(r"(?:ia|ie|ii|[aeiou])$")


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    text = resources.files("trackerbridge.client_view").joinpath("guard_diminutives.toml").read_text("utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for line in str(tomllib.loads(text)["short"]).splitlines():
        names, _, short = line.partition(":")
        for name in fold(names).split():
            found[name] = (*found.get(name, ()), *short.split())
    return found


@cache
def first_names() -> frozenset[str]:
    """Every first name and short form of the packaged table, folded."""
    return frozenset(one for name, short in _by_name().items() for one in (name, *fold(" ".join(short)).split()))


def is_known_by_diminutives(name: str) -> bool:
    """Whether it is a first name that the packaged table knows."""
    return folded(name) in _by_name()


def diminutives_of(name: str) -> tuple[str, ...]:
    """The usual short forms of a first name, as they are written; none for a name that we do not know."""
    return _by_name().get(folded(name), ())


def stems_of(row: str) -> Iterator[str]:
    """To what a suffix is hung, of a name that sounds like this: Надя, Надь-; Grace, Grac-."""
    for stem in {row, _STRAYS.sub("", row), re.sub(r"[eo]([lckn])$", r"\1", row)}:
        if len(stem) >= _SHORTEST_STEM:
            yield stem


def cuts_of(row: str) -> Iterator[str]:
    """How a long name that sounds like this begins, where people cut it: Nast, Gabr, Gab; and Mari-, after a vowel."""
    if len(row) < _SHORTEST_CUT:
        return
    if closed := _CLOSED.match(row):
        vowel = re.match(r"[^aeiou]*[aeiou]i?", row)
        sizes = range((vowel.end() if vowel else 0) + 1, closed.end() + 1)
        yield from (row[:size] for size in sizes if _SHORTEST_STEM <= size < len(row) - 1)
    if (opened := _OPEN.match(row)) and _SHORTEST_STEM < opened.end() < len(row):
        yield f"{opened[0]}-"


def without_cut_suffix(row: str, *, latin: bool) -> Iterator[str]:
    """The beginnings of names that a word may be hung on, if it sounds like this."""
    for base in {row, _ENDING.sub("", row)}:
        for suffix in _LATIN_CUT_SUFFIXES if latin else _CUT_SUFFIXES:
            stem = base[: len(base) - len(suffix)]
            if base.endswith(suffix) and len(stem) >= (_SHORTEST_STEM if suffix else _SHORTEST_BARE):
                yield stem
        for suffix in _OPEN_SUFFIXES:
            if base.endswith(suffix) and base[-len(suffix) - 1 : -len(suffix)] in tuple("aeiou"):
                yield f"{base[: -len(suffix)]}-"


def without_suffix(row: str, *, latin: bool) -> Iterator[str]:
    """The stems that a word may be a fond form of, if it sounds like this."""
    bases = {row, _ENDING.sub("", row)} if latin else {_ENDING.sub("", row)}
    suffixes = _LATIN_SUFFIXES if latin else _SUFFIXES
    for base in bases:
        for suffix in suffixes if base.endswith(suffixes) else ():
            stem = base[: -len(suffix)]
            if base.endswith(suffix) and len(stem) >= _SHORTEST_STEM:
                yield stem
                if stem.endswith("i"):  # Надюша: the softness is the stem's
                    yield stem[:-1]
