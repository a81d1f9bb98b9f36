"""The summary within the words that a client reads: before it runs over, fewer lines of each kind, shorter titles."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from trackerbridge.client_view.cards import Part
from trackerbridge.client_view.neutralise import QUOTES
from trackerbridge.client_view.spoken import MOST_WORDS
from trackerbridge.lazy_dataclass import dataclass

SHOWN = 3  # of each kind, and "n more"
_LONG, _MIDDLE, _SHORT = QUOTES
_LEVELS = ((SHOWN, _LONG), (SHOWN, _MIDDLE), (2, _MIDDLE), (2, _SHORT), (1, _SHORT))
_GIVEN_UP = ("changes", "done", "milestones", "solving")
"""Sections that go before the rest, in this order: each of these things has a card of its own."""
_ASKS = "need"  # what the client has to do is cut after everything else was


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with lines; or one paragraph, which is never cut: a heading of its own without lines."""

    name: str
    heading: str
    lines: Sequence[str] | None = None

    def text(self, shown: int, more: Callable[[int], str]) -> str:
        """Its first lines; empty where there are none."""
        if self.lines is None:
            return self.heading
        if not self.lines:
            return ""
        rest = len(self.lines) - shown
        lines = [*self.lines[:shown], *([more(rest)] if rest > 0 else [])]
        return "\n".join([f"**{self.heading}**", "", *(f"- {line}" for line in lines)])


def fitted(
    sections: Callable[[int], Sequence[Section]], more: Callable[[int], str], *, besides: str = ""
) -> list[Part]:
    """The longest summary that a client reads. ``sections`` by how long a title may be; ``besides``: the rest."""
    room = MOST_WORDS - len(besides.split())
    parts: list[Part] = []
    for shown, quote, without, asks in _attempts():
        found = [each for each in sections(quote) if each.name not in without or each.lines is None]
        wanted = [(each, asks if each.name == _ASKS else shown) for each in found]
        parts = [Part(each.name, text) for each, most in wanted if (text := each.text(most, more))]
        if sum(len(part.text.split()) for part in parts) <= room:
            break
    return parts


def _attempts() -> Iterator[tuple[int, int, Collection[str], int]]:
    """How many lines, how long a title, what is left out, and how many of the asks are shown, in this order."""
    for shown, quote in _LEVELS:
        yield shown, quote, (), SHOWN
    yield 1, _SHORT, _GIVEN_UP[:1], SHOWN
    for number in range(len(_GIVEN_UP) + 1):
        yield 1, _SHORT, _GIVEN_UP[:number], 1
