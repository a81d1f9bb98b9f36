"""What the team wrote for the client, and what becomes of each part: read already, going out, held back, or not shown.

For ``preview PROJECT --notes``, and for the team alone. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from trackerbridge.client_notes.days import day_in
from trackerbridge.client_notes.keywords import OFFER
from trackerbridge.client_notes.of_task import TaskNotes, notes_of
from trackerbridge.client_view.neutralise import paragraphs
from trackerbridge.client_view.said_dates import note_fields
from trackerbridge.client_view.spoken import said
from trackerbridge.client_view.view import Held, StatusCard
from trackerbridge.config.schema import Settings
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import REQUEST
from trackerbridge.model import ClientNote, NotePart, Task
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan import Change
from trackerbridge.plan.comments import REPLY, same_words
from trackerbridge.report.base import Listing
from trackerbridge.report.team import moment_in, report_words
from trackerbridge.results import Planned
from trackerbridge.team_words import part_in, reasons_in, said_in

READ, GOES, WAITS = Sentence("read"), Sentence("goes out"), Sentence("waits")
HELD, NOWHERE, UNCLEAR = Sentence("held"), Sentence("not shown"), Sentence("not understood")
_COLUMNS = ("task", "part", "text", "state", "from", "written", "id", "safer", "url")
_FIRST_WORDS = 5  # by which a text is found on its card, where the rest of it may have been cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """One part of a note. ``origin``: where it was written; ``more``: until when it waits, why it is held or hidden."""

    task: Task
    part: str
    text: str
    at: datetime | None
    origin: str
    state: str
    more: str = ""
    held: Held | None = None


def pending_notes(planned: Planned, settings: Settings) -> list[Noted]:
    """Every part of every note on live work, in the order of the sources."""
    reader = _Reader(planned, settings)
    return [each for task in planned.audited.live for each in reader.of(task)]


@dataclass(frozen=True, slots=True)
class _Reader:
    planned: Planned
    settings: Settings

    def of(self, task: Task) -> Iterator[Noted]:
        fields = note_fields(self.settings.project.notes)
        if not task.comments and not fields:
            return
        found = notes_of(task, fields=fields, calendar=self.settings.calendar)
        for note in found.notes:
            yield self._part(task, note)
        for reply in found.replies:
            yield self._reply(task, reply)
        yield from self._offer(task, found)
        for problem in found.problems if task.open else ():
            yield Noted(task=task, part="", text=problem, at=None, origin="", state=UNCLEAR)

    def _part(self, task: Task, note: ClientNote) -> Noted:
        card = next((card for card in self.planned.view.cards if card.task == task.key and not _asks(card)), None)
        held = self._held(task, note.part.value)
        if card is None:
            return self._noted(task, note, NOWHERE, Sentence("the client has no card of this task"))
        if held is not None:
            return self._noted(task, note, HELD, held.reason, held)
        if note.part is NotePart.DATE:
            return self._date(task, note, card)
        if not _says(card.description, said(note.part, note.text)):
            return self._noted(task, note, NOWHERE, _WHY_NOT.get(note.part, Sentence("it holds no longer")))
        return self._standing(task, note, card.ref, "description")

    def _date(self, task: Task, note: ClientNote, card: StatusCard) -> Noted:
        waits = next((wait for wait in self.planned.view.waits if wait.ref == card.ref), None)
        if waits is not None:
            return self._noted(task, note, WAITS, waits.sentence)
        if card.told != day_in(note.text, self.settings.calendar.day_of(note.at)):
            why = "a date is told once it has stood for a while (dates.settle)"
            return self._noted(task, note, WAITS, why) if task.open else self._noted(task, note, NOWHERE, "it is done")
        return self._standing(task, note, card.ref, "due")

    def _reply(self, task: Task, reply: ClientNote) -> Noted:
        held = self._held(task, NotePart.REPLY.value)
        if held is not None and same_words(held.text, paragraphs(reply.text, 4_000)):
            return self._noted(task, reply, HELD, held.reason, held)
        posted = [
            change for change in self.planned.plan.changes
            if change.task == task.key and change.ref.startswith(REPLY)
            and same_words(str(change.fields["text"].after), paragraphs(reply.text, 4_000))
        ]  # fmt: skip
        if posted:
            return self._going(task, reply, posted)
        text = paragraphs(reply.text, 900)
        known = any(ref.startswith(REPLY) and each.task == task.key and _says(each.written.get("text", ""), text)
                    for ref, each in self.planned.memory.publications.items())  # fmt: skip
        return self._noted(task, reply, READ if known else NOWHERE, "" if known else Sentence("no card takes it"))

    def _offer(self, task: Task, found: TaskNotes) -> Iterator[Noted]:
        if found.offer is None:
            return
        text = "; ".join(" ".join(filter(None, (one.kind.value, one.day.isoformat() if one.day else "", one.text)))
                         for one in found.offer.choices)  # fmt: skip
        note = ClientNote(NotePart.INSTEAD, text, found.offer.made_at)
        card = next((card for card in self.planned.view.cards if card.task == task.key and _asks(card)), None)
        made = (
            self._standing(task, note, card.ref, "")
            if card
            else self._noted(task, note, NOWHERE, Sentence("see: changes"))
        )
        yield Noted(task=task, part=OFFER, text=text, at=note.at, origin=made.origin, state=made.state, more=made.more)

    def _standing(self, task: Task, note: ClientNote, ref: str, field: str) -> Noted:
        """On the card; whether the client reads it already, or will with these changes."""
        text = said(note.part, note.text)
        changes = [
            change for change in self.planned.plan.changes
            if change.ref == ref and change.kind == "card" and (not field or field in change.fields)
            and (field != "description" or not _says(str(change.fields[field].before or ""), text))
        ]  # fmt: skip
        return self._going(task, note, changes) if changes else self._noted(task, note, READ)

    def _going(self, task: Task, note: ClientNote, changes: Sequence[Change]) -> Noted:
        waits = [wait for wait in self.planned.waits if any(change in wait.changes for change in changes)]
        if not waits:
            return self._noted(task, note, GOES, Sentence("with the next sync"))
        until = waits[0].until
        return self._noted(
            task,
            note,
            WAITS,
            Sentence("until {moment}", moment=self._moment(until)) if until else Sentence("publishing is held"),
        )

    def _moment(self, instant: datetime) -> str:
        return moment_in(report_words(self.settings.language), instant, self.settings.calendar)

    def _held(self, task: Task, part: str) -> Held | None:
        return next((held for held in self.planned.view.held if held.task == task.key and held.part == part), None)

    def _noted(self, task: Task, note: ClientNote, state: str, more: str = "", held: Held | None = None) -> Noted:
        return Noted(
            task=task, part=note.part.value, text=note.text, at=note.at, origin=self._origin(task, note), state=state,
            more=more, held=held,
        )  # fmt: skip

    def _origin(self, task: Task, note: ClientNote) -> str:
        wrote = next((one for one in task.comments if (one.edited_at or one.at) == note.at), None)
        if wrote is None:
            field = note_fields(self.settings.project.notes).get(note.part, "")
            return Sentence("field {field}", field=field) if field else Sentence("comment")
        who = wrote.author.name if wrote.author else ""
        return Sentence("comment by {who}", who=who) if who else Sentence("comment")


_WHY_NOT = {
    NotePart.WHY: Sentence("it explains no move that holds now"),
    NotePart.NEXT: Sentence("it belongs to a date that has moved since"),
    NotePart.NEED: Sentence("the client has answered"),
}


def _asks(card: StatusCard) -> bool:
    return card.ref.startswith(REQUEST)


def _says(description: str, shown: str) -> bool:
    """By its first words: a long note may have been cut to fit. ``shown``: as a card would say it."""
    wanted = " ".join(shown.split()[:_FIRST_WORDS]).rstrip(" .;,:…")
    return bool(wanted) and wanted in " ".join(description.split())


def notes_listing(planned: Planned, found: Sequence[Noted], language: str = "en") -> Listing:
    """As a list for people, in the team's language, and for JSON."""
    calendar, words = planned.audited.calendar, report_words(language)

    def say(key: str, **values: Any) -> str:
        return words.said("client_notes", key, **values)

    rows = [
        (each.task.key, part_in(language, each.part), said_in(language, each.text), _state(each, language),
         said_in(language, each.origin), moment_in(words, each.at, calendar) if each.at else "",
         each.held.id if each.held else "", each.held.safer if each.held else "", each.task.url)
        for each in found
    ]  # fmt: skip
    records = [
        {"task": each.task.key, "url": each.task.url, "part": each.part or None, "text": each.text,
         "state": each.state, "more": each.more, "origin": each.origin or None, "at": each.at,
         "held": each.held.id if each.held else None, "safer": each.held.safer if each.held else None}
        for each in found
    ]  # fmt: skip
    held = sum(each.state == HELD for each in found)
    return Listing(
        title=say("title", title=planned.title), key="notes", columns=tuple(map(say, _COLUMNS)),
        rows=rows, records=records, closing=say("closing", n=held) if held else "", empty=say("empty"),
        extra={"project": planned.project}, language=words.language,
        wide=frozenset({say("written"), say("safer"), say("url")}),
    )  # fmt: skip


def _state(each: Noted, language: str) -> str:
    state = said_in(language, each.state)
    if not each.more:
        return state
    more = reasons_in(language, each.more) if each.state == HELD else said_in(language, each.more)
    return f"{state}: {more}"
