"""What the ledger holds, as frozen values: publications, intents, runs, cursors, and the memory made from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Promise

NOWHERE = "-"  # stands for the remote id of what the client's side does not have: nothing there has it
REQUEST = "change:"  # how the references of change request cards begin: they show a question, not a task
WITHOUT_AN_END = ("running", "interrupted")  # what becomes of a run whose process was killed, or by Ctrl-C


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One remote object that is ours: what we last wrote to it, and what a person changed since.

    ``written`` holds, per field, the text or value that we last wrote, in comparable form (see ``plan``): names of
    lists and labels by their reference, instants as ISO, descriptions normalised. ``edited`` are fields that a person
    changed since (respected, reported once), ``archived_by_person`` says that they put the whole card away.
    ``board`` is the id of the board it stands on.
    """

    ref: str
    kind: str  # card | list | label
    remote_id: str
    board: str = ""
    task: str | None = None
    first: date | None = None
    moved_on: date | None = None
    written: Mapping[str, str] = field(default_factory=dict)
    edited: Mapping[str, str] = field(default_factory=dict)  # field -> the remote value that was reported
    archived: bool = False
    archived_by_person: bool = False
    adopted: bool = False  # a list or label that was there before us: used, never changed


class EntryKind(StrEnum):
    """What an entry of the ledger is about; each kind has a module in ``ledger`` that knows its body."""

    STEERING = "steering"  # a person's word: hold, snooze, override, handback, date, retire
    HELD = "held"  # text that the guard kept back, released or reworded
    MESSAGE = "message"  # what the client wrote on the client's side, and what became of it
    DECISION = "decision"  # a choice of the client's: made, confirmed, undone
    EXTRA = "extra"  # the register of extras
    LISTED = "listed"  # the numbered choices that the client read, and what answers to earlier ones had meant
    ANSWER = "answer"  # an answer that was announced to the client by a day
    PROMISED = "promised"  # that what was promised before the first run was imported, or declared as none
    WAITED = "waited"  # a time during which work waited for the client
    ASK = "ask"  # something that we asked of the client
    CALL = "call"  # a call for which a brief was made
    TOLD = "told"  # what the manager was told, so that it is told once
    SEEN = "seen"  # a date of which the tracker keeps no history, and since when it stands there


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing to remember. ``ref`` names what it is about within its kind; the latest of a kind and ref holds.

    ``at`` (UTC) and ``run`` are filled in when it is written down; a change of a plan that carries entries has them
    written in the same transaction as its outcome, so that neither can be there without the other.
    """

    kind: EntryKind
    ref: str
    body: Mapping[str, Any] = field(default_factory=dict)  # JSON values only
    at: datetime | None = None
    id: int = 0
    run: int | None = None


class IntentState(StrEnum):
    """How a write that was begun ended."""

    BEGUN = "begun"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """A write, recorded before it is sent and settled after its answer: a crash between the two is found by looking."""

    id: int
    run: int
    project: str
    ref: str
    action: str
    kind: str
    body: str  # the change as JSON
    state: IntentState
    begun_at: datetime
    remote_id: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run over one project: what was read, flagged, written and refused, and when.

    ``started_at`` is the moment that it judged (``--now`` moves it), and the real time of its beginning until it has
    ended; ``finished_at`` is the real time of its end.
    """

    id: int
    project: str
    command: str
    started_at: datetime
    finished_at: datetime | None = None
    status: str = "running"  # running | ok | unchanged | partial | refused | failed | locked | interrupted
    tasks: int = 0
    flags: int = 0
    planned: int = 0
    applied: int = 0
    failed: int = 0
    requests: Mapping[str, int] = field(default_factory=dict)
    digest: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """All that the pure middle needs to know of the past of one project.

    Made from the ledger, or from the references on the board where the ledger was lost: ``recovered``, in the one run
    that finds our cards on the board and knows none of them. ``behind``: cards that were written later than this ledger
    knows, with the reference that they bear now, by ref: it is an older copy, or another ledger is used as well.
    ``missing``: references of cards that were made, as is known from beside the ledger, and are not on the board.
    """

    publications: Mapping[str, Publication] = field(default_factory=dict)  # by ref
    promises: tuple[Promise, ...] = ()
    task_counts: Mapping[str, int] = field(default_factory=dict)  # by source: live tasks at the last complete pull
    recovered: bool = False
    behind: Mapping[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    written_at: Mapping[str, datetime] = field(default_factory=dict)  # by ref: when our row of it was last written
    entries: tuple[Entry, ...] = ()  # all of them, oldest first

    def latest(self, kind: EntryKind) -> dict[str, Entry]:
        """Of one kind, what holds now, by ref."""
        return {entry.ref: entry for entry in self.entries if entry.kind is kind}

    def story(self, kind: EntryKind, ref: str | None = None) -> tuple[Entry, ...]:
        """Of one kind (and one ref), everything that was written down, oldest first."""
        return tuple(entry for entry in self.entries if entry.kind is kind and ref in (None, entry.ref))

    @property
    def gap(self) -> bool:
        """Whether things happened on this board that the ledger does not know of: it was lost, or is not the latest."""
        return self.recovered or bool(self.behind)

    @property
    def first_publication(self) -> bool:
        """Nothing on the target is ours yet: a person must look first (section 7, line 10)."""
        return not any(publication.kind == "card" for publication in self.publications.values())

    @property
    def published_tasks(self) -> frozenset[str]:
        """Keys of the tasks whose cards stand on the client's board."""
        return frozenset(
            publication.task
            for publication in self.publications.values()
            if publication.kind == "card"
            and publication.task
            and not publication.ref.startswith(REQUEST)
            and not (publication.archived or publication.archived_by_person)
        )

    def by_present_keys(self, keys: Mapping[str, str]) -> Memory:
        """The same, each task under the key that it has now (by ref): an issue that was moved has a new one."""
        return replace(
            self,
            publications={ref: replace(each, task=keys.get(ref, each.task)) for ref, each in self.publications.items()},
            promises=tuple(replace(each, task=keys.get(each.ref, each.task)) for each in self.promises),
        )
