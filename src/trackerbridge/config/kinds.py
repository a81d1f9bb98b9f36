"""Kinds of value that keys of the configuration have, with a sentence for whatever is none: hours, zones, countries."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from trackerbridge.clock import known_country
from trackerbridge.model import Stage

Language = Literal["en", "ru", "ro"]
NoteField = Literal["why", "next", "need", "effect", "done", "see", "instead", "date"]
DateOrder = Literal["dmy", "mdy", "ymd"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HOURS = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*h\s*$")


def _hours(value: object) -> object:
    """``"8h"`` is eight hours of working time."""
    if not isinstance(value, str | bool):
        return value
    found = _HOURS.match(str(value))
    if not found:
        raise ValueError('write hours of working time, such as "8h"')
    return float(found.group(1))


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # unknown; absolute or climbing out; a folder such as "Europe"
        near = get_close_matches(value, available_timezones(), 1, 0.5)
        guess = f'did you mean "{near[0]}"?' if near else "for example Europe/Chisinau"
        raise ValueError(f'there is no time zone "{value}"; {guess}') from None
    return value


def _country(value: str) -> str:
    if value and not known_country(value):
        raise ValueError(f'there is no holiday calendar for "{value}"; use an ISO 3166 code such as MD, RO, BY')
    return value


def _stages(value: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    known = [stage.value for stage in Stage if stage is not Stage.UNKNOWN]
    for name in value:
        if name not in known:
            near = get_close_matches(name, known, 1)
            guess = f'did you mean "{near[0]}"?' if near else f"there is {', '.join(known)}"
            raise ValueError(f'there is no state "{name}"; {guess}')
    return value


def _as_written(value: object) -> object:
    """A day may be written with or without quotes; one that is not in the calendar is none."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        date.fromisoformat(value)
    return value.isoformat() if isinstance(value, date) else value


Zone = Annotated[str, AfterValidator(_zone)]
Country = Annotated[str, AfterValidator(_country)]
Hours = Annotated[float, BeforeValidator(_hours), Field(ge=0, le=2000)]
DayOrName = Annotated[str, BeforeValidator(_as_written)]
Stages = Annotated[dict[str, tuple[str, ...]], AfterValidator(_stages)]


class Section(BaseModel):
    """Every table of the configuration: frozen, and strict about its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)
