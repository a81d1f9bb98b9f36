"""The JSON in a file: one value, or one a line (JSONL, NDJSON). What is broken is said with its place."""

from __future__ import annotations

import json
import re
from dataclasses import field
from typing import Any

from trackerbridge.errors import BadInput
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.trackers.values import whole_characters

AS_DOWNLOADED = "Use the file as it was downloaded."
_MOST_DIGITS = 100  # Python itself refuses numbers of thousands
_NO_NUMBERS = "Numbers that are none (NaN, Infinity), read as missing: {}."


@dataclass(frozen=True, slots=True)
class JsonFile:
    """What a file holds: ``values`` in their order, ``lines`` where it is one a line.

    ``broken``: lines that are no JSON, with what is wrong. ``notes`` are sentences worth telling.
    """

    values: tuple[Any, ...]
    lines: bool = False
    broken: tuple[tuple[int, str], ...] = ()
    notes: tuple[str, ...] = ()


_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")  # half of a character beyond the first 65,536, alone or with the other


@dataclass(slots=True)
class _Loader:
    """Reads JSON strictly: Python alone would take NaN for a number."""

    no_numbers: int = 0
    broken: list[tuple[int, str]] = field(default_factory=list)

    def load(self, text: str) -> Any:
        """One value."""
        found = json.loads(text, parse_constant=self._missing, parse_int=self._whole)
        return whole_characters(found) if _ESCAPED.search(text) else found

    def _whole(self, digits: str) -> int | None:
        if len(digits) <= _MOST_DIGITS:
            return int(digits)
        self._missing(digits)
        return None

    def _missing(self, _: str) -> None:
        self.no_numbers += 1

    @property
    def notes(self) -> tuple[str, ...]:
        """What was read as missing."""
        return (_NO_NUMBERS.format(self.no_numbers),) if self.no_numbers else ()


def read_json(data: bytes, name: str) -> JsonFile:
    """The values in a file's bytes (UTF-8, UTF-16 or UTF-32, with or without a mark).

    Raises :class:`BadInput` where it is no JSON. A few broken lines among good ones are left out and reported.
    """
    text = _text_of(data, name)
    loader = _Loader()
    try:
        return JsonFile((loader.load(text),), notes=loader.notes)
    except json.JSONDecodeError as error:
        if not _has_a_value_in_its_first_line(text):
            raise _broken_json(error, text, name) from None
        return _by_line(text, name)
    except RecursionError:
        raise BadInput(f"{name} is JSON nested deeper than any export.", hint="Export it again.") from None


def _text_of(data: bytes, name: str) -> str:
    try:
        return data.decode(json.detect_encoding(data)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{name} is JSON that is not UTF-8 (byte {error.start:,}), so it was saved again by another program.",
            hint=AS_DOWNLOADED,
        ) from None


def _has_a_value_in_its_first_line(text: str) -> bool:
    """Several lines of which the first is whole: JSON that was cut has none such, unless it is one value a line."""
    first, _, rest = text.lstrip().partition("\n")
    try:
        return bool(rest.strip()) and isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _by_line(text: str, name: str) -> JsonFile:
    loader, values = _Loader(), []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            values.append(loader.load(line))
        except json.JSONDecodeError as error:
            loader.broken.append((number, f"column {error.colno}: {error.msg}"))
        except RecursionError:
            loader.broken.append((number, "nested deeper than any export"))
    if len(loader.broken) >= len(values):
        line_number, what = loader.broken[0]
        raise BadInput(
            f"{name} is not valid JSON, neither as a whole nor line by line (line {line_number}, {what}).",
            hint=AS_DOWNLOADED,
        )
    return JsonFile(tuple(values), True, tuple(loader.broken), loader.notes)


def _broken_json(error: json.JSONDecodeError, text: str, name: str) -> BadInput:
    """Cut off, or never JSON: the first is what a download that stopped looks like."""
    cut = error.msg.startswith("Unterminated") or error.pos >= len(text.rstrip()) - len("\\u0000")
    if cut:
        return BadInput(
            f"{name} ends in the middle: after {len(text):,} characters the JSON is not closed.",
            hint="Export it again and let the download finish.",
        )
    place = f"line {error.lineno}, column {error.colno}"
    return BadInput(f"{name} is not valid JSON ({place}: {error.msg}).", hint=AS_DOWNLOADED)
