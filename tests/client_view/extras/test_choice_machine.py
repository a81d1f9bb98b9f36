"""A machine that offers, ticks, changes its mind, lets time pass, crashes and forgets at random, and what holds then.

A second run is silent, and so is one with the ledger lost; no card, checklist, line or carried decision is there twice;
only who decides decides; and the card says what the register says.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from trackerbridge.carried import mark_in
from trackerbridge.change_register import Registered, registered
from trackerbridge.config.load import load_config, settings_of
from trackerbridge.ledger.store import Ledger
from trackerbridge.model import CheckItem, Person
from trackerbridge.pipeline import sync
from trackerbridge.project_run import ProjectRun
from trackerbridge.results import Synced
from trackerbridge.trackers.memory.state import Fault, MemoryCard, MemoryTracker
from trackerbridge.trackers.memory.writer import OURS
from trackerbridge.wiring import Wiring

ANNA, OLEG = Person("anna", name="Anna Client", handle="anna"), Person("oleg", name="Oleg Client", handle="oleg")
IVAN = Person("ivan", name="Ivan Petrov", handle="ivan")
ADDRESS = "https://choices.example"
CONFIG = """
timezone = "UTC"
[ledger]
url = "sqlite:///ledger.db"
[connections.here]
type = "memory"
url = "https://choices.example"
[projects.site]
team = ["ivan"]
client = ["anna", "oleg"]
[projects.site.quiet]
off = true
[projects.site.extras]
deciders = ["anna"]
[[projects.site.sources]]
connection = "here"
board = "team"
[projects.site.publish]
connection = "here"
board = "client"
select = "all"
"""
STEPS = ("begin_intent", "settle_intent", "record_publications", "remember")
OFFERS = (
    "date 2026-12-11 | fee 300 EUR | leave",
    "fee 250 EUR | talk | until 2026-11-20",
    "date 2026-12-18 | instead card_of_page_2 | leave | talk",
)


class Crash(BaseException):
    """The process dies."""


class ChoiceMachine(RuleBasedStateMachine):
    """Two tasks; about the first one the team makes offers, and the client chooses."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.patch = pytest.MonkeyPatch()
        MemoryTracker.forget()
        self.tracker = MemoryTracker.named(ADDRESS)
        self.tracker.now = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
        self.team = self.tracker.add_board("Team", board_id="team")
        self.client = self.tracker.add_board("Client", board_id="client")
        self.team.members.append(IVAN)
        self.client.members += [ANNA, OLEG]
        doing = self.tracker.add_list(self.team, "Doing").id
        self.tasks = [self.tracker.add_card(self.team, f"Page {number}", doing, by=IVAN) for number in (1, 2)]
        for task in self.tasks:
            self.tracker.change_card(self.team, task, due=datetime(2026, 12, 1, 16, tzinfo=UTC))
        path = self.folder / "trackerbridge.toml"
        path.write_text(CONFIG, encoding="utf-8")
        self.config, _ = load_config(path, {})
        (self.site,) = settings_of(self.config, self.folder)
        self.left = 0  # steps until the process dies; 0: it does not
        for name in STEPS:
            self.patch.setattr(Ledger, name, self._fragile(getattr(Ledger, name)))
        for name in ("writing", "written"):
            self.patch.setattr(MemoryTracker, name, self._fragile(getattr(MemoryTracker, name)))
        self.run_once()

    def teardown(self) -> None:
        self.patch.undo()
        MemoryTracker.forget()
        shutil.rmtree(self.folder)

    def _fragile(self, step: Callable[..., Any]) -> Callable[..., Any]:
        """The same step; the process may die just before it."""

        def taken(*given: Any, **named: Any) -> Any:
            if self.left:
                self.left -= 1
                if not self.left:
                    raise Crash
            return step(*given, **named)

        return taken

    # -- people -------------------------------------------------------------------------------------------------------

    @rule(offer=st.sampled_from(OFFERS))
    def the_team_offers(self, offer: str) -> None:
        self.tracker.now += timedelta(minutes=1)
        text = offer.replace("card_of_page_2", self.tasks[1].shown.id)
        self.tracker.comment(self.tasks[0], f"/client offer {text}", IVAN)

    @precondition(lambda self: self.lines())
    @rule(data=st.data(), who=st.sampled_from([ANNA, ANNA, ANNA, OLEG, IVAN]))
    def somebody_marks_a_line(self, data: st.DataObject, who: Person) -> None:
        self.tracker.now += timedelta(minutes=1)
        line = data.draw(st.sampled_from(self.lines()))
        request = self.request()
        assert request is not None
        self.tracker.change_item(request, line.id, by=who, done=not line.done)

    @rule(hours=st.sampled_from([1, 5, 24, 72]))
    def time_passes(self, hours: int) -> None:
        self.tracker.now += timedelta(hours=hours)

    # -- runs and misfortune ------------------------------------------------------------------------------------------

    @rule(step=st.integers(1, 25))
    def a_run_crashes(self, step: int) -> None:
        self.left = step
        with contextlib.suppress(Crash):
            self.run_once()
        self.left = 0

    @rule(fault=st.sampled_from([Fault.LOST_AFTER, Fault.LOST_BEFORE, Fault.REFUSED]), after=st.integers(0, 6))
    def a_reply_is_lost(self, fault: Fault, after: int) -> None:
        writing, left = MemoryTracker.writing, after

        def lost(tracker: MemoryTracker) -> Fault | None:
            nonlocal left
            if left == 0:
                tracker.fail_next(fault)
            left -= 1
            return writing(tracker)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(MemoryTracker, "writing", lost)
            self.run_once()

    @rule(lose=st.booleans())
    def runs_until_it_is_calm(self, lose: bool) -> None:
        assert self.run_once().status in ("ok", "unchanged")
        before = self.everything()
        assert self.run_once().status == "unchanged"
        if lose:
            for file in self.folder.glob("ledger.db*"):
                file.unlink()
            assert self.run_once().status == "unchanged"
            assert self.run_once().status == "unchanged"
        assert self.everything() == before
        self.expect()

    def run_once(self) -> Synced:
        return self._with(lambda run: sync(run, lambda planned: None))

    def _with(self, work: Callable[[ProjectRun], Any]) -> Any:
        with Wiring(config=self.config, path=self.folder / "trackerbridge.toml", environ={}) as wiring:
            run = ProjectRun(
                settings=self.site, wiring=wiring, now=self.tracker.now, force=True, clock=lambda: self.tracker.now
            )
            number = run.ledger.begin_run("site", "sync", at=self.tracker.now)
            return work(replace(run, id=number))

    # -- what holds ---------------------------------------------------------------------------------------------------

    def expect(self) -> None:
        titles = Counter(card.shown.title for card in self.client.cards.values())
        assert max(titles.values()) == 1, titles
        marks = [mark_in(one.text) for one in self.tasks[0].comments if one.author == OURS]
        assert all(marks), "nothing of ours stands on the team's side but what was carried"
        assert len(marks) <= 1
        request = self.request()
        if request is None:
            return
        assert len(request.shown.checklists) == 1
        names = Counter(line.name for line in self.lines())
        assert max(names.values()) == 1, names
        found: Registered = self._with(registered)
        [case] = [case for case in found.register.cases if case.task.title == "Page 1"]
        said = request.shown.description
        assert ("you chose: " in said) is (case.chosen is not None), json.dumps([said, str(case.standing)])
        if case.chosen is not None:
            assert case.chosen.by in ("Anna Client", "")
            assert len(marks) == 1
        elif case.standing.expired:
            assert "Our offer was valid until" in said
        else:
            assert "the choice is yours" in said

    # -- helpers ------------------------------------------------------------------------------------------------------

    def request(self) -> MemoryCard | None:
        cards = self.client.cards.values()
        return next((card for card in cards if card.shown.title == "Your choice: Page 1"), None)

    def lines(self) -> list[CheckItem]:
        request = self.request()
        return [line for one in request.shown.checklists for line in one.items] if request else []

    def everything(self) -> list[tuple[Any, ...]]:
        cards = [*self.team.cards.values(), *self.client.cards.values()]
        return [(card.shown, [(one.id, one.text) for one in card.comments]) for card in cards]


ChoiceMachine.TestCase.settings = settings(
    max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), database=None,
    derandomize=True,
)  # fmt: skip
TestChoiceMachine = ChoiceMachine.TestCase
