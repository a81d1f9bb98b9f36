"""The sentences of the board: plain data in ``wording/LANGUAGE.toml``, checked whole when it is loaded.

A missing or unknown key, and a missing or wrong placeholder, is an error that names the file, the line and what is
expected there. Plural forms are those of CLDR (through Babel); values are put in as they are, uninflected.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from importlib import resources
from string import Formatter
from typing import Any

from babel import Locale

from trackerbridge.client_view.view import LabelRole, ListRole
from trackerbridge.client_view.wording_keys import ELSEWHERE, PLURALS, sentence_keys
from trackerbridge.config.schema import Settings
from trackerbridge.errors import BadInput
from trackerbridge.page.words import sentences as page_words

LOCALES: Mapping[str, str] = {"en": "en_GB", "ru": "ru", "ro": "ro"}
_COUNTED = 200  # enough numbers to meet every plural form of a whole number
_SHOWN_PROBLEMS = 8
PAGE = "page"  # the table of what a page says besides the board; ours stands in ``page/wording``


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's sentences by dotted key; for plural tables the key ends in the form (``counts.more.few``)."""

    language: str
    sentences: Mapping[str, str]

    @property
    def locale(self) -> Locale:
        """Babel's locale of this language, for names of months and weekdays and for plural forms."""
        return Locale.parse(LOCALES[self.language])

    def say(self, key: str, **values: str) -> str:
        """The sentence under ``key``, filled."""
        return self.sentences[key].format(**values)

    def count(self, key: str, number: int) -> str:
        """The plural form of ``key`` that fits ``number``, filled with it."""
        return self.sentences[f"{key}.{self.locale.plural_form(number)}"].format(n=number)

    @property
    def for_reading(self) -> Wording:
        """For a target on which the client cannot write: what asks them to write “here” says it without that word."""
        instead = {key: self.sentences[f"elsewhere.{key.partition('.')[2]}"] for key in ELSEWHERE}
        return replace(self, sentences={**self.sentences, **instead})

    def quoted(self, text: str) -> str:
        """People's text between this language's quotation marks."""
        return f"{self.sentences['marks.open']}{text}{self.sentences['marks.close']}"

    def list_name(self, role: ListRole) -> str:
        """The name of one of our lists."""
        return self.sentences[f"lists.{role.value}"]

    def label_name(self, role: LabelRole) -> str:
        """The word on one of our labels."""
        return self.sentences[f"labels.{role.value}.name"]

    def label_meaning(self, role: LabelRole) -> str:
        """What that label means, as half a sentence."""
        return self.sentences[f"labels.{role.value}.meaning"]


@lru_cache(maxsize=8)
def packaged(language: str) -> Wording:
    """The wording that comes with trackerbridge: en, ru or ro."""
    text = resources.files("trackerbridge.client_view").joinpath("wording", f"{language}.toml").read_text("utf-8")
    return parse(text, language=language, name=f"wording/{language}.toml")


def wording_of(settings: Settings) -> Wording:
    """What this project's client reads: the office's own sentences where it has some, ours for the rest.

    Raises :class:`~trackerbridge.errors.BadInput` with file, line and what is expected there.
    """
    american = settings.american_dates
    if not settings.wording:
        return _american() if american else packaged(settings.client_language)
    return _amended(settings.wording, settings.client_language, settings.wording_file, american)


@lru_cache(maxsize=32)
def _amended(text: str, language: str, name: str, american: bool) -> Wording:
    return parse(text, language=language, name=name, base=_american() if american else packaged(language))


@lru_cache(maxsize=1)
def _american() -> Wording:
    """English with dates as the United States write them."""
    english = packaged("en")
    return replace(english, sentences={**english.sentences, **_AMERICAN})


_AMERICAN = {
    "dates.day": "{month} {day}",
    "dates.with_year": "{date}, {year}",
    "dates.same_month": "{month} {day}",
}


