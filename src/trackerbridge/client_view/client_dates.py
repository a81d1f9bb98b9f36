"""Which date is the client's: the team's own with its buffer, or the one that a person named for the client. Pure.

The team's date and the client's are two things (CLIENT section 4). A person names the client's date with a client note
(``/client date 2026-12-12``) or a command (``promises set``); the later word holds. A word that only repeats what the
source said at that time confirms it, and the source goes on from there; any other word stands until a later one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from trackerbridge.client_notes.days import day_in
from trackerbridge.clock import Calendar
from trackerbridge.config.schema import DatesConfig
from trackerbridge.errors import UsageError
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Change, ChangeField, ClientNote, NotePart, Task, Told
from trackerbridge.model.sentence import Sentence

BY_NOTE = "note"
_BY_DUE = "due"
_FIELD = "field:"
_EXPLAINS = (NotePart.WHY, NotePart.NEXT)


@dataclass(frozen=True, slots=True)
class TeamDate:
    """The date the source gives for the client. ``note`` says what could not be read."""

    day: date | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A date that a person named for the client. ``firm``: by command, so nothing is asked again."""

    day: date
    at: datetime
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What people said about one task's date: its client notes, oldest first, and the dates named elsewhere.

    ``reasons``: all that were ever given, oldest first, those too that a later note replaced.
    """

    notes: tuple[ClientNote, ...] = ()
    named: tuple[Said, ...] = ()
    reasons: tuple[ClientNote, ...] = ()

    def explaining(self, since: datetime, calendar: Calendar) -> tuple[ClientNote, ...]:
        """The reasons and next steps that belong to something that happened at ``since``.

        A note written up to one working day before is about it too; an older one explains the date before.
        """
        return tuple(note for note in self.notes if note.part in _EXPLAINS and is_about(note, since, calendar))

    def why(self, since: datetime, calendar: Calendar) -> str:
        """The latest reason for it, as the team wrote it; empty where there is none."""
        found = [note.text for note in self.explaining(since, calendar) if note.part is NotePart.WHY]
        return found[-1] if found else ""

    def without_steps_before(self, done_at: datetime) -> Words:
        """The same without the next steps that were taken by then: the work was done since."""
        return replace(
            self, notes=tuple(one for one in self.notes if one.part is not NotePart.NEXT or one.at > done_at)
        )

    def without_next_move(self, left: datetime, told_on: date, calendar: Calendar) -> Words:
        """The same without what explains a move that the client is not told yet, made at ``left``.

        Such are notes written since, and those of the working day before where the date told (on ``told_on``) stood
        already. The reason that a later one replaced stands again.
        """

        def of_next(note: ClientNote) -> bool:
            if note.part not in _EXPLAINS:
                return False
            told_before = calendar.day_of(note.at) > told_on
            return note.at >= left or (told_before and is_about(note, left, calendar))

        kept = tuple(note for note in self.notes if not of_next(note))
        reasons = tuple(note for note in self.reasons if not of_next(note))
        replaced = any(note.part is NotePart.WHY and of_next(note) for note in self.notes)
        return replace(self, notes=(*kept, *(reasons[-1:] if replaced else ())), reasons=reasons)

    def has_next(self, since: datetime, calendar: Calendar) -> bool:
        """Whether somebody wrote what happens next."""
        return any(note.part is NotePart.NEXT for note in self.explaining(since, calendar))


def is_about(note: ClientNote, since: datetime, calendar: Calendar) -> bool:
    """Whether a note is young enough to explain something that happened at ``since``."""
    return note.at >= calendar.start_of_day(calendar.add_working_days(calendar.day_of(since), -1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The date that the client's side should come to tell; ``day`` None where there is none.

    ``changed_at``: when it last changed (None: nobody knows); ``said`` is the person's word, where one decides.
    """

    day: date | None
    note: str = ""
    changed_at: datetime | None = None
    said: Said | None = None

    def settled(self, hours: float, calendar: Calendar, now: datetime) -> bool:
        """Whether it has stood for so many business hours; a command needs none, nor does what nobody knows since."""
        if (self.said and self.said.firm) or self.changed_at is None:
            return True
        return calendar.business_hours_between(self.changed_at, now) >= hours


def client_date(task: Task, dates: DatesConfig, calendar: Calendar) -> TeamDate:
    """The date that the source gives for the client: due or a custom field, plus the buffer in working days.

    Raises :class:`~trackerbridge.errors.UsageError` where ``dates.client`` is none of due, ``field:NAME`` and note.
    """
    if dates.client == BY_NOTE:
        return TeamDate(None)
    found = _from_due(task, calendar) if dates.client == _BY_DUE else _from_field(task, dates.client, calendar)
    return TeamDate(buffered(found.day, dates, calendar), found.note)


def wanted(task: Task, words: Words, dates: DatesConfig, calendar: Calendar) -> Wanted:
    """The client's date of a task as it should become, before anything is held back."""
    source = client_date(task, dates, calendar)
    said = _said(words, calendar)
    if said is not None and not _source_went_on(said, task, source.day, dates, calendar):
        return Wanted(day=said.day, note=source.note, changed_at=said.at, said=said)
    changes = _changes(task, dates)
    return Wanted(day=source.day, note=source.note, changed_at=changes[-1].at if changes else task.created_at)


def settled(task: Task, dates: DatesConfig, calendar: Calendar, now: datetime) -> bool:
    """Whether the source's date has stood for ``settle`` business hours; where nobody knows since when, it has."""
    return wanted(task, Words(), dates, calendar).settled(dates.settle, calendar, now)


