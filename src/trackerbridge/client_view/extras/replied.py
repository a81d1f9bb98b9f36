"""What the client answered by number, where their side has no checklists: by a reply, or by a label. Pure.

The latest reply holds, until a label is put on later than it. Labels stand beside one another like ticks: two of them
are asked back. What a number means is told by the list that stood there when it was written, or put on (``numbers``);
who put a label on, and when, is known where the tracker keeps that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from trackerbridge.client_view.extras.decisions import Mark, Marks, Terms
from trackerbridge.client_view.extras.numbers import Answer, Lines, Numbers, lines_of
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Comment, Person, Side
from trackerbridge.model.offer import DecidedHow, Offer, label_number
from trackerbridge.trackers.base import BoardCard

ANSWER = re.compile(r"^\W*(?:\w+\W+){0,2}\d+(?:\W+(?:\w+\W+)?\d+)*\W*$")
_NUMBER = re.compile(r"\d+")
_EARLY = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Said:
    """Numbers of a client's, by whom and when (UTC) they were written or put on."""

    answer: Answer
    by: Person | None = None
    at: datetime | None = None

    @property
    def since(self) -> datetime:
        """When it came to stand there as it does."""
        return self.answer.at or _EARLY


def replied(card: BoardCard, reading: Numbers, *, names: Mapping[str, str], account: str) -> Marks:
    """What is marked on this card. ``names`` of labels by id; what ``account`` put on is ours."""
    said = list(_replies(card))
    worn = sorted(_labels(card, names, account), key=lambda each: (each.since, each.answer.id))
    meant = reading.meant_by([each.answer for each in (*said, *worn)])
    told = [each for each in said if each.answer.key in meant][-1:]
    labels = [each for each in worn if each.answer.key in meant]
    later = not told or any(each.since > told[0].since for each in labels)
    latest = labels if later else told
    lost = next((each for each in latest if each.answer.at and not meant[each.answer.key]), None)
    if lost is not None:
        unclear = Mark(reading.offer.kinds[0], lost.by, lost.answer.at, DecidedHow.REPLY)
        return Marks(heard=meant, unclear=unclear, unlisted=reading.unknown)
    marks = (mark for each in latest for mark in _numbered(meant[each.answer.key], reading.offer, each.by, each.at))
    return Marks(tuple(marks), heard=meant, unlisted=reading.unknown)


def _replies(card: BoardCard) -> Iterator[_Said]:
    for one in sorted(card.comments, key=when):
        if is_client(one.author) and (numbers := _numbers(one.text)):
            yield _Said(Answer(one.id, numbers, one.edited_at or one.at), one.author, one.at)


def _labels(card: BoardCard, names: Mapping[str, str], account: str) -> Iterator[_Said]:
    """Those that say a number, unless somebody of ours put them on."""
    for label in card.label_ids:
        number, put = label_number(names.get(label, "")), card.labelled.get(label)
        by, at = (put.by, put.at) if put else (None, None)
        by = replace(by, side=Side.OURS) if by is not None and account and by.id == account else by
        if number is not None and is_client(by):
            known = f"label:{label}" + (f"@{at:%Y%m%dT%H%M%S}" if at else "")
            yield _Said(Answer(known, (number,), at), by, at)


def _numbered(lines: Lines, offer: Offer, by: Person | None, at: datetime | None) -> Iterator[Mark]:
    """What an answer chose, and whether that is what is offered now."""
    now = dict(lines_of(offer))
    for kind, terms in lines:
        yield Mark(kind, by, at, DecidedHow.REPLY, Terms.OFFERED if now.get(kind) == terms else Terms.EARLIER)


def _numbers(text: str) -> tuple[int, ...]:
    """The choices that a short answer names: “2”, “2.”, “option 2”, “1 and 2”. A longer text is no answer."""
    if not ANSWER.match(text.strip()):
        return ()
    return tuple(dict.fromkeys(int(number) for number in _NUMBER.findall(text)))


def is_client(person: Person | None) -> bool:
    """Whether this is somebody on the client's side: whoever is named nowhere counts as such."""
    return person is None or person.side in (Side.CLIENT, Side.UNKNOWN)


def when(comment: Comment) -> datetime:
    """By which comments are sorted."""
    return comment.at