def parse(text: str, *, language: str, name: str, base: Wording | None = None) -> Wording:
    """The wording in ``text``; ``name`` is what errors call the file. What it leaves out is taken from ``base``.

    Raises :class:`~trackerbridge.errors.BadInput` with file, line and what is expected there.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(
            f"{name} is not TOML that can be read: {error}.", hint="Mend that place; nothing was changed."
        ) from None
    found = dict(_flat(raw))
    rest = dict(base.sentences) if base else {f"{PAGE}.{key}": said for key, said in page_words(language).items()}
    problems = sorted(_problems(found, _expected(language), _Lines(text), there=rest.keys()))
    if problems:
        raise BadInput(_told(name, problems), hint="Mend these lines; nothing was changed.")
    return Wording(language, rest | found)


def _told(name: str, problems: list[tuple[int, str]]) -> str:
    shown = "\n".join(f"{name}, line {line}: {sentence}" for line, sentence in problems[:_SHOWN_PROBLEMS])
    rest = len(problems) - _SHOWN_PROBLEMS
    return shown if rest <= 0 else f"{shown}\n… and {rest} more in the same file."


@dataclass(frozen=True, slots=True)
class _Placeholders:
    """What a sentence takes. ``optional``: it may leave them out (a form that means the number one and no other)."""

    words: frozenset[str]
    optional: bool = False

    @property
    def shown(self) -> str:
        return ", ".join(f"{{{word}}}" for word in sorted(self.words)) or "no placeholders"


def _expected(language: str) -> dict[str, _Placeholders]:
    expected = {key: _Placeholders(words) for key, words in sentence_keys()}
    for key, said in page_words("en").items():
        used = {name for _, name, _, _ in Formatter().parse(said) if name}
        expected[f"{PAGE}.{key}"] = _Placeholders(frozenset(used))
    number = frozenset({"n"})
    for form, only_one in _plural_forms(language):
        expected |= {f"{table}.{form}": _Placeholders(number, optional=only_one) for table in PLURALS}
    return expected


def _plural_forms(language: str) -> Iterator[tuple[str, bool]]:
    """Each plural form that whole numbers take, and whether it is used for the number 1 alone (not so in Russian)."""
    locale = Locale.parse(LOCALES[language])
    numbers: dict[str, list[int]] = {}
    for number in range(_COUNTED):
        numbers.setdefault(locale.plural_form(number), []).append(number)
    for form, counted in numbers.items():
        yield form, counted == [1]


def _problems(
    found: Mapping[str, Any], expected: Mapping[str, _Placeholders], lines: _Lines, *, there: Collection[str]
) -> Iterator[tuple[int, str]]:
    for key in found.keys() - expected.keys():
        near = get_close_matches(key, expected, 1)
        guess = f"did you mean {near[0]}?" if near else "remove it or correct its name."
        yield lines.of(key), f"{key} is not known here; {guess}"
    for key in expected.keys() - found.keys() - set(there):
        yield lines.of(key), f"{key} is missing; expected is a sentence with {expected[key].shown}."
    for key in expected.keys() & found.keys():
        wrong = _wrong(found[key], expected[key])
        if wrong:
            yield lines.of(key), f"{key} {wrong}; expected is a sentence with {expected[key].shown}."


def _wrong(value: object, expected: _Placeholders) -> str:
    """What is wrong with one sentence, or empty."""
    if not isinstance(value, str):
        return "is not text"
    if not value.strip():
        return "is empty"
    try:
        fields = [field for field in Formatter().parse(value) if field[1] is not None]
    except ValueError:
        return "has a brace without its partner"
    if any(spec or conversion for _, _, spec, conversion in fields):
        return "has more than a plain word between braces"
    used = {name for _, name, _, _ in fields if name is not None}
    if used - expected.words:
        return "has the unknown placeholder " + ", ".join(f"{{{word}}}" for word in sorted(used - expected.words))
    if expected.words - used and not expected.optional:
        return "lacks the placeholder " + ", ".join(f"{{{word}}}" for word in sorted(expected.words - used))
    return ""


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


class _Lines:
    """Where keys stand in a TOML file, for error messages (``tomllib`` does not tell)."""

    _TABLE = re.compile(r"^\s*\[([\w.\-]+)\]")
    _KEY = re.compile(r"^\s*([\w.\-]+)\s*=")

    def __init__(self, text: str) -> None:
        self._at: dict[str, int] = {}
        table = ""
        for number, line in enumerate(text.splitlines(), start=1):
            if heading := self._TABLE.match(line):
                table = heading.group(1)
                self._at.setdefault(table, number)
            elif key := self._KEY.match(line):
                self._at.setdefault(f"{table}.{key.group(1)}" if table else key.group(1), number)

    def of(self, key: str) -> int:
        """The key's line; for a missing key that of its table; else the file's first."""
        while key:
            if key in self._at:
                return self._at[key]
            key = key.rpartition(".")[0]
        return 1
