"""What a red flag is, and what a rule declares (RED-FLAGS). Values and one small base class; the engine is elsewhere.

A rule is one file with one class: its docstring is its page, its attributes are its declaration, ``check`` is its law.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, TypeGuard

from trackerbridge.clock import Calendar
from trackerbridge.flags.facts import Facts
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import ClientSide, Completeness, Evidence, Promise, PromiseState, Snapshot, Task


class Severity(StrEnum):
    """How loudly a flag speaks."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def rank(self) -> int:
        """1 (low) to 3 (high)."""
        return ("low", "medium", "high").index(self.value) + 1


@dataclass(frozen=True, slots=True)
class Option:
    """One threshold of a rule: its default, its unit, its range, and a sentence."""

    name: str
    default: float | bool | str
    unit: str  # "working days", "business hours", "percent", "count", "" …
    sentence: str
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule's ``check`` yields: the engine makes a :class:`Flag` of it.

    ``since`` (UTC) begins the episode: together with code and task it is the flag's identity, so it must not drift from
    run to run. ``values`` fill the message and suggestion of the wording files; ``evidence`` is JSON-ready.
    A :class:`ProjectRule` may name the ``task`` that a finding belongs to, and what else it is ``about`` (a milestone,
    an extra): several findings of one rule are told apart by it.
    """

    severity: Severity
    since: datetime | None
    evidence: Mapping[str, Any]
    message: str = "message"  # which sentence of the rule's wording
    suggestion: str = "suggestion"
    values: Mapping[str, Any] = field(default_factory=dict)
    task: Task | None = None
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One red flag on one task, or on the project (``task`` is None)."""

    code: str
    rule: str
    severity: Severity
    task: Task | None
    since: datetime | None
    message: str  # one sentence, in the report's language, about the work and never about a person
    suggestion: str
    evidence: Mapping[str, Any]
    cause: str | None = None  # code of the flag on the same task that this one stands inside, if any
    about: str = ""  # what else it is about, where a rule raises several: a milestone, an extra, a promise

    @property
    def episode(self) -> tuple[str, str, str]:
        """(rule, task, episode): a flag that ends and returns is a new one."""
        subject = " ".join(filter(None, (self.task.identity if self.task else "", self.about)))
        return (self.code, subject, self.since.isoformat() if self.since else "")


