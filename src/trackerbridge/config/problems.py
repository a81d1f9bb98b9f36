"""What is wrong with a configuration, as sentences: pydantic's findings in words, with the nearest known key."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from trackerbridge.config.schema import Config
from trackerbridge.config.toml_lines import Place
from trackerbridge.lazy_dataclass import dataclass

_SECRET_KEYS = ("key", "token")
_KINDS = {
    "string": "text in quotes",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "tuple": 'a list, such as ["…"]',
    "dict": "a table",
    "model": "a table",
    "date": "a day, such as 2026-11-13",
    "time": "a time of day, such as 18:00:00",
}
_BOUNDS = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: where it stands in the file, and a sentence without line and without any secret."""

    place: Place
    text: str


def nearest(wrong: str, known: Collection[str]) -> str:
    """``did you mean "…"?`` where something is near, else what there is."""
    near = get_close_matches(wrong, known, 1)
    if near:
        return f'did you mean "{near[0]}"?'
    return f"there is {', '.join(sorted(known))}" if known else "there is none"


def problems_of(error: ValidationError) -> Iterator[Problem]:
    """Every finding of pydantic as a problem."""
    for detail in error.errors(include_url=False):
        if detail["type"] == "too_short" and detail["input"]:
            continue  # its entries are wrong, and said so themselves
        yield Problem(tuple(detail["loc"]), _sentence(detail))


def _sentence(detail: ErrorDetails) -> str:
    place, kind = tuple(detail["loc"]), detail["type"]
    context: Mapping[str, Any] = detail.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(place)
    if kind == "missing":
        return f'{section(place[:-1])} has no "{place[-1]}"'
    if kind == "literal_error":
        return f"{name(place)} is {_shown(detail)}; {_choice(detail['input'], str(context['expected']))}"
    if kind in _BOUNDS:
        key, words = _BOUNDS[kind]
        return f"{name(place)} is {_shown(detail)}; it must be {words} {context[key]:g}"
    if kind == "too_short":
        return f"{name(place)} is empty; it needs at least one entry"
    if kind == "value_error":
        return f"{name(place)}: {context['error']}" if place else str(context["error"])
    wanted = _KINDS.get(kind.split("_", 1)[0])
    return f"{name(place)} must be {wanted}" if wanted else f"{name(place)}: {detail['msg']}"


def _choice(given: object, expected: str) -> str:
    choices = [word.strip(" '") for word in expected.replace(" or ", ",").split(",")]
    near = get_close_matches(str(given), choices, 1)
    return f'did you mean "{near[0]}"?' if near else f"it can be {', '.join(choices[:-1])} or {choices[-1]}"


def _shown(detail: ErrorDetails) -> str:
    """The value as it was written; never that of a key that may hold a secret."""
    if detail["loc"] and detail["loc"][-1] in _SECRET_KEYS:
        return "not as it should be"
    given = detail["input"]
    return f'"{given}"' if isinstance(given, str) else str(given)


def _unknown_key(place: Place) -> str:
    wrong, around = str(place[-1]), place[:-1]
    known = keys_at(around)
    sentence = f'unknown key "{wrong}" in {section(around)}'
    homes = [home for home, keys in _sections(Config, ()) if wrong in keys]
    if homes:
        return f"{sentence}; it belongs in {section(homes[0])}"
    near = get_close_matches(wrong, known, 1)
    if near:
        return f'{sentence}; did you mean "{near[0]}"?'
    return f"{sentence}; it has {', '.join(known)}"


def name(place: Place) -> str:
    """A place as people write it: ``projects.website.sources[2].board`` (items counted from 1)."""
    text = ""
    for part in place:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".")


def section(place: Place) -> str:
    """A table as its header: ``[projects.website]``, ``[[projects.website.sources]]``."""
    if not place:
        return "the file's top level"
    if isinstance(place[-1], int):
        return f"[[{name(place[:-1])}]]"
    return f"[{name(place)}]"


def keys_at(place: Place) -> list[str]:
    """The keys that the table at this place knows."""
    kind: Any = Config
    for part in place:
        kind = _inside(kind, part)
    return list(kind.model_fields) if _is_model(kind) else []


def _inside(kind: Any, part: str | int) -> Any:
    if _is_model(kind) and part in kind.model_fields:
        return _plain(kind.model_fields[part].annotation)
    arguments = get_args(kind)
    if get_origin(kind) is dict:
        return _plain(arguments[1])
    return _plain(arguments[0]) if get_origin(kind) is tuple else None


def _plain(kind: Any) -> Any:
    """``X | None`` is X."""
    if get_origin(kind) in (Union, UnionType):
        return next(one for one in get_args(kind) if one is not NoneType)
    return kind


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _sections(kind: Any, place: Place) -> Iterator[tuple[Place, list[str]]]:
    """Every table there can be, with its keys; NAME stands for names that users choose."""
    if _is_model(kind):
        yield place, list(kind.model_fields)
        for key, field in kind.model_fields.items():
            yield from _sections(_plain(field.annotation), (*place, key))
    elif get_origin(kind) is dict:
        yield from _sections(_plain(get_args(kind)[1]), (*place, "NAME"))
    elif get_origin(kind) is tuple:
        yield from _sections(_plain(get_args(kind)[0]), (*place, 0))
