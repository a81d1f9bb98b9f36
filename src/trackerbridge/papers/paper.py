"""A page for people: a title, one line of truth, and short sections. Every report format can show one."""

from __future__ import annotations

from collections.abc import Iterable

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.papers.words import page_words
from trackerbridge.results import Result


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines. ``key`` names it in JSON. ``more`` counts what was left out to keep the page short."""

    key: str
    heading: str
    lines: tuple[str, ...]
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One page. ``warning`` says whom it is for; sections without lines are left out by :func:`sections`."""

    project: str
    title: str
    language: str
    truth: str
    sections: tuple[Section, ...]
    warning: str = ""

    def lines_of(self, part: Section) -> tuple[str, ...]:
        """A section's lines, and how many were left out."""
        if not part.more:
            return part.lines
        return (*part.lines, page_words(self.language).said("page", "more", n=part.more))


@dataclass(frozen=True, slots=True, kw_only=True)
class Papered(Result):
    """The page of one project's run."""

    paper: Paper


def sections(*made: Section) -> tuple[Section, ...]:
    """Those that have something to say."""
    return tuple(each for each in made if each.lines)


def section(key: str, heading: str, lines: Iterable[str], most: int = 0) -> Section:
    """At most ``most`` lines (0: all of them)."""
    said = tuple(lines)
    shown = said[:most] if most else said
    return Section(key, heading, shown, len(said) - len(shown))
