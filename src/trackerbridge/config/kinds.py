"""Kinds of value that keys of the configuration have, with a sentence for whatever is none: hours, zones, countries."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from trackerbridge.clock import known_country
from trackerbridge.model import YEARS, Stage

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
    if isinstance(value, datetime):
        raise ValueError("write a day, such as 2026-11-02, without a time")
    if isinstance(value, str) and _DAY.fullmatch(value):
        _in_reach(date.fromisoformat(value))
    return _in_reach(value).isoformat() if isinstance(value, date) else value


def _in_reach(value: date) -> date:
    if value.year not in YEARS:
        raise ValueError(f"{value} is in no year that can be reckoned with ({YEARS[0]} to {YEARS[-1]})")
    return value


def _local(value: time) -> time:
    if value.tzinfo is not None:
        raise ValueError("write a time of day without an offset, such as 18:00:00; it is the client's own")
    return value


Day = Annotated[date, AfterValidator(_in_reach)]
TimeOfDay = Annotated[time, AfterValidator(_local)]
Zone = Annotated[str, AfterValidator(_zone)]
Country = Annotated[str, AfterValidator(_country)]
Hours = Annotated[float, BeforeValidator(_hours), Field(ge=0, le=2000)]
DayOrName = Annotated[str, BeforeValidator(_as_written)]
Stages = Annotated[dict[str, tuple[str, ...]], AfterValidator(_stages)]


_OTHERS: dict[type, tuple[type, ...]] = {
    bool: (int, float, str), int: (bool, str), float: (bool,), date: (bool, int, float), time: (bool, int, float),
}  # fmt: skip
"""What stands in a file and is none of the kind that a key has."""


def _kinds_in(annotation: Any) -> set[Any]:
    """What a value of its own may be: ``Day | None`` is a date."""
    if get_origin(annotation) in (Annotated, Union, UnionType):
        return {
            kind
            for inner in get_args(annotation)
            if isinstance(inner, type) or get_origin(inner)
            for kind in _kinds_in(inner)
        }
    return {annotation}


class Section(BaseModel):
    """Every table of the configuration: frozen, and strict about its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _of_its_kind(cls, value: Any, info: ValidationInfo) -> Any:
        """TOML tells kinds apart. Left alone, pydantic reads true as 1, and 0 as false, midnight or a day in 1970."""
        field = cls.model_fields[info.field_name or ""]
        if any(isinstance(each, BeforeValidator) for each in field.metadata):
            return value  # it has its own way of reading
        kinds = _kinds_in(field.annotation)
        for kind, others in _OTHERS.items():
            if kind in kinds and isinstance(value, others) and not (isinstance(value, bool) and bool in kinds):
                raise PydanticCustomError(f"{kind.__name__}_kind", "is of another kind")  # problems.py has the words
        return value
