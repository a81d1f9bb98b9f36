"""An extra as its card and the rules need it, and all extras of a project. Values only."""

from __future__ import annotations

from datetime import date, datetime

from trackerbridge.client_view.extras.decisions import NOTHING, Standing
from trackerbridge.client_view.work import stage_of
from trackerbridge.config.schema import ExtrasConfig
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.extras import TeamWord
from trackerbridge.ledger.records import Entry
from trackerbridge.model import Extra, Extras, ExtraState, Stage, Task
from trackerbridge.model.offer import ChoiceKind, Decision, Offer

BY_RULE = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One extra, with what its card and the register need. ``task_ref`` is the status card's reference of its task."""

    ref: str
    task_ref: str
    task: Task
    extra: Extra
    word: TeamWord | None = None
    offer: Offer | None = None
    valid_until: date | None = None  # of the offer
    standing: Standing = NOTHING
    recovered: bool = False  # the offer is known from the board alone
    other: str = ""  # the title of what goes out instead, where its task is not there any more
    untitled: bool = False  # the client has no title for it: they do not see the work, and nobody named it for them
    listed: Entry | None = None  # what to remember once the numbers of its choices stand on the card

    @property
    def chosen(self) -> Decision | None:
        """What the client chose and what holds."""
        return self.standing.chosen if self.offer else None


@dataclass(frozen=True, slots=True)
class Register:
    """All extras of a project in the order of asking."""

    cases: tuple[Case, ...] = ()
    notes: tuple[str, ...] = ()  # sentences for the manager
    learned: tuple[Entry, ...] = ()  # what a lost ledger should remember again

    def extras(self, settings: ExtrasConfig) -> Extras:
        """The rules' view."""
        items = tuple(case.extra for case in self.cases)
        return Extras(items, settings.allowance_minutes, settings.allowance_count, settings.label)

    @property
    def gifts(self) -> frozenset[str]:
        """Status cards of work that is given freely and told so: by the team's word, or by rule once it is done."""
        return frozenset(
            case.task_ref
            for case in self.cases
            if case.extra.state is ExtraState.BONUS
            and (case.extra.decided_by != BY_RULE or stage_of(case.task) is Stage.DONE)
        )

    @property
    def taken_out(self) -> dict[str, date]:
        """By task key: work that goes out because the client chose something instead of it, and since when."""
        return {
            case.chosen.choice.text: case.chosen.on
            for case in self.cases
            if case.chosen and case.chosen.choice.kind is ChoiceKind.INSTEAD
        }

    @property
    def agreed_days(self) -> dict[str, tuple[date, datetime]]:
        """By task key: the date that the client chose, and when."""
        return {
            case.task.key: (case.chosen.choice.day, case.chosen.at)
            for case in self.cases
            if case.chosen and case.chosen.choice.day
        }


NO_EXTRAS = Register()
