"""Things that go wrong on the way: a small list of rules, each matching requests and spoiling their answers."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import field, fields
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from trackerbridge.errors import UsageError
from trackerbridge.lazy_dataclass import dataclass

HTML_ERROR = (
    "<html><head><title>{status} {reason}</title></head><body><center><h1>{status} {reason}</h1></center></body></html>"
)
_REASONS = {502: "Bad Gateway", 503: "Service Temporarily Unavailable", 504: "Gateway Time-out"}


@dataclass
class Fault:
    """One rule. It matches by ``method`` (any if empty) and ``path`` (a regular expression searched in the path).

    ``nth`` says which of the matching requests are hit, counted from 1 (all if empty). What happens:

    - ``status`` with ``body`` and ``headers`` instead of the real answer (HTML for 502, 503, 504 without a body);
    - ``drop`` closes the connection ``before`` the request is executed, or ``after`` it (a lost reply);
    - ``delay_ms`` waits first;
    - ``truncate`` sends only so many bytes of the answer's body and then closes.
    """

    method: str = ""
    path: str = ""
    nth: tuple[int, ...] = ()
    status: int | None = None
    body: str | dict[str, Any] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    drop: Literal["", "before", "after"] = ""
    delay_ms: int = 0
    truncate: int | None = None
    seen: int = 0

    def hits(self, method: str, path: str) -> bool:
        """Whether this request is spoiled; counts it if the rule matches."""
        if self.method.upper() not in ("", method) or not re.search(self.path, path):
            return False
        self.seen += 1
        return not self.nth or self.seen in self.nth

    @property
    def content(self) -> tuple[bytes, str]:
        """The body that stands in for the answer, and its media type."""
        if isinstance(self.body, dict):
            return json.dumps(self.body).encode(), "application/json; charset=utf-8"
        if self.body is None and self.status in _REASONS:
            page = HTML_ERROR.format(status=self.status, reason=_REASONS[self.status])
            return page.encode(), "text/html"
        return (self.body or "").encode(), "text/plain; charset=utf-8"


class Faults:
    """All rules of a sandbox; the first that hits decides. Rules can be added while it runs."""

    def __init__(self, rules: Iterable[Fault | Mapping[str, Any]] = ()) -> None:
        self._lock = Lock()
        self.rules: list[Fault] = []
        for rule in rules:
            self.add(rule)

    def add(self, rule: Fault | Mapping[str, Any]) -> Fault:
        """Add one rule."""
        made = rule if isinstance(rule, Fault) else fault(rule)
        with self._lock:
            self.rules.append(made)
        return made

    def clear(self) -> None:
        """Let everything go well again."""
        with self._lock:
            self.rules.clear()

    def of(self, method: str, *paths: str) -> Fault | None:
        """The rule that spoils this request; one with several questions in it has several paths."""
        with self._lock:
            return next((rule for rule in self.rules if any(rule.hits(method, path) for path in paths)), None)


def fault(given: Mapping[str, Any]) -> Fault:
    """A rule from a file's table. ``UsageError`` for a key or value that makes no rule."""
    known = {entry.name for entry in fields(Fault)} - {"seen"}
    unknown = sorted(set(given) - known)
    if unknown:
        raise UsageError(f"A fault has no key {unknown[0]!r}.", hint=f"Known keys: {', '.join(sorted(known))}.")
    values = dict(given)
    nth = values.get("nth", ())
    values["nth"] = (nth,) if isinstance(nth, int) else tuple(nth)
    if values.get("drop", "") not in ("", "before", "after"):
        raise UsageError(f"A fault's drop is “before” or “after”, not {values['drop']!r}.")
    try:
        re.compile(values.get("path", ""))
    except re.error as error:
        raise UsageError(f"A fault's path {values['path']!r} is no regular expression: {error}.") from error
    return Fault(**values)


def load_faults(path: Path) -> Faults:
    """Rules from a JSON list or a TOML file with ``[[fault]]`` tables."""
    try:
        text = path.read_text(encoding="utf-8")
        given = tomllib.loads(text).get("fault", []) if path.suffix == ".toml" else json.loads(text)
    except OSError as error:
        raise UsageError(f"The faults file {path} cannot be read: {error.strerror}.") from error
    except (ValueError, UnicodeDecodeError) as error:
        raise UsageError(f"The faults file {path} cannot be understood: {error}.") from error
    if not isinstance(given, list) or not all(isinstance(rule, dict) for rule in given):
        raise UsageError(f"The faults file {path} should hold a list of rules.")
    return Faults(given)
