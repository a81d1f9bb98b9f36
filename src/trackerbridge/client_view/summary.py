"""The summary card: are we on track, what is next, what do you need from me (CLIENT section 2). Title: headline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trackerbridge.client_view.cards import Part
from trackerbridge.client_view.dates import SECOND, DateWords, Updates
from trackerbridge.client_view.extras.request import Request
from trackerbridge.client_view.extras.summed import SummaryChanges
from trackerbridge.client_view.neutralise import LONGEST_QUOTE, QUOTES, isolated, shortened
from trackerbridge.client_view.promise_record import FEWEST_TOLD, PromiseRecord
from trackerbridge.client_view.summary_room import Section, fitted
from trackerbridge.client_view.view import CardKind, LabelRole, ListRole, StatusCard
from trackerbridge.client_view.wording import Wording
from trackerbridge.client_view.work import Work, delivered_lately
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Stage
from trackerbridge.model.sentence import Sentence

REF = "summary"
_TROUBLE = (LabelRole.CHECKING, LabelRole.SOLVING, LabelRole.MOVED)


@dataclass(frozen=True, slots=True)
class SummaryWords:
    """Words the summary of all published work in one language on one day."""

    wording: Wording
    dates: DateWords
    updates: Updates
    contact: str = ""
    hours: str = ""
    word: LabelRole | None = None  # a person's, on the whole project
    record: PromiseRecord | None = None  # None: the client does not read it
    agreed: bool = False  # somebody has said what was promised before, so dates first told count as agreed
    quote: int = LONGEST_QUOTE  # characters of a title

    def headline(self, work: Sequence[Work], requests: Sequence[Request] = ()) -> str:
        """The card's title: how things stand, and what comes next."""
        coming = self._coming(work)
        status = self._standing(work, sum(request.pending for request in requests))
        if not coming or coming[0].told is None:
            return status
        following = self.wording.say(
            "headlines.next", title=self._quoted(coming[0]), date=self.dates.day(coming[0].told)
        )
        return f"{status} {following}"

    def _standing(self, work: Sequence[Work], choices: int) -> str:
        opened = [item for item in work if not item.stage.finished]
        if not opened and not choices:
            return self.wording.say("headlines.finished" if work else "headlines.empty")
        if self.word:
            return self._said(self.word)
        trouble = [item for item in opened if item.passed and not item.with_client and not item.again]
        waiting = sum(item.health is LabelRole.WAITING for item in opened) + choices
        moved = sum(item.health is LabelRole.MOVED for item in opened)
        dated = any(item.promise for item in opened)
        if trouble and all(item.reopened for item in trouble):
            return self._said(LabelRole.SOLVING)
        if trouble:
            return self.wording.count("counts.headline_solving", len(trouble))
        worse = (LabelRole.SOLVING, LabelRole.CHECKING)
        if said := next((word for word in worse if any(item.word is word for item in opened)), None):
            return self._said(said)
        if waiting:
            late = any((item.passed and not item.looked) or self._unanswered(item) for item in opened)
            return self.wording.count(
                "counts.headline_waiting" if dated and not late else "counts.headline_answers", waiting
            )
        if moved:
            return self.wording.count("counts.headline_moved", moved)
        if dated:
            return self.wording.say("headlines.on_track")
        begun = any(item.stage.begun for item in opened)
        return self.wording.say("headlines.no_dates" if begun else "headlines.planned")

    def _unanswered(self, item: Work) -> bool:
        """The day by which an answer would have kept the date is over."""
        by = item.spoken.needed_by
        return item.stage is Stage.WAITING and by is not None and by < self.dates.today

    def _said(self, word: LabelRole) -> str:
        on_track = word is LabelRole.ON_TRACK
        return self.wording.say("headlines.on_track" if on_track else f"headlines.said_{word.value}")

    def parts(self, work: Sequence[Work], requests: Sequence[Request] = ()) -> list[Part]:
        """The description's paragraphs: together with the contact no more than a client reads."""
        return fitted(
            lambda quote: replace(self, quote=quote)._sections(work, requests),
            lambda rest: self.wording.count("counts.more", rest),
            besides=self.contact_line(),
        )

    def _sections(self, work: Sequence[Work], requests: Sequence[Request]) -> list[Section]:
        opened = [item for item in work if not item.stage.finished]
        done = sorted((item for item in work if delivered_lately(item, self.updates.since)), key=_latest_first)
        need = sorted((item for item in opened if item.with_client and not item.looked), key=_waiting_first)
        changes = SummaryChanges(self.wording, self.dates, self.quote)
        asks = [*changes.asks(requests), *(self._need_line(item) for item in need)]
        trouble = sorted((item for item in opened if _is_trouble(item)), key=_soonest_first)
        since = self.updates.since  # no update is named: where the board is younger than that day, nobody read one
        lately = self._say("done_second" if since.day == SECOND else "done", date=self.dates.day(since))
        return [
            Section("done", lately, [self._done_line(item) for item in done]),
            Section("next", self._say("next"), [self._dated_line(item) for item in self._coming(work)]),
            Section("dates", self._no_dates(opened)),
            Section("need", self._say("need"), asks),
            Section("need", self._say("need_nothing") if opened and not asks else ""),
            Section("solving", self._say("solving"), [self._trouble_line(item) for item in trouble]),
            Section("milestones", self._say("milestones"), self._milestones(opened)),
            Section("changes", self._say("changes"), changes.lines(requests)),
            Section("changes", changes.together(requests)),
            Section("record", self._record()),
            Section("update", self._say("next_update", date=self.dates.weekday(self.updates.next))),
        ]

    def tells(self, work: Sequence[Work], description: str) -> frozenset[str]:
        """References of the work whose date the client reads here, however short its title had to become."""
        lines = set(description.split("\n"))
        short = [replace(self, quote=quote) for quote in QUOTES]
        dated = [item for item in work if item.told and not item.stage.finished]
        said = (item.ref for item in dated if any(lines & words.date_lines(item) for words in short))
        return frozenset(said)

    def date_lines(self, item: Work) -> set[str]:
        """The lines that say the date of open work."""
        return {f"- {line}" for line in (self._dated_line(item), self._trouble_line(item), self._milestone_line(item))}

    def _record(self) -> str:
        """What became of the promises; never of fewer than five (CLIENT section 2)."""
        record = self.record
        if record is None or record.ended < FEWEST_TOLD:
            return ""
        key = "record" if self.agreed else "record_planned"
        said = [self._say(key, first=str(record.first), all=str(record.ended))]
        said += [self._say("record_moved", number=str(record.moved))] if record.moved else []
        said += [self._say("record_late", number=str(record.late))] if record.late else []
        return " ".join(said)

    def contact_line(self) -> str:
        """The one contact and when they are there, as typed in the configuration; empty where neither is said."""
        contact = self._say("contact", contact=self.contact) if self.contact else ""
        hours = self._say("hours", hours=self.hours) if self.hours else ""
        return "\n\n".join(filter(None, (contact, hours)))

    def _coming(self, work: Sequence[Work]) -> list[Work]:
        """What is next. Milestones have a place of their own, unless there is nothing else."""
        ahead = [item for item in work if item.told and not item.stage.finished and not item.passed]
        return sorted([item for item in ahead if not item.milestone] or ahead, key=_soonest_first)

    def _milestones(self, opened: Sequence[Work]) -> list[str]:
        """The first date and the current one of each, the soonest first."""
        dated = sorted((item for item in opened if item.milestone and item.told), key=_soonest_first)
        return [self._milestone_line(item) for item in dated]

    def _milestone_line(self, item: Work) -> str:
        if item.promise is None or not item.moved:
            return self._dated_line(item)
        first, current = self.dates.day(item.promise.first), self.dates.day(item.promise.current)
        return self._say("milestone_moved", title=self._quoted(item), first=first, current=current)

    def _no_dates(self, opened: Sequence[Work]) -> str:
        return self._say("no_dates") if opened and not any(item.promise for item in opened) else ""

    def _done_line(self, item: Work) -> str:
        assert item.delivered_on is not None
        return self._say("dated", title=self._quoted(item), date=self.dates.day(item.delivered_on))

    def _dated_line(self, item: Work) -> str:
        assert item.told is not None
        return self._say("dated", title=self._quoted(item), date=self.dates.day(item.told))

    def _need_line(self, item: Work) -> str:
        title = self._quoted(item)
        if item.stage is Stage.REVIEW:
            return self._say("look", title=title)
        if item.told is None or item.passed:
            return self._say("answer", title=title)
        if by := item.kept_by_answer(self.dates.today):
            return self._say("answer_by", title=title, by=self.dates.day(by), date=self.dates.day(item.told))
        return self._say("answer_dated", title=title, date=self.dates.day(item.told))

    def _trouble_line(self, item: Work) -> str:
        if item.promise is None or (item.word and not item.passed):
            return self._say("plain", title=self._quoted(item))
        if item.reopened:
            return self._say("reopened", title=self._quoted(item))
        if item.passed:
            return self._say("passed", title=self._quoted(item), date=self.dates.day(item.promise.current))
        move = self.dates.move(item.promise.first, item.promise.current)
        return self._say("moved", title=self._quoted(item), move=move)

    def _quoted(self, item: Work) -> str:
        return self.wording.quoted(isolated(shortened(item.title, self.quote)))

    def _say(self, key: str, **values: str) -> str:
        return self.wording.say(f"summary.{key}", **values)


def summary_card(title: str, description: str, tells: frozenset[str] = frozenset()) -> StatusCard:
    """The first card of the board."""
    return StatusCard(
        ref=REF,
        kind=CardKind.SUMMARY,
        title=title,
        description=description,
        list=ListRole.OVERVIEW,
        tells=tells,
        why=Sentence("the summary of all published work"),
    )


def _is_trouble(item: Work) -> bool:
    """A date that moved forward is on the card, and nothing to be solved."""
    return item.health in _TROUBLE and (item.health is not LabelRole.MOVED or item.delayed)


def _soonest_first(item: Work) -> tuple[str, str, str]:
    return (item.told.isoformat() if item.told else "9999", item.title, item.ref)


def _latest_first(item: Work) -> tuple[int, str, str]:
    return (-item.delivered_on.toordinal() if item.delivered_on else 0, item.title, item.ref)


def _waiting_first(item: Work) -> tuple[bool, str, str, str]:
    return (item.stage is not Stage.WAITING, *_soonest_first(item))
