"""What flags say: one sentence and one suggestion per rule, in English, Russian and Romanian. Data and a formatter.

``wording/LANGUAGE.toml`` holds ``[counts]`` (plural forms), ``[evidence]`` (names of kinds of evidence), ``[shared]``
(sentences of the engine) and one table per rule. A plugin's rule carries its own sentences in ``Rule.words`` and may
use the counts. Templates hold ``{name}``, ``{name:date}`` for a ``date``, and ``{name:COUNT}`` for a whole number in
words, ``COUNT`` being a key of ``[counts]``; numbers take CLDR plural forms. ``{title}`` is always there: a
task's title is shown as it was typed, uninflected and in quotes, so that no grammar depends on it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from string import Formatter
from typing import Any

from trackerbridge import cldr
from trackerbridge.errors import TrackerbridgeError
from trackerbridge.flags.base import Finding, Rule
from trackerbridge.flags.remembered import remembered
from trackerbridge.flags.text import visible
from trackerbridge.model import Evidence, Task

LANGUAGES = ("en", "ru", "ro")
OPTIONAL_SENTENCES = frozenset({"pattern"})
_ALWAYS_THERE = frozenset({"title"})
_PATTERN_VALUES = frozenset({"flagged", "of"})
_LONGEST_TITLE = 80
_QUOTES = {"en": ("“", "”"), "ru": ("«", "»"), "ro": ("„", "”")}
_FORMS = {"en": {"one", "other"}, "ru": {"one", "few", "many"}, "ro": {"one", "few", "other"}}


class WordingError(TrackerbridgeError):
    """A wording file lacks a sentence, or a sentence has a placeholder that nothing fills. Our bug, or a plugin's."""


class Words:
    """The sentences of one language."""

    def __init__(self, language: str, tables: Mapping[str, Mapping[str, Any]]) -> None:
        self.language = language
        self._tables = tables

    def of_rule(self, rule: Rule | type[Rule]) -> Mapping[str, str]:
        """A rule's own sentences: from the wording file, or from the rule where a plugin brings them."""
        return rule.words.get(self.language) or self._tables.get(rule.code, {})

    def message(self, rule: Rule, finding: Finding, task: Task | None, today: date) -> str:
        """The finding in one sentence. Raises :class:`WordingError` where a value is missing."""
        return self._filled(self.of_rule(rule)[finding.message], self._values(finding, task), today)

    def suggestion(self, rule: Rule, finding: Finding, task: Task | None, today: date) -> str:
        """What usually helps, in one sentence."""
        return self._filled(self.of_rule(rule)[finding.suggestion], self._values(finding, task), today)

    def pattern(self, rule: Rule, flagged: int, of: int) -> str:
        """What a habit of the board is called: the rule's own sentence, or a general one."""
        template = self.of_rule(rule).get("pattern") or str(self._tables["shared"]["pattern"])
        return self._filled(template, {"flagged": flagged, "of": of, "rule": rule.name}, None)

    def shared(self, key: str, **values: Any) -> str:
        """A sentence of the engine's own, such as why a rule abstains."""
        return self._filled(str(self._tables["shared"][key]), values, None)

    def with_tables(self, tables: Mapping[str, Mapping[str, Any]]) -> Words:
        """The same language with further tables of sentences (a page's own)."""
        return Words(self.language, {**self._tables, **tables})

    def has(self, table: str, key: str) -> bool:
        """Whether there is such a sentence."""
        return key in self._tables.get(table, {})

    def said(self, table: str, key: str, *, today: date | None = None, **values: Any) -> str:
        """The sentence ``key`` of a table, filled; days of ``today``'s year go without it."""
        return self._filled(str(self._tables[table][key]), values, today)

    def evidence(self, what: Evidence) -> str:
        """What a kind of evidence is called."""
        return str(self._tables["evidence"][what.name.lower()])

    def untold(self, what: Iterable[Evidence]) -> str:
        """What a source cannot tell, in one sentence."""
        return self.shared("cannot_tell", what=self._listed(self.evidence(each) for each in what))

    def waiting(self, rules: int, what: Iterable[str]) -> str:
        """How many rules wait for the client's side, and what would bring it: keys of ``[brought_by]``."""
        brought = self._listed(str(self._tables["brought_by"][key]) for key in what)
        return self.shared("waiting", n=rules, what=brought)

    def _listed(self, items: Iterable[str]) -> str:
        return cldr.listed(items, self.language)

    def quoted(self, texts: Iterable[str]) -> str:
        """Texts as they were typed, each in this language's quotation marks, with commas between."""
        left, right = _QUOTES[self.language]
        return ", ".join(f"{left}{text}{right}" for text in texts)

    def language_name(self, language: str) -> str:
        """What a language is called in this one, such as ``Romanian``."""
        return cldr.language_name(language, self.language)

    def problems(self, rule: Rule | type[Rule]) -> Iterator[str]:
        """What is wrong with this language's wording of a rule, one sentence each."""
        sentences = self.of_rule(rule)
        where = f"{rule.code} in {self.language}"
        for key in rule.sentences:
            if not sentences.get(key, "").strip():
                yield f"{where}: the sentence {key!r} is missing"
        for key, template in sentences.items():
            if key not in rule.sentences and key not in OPTIONAL_SENTENCES:
                yield f"{where}: nothing ever says the sentence {key!r}"
            filled = _PATTERN_VALUES if key in OPTIONAL_SENTENCES else rule.placeholders | _ALWAYS_THERE
            yield from (f"{where}, {key}: {problem}" for problem in self._misfits(template, filled))

    def _misfits(self, template: str, filled: frozenset[str]) -> Iterator[str]:
        for name, spec in _fields(template):
            if name not in filled:
                yield f"nothing fills the placeholder {{{name}}}"
            if spec not in ("", "date") and spec not in self._tables["counts"]:
                yield f"{{{name}:{spec}}} is neither a date nor a known count"

    def own_problems(self) -> Iterator[str]:
        """What is wrong with the file itself: plural forms and names of evidence."""
        for name, forms in self._tables["counts"].items():
            if set(forms) != _FORMS[self.language]:
                yield f"counts.{name} in {self.language} needs the forms {', '.join(sorted(_FORMS[self.language]))}"
        for what in Evidence:
            if what.name.lower() not in self._tables["evidence"]:
                yield f"evidence.{what.name.lower()} is missing in {self.language}"

    def _values(self, finding: Finding, task: Task | None) -> dict[str, Any]:
        return {**finding.values, "title": shown_title(task) if task else ""}

    def _filled(self, template: str, values: Mapping[str, Any], today: date | None) -> str:
        said: list[str] = []
        for literal, name, spec in _pieces(template):
            said.append(literal)
            if name is None:
                continue
            if name not in values:
                raise WordingError(f"Nothing fills the placeholder {{{name}}} of {template!r}.")
            said.append(self._said(values[name], spec or "", today))
        return "".join(said)

    def _said(self, value: Any, spec: str, today: date | None) -> str:
        if spec == "date":
            return day_in_words(value, self.language, today is not None and today.year == value.year)
        if not spec:
            return str(value)
        forms = self._tables["counts"][spec]
        return str(forms[cldr.plural_form(self.language, value)]).replace("{n}", str(value))


