"""The client's board as text that a person reads line by line, and what changed on it from week to week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from trackerbridge.markup.reference import apart

TICK = " ✓"  # the badge of a date that was met; Jira has none


@dataclass(frozen=True)
class ShownCard:
    """One card, with all that its readers see."""

    key: str  # the tracker's own id
    title: str
    labels: tuple[str, ...]
    due: date | None
    ticked: bool
    text: str
    choices: tuple[tuple[str, bool], ...]
    comments: tuple[tuple[str, str], ...]

    def lines(self) -> Iterator[str]:
        """The card as Markdown: title, labels and date; its text; the choices; the conversation."""
        due = f" · {self.due.day} {self.due:%b}" if self.due else ""
        labels = "".join(f" [{label}]" for label in sorted(self.labels))
        yield f"- **{_readable(self.title)}**{labels}{due}{TICK if self.ticked else ''}"
        for line in _readable(apart(self.text)[0]).splitlines():
            yield f"  {line}".rstrip()
        for choice, ticked in self.choices:
            yield f"  - [{'x' if ticked else ' '}] {_readable(choice)}"
        for who, said in self.comments:
            yield f"  > {who}: {_readable(said)}"


Lists = Sequence[tuple[str, Sequence[ShownCard]]]


def changes(before: Lists, after: Lists) -> Iterator[str]:
    """What a reader finds changed since they last looked: each new or changed card in full, by list, and what left.

    Cards stand by title, since Jira has no order of its own.
    """
    known = {card.key: (name, tuple(card.lines())) for name, cards in before for card in cards}
    left = dict(known)
    for name, cards in after:
        for card in sorted(cards, key=lambda card: card.title):
            lines = tuple(card.lines())
            if left.pop(card.key, None) != (name, lines):
                yield from (f"- {name}: {lines[0][2:]}", *lines[1:])
    for name, lines in left.values():
        yield f"- {name}: {lines[0][2:]} is no longer there"


def overview(lists: Lists) -> Iterator[str]:
    """The whole board at a glance: each list with its cards' first lines."""
    for name, cards in lists:
        if cards:
            yield f"{name}:"
            yield from sorted(next(card.lines()) for card in cards)


def _readable(text: str) -> str:
    """Without what only keeps lines together or Markdown quiet."""
    return text.replace("\u00a0", " ").replace("\\", "").replace("\u2068", "").replace("\u2069", "").rstrip()
