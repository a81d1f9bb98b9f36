"""Everything that the team wrote for the client on one task, as it holds now. Pure.

A later note replaces the same part, and an empty one takes it back. Only the team's words count (and those of people
whose side nobody knows, on the team's own source); a client's never. A field of the tracker counts as a note that was
written when the field last changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime

from trackerbridge.client_notes.days import day_in
from trackerbridge.client_notes.keywords import OFFER
from trackerbridge.client_notes.lines import run_on, said_in
from trackerbridge.client_notes.offers import offer_in
from trackerbridge.client_notes.parse import Written, may_be_note, parse
from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Change, ChangeField, ClientNote, Comment, NotePart, Side, Task
from trackerbridge.model.offer import Offer
from trackerbridge.model.sentence import Sentence

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskNotes:
    """What holds on one task. ``notes`` in the order of their writing, one a part, replies all of them.

    ``reasons`` are all that were ever given, those too that a later one replaced: each belongs to a move of its own.
    ``needed_by`` is the day that the note of what we need names; ``problems`` are sentences for the team.
    """

    notes: tuple[ClientNote, ...] = ()
    replies: tuple[ClientNote, ...] = ()
    reasons: tuple[ClientNote, ...] = ()
    offer: Offer | None = None
    needed_by: date | None = None
    facts: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    def note(self, part: NotePart) -> ClientNote | None:
        """The note of this part that holds."""
        return next((note for note in self.notes if note.part is part), None)


_NOTHING = TaskNotes()


def notes_of(task: Task, *, fields: Mapping[NotePart, str], calendar: Calendar) -> TaskNotes:
    """What the team wrote on this task. ``fields``: which custom field holds which part."""
    maybe = [comment for comment in task.comments if may_be_note(comment.text)]
    if not maybe and not fields:  # of most tasks, five times in a run
        return _NOTHING
    written = [(comment, note) for comment in maybe if (note := _written(comment)) is not None]
    parts = [(_at(comment), kind, text) for comment, note in written for kind, text in note.parts]
    parts += _from_fields(task, fields)
    held: dict[str, tuple[datetime, str]] = {}
    replies: list[ClientNote] = []
    reasons = list(_reasons_before(task, fields))
    unread = ""  # the latest date, where it is none
    for at, kind, text in sorted(parts, key=lambda part: part[0]):
        if kind == NotePart.DATE:
            unread = text if text and day_in(text, calendar.day_of(at)) is None else ""
            if unread:  # a slip takes nothing back that could be read
                continue
        if kind == NotePart.REPLY:
            replies += [ClientNote(NotePart.REPLY, text, at)] if text else []
        elif text:
            held[kind] = (at, text)
            reasons += [ClientNote(NotePart.WHY, text, at)] if kind == NotePart.WHY else []
        else:
            held.pop(kind, None)
    offer, offer_problems = _offer(held.pop(OFFER, None), calendar)
    notes = [ClientNote(NotePart(kind), text, at) for kind, (at, text) in held.items()]
    problems = [problem for _, note in written for problem in note.problems] + list(offer_problems)
    problems += _unread_date(unread)
    need = held.get(NotePart.NEED)
    return TaskNotes(
        notes=tuple(sorted(notes, key=lambda note: note.at)),
        replies=tuple(replies),
        reasons=tuple(sorted(reasons, key=lambda note: note.at)),
        offer=offer,
        needed_by=day_in(need[1], calendar.day_of(need[0])) if need else None,
        facts=tuple(fact for _, note in written for fact in note.facts),
        problems=tuple(Sentence("{task}: a client note {problem}.", task=task.key, problem=each) for each in problems),
    )


def remembered(tasks: Iterable[Task]) -> list[str]:
    """What the team wrote with ``/remember`` on these tasks, for the manager alone; the latest first."""
    found = [
        (_at(comment), fact)
        for task in tasks for comment in task.comments
        if (note := _written(comment)) is not None for fact in note.facts
    ]  # fmt: skip
    return list(dict.fromkeys(fact for _, fact in sorted(found, key=lambda one: one[0], reverse=True)))


def _written(comment: Comment) -> Written | None:
    side = comment.author.side if comment.author else Side.UNKNOWN
    return parse(comment.text) if side in (Side.TEAM, Side.UNKNOWN) else None


def _at(comment: Comment) -> datetime:
    """When it was written as it reads now: an edited note counts from its edit."""
    return comment.edited_at or comment.at


def _reasons_before(task: Task, fields: Mapping[NotePart, str]) -> Iterator[ClientNote]:
    """What the field of the reason held before its last change, each as long as it stood."""
    name = fields.get(NotePart.WHY, "")
    changes = _changes_of(task, name) if name else []
    for change in changes[:-1]:
        if text := " ".join((change.after or "").split()):
            yield ClientNote(NotePart.WHY, text, change.at)


def _changes_of(task: Task, field: str) -> list[Change]:
    wanted = field.strip().casefold()
    return [
        change for change in task.history
        if change.field is ChangeField.OTHER and change.ref.strip().casefold() == wanted
    ]  # fmt: skip


def _from_fields(task: Task, fields: Mapping[NotePart, str]) -> Iterator[tuple[datetime, str, str]]:
    if not fields:
        return
    texts = {name.strip().casefold(): text.strip() for name, text in task.fields.items()}
    for part, name in fields.items():
        if text := texts.get(name.strip().casefold(), ""):
            changes = (change.at for change in _changes_of(task, name))
            yield max(changes, default=task.created_at or _LONG_AGO), part.value, run_on(said_in(text))


def _offer(held: tuple[datetime, str] | None, calendar: Calendar) -> tuple[Offer | None, tuple[str, ...]]:
    if held is None:
        return None, ()
    at, text = held
    return offer_in(text, at=at, written_on=calendar.day_of(at))


def _unread_date(text: str) -> list[str]:
    unread = Sentence(
        "names the date “{text}”, which is no day that can be read; write it like 2026-12-12", text=text[:40]
    )
    return [unread] if text else []