def departed_at(
    task: Task, told: Told, current: date | None, dates: DatesConfig, calendar: Calendar
) -> datetime | None:
    """When the source's date (``current`` now) left the day that was told; None where no change tells it.

    The order of changes decides, since a tracker's clock and ours may differ; only where the source never had that day
    itself (a person named it for the client) does the time of telling count.
    """
    found = None
    days = _days(task, current, dates, calendar)
    began = buffered(_day_in(days[0][0].before, calendar), dates, calendar) if days else None
    its_own = told.day in (began, *(day for _, day in days))
    for change, day in reversed(days):
        if day == told.day or (change.at < told.at and not its_own):
            break
        found = change.at
    return found


def came_at(task: Task, words: Words, day: date, dates: DatesConfig, calendar: Calendar) -> datetime | None:
    """When this day became the wanted one: what explains it was written around then. None where nobody knows.

    A person's word that confirms what the source says already is no later coming: the reason stands with the source's.
    """
    said = _said(words, calendar)
    current = client_date(task, dates, calendar).day
    of_source = max((change.at for change, at in _days(task, current, dates, calendar) if at == day), default=None)
    if said is None or said.day != day:
        return of_source
    return min(said.at, of_source) if of_source is not None and current == day else said.at


def history_known(task: Task, dates: DatesConfig) -> bool:
    """Whether the source tells anything of the past at all: a spreadsheet does not."""
    return bool(task.history) and dates.client != BY_NOTE


def _said(words: Words, calendar: Calendar) -> Said | None:
    """The later word of all; a note that names no day that can be read is told where notes are read."""
    named = [note for note in words.notes if note.part is NotePart.DATE]
    read = [Said(day, note.at) for note in named[-1:] if (day := day_in(note.text, calendar.day_of(note.at)))]
    return max([*words.named, *read], key=lambda one: one.at, default=None)


def _source_went_on(said: Said, task: Task, current: date | None, dates: DatesConfig, calendar: Calendar) -> bool:
    """The word repeated what the source said then, and the source has said something else since.

    Where the source came to say the same only later, a move from there to a later day is one that the client is told.
    """
    days = _days(task, current, dates, calendar)
    if current is None or current == said.day or not days:
        return False
    before = [day for change, day in days if change.at <= said.at]
    then = before[-1] if before else buffered(_day_in(days[0][0].before, calendar), dates, calendar)
    agreed_since = any(day == said.day for change, day in days if change.at > said.at)
    return then == said.day or (agreed_since and current > said.day)


def _days(
    task: Task, current: date | None, dates: DatesConfig, calendar: Calendar
) -> Sequence[tuple[Change, date | None]]:
    """Every change of the client's date with the day that it led to; the last one led to what stands there now."""
    changes = _changes(task, dates)
    if not changes:
        return ()
    earlier = [(one, buffered(_day_in(one.after, calendar), dates, calendar)) for one in changes[:-1]]
    return (*earlier, (changes[-1], current))


def _changes(task: Task, dates: DatesConfig) -> list[Change]:
    return [change for change in task.history if _moves_the_date(change, dates.client)]


def _moves_the_date(change: Change, setting: str) -> bool:
    if not setting.startswith(_FIELD):
        return change.field is ChangeField.DUE and setting != BY_NOTE
    return change.field is ChangeField.OTHER and change.ref.casefold() == setting[len(_FIELD) :].strip().casefold()


def buffered(day: date | None, dates: DatesConfig, calendar: Calendar) -> date | None:
    """The client's day for this day of the team's."""
    if day is None or dates.buffer_working_days == 0:
        return day
    return calendar.add_working_days(day, dates.buffer_working_days)


def _from_due(task: Task, calendar: Calendar) -> TeamDate:
    due = task.due
    if due is None:
        return TeamDate(None)
    if not due.readable:
        return TeamDate(None, _unread(task.key, due.raw))
    return TeamDate(calendar.day_of(due.instant) if due.instant is not None else due.day)


def _from_field(task: Task, setting: str, calendar: Calendar) -> TeamDate:
    name = setting[len(_FIELD) :].strip()
    if not setting.startswith(_FIELD) or not name:
        raise UsageError(
            f"dates.client = {setting!r} is not known.", hint="Write due, field:NAME for a custom field, or note."
        )
    raw = next((value for key, value in task.fields.items() if key.strip().casefold() == name.casefold()), "").strip()
    if not raw:
        return TeamDate(None)
    day = read_day(raw, calendar)
    unread = Sentence(
        "{task}: “{text}” in the field {field} is no date that can be read.", task=task.key, text=raw, field=name
    )
    return TeamDate(day, "" if day else unread)


def _unread(key: str, raw: str) -> Sentence:
    return Sentence("{task}: “{text}” is no date that can be read, so the client is shown none.", task=key, text=raw)


def _day_in(text: str | None, calendar: Calendar) -> date | None:
    return read_day(text.strip(), calendar) if text else None


def read_day(raw: str, calendar: Calendar) -> date | None:
    """An ISO day or instant, or a day written 19.11.2026; nothing that can be read in two ways."""
    for read in (date.fromisoformat, lambda text: datetime.strptime(text, "%d.%m.%Y").date()):
        try:
            return read(raw)
        except ValueError:
            continue
    try:
        instant = datetime.fromisoformat(raw)
    except ValueError:
        return None
    return calendar.day_of(instant) if instant.tzinfo else instant.date()
