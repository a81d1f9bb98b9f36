"""The register of extras and decisions: shown as it stands now, and added to by a person's word.

A word is written to the ledger and reaches the client's board with the next sync. What is checked here is that it can
be kept: the task is there, the choice was offered, the day is a day to come.
"""

from __future__ import annotations

import difflib
from dataclasses import field, replace
from datetime import date

from trackerbridge.auditing import pull
from trackerbridge.client_view.extras.register import Case, Register, change_ref
from trackerbridge.errors import UsageError
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.extras import Ruling, TeamWord, decision_entry, word_entry
from trackerbridge.model import Snapshot, Task
from trackerbridge.model.offer import Choice, ChoiceKind, DecidedHow, Decision, Offer
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.ownership import reconcile
from trackerbridge.project_run import ProjectRun
from trackerbridge.publishing import our_places
from trackerbridge.results import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered(Result):
    """The register as it stands. ``said`` is what a person's word did, in a sentence; empty where it is only shown."""

    register: Register
    tasks: dict[str, tuple[str, Task]] = field(default_factory=dict)  # by key in lower case: its ref, and the task
    said: str = ""

    def case(self, key: str) -> Case | None:
        """The extra of this task."""
        return next((each for each in self.register.cases if each.task.key.casefold() == key.casefold()), None)

    def found(self, key: str) -> tuple[str, Task]:
        """The change request's reference and the task of a key. Raises UsageError with the nearest one."""
        found = self.tasks.get(key.strip().casefold())
        if found is None:
            near = difflib.get_close_matches(key.casefold(), list(self.tasks), n=1)
            hint = (
                Sentence("The nearest is {key}.", key=self.tasks[near[0]][1].key)
                if near
                else Sentence("See them: trackerbridge changes.")
            )
            raise UsageError(Sentence("{title} has no task {key}.", title=self.title, key=key), hint=hint)
        return found


def registered(run: ProjectRun) -> Registered:
    """The register now, with a look at the sources and at the client's board where there is one."""
    snapshots = pull(run, run.ledger.memory(run.name))
    board = run.read_board() if run.settings.project.publish else None
    refs = run.refs(snapshots)
    memory = run.ledger.memory(run.name).by_present_keys(refs)
    if board is not None:
        lists, labels = our_places(run)
        memory = reconcile(
            memory, board, project=run.name, refs=refs, view_lists=lists, view_labels=labels,
            calendar=run.settings.calendar,
        )  # fmt: skip
    register = run.register(snapshots, memory, board)
    return Registered(project=run.name, title=run.title, register=register, tasks=_tasks(snapshots))


def offer(
    run: ProjectRun, key: str, choices: tuple[Choice, ...], until: date | None, minutes: float | None
) -> Registered:
    """Offer the client a choice. Raises UsageError where it offers nothing, or what is over already."""
    now = registered(run)
    ref, task = now.found(key)
    if not choices:
        raise UsageError(
            Sentence("An offer needs a choice."),
            hint=Sentence("Name at least one: --date, --fee, --instead, --leave, --talk."),
        )
    today = run.settings.calendar.day_of(run.now)
    for day, what in (
        (until, Sentence("The last day of an offer")),
        *((one.day, Sentence("The new date")) for one in choices),
    ):
        if day is not None and day < today:
            raise UsageError(
                Sentence("{what}, {day}, has passed already.", what=what, day=day), hint=Sentence("Name a day to come.")
            )
    kept = tuple(
        replace(one, text=now.found(one.text)[1].key) if one.kind is ChoiceKind.INSTEAD else one for one in choices
    )
    made = Offer(kept, run.now, until)
    word = TeamWord(
        ref=ref, ruling=Ruling.OFFER, at=run.now, task=task.key, title=task.title, minutes=minutes, offer=made
    )
    return _remembered(
        run,
        now,
        word,
        Sentence(
            "Offered for {task}: {choices}. The client reads it after the next sync.",
            task=task.key,
            choices=_said(kept),
        ),
    )


def bonus(run: ProjectRun, key: str, minutes: float | None) -> Registered:
    """Give it freely, whatever the rule says."""
    now = registered(run)
    ref, task = now.found(key)
    word = TeamWord(ref=ref, ruling=Ruling.BONUS, at=run.now, task=task.key, title=task.title, minutes=minutes)
    return _remembered(run, now, word, Sentence("{task} is a bonus from now on, and its card says so.", task=task.key))


