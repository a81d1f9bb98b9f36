"""The digest: what matters in this run, for the manager, at most a phone's screen. Pure: a plan in, a text out.

Each line is about one fact, and each fact is told once: what was told before and still stands is left out, and where
nothing is new there is no digest. The order is by what the client feels: what they read from now on, what they will
read, what waits or was held back, what the team should look at, what the client said, one good thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cached_property

from trackerbridge.client_view.promise_cards import without_task
from trackerbridge.client_view.view import LabelRole
from trackerbridge.flags.base import Flag, Severity
from trackerbridge.flags.text import visible
from trackerbridge.flags.wording import Words
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.manager.foreseen import Foresight
from trackerbridge.manager.from_client import chosen, written
from trackerbridge.manager.news import left_title, news, says_most, tells_of_work
from trackerbridge.manager.told import fact_id
from trackerbridge.manager.words import manager_words
from trackerbridge.model.problem import Problem, ProblemKind
from trackerbridge.plan import Change
from trackerbridge.plan.waiting import Cause
from trackerbridge.results import Planned
from trackerbridge.team_words import part_in, reasons_in, said_in

MOST = 5  # lines of a section
_FEW = {"flags": 3, "good": 1}
_SHORT = 70  # characters of a title
_FAR = date.max


@dataclass(frozen=True, slots=True)
class Line:
    """One fact. ``id`` names it; a fact without one is said where there is a digest, and is no reason for one."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its lines; ``more`` counts what was left out."""

    key: str
    heading: str
    lines: tuple[str, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Digest:
    """``parts`` is empty where nothing is new. ``ids`` are all facts that stand, new or not."""

    title: str
    parts: tuple[Part, ...]
    ids: frozenset[str]
    language: str = "en"
    closing: str = ""

    def __bool__(self) -> bool:
        return bool(self.parts)

    def text(self, keys: Iterable[str] | None = None) -> str:
        """Plain text; of these parts only, where ``keys`` names some."""
        wanted = None if keys is None else frozenset(keys)
        said = []
        for part in self.parts:
            if wanted is None or part.key in wanted:
                rest = manager_words(self.language).said("digest", "more", n=part.more) if part.more else ""
                lines = [f"- {line}" for line in (*part.lines, rest) if line]
                said.append("\n".join([part.heading, *lines]))
        return "\n\n".join([*said, self.closing]).strip() + "\n" if said else ""


def digest_of(
    planned: Planned, *, language: str, foresight: Foresight, told: frozenset[str], live: bool = True,
    further_board: bool = False,
) -> Digest:  # fmt: skip
    """``told``: facts of which the manager was told last. ``live``: the plan will be applied.

    ``further_board``: the project's flags are told with its first board, but for those on this board's language.
    """
    teller = _Teller(planned, language, foresight)
    sections = {
        "refused": teller.refused(),
        "going": teller.going() if live else (),
        "ahead": teller.ahead(),
        "waits": teller.waiting(),
        "held": teller.held(),
        "notes": teller.notes(),
        "flags": teller.flags(_OF_A_BOARD if further_board else None),
        "client": teller.client(),
        "good": teller.good(),
    }
    found = {key: list(lines) for key, lines in sections.items()}
    ids = frozenset(line.id for lines in found.values() for line in lines if line.id)
    parts = tuple(part for key, lines in found.items() if (part := _part(key, lines, told, teller.words)))
    flagged = any(part.key == "flags" for part in parts) and not further_board  # an audit speaks of the first board
    closing = teller.say("all", project=planned.project) if flagged else ""
    return Digest(teller.say("title", project=planned.title), parts, ids, teller.words.language, closing)


def _part(key: str, lines: list[Line], told: frozenset[str], words: Words) -> Part | None:
    """The lines that are new; a line without an id goes along with them."""
    new = [line for line in lines if line.id and line.id not in told]
    if not new:
        return None
    most = _FEW.get(key, MOST)
    along = [line.text for line in lines if not line.id]
    more = 0 if key == "good" else max(0, len(new) - most)
    return Part(key, words.said("digest", key), (*(line.text for line in new[:most]), *along), more)


@dataclass(frozen=True)
class _Teller:
    """Finds the facts of one plan, and words them."""

    planned: Planned
    language: str
    foresight: Foresight

    @cached_property
    def words(self) -> Words:
        return manager_words(self.language)

    @property
    def now(self) -> datetime:
        return self.planned.audited.assessment.now

    def say(self, key: str, **values: object) -> str:
        today = self.planned.audited.calendar.day_of(self.now)
        return self.words.said("digest", key, today=today, **values)

    def _own(self, sentence: str) -> str:
        return said_in(self.language, sentence, self.planned.audited.calendar.day_of(self.now))

    def refused(self) -> Iterator[Line]:
        for each in self.planned.plan.refusals:
            yield Line(fact_id("refused", each.message), f"{self._own(each.message)} {self._own(each.hint)}".strip())

    def going(self) -> Iterator[Line]:
        """What the client is about to read: dates and problems by name, everything else as a number."""
        if not self.planned.plan.safe:
            return
        client = [change for change in self.planned.going.changes if change.side == "client"]
        of_work = [change for change in client if tells_of_work(change)]
        if self.planned.plan.first_publication:
            cards = sum(change.action == "create" and change.kind == "card" for change in client)
            if cards:
                yield Line(fact_id("first", self.planned.board.id), self.say("first", n=cards))
            return
        named: dict[str, str] = {}
        for change in sorted(of_work, key=says_most):
            if change.ref not in named and (text := self._news(change)):
                named[change.ref] = text
        yield from (Line(fact_id("going", ref, text), text) for ref, text in named.items())
        besides = {change.ref for change in of_work} - named.keys()
        if besides:
            yield Line("", self.say("besides", n=len(besides)))

    def _news(self, change: Change) -> str:
        leaves = left_title(self.planned, change)  # of work that is gone nobody but the board knows the title
        return news(self.planned, change, self.say, self._quoted(leaves) or self._title(change.ref, change.task))

    def _title(self, ref: str, task: str | None) -> str:
        return self._quoted(visible(self._titles.get(task or ref, "")) or task or ref)

    def _quoted(self, title: str) -> str:
        shown = title if len(title) <= _SHORT else f"{title[: _SHORT - 1].rstrip()}…"
        return self.words.quoted([shown]) if title else ""

    @cached_property
    def _titles(self) -> dict[str, str]:
        """By the task's key, or the reference of a promise that no task carries; a version's is that of its card."""
        found = {each.ref: each.title for each in without_task(self.planned.memory.promises)}
        found |= {each.task: each.title for each in self.planned.view.cards if each.task}
        return found | {each.key: each.title for each in self.planned.audited.live}

    def ahead(self) -> Iterator[Line]:
        """Dates that moved on the source and that the client has not been told."""
        going = {change.ref for change in self.planned.going.changes if "due" in change.fields}
        for problem in self.planned.problems:
            if problem.kind is ProblemKind.MOVED and not problem.told and problem.ref not in going:
                yield Line(fact_id("ahead", problem.episode), self._coming(problem))

    def _coming(self, problem: Problem) -> str:
        foreseen = self.foresight.of(problem)
        values = {"title": self._title(problem.ref, problem.task.key), "before": problem.before, "after": problem.after}
        if foreseen.at is None or foreseen.told != problem.after:  # until a person has said so, it is not read
            return self.say("may_move", **values)
        at = foreseen.at.astimezone(self.planned.audited.calendar.zone)
        return self.say("will_move", **values, day=at.date(), hour=f"{at:%H:%M}")

    def waiting(self) -> Iterator[Line]:
        """Told again when it waits for something else, not whenever one more change waits."""
        for wait in self.planned.waits:
            if wait.cause is Cause.UNSETTLED:
                continue  # over in minutes, and the run that broke off said why
            at = wait.until.astimezone(self.planned.audited.calendar.zone) if wait.until else None
            key = "hold_open" if wait.cause is Cause.HOLD and at is None else wait.cause.value
            values = {"day": at.date(), "hour": f"{at:%H:%M}"} if at else {}
            text = self.say(key, n=len(wait.changes), reason=visible(wait.reason), **values).strip()
            yield Line(fact_id("waits", wait.cause, wait.until, *sorted(wait.refs)), text)

    def held(self) -> Iterator[Line]:
        for each in self.planned.view.held:
            title = self._title(each.ref, each.task)
            part, why = part_in(self.language, each.part), reasons_in(self.language, each.reason)
            text = self.say("held_part", title=title, part=part, why=why)
            yield Line(fact_id("held", each.ref, each.part, each.reason, each.text), text)

    def notes(self) -> Iterator[Line]:
        """Dates that wait for a person, what people changed on the board, what could not be understood."""
        notes = (*self.planned.plan.notes, *self.planned.view.notes)
        for note, text in zip(notes, self.planned.notes, strict=True):
            yield Line(fact_id("note", note), text)

    def flags(self, codes: frozenset[str] | None = None) -> Iterator[Line]:
        """What the client would feel: flags on what they see, from medium on, and the loudest of the rest.

        ``codes``: of these rules alone, also where they stand below another flag.
        """
        assessment = self.planned.audited.assessment
        lines = [flag for flag in assessment.lines if self._matters(flag)]
        if codes is not None:
            lines = [flag for flag in assessment.flags if flag.code in codes and self._matters(flag)]
        for flag in sorted(lines, key=self._impact):
            named = flag.task is None or visible(flag.task.title)[:20] in visible(flag.message)
            start = "" if named or flag.task is None else f"{self._title('', flag.task.key)}: "
            yield Line(fact_id("flag", *flag.episode, flag.severity), f"{start}{visible(flag.message)}")

    def _matters(self, flag: Flag) -> bool:
        if flag.code in _GOOD or (flag.code in _MOVES and flag.task and flag.task.key in self._moved):
            return False
        return flag.severity is Severity.HIGH or (flag.severity is not Severity.LOW and self._seen(flag))

    @cached_property
    def _moved(self) -> frozenset[str]:
        """Tasks whose move this digest or an earlier one tells by itself."""
        return frozenset(each.task.key for each in self.planned.problems if each.kind is ProblemKind.MOVED)

    def _seen(self, flag: Flag) -> bool:
        return flag.task is None or flag.task.key in self._told

    @cached_property
    def _told(self) -> dict[str, date]:
        """The tasks that the client sees, with the day they were told."""
        return {card.task: card.told or _FAR for card in self.planned.view.cards if card.task}

    def _impact(self, flag: Flag) -> tuple[bool, int, date, str]:
        promised = self._told.get(flag.task.key, _FAR) if flag.task else _FAR
        return (not self._seen(flag), -flag.severity.rank, promised, flag.code)

    def client(self) -> Iterator[Line]:
        """What the client chose, then what they wrote."""
        for fact, text in chosen(self.planned, self.say, self._title):
            yield Line(fact, text)
        for fact, text in written(self.planned, self.say, self.words):
            yield Line(fact, text)

    @cached_property
    def _after_the_first(self) -> frozenset[str]:
        """Tasks delivered after the day that the client was told first: early against a later one is no good news."""
        stories = self.planned.view.promises
        return frozenset(
            each.task for each in stories
            if each.task and each.told and each.delivered_on and each.delivered_on > each.first
        )  # fmt: skip

    def good(self) -> Iterator[Line]:
        """One good thing: praise first, then what came early, then gifts."""
        for flag in self.planned.audited.assessment.flags:
            if (
                flag.code in _GOOD
                and flag.task
                and not (flag.code == _EARLY and flag.task.key in self._after_the_first)
            ):
                title = self._title("", flag.task.key)
                yield Line(fact_id("good", *flag.episode), self.say(_GOOD[flag.code], title=title))
        for card in self.planned.view.cards:
            gift = next((role for role in (LabelRole.EARLY, LabelRole.BONUS) if role in card.labels), None)
            if gift:
                text = self.say(gift.value, title=self._title(card.ref, card.task))
                yield Line(fact_id("gift", card.ref, gift.value), text)


_OF_A_BOARD = frozenset({"C13"})
"""Flags that may hold of one board and not of another of the same project: each has a language of its own."""
_MOVES = frozenset({"D04", "D05"})
_EARLY = "D08"
_GOOD = {"R11": "pleased", _EARLY: "early"}
"""Flags that are good news: they stand under their own heading."""
