"""What is wrong with a wording file: one sentence each, with its line, what stands there and what is expected. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from string import Formatter
from typing import Any

from trackerbridge.cldr import plural_form
from trackerbridge.client_view.wording_keys import PLURALS, sentence_keys
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.page.words import sentences as page_words

PAGE = "page"  # the table of what a page says besides the board; ours stands in ``page/wording``
_FORMS = ("zero", "one", "two", "few", "many", "other")
_COUNTED = 200  # enough numbers to meet every plural form of a whole number
_LONGEST_NAME = 100  # characters of a list's or a label's name, which must be read at a glance
_LONGEST = 600  # characters of a sentence; a card has 120 words in all
_NAMES = re.compile(r"lists\.(\w+)|labels\.(\w+)\.name")
_PLACE = re.compile(r"\s*\(at line (\d+), column \d+\)|\s*\(at end of document\)")

Problem = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Placeholders:
    """What a sentence takes. ``optional``: it may leave them out (a form that means the number one and no other)."""

    words: frozenset[str]
    optional: bool = False

    @property
    def shown(self) -> str:
        """For a sentence."""
        return ", ".join(f"{{{word}}}" for word in sorted(self.words)) or "no placeholders"


def problems(raw: Mapping[str, Any], text: str, locale: str, base: Mapping[str, str]) -> list[Problem]:
    """Everything that is wrong, in the order of the lines. ``base``: the sentences that stand where none is given."""
    found, lines = dict(flat(raw)), _Lines(text)
    expected = _expected(locale)
    said = [*_keys(found, expected, lines, locale, there=base.keys()), *_sentences(found, expected, lines)]
    return sorted(said) or sorted(_alike(found, base, lines))


def unreadable(error: tomllib.TOMLDecodeError, text: str) -> Problem:
    """What a person who edits such a file did, most likely, where it is no TOML."""
    reason = str(error)
    place = _PLACE.search(reason)
    line = int(place[1]) if place and place[1] else max(1, len(text.rstrip().splitlines()))
    stands = text.splitlines()[line - 1].strip() if line <= len(text.splitlines()) else ""
    key = stands.partition("=")[0].strip() or "name"
    if "overwrite" in reason:
        return line, f"{key} stands in this table a second time; expected is each sentence once."
    if "declare" in reason:
        return (
            line,
            f"{stands} stands here a second time; expected is each table once, with all its sentences below it.",
        )
    if "=" not in stands and not stands.startswith("["):
        return line, f'“{stands[:40]}” is neither a table nor a sentence; expected is: name = "text"'
    return (
        line,
        f'what stands here cannot be read; expected is text between straight quotes, on one line: {key} = "text"',
    )


def flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every sentence by its dotted key."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _expected(locale: str) -> dict[str, Placeholders]:
    expected = {key: Placeholders(words) for key, words in sentence_keys()}
    for key, said in page_words("en").items():
        used = {name for _, name, _, _ in Formatter().parse(said) if name}
        expected[f"{PAGE}.{key}"] = Placeholders(frozenset(used))
    number = frozenset({"n"})
    for form, only_one in _plural_forms(locale):
        expected |= {f"{table}.{form}": Placeholders(number, optional=only_one) for table in PLURALS}
    return expected


def _plural_forms(locale: str) -> Iterator[tuple[str, bool]]:
    """Each plural form that whole numbers take, and whether it is used for the number 1 alone (not so in Russian)."""
    numbers: dict[str, list[int]] = {}
    for number in range(_COUNTED):
        numbers.setdefault(plural_form(locale, number), []).append(number)
    for form, counted in numbers.items():
        yield form, counted == [1]


def _keys(
    found: Mapping[str, Any], expected: Mapping[str, Placeholders], lines: _Lines, locale: str, *,
    there: Collection[str],
) -> Iterator[Problem]:  # fmt: skip
    forms = ", ".join(sorted((form for form, _ in _plural_forms(locale)), key=_FORMS.index))
    for key in found.keys() - expected.keys():
        table = key.rpartition(".")[0]
        if key in PLURALS:
            yield lines.of(key), f"{key} is one text; expected is a table [{key}] with a sentence for each of {forms}."
        elif table in PLURALS:
            yield lines.of(key), f"{key} is no plural form of this language; expected are {forms}."
        elif tables := [f"[{each.rpartition('.')[0]}]" for each in expected if each.rpartition(".")[2] == key]:
            yield lines.of(key), f"{key} stands outside a table; expected is a place below {' or '.join(tables)}."
        else:
            near = get_close_matches(key, expected, 1)
            guess = f"did you mean {near[0]}?" if near else "remove it or correct its name."
            yield lines.of(key), f"{key} is not known here; {guess}"
    for key in expected.keys() - found.keys() - set(there):
        yield lines.of(key), f"{key} is missing; expected is a sentence with {expected[key].shown}."


def _sentences(found: Mapping[str, Any], expected: Mapping[str, Placeholders], lines: _Lines) -> Iterator[Problem]:
    for key in expected.keys() & found.keys():
        if wrong := _wrong(found[key], expected[key]):
            yield lines.of(key), f"{key} {wrong}; expected is a sentence with {expected[key].shown}."
        elif wrong := _form(key, found[key]):
            yield lines.of(key), f"{key} {wrong}."


def _wrong(value: object, expected: Placeholders) -> str:
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


def _form(key: str, sentence: str) -> str:
    """A list's name on two lines, or a sentence as long as a page, would spoil every card."""
    if "\n" in sentence.strip():
        return "holds a line break; expected is one line"
    most = _LONGEST_NAME if _NAMES.fullmatch(key) else _LONGEST
    return f"has {len(sentence)} characters; expected are at most {most}" if len(sentence) > most else ""


def _alike(found: Mapping[str, Any], base: Mapping[str, str], lines: _Lines) -> Iterator[Problem]:
    """Two lists, or two labels, that could not be told apart on the board."""
    everything = {**base, **found}
    for start in ("lists.", "labels."):
        seen: dict[str, str] = {}
        named = [key for key in everything if key.startswith(start) and _NAMES.fullmatch(key)]
        for key in sorted(named, key=lambda key: (key in found, lines.of(key), key)):
            other = seen.setdefault(everything[key].strip().casefold(), key)
            if other != key:
                yield (
                    lines.of(key),
                    f"{key} is called “{everything[key]}” as {other} is; expected is a name of its own.",
                )


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