@dataclass(frozen=True, slots=True)
class Abstention:
    """A rule that could not judge: never a guess, never silence. ``task`` is None where it abstains altogether.

    ``lacks``: the kind of evidence that is not there, None where the rule's own reason is another.
    """

    code: str
    reason: str
    task: str | None = None
    lacks: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule that flags at least 30 % of at least 10 open tasks: a habit of the board, reported once."""

    code: str
    rule: str
    flagged: int
    of: int
    message: str
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Impression:
    """What the client's experience of our promises adds up to (the JSON's ``impression``)."""

    kept: int = 0
    early: int = 0
    late: int = 0
    bonus: int = 0
    promised: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """All that ``assess`` says of one project at one moment."""

    project: str
    now: datetime
    completeness: Completeness
    tasks: int  # live, non-template, done ones included
    flags: tuple[Flag, ...]
    abstained: tuple[Abstention, ...]
    patterns: tuple[Pattern, ...] = ()
    impression: Impression = Impression()
    language: str = "en"  # of the sentences

    @property
    def lines(self) -> tuple[Flag, ...]:
        """One line a task: flags that stand inside another one's root cause are left to the details."""
        return tuple(flag for flag in self.flags if flag.cause is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a rule may look at besides the task. Pure values; ``now`` is UTC."""

    now: datetime
    calendar: Calendar
    snapshot: Snapshot  # the source of the task
    tasks: tuple[Task, ...]  # all tasks of the project
    options: Mapping[str, Any] = field(default_factory=dict)  # this rule's, defaults filled in
    promises: Mapping[str, Promise] = field(default_factory=dict)  # by task key: dates the client was told
    published: frozenset[str] = frozenset()  # keys of tasks the client sees or will see
    client_calendar: Calendar | None = None
    language: str = "en"
    client_language: str | None = None  # of the client's board; None where nothing is published
    side: ClientSide = field(default_factory=ClientSide)  # what is known besides the trackers' own tasks
    facts: Facts = field(default_factory=Facts)  # what is reckoned once per source and shared by the rules
    only: frozenset[str] | None = None  # identities of the tasks to be judged; the others are there to compare with

    @property
    def asked_for(self) -> list[Task]:
        """The tasks of this source that are to be judged."""
        return [task for task in self.snapshot.tasks if self.only is None or task.identity in self.only]

    @property
    def today(self) -> date:
        """The calendar day of ``now`` in the project's zone."""
        return self.facts.day(self.now, self.calendar)

    def promise(self, task: Task) -> Promise | None:
        """The promise that this task carries, unless it was voided or taken out by agreement."""
        promise = self.promises.get(task.key)
        if promise is None or promise.state in (PromiseState.VOID, PromiseState.TAKEN_OUT):
            return None
        return promise

    def is_published(self, task: Task) -> bool:
        """Whether the client sees this task, or was told a date for it."""
        return task.key in self.published or self.promise(task) is not None

    def deadline(self, task: Task) -> datetime | None:
        """The first instant (UTC) at which the task is overdue, or None without a readable date."""
        due = task.due
        if due is None or not due.readable:
            return None
        if due.instant is not None:
            return due.instant
        return self.calendar.end_of_day(due.day) if due.day else None

    def due_day(self, task: Task) -> date | None:
        """The task's due day in the project's zone."""
        due = task.due
        if due is None or not due.readable:
            return None
        return self.calendar.day_of(due.instant) if due.instant is not None else due.day


class Rule(ABC):
    """One red flag. A subclass lives in a file of its own and declares everything below.

    Its docstring is its page, in this order and under these headings: one sentence of law, ``Why it matters to a
    client``, ``Flagged``, ``Not flagged``, ``What usually helps``, ``When this rule is wrong``.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    needs: ClassVar[frozenset[Evidence]] = frozenset()  # abstains, with the reason, where a source cannot tell these
    options: ClassVar[tuple[Option, ...]] = ()
    explained_by: ClassVar[frozenset[str]] = frozenset()  # codes whose flag on the same task is the root cause of ours
    narrow: ClassVar[bool] = False  # only work that is published, in progress, or due within 10 working days
    needs_some: ClassVar[frozenset[Evidence]] = frozenset()  # abstains where no open task has any of these, saying so
    judges_finished: ClassVar[bool] = False  # also wants tasks that are done or cancelled
    sentences: ClassVar[tuple[str, ...]] = ("message", "suggestion")  # keys that every language's wording must have
    placeholders: ClassVar[frozenset[str]] = frozenset()  # names that ``Finding.values`` fills, besides ``title``
    words: ClassVar[Mapping[str, Mapping[str, str]]] = {}  # a plugin's wording: language -> sentence key -> text

    @abstractmethod
    def check(self, task: Task, context: Context) -> Iterable[Finding | Abstention]:
        """Judge one open task (the engine leaves out archived ones, templates and mirrors)."""

    def unable(self, context: Context) -> str:
        """Why this rule cannot judge this source at all, in one sentence; empty where it can. Asked once per source.

        ``needs`` and ``needs_some`` say most of it; this is for what they cannot say, such as a custom field that
        nobody uses.
        """
        return ""

    def partly(self, context: Context) -> Iterable[Abstention]:
        """What this rule cannot judge in this source although it goes on with the rest. Default: nothing."""
        return ()


class ProjectRule(Rule):
    """A rule about the project as a whole (the JSON's ``"task": null``)."""

    def check(self, task: Task, context: Context) -> Iterable[Finding | Abstention]:
        """Nothing on single tasks."""
        return ()

    @abstractmethod
    def check_project(self, context: Context) -> Iterable[Finding | Abstention]:
        """Judge the project."""


def of_project(rule: Rule) -> TypeGuard[ProjectRule]:
    """Whether it is about the project, not by ``isinstance``: each subclass of an ABC remembers every class asked for.

    All rules against one another are a megabyte of such memories, for each process.
    """
    return ProjectRule in type(rule).__mro__
