"""JSON read and written by pydantic's core, which is loaded anyway: twice as fast as Python's own, indented nine times.

What it refuses and Python's own does not (half of a character, two hundred brackets in one another) is left to
Python's own, so that both take the same.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic_core import from_json, to_json


def read_json(told: str | bytes) -> Any:
    """What a text says. Raises ValueError or RecursionError where it is no JSON, as :func:`json.loads` does."""
    try:
        return from_json(told)
    except ValueError:
        return json.loads(told)


def json_bytes(value: Any) -> bytes:
    """A value of JSON's own kinds (and tuples) in UTF-8, without spaces.

    Raises ValueError for half of a character, which no file takes, and TypeError for what JSON has no kind for.
    """
    try:
        return to_json(value, fallback=_refused)
    except ValueError:  # also for what is no fault of the value's, such as its depth
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def json_lines(value: Any) -> str:
    """The same to be read: a line for each value, indented by two. Half a character stays as it is."""
    try:
        return to_json(value, indent=2, fallback=_refused).decode()
    except ValueError:
        return json.dumps(value, ensure_ascii=False, indent=2)


def _refused(value: object) -> object:
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")