def refuse(run: ProjectRun, key: str, alternative: str) -> Registered:
    """Turn it down, with another way to the client's goal."""
    now = registered(run)
    ref, task = now.found(key)
    word = TeamWord(
        ref=ref, ruling=Ruling.REFUSE, at=run.now, task=task.key, title=task.title, alternative=alternative.strip()
    )
    return _remembered(
        run, now, word, Sentence("{task} was turned down; the client reads what you offer instead.", task=task.key)
    )


def withdraw(run: ProjectRun, key: str) -> Registered:
    """Nobody wants it any more, or it was offered by mistake."""
    now = registered(run)
    ref, task = now.found(key)
    word = TeamWord(ref=ref, ruling=Ruling.WITHDRAW, at=run.now, task=task.key, title=task.title)
    return _remembered(run, now, word, Sentence("The offer for {task} is taken back.", task=task.key))


def decide(run: ProjectRun, key: str, choice: str, by: str, on: date) -> Registered:
    """Write down what the client chose on the phone."""
    now = registered(run)
    _, task = now.found(key)
    case = now.case(key)
    if case is None or case.offer is None:
        raise UsageError(
            Sentence("Nothing was offered for {task}, so there is nothing to choose.", task=task.key),
            hint=Sentence(
                "Offer it first: trackerbridge changes offer {task} --date 2026-12-12 --leave", task=task.key
            ),
        )
    if on > run.settings.calendar.day_of(run.now):
        raise UsageError(
            Sentence("{day} is still to come.", day=on), hint=Sentence("Name the day on which the client decided.")
        )
    chosen = _choice(case.offer, choice, task.key)
    at = max(run.now, case.offer.made_at)
    decision = Decision(choice=chosen, on=on, at=at, by=by, how=DecidedHow.PHONE)
    run.ledger.remember(run.name, [decision_entry(case.ref, decision)], at=run.now, run=run.id)
    said = Sentence(
        "{task}: {choice}, decided by {who} on {day}. The next sync confirms it.", task=task.key,
        choice=chosen.kind.value, who=by, day=on,
    )  # fmt: skip
    return replace(now, said=said)


def undo(run: ProjectRun, key: str) -> Registered:
    """Take a decision back: the client may choose again."""
    now = registered(run)
    _, task = now.found(key)
    case = now.case(key)
    if case is None or case.chosen is None:
        raise UsageError(
            Sentence("Nothing is decided for {task}.", task=task.key),
            hint=Sentence("See what is: trackerbridge changes"),
        )
    taken_back = replace(case.chosen, at=run.now, how=DecidedHow.PHONE, undone=True)
    run.ledger.remember(run.name, [decision_entry(case.ref, taken_back)], at=run.now, run=run.id)
    return replace(
        now, said=Sentence("The decision on {task} is taken back; the client may choose again.", task=task.key)
    )


def _choice(offer: Offer, text: str, key: str) -> Choice:
    """By its word or its number on the card."""
    names = {kind.value: kind for kind in offer.kinds} | {str(n): kind for n, kind in enumerate(offer.kinds, start=1)}
    kind = names.get(text.strip().casefold())
    choice = offer.choice(kind) if kind else None
    if choice is None:
        offered = ", ".join(f"{number} / {kind.value}" for number, kind in enumerate(offer.kinds, start=1))
        raise UsageError(
            Sentence("“{choice}” was not offered for {task}.", choice=text, task=key),
            hint=Sentence("There are: {offered}.", offered=offered),
        )
    return choice


def _remembered(run: ProjectRun, now: Registered, word: TeamWord, said: str) -> Registered:
    if word.minutes is None and (case := now.case(word.task)) and case.word:
        word = replace(word, minutes=case.word.minutes)
    run.ledger.remember(run.name, [word_entry(word)], at=run.now, run=run.id)
    return replace(now, said=said)


def _said(choices: tuple[Choice, ...]) -> str:
    return ", ".join(" ".join(filter(None, (one.kind.value, str(one.day or ""), one.text))) for one in choices)


def _tasks(snapshots: tuple[Snapshot, ...]) -> dict[str, tuple[str, Task]]:
    return {
        task.key.casefold(): (change_ref(snapshot.source, task), task)
        for snapshot in snapshots
        for task in snapshot.tasks
    }
