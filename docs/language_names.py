"""What ``trackerbridge.cldr`` says, taken from Babel: ``python -m docs.generate`` writes it into the package."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from babel import Locale

from trackerbridge.cldr import LOCALES

FILE = Path(__file__).parents[1] / "src" / "trackerbridge" / "cldr" / "names.json"


def names_file() -> str:
    """The whole file."""
    locales = (f' "{locale}": {{\n{_lines(_names(locale))}\n }}' for locale in LOCALES)
    return "{\n" + ",\n".join(locales) + "\n}\n"


def _lines(names: Mapping[str, Any]) -> str:
    return ",\n".join(f'  "{field}": {json.dumps(said, ensure_ascii=False)}' for field, said in names.items())


def _names(tag: str) -> dict[str, Any]:
    locale = Locale.parse(tag)
    countries = (str(name) for name in locale.territories.values())
    return {
        "MMMM": _months(locale, "format", "wide"),
        "MMM": _months(locale, "format", "abbreviated"),
        "LLLL": _months(locale, "stand-alone", "wide"),
        "LLL": _months(locale, "stand-alone", "abbreviated"),
        "EEEE": _days(locale, "format", "wide"),
        "EEE": _days(locale, "format", "abbreviated"),
        "alone": _days(locale, "stand-alone", "wide"),
        "list": dict(sorted(locale.list_patterns["standard"].items())),
        "languages": {one: str(locale.languages[one]) for one in ("en", "ro", "ru")},
        "countries": " ".join(sorted({name for name in countries if name.isalpha()})),
    }


def _months(locale: Locale, context: str, width: str) -> list[str]:
    return [str(locale.months[context][width][number]) for number in range(1, 13)]


def _days(locale: Locale, context: str, width: str) -> list[str]:
    return [str(locale.days[context][width][number]) for number in range(7)]
