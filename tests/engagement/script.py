"""The story as data: weeks of steps by the team, the client and the manager, one line each, and its words."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

HERE = Path(__file__).parent
ZONE = ZoneInfo("Europe/Chisinau")
YEAR = 2026
_WEEK = re.compile(r"Week (\d+): (.+)")
_STEP = re.compile(r"(\d+ \w+ \d\d:\d\d)\s+(team|client|manager|office)\s+(.+)")


@dataclass(frozen=True)
class Step:
    """One line: at this moment (in the project's zone) somebody does this."""

    at: datetime
    who: str
    what: str


@dataclass(frozen=True)
class Week:
    """What happens from one look at the board to the next."""

    number: int
    title: str
    steps: tuple[Step, ...]


@cache
def weeks(name: str = "story.txt") -> tuple[Week, ...]:
    """The story, in order. A line that is neither a week, a step nor a remark is an error."""
    found: list[tuple[int, str, list[Step]]] = []
    for line in filter(None, (HERE / name).read_text(encoding="utf-8").splitlines()):
        if line.startswith("#"):
            continue
        if week := _WEEK.fullmatch(line):
            found.append((int(week[1]), week[2], []))
            continue
        step = _STEP.fullmatch(line)
        assert step, f"{name}: {line}"
        found[-1][2].append(Step(moment_of(step[1]), step[2], step[3]))
    return tuple(Week(number, title, tuple(steps)) for number, title, steps in found)


def moment_of(text: str) -> datetime:
    """``7 Sep 10:00`` of the story's year, in the project's zone."""
    return datetime.strptime(f"{YEAR} {text}", "%Y %d %b %H:%M").replace(tzinfo=ZONE)


def day_of(text: str) -> date:
    """``18 Sep`` of the story's year."""
    return datetime.strptime(f"{YEAR} {text}", "%Y %d %b").date()


@dataclass(frozen=True)
class Tongue:
    """The story's words in one language."""

    code: str
    house: dict[str, str]
    titles: dict[str, str]
    keywords: dict[str, str]
    texts: dict[str, str]

    @classmethod
    def of(cls, code: str) -> Tongue:
        """en, ru or ro."""
        said: dict[str, Any] = tomllib.loads((HERE / "words" / f"{code}.toml").read_text(encoding="utf-8"))
        return cls(code, said["house"], said["titles"], said["keywords"], said.get("texts", {}))

    def text(self, english: str) -> str:
        """What a person writes; the English one is the story's own."""
        return english if self.code == "en" else self.texts[english]

    def keyword(self, english: str) -> str:
        """How a client note's part begins."""
        return self.keywords.get(english, english)

    def offer(self, english: str) -> str:
        """``date 2026-10-28 | fee 240 EUR | leave`` with the language's own keywords."""
        choices = (choice.strip().partition(" ") for choice in english.split("|"))
        return " | ".join(f"{self.keyword(kind)} {rest}".strip() for kind, _, rest in choices)
