"""Which choice a numbered reply meant: by the list that stood on the card when it was written. Pure.

Where the client's side has no checklists, a choice is the number of a line. The numbers change with the offer, and a
reply may be written before the client could read the new ones. So each time a list is written, the ledger keeps it,
with what every answer that stood there then had meant; a later answer is read by the list that was there at its
instant. Where that cannot be known (it crossed a new list on the way, or the ledger was lost), nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from trackerbridge.client_view.extras.words import ReadBack
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Entry, EntryKind, Memory
from trackerbridge.model.offer import ChoiceKind, Offer

Lines = tuple[tuple[ChoiceKind, str], ...]
"""Choices in the order of their numbers, each with its terms; of an answer, what it chose. Empty: nobody knows.

Who leaves an offer, or asks to talk about it, speaks of the whole of it: so the terms of these two are all terms.
"""

LONGEST_RUN = timedelta(minutes=15)
"""From a run's judgement to the last of its writes, where the ledger does not tell it more exactly."""
CLOCKS = timedelta(minutes=1)
"""How far our clock and the tracker's may differ."""
_OF_ALL = (ChoiceKind.LEAVE, ChoiceKind.TALK)
_NUMBERED = re.compile(r"^\s*(\d+)[.)]\s+(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Answer:
    """Numbers that somebody on the client's side wrote, and when (UTC); ``at`` None: a label of which nobody tells."""

    id: str
    numbers: tuple[int, ...]
    at: datetime | None = None

    @property
    def key(self) -> str:
        """By which it is known again, until somebody changes it."""
        return f"{self.id}:{','.join(map(str, self.numbers))}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as it was written once. ``begun`` and ``ended`` (UTC): it came to stand there at some time between them.

    ``heard``: what the answers that stood there before had meant. ``first``: there was no list before.
    """

    lines: Lines
    heard: Mapping[str, Lines]
    begun: datetime
    ended: datetime
    first: bool


def lines_of(offer: Offer) -> Lines:
    """The list as this offer makes it."""
    found = [one for kind in offer.kinds if (one := offer.choice(kind))]
    whole = " / ".join(one.terms for one in found if one.kind not in _OF_ALL)
    return tuple((one.kind, whole if one.kind in _OF_ALL else one.terms) for one in found)


def listed_entry(
    ref: str, offer: Offer, heard: Mapping[str, Lines], *, at: datetime, first: bool = False, stood: bool = False
) -> Entry:
    """What the ledger keeps when this list is written. ``stood``: it was there already, and no ledger knew of it."""
    said = {key: [list(each) for each in meant] for key, meant in heard.items()}
    body = {"lines": [list(each) for each in lines_of(offer)], "heard": said, "first": first, "stood": stood}
    return Entry(kind=EntryKind.LISTED, ref=ref, body=body, at=at)


@dataclass(frozen=True)
class Numbers:
    """All that tells what numbers on one card mean. ``standing`` is its description, ``made`` when it came to be."""

    ref: str
    offer: Offer
    memory: Memory
    back: ReadBack
    standing: str
    made: datetime | None

    def meant_by(self, answers: Sequence[Answer]) -> dict[str, Lines]:
        """By answer, what it chose, empty where nobody knows; one that names no line of its list is left out."""
        found = {answer.key: self._meant(answer, self._story) for answer in answers}
        return {key: meant for key, meant in found.items() if meant is not None}

    @property
    def unknown(self) -> bool:
        """Whether the card shows the numbers of this offer, and no ledger knows of that."""
        return bool(self._shown) and not self._story and self._stands(lines_of(self.offer))

    def _meant(self, answer: Answer, story: Sequence[Listed]) -> Lines | None:
        if story and answer.key in story[-1].heard:
            return story[-1].heard[answer.key]
        lists = set(self._lists(answer, story))
        chosen = {_chosen(answer, lines) for lines in lists if lines is not None}
        if None in lists:
            return () if max(answer.numbers) <= len(ChoiceKind) else None
        return None if not any(chosen) else chosen.pop() if len(chosen) == 1 else ()

    def _lists(self, answer: Answer, story: Sequence[Listed]) -> Iterator[Lines | None]:
        """Every list that may have stood there when it was written; None where one that nobody remembers may have."""
        if not story:
            now = lines_of(self.offer)
            only = self.made is not None and self.made + CLOCKS >= self.offer.made_at and self._stands(now)
            yield now if only or answer.at is None else None
            return
        if answer.at is None:
            yield story[-1].lines
            return
        before = [each for each in story if each.ended + CLOCKS < answer.at]
        around = [each for each in story if each.begun - CLOCKS <= answer.at <= each.ended + CLOCKS]
        if not before and not (around or story)[0].first:
            yield None
        yield from (each.lines for each in (*before[-1:], *around))
        if not before and not around:
            yield story[0].lines
        if before[-1:] == [story[-1]] and not self._stands(story[-1].lines):
            yield None  # somebody put another list back

    def _stands(self, lines: Lines) -> bool:
        """Whether the list on the card, where it shows one, may be this one: its kinds and days."""
        wanted = [(kind, terms if kind is ChoiceKind.DATE else "") for kind, terms in lines]
        return not self._shown or self._shown == wanted

    @cached_property
    def _shown(self) -> list[tuple[ChoiceKind, str]]:
        read = (self.back.choice(text) for _, text in _NUMBERED.findall(self.standing))
        return [(one.kind, one.terms if one.kind is ChoiceKind.DATE else "") for one in read if one]

    @cached_property
    def _story(self) -> tuple[Listed, ...]:
        written = self.memory.written_at.get(self.ref)
        return tuple(_listed(entry, written) for entry in self.memory.story(EntryKind.LISTED, self.ref))


def _listed(entry: Entry, written: datetime | None) -> Listed:
    assert entry.at is not None
    latest = entry.at + LONGEST_RUN
    ended = written if written is not None and entry.at <= written <= latest else latest
    ended = entry.at if entry.body.get("stood") else ended
    heard = {key: _lines(meant) for key, meant in entry.body["heard"].items()}
    return Listed(_lines(entry.body["lines"]), heard, entry.at, ended, bool(entry.body["first"]))


def _lines(said: Sequence[Sequence[str]]) -> Lines:
    return tuple((ChoiceKind(kind), str(terms)) for kind, terms in said)


def _chosen(answer: Answer, lines: Lines) -> Lines:
    """What these numbers name on this list; nothing where one of them names no line."""
    if not all(1 <= number <= len(lines) for number in answer.numbers):
        return ()
    return tuple(lines[number - 1] for number in answer.numbers)
