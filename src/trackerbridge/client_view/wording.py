"""The sentences of the board: plain data in ``wording/LANGUAGE.toml``, checked whole when it is loaded.

A missing or unknown key, and a missing or wrong placeholder, is an error that names the file, the line and what is
expected there. Plural forms are those of CLDR (``trackerbridge.cldr``); values are put in as they are, uninflected.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from importlib import resources

from trackerbridge.cldr import plural_form
from trackerbridge.client_view.view import LabelRole, ListRole
from trackerbridge.client_view.wording_checks import PAGE, Problem, flat, problems, unreadable
from trackerbridge.client_view.wording_keys import ELSEWHERE
from trackerbridge.config.schema import Settings
from trackerbridge.errors import BadInput
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.page.words import sentences as page_words

LOCALES: Mapping[str, str] = {"en": "en_GB", "ru": "ru", "ro": "ro"}
_SHOWN_PROBLEMS = 8


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's sentences by dotted key; for plural tables the key ends in the form (``counts.more.few``)."""

    language: str
    sentences: Mapping[str, str]

    @property
    def locale(self) -> str:
        """CLDR's locale of this language, for names of months and weekdays and for plural forms."""
        return LOCALES[self.language]

    def say(self, key: str, **values: str) -> str:
        """The sentence under ``key``, filled."""
        return self.sentences[key].format(**values)

    def count(self, key: str, number: int) -> str:
        """The plural form of ``key`` that fits ``number``, filled with it."""
        return self.sentences[f"{key}.{plural_form(self.locale, number)}"].format(n=number)

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
    return parse(_packaged_text(language), language=language, name=f"wording/{language}.toml")


def packaged_sentences(language: str) -> list[str]:
    """All that we say in a language, the page's sentences too. Neither checked nor kept: few boards speak all three."""
    return [*page_words(language).values(), *(str(said) for _, said in flat(tomllib.loads(_packaged_text(language))))]


def _packaged_text(language: str) -> str:
    return resources.files("trackerbridge.client_view").joinpath("wording", f"{language}.toml").read_text("utf-8")


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
        told = _told(name, [unreadable(error, text)])
        raise BadInput(told, hint="Mend that place; nothing was changed.") from None
    rest = dict(base.sentences) if base else {f"{PAGE}.{key}": said for key, said in page_words(language).items()}
    if wrong := problems(raw, text, LOCALES[language], rest):
        raise BadInput(_told(name, wrong), hint="Mend these lines; nothing was changed.")
    return Wording(language, rest | dict(flat(raw)))


def _told(name: str, found: list[Problem]) -> str:
    shown = "\n".join(f"{name}, line {line}: {sentence}" for line, sentence in found[:_SHOWN_PROBLEMS])
    rest = len(found) - _SHOWN_PROBLEMS
    return shown if rest <= 0 else f"{shown}\n… and {rest} more in the same file."