@lru_cache(maxsize=4096)
def _pieces(template: str) -> tuple[tuple[str, str | None, str | None], ...]:
    """A sentence taken apart once: literal text, then the name and the form of what stands behind it."""
    return tuple((literal, name, spec) for literal, name, spec, _ in Formatter().parse(template))


def _fields(template: str) -> Iterator[tuple[str, str]]:
    for _, name, spec, _ in Formatter().parse(template):
        if name is not None:
            yield name, spec or ""


@lru_cache(maxsize=4096)
def day_in_words(day: date, language: str, same_year: bool) -> str:
    """``12 November``; with the year where it is not the current one."""
    return cldr.written(day, "d MMMM" if same_year else "d MMMM y", language)


def shown_title(task: Task) -> str:
    """The title on one line, at most 80 characters; the key where there is none."""
    return _shown(task.title) or task.key


@remembered(16_384)
def _shown(title: str) -> str:
    title = visible(title)
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1].rstrip() + "…"


@lru_cache(maxsize=len(LANGUAGES))
def words_of(language: str) -> Words:
    """The sentences of a language; English where we do not speak it. Raises :class:`WordingError` for a broken file."""
    chosen = language if language in LANGUAGES else "en"
    text = files("trackerbridge.flags").joinpath("wording", f"{chosen}.toml").read_text(encoding="utf-8")
    words = Words(chosen, tomllib.loads(text))
    problems = list(words.own_problems())
    if problems:
        raise WordingError("; ".join(problems) + ".")
    return words


def problems_of(rule: Rule | type[Rule]) -> list[str]:
    """What is wrong with a rule's wording in any language; empty where all is well."""
    return [problem for language in LANGUAGES for problem in words_of(language).problems(rule)]
