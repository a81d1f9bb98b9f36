"""What a card says in the team's own words: the client notes that hold, made safe to stand there. Pure.

``why`` and ``next`` belong to the move or the passed date that they explain, and end with it (CLIENT section 3). A card
stays readable: its notes share the words that the card has left, and are cut where a sentence ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime

from trackerbridge.client_notes.days import day_in
from trackerbridge.client_view.client_dates import Words
from trackerbridge.client_view.neutralise import isolated, plain
from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import ClientNote, NotePart, Task

MOST_WORDS = 120  # on one card (CLIENT section 2)
_LEAST_WORDS = 8  # of a note that is cut
_LONGEST = 900  # characters of a note that are read at all
_LINK = re.compile(r"https://[^\s<>\[\]()]+")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_ENDING = re.compile(r"[\s.;,:–—-]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The notes of one card, by part, neutralised and without a full stop. ``asked_on``: when we asked for ``need``.

    ``of_move``: the reason is that of a move, also where the work was delivered since.
    """

    texts: Mapping[NotePart, str] = field(default_factory=dict)
    asked_on: date | None = None
    needed_by: date | None = None
    of_move: bool = False

    def get(self, part: NotePart) -> str:
        """The text of a part, or empty."""
        return self.texts.get(part, "")


SILENT = Spoken()


def spoken(
    words: Words, calendar: Calendar, *, moved_at: datetime | None, passed_at: datetime | None, answered: bool
) -> Spoken:
    """What holds now. ``moved_at``: when the date that the card tells came; ``passed_at``: when it passed."""
    latest = {note.part: note for note in words.notes}
    about = passed_at or moved_at
    texts: dict[NotePart, str] = {}
    for part, note in latest.items():
        if part in (NotePart.DATE, NotePart.REPLY) or (part is NotePart.NEED and answered):
            continue
        if part in (NotePart.WHY, NotePart.NEXT) and not _still_about(note, words, calendar, about, moved_at):
            continue
        if text := said(part, note.text):
            texts[part] = text
    need = latest.get(NotePart.NEED) if NotePart.NEED in texts else None
    asked = calendar.day_of(need.at) if need else None
    return Spoken(texts=texts, asked_on=asked, needed_by=day_in(need.text, asked) if need and asked else None)


def of_finished(
    words: Words, calendar: Calendar, task: Task, moved_at: datetime | None = None, told_at: datetime | None = None
) -> Spoken:
    """Of finished work: what was done, where to see it, and a reason: of its being done, else of its move.

    What was written by the day on which the client was told of the move, at ``told_at``, is the reason of the move.
    """
    said = spoken(words, calendar, moved_at=None, passed_at=task.done_at, answered=True)
    why = next((note for note in reversed(words.notes) if note.part is NotePart.WHY), None)
    if moved_at is not None:
        before = why is not None and told_at is not None and calendar.day_of(why.at) <= calendar.day_of(told_at)
        said = replace(said, of_move=before or not said.get(NotePart.WHY))
    if moved_at is not None and not said.get(NotePart.WHY):
        moved = spoken(words, calendar, moved_at=moved_at, passed_at=None, answered=True)
        said = replace(said, texts={**moved.texts, **said.texts})
    kept = (NotePart.DONE, NotePart.SEE, NotePart.WHY, NotePart.EFFECT)
    return replace(said, texts={part: text for part, text in said.texts.items() if part in kept})


def of_what_is_out(words: Words, calendar: Calendar, out_at: datetime | None) -> Spoken:
    """Of work that is taken out: why, where that was written then, and what comes in its place."""
    said = spoken(words, calendar, moved_at=None, passed_at=out_at, answered=True)
    kept = (NotePart.WHY, NotePart.INSTEAD)
    return replace(said, texts={part: text for part, text in said.texts.items() if part in kept})


def _still_about(
    note: ClientNote, words: Words, calendar: Calendar, about: datetime | None, moved_at: datetime | None
) -> bool:
    """A reason belongs to a move or a passed date; a next step may stand by itself while nothing has happened since."""
    if about is None:
        return note.part is NotePart.NEXT
    since = moved_at if note.part is NotePart.WHY and moved_at is not None else about
    return note in words.explaining(since, calendar)


def said(part: NotePart, text: str) -> str:
    """A note as its card says it: of where to look, the address alone."""
    link = _LINK.search(text)
    if part is NotePart.SEE and link:
        return link[0].rstrip(".,;")
    return safe(text)


def safe(text: str) -> str:
    """What the team wrote, neutralised and without a full stop, as it may stand behind a colon."""
    said = _ENDING.sub("", plain(text[:_LONGEST], _LONGEST))
    return isolated(said) if said else ""


def fitted(texts: Mapping[NotePart, str], others: Iterable[str]) -> tuple[dict[NotePart, str], bool]:
    """The notes in the room that the card's other words leave, and whether any had to be cut."""
    room = MOST_WORDS - sum(len(text.split()) for text in others)
    wanted = {part: len(text.split()) for part, text in texts.items()}
    if sum(wanted.values()) <= room:
        return dict(texts), False
    fitted_texts, left = {}, max(room, _LEAST_WORDS * len(texts))
    for number, part in enumerate(sorted(texts, key=lambda part: wanted[part])):
        share = max(_LEAST_WORDS, left // (len(texts) - number))
        fitted_texts[part] = shortened_to(texts[part], share)
        left -= min(share, wanted[part])
    return fitted_texts, True


def shortened_to(text: str, most: int) -> str:
    """At most so many words: whole sentences where one fits, else an ellipsis."""
    if len(text.split()) <= most:
        return text
    kept: list[str] = []
    for sentence in _SENTENCE.split(text):
        if sum(len(each.split()) for each in (*kept, sentence)) > most:
            break
        kept.append(sentence)
    return _ENDING.sub("", " ".join(kept)) if kept else " ".join(text.split()[:most]) + "…"


def ordered(texts: Mapping[NotePart, str]) -> Sequence[NotePart]:
    """The parts in the order of a card."""
    order = (NotePart.WHY, NotePart.EFFECT, NotePart.NEXT, NotePart.NEED, NotePart.INSTEAD, NotePart.DONE, NotePart.SEE)
    return [part for part in order if part in texts]
