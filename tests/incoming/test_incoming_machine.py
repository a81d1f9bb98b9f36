"""A machine that writes, edits, deletes, answers, loses replies, crashes and forgets at random, and what holds then.

Each message of the client's is carried exactly once and acknowledged at most once in a conversation, each reply of the
team's goes out exactly once, nothing comes back as an echo, a second run is silent, and a lost ledger adds nothing.
"""

from __future__ import annotations

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
from trackerbridge.config.load import load_config, settings_of
from trackerbridge.ledger.store import Ledger
from trackerbridge.model import Comment, Person
from trackerbridge.pipeline import sync
from trackerbridge.project_run import ProjectRun
from trackerbridge.results import Synced
from trackerbridge.trackers.memory.state import Fault, MemoryCard, MemoryTracker
from trackerbridge.trackers.memory.writer import OURS
from trackerbridge.wiring import Wiring

ANNA, IVAN = Person("anna", name="Anna Client", handle="anna"), Person("ivan", name="Ivan Petrov", handle="ivan")
ACK = "We have your message and will answer by "
THANKS = "Thank you, we have your answer"  # and perhaps more
CONFIG = """
timezone = "UTC"
[ledger]
url = "sqlite:///ledger.db"
[connections.here]
type = "memory"
url = "https://talk.example"
[projects.site]
team = ["ivan"]
client = ["anna"]
[projects.site.quiet]
off = true
[[projects.site.sources]]
connection = "here"
board = "team"
[projects.site.publish]
connection = "here"
board = "client"
select = "all"
"""
STEPS = ("begin_intent", "settle_intent", "record_publications", "remember")


class Crash(BaseException):
    """The process dies."""


class TalkMachine(RuleBasedStateMachine):
    """Two tasks, their cards, and whoever writes on either side."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.patch = pytest.MonkeyPatch()
        MemoryTracker.forget()
        self.tracker = MemoryTracker.named("https://talk.example")
        self.tracker.now = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
        self.team = self.tracker.add_board("Team", board_id="team")
        self.client = self.tracker.add_board("Client", board_id="client")
        self.team.members.append(IVAN)
        self.client.members.append(ANNA)
        doing = self.tracker.add_list(self.team, "Doing").id
        self.tasks = [self.tracker.add_card(self.team, f"Page {number}", doing, by=IVAN) for number in (1, 2)]
        path = self.folder / "trackerbridge.toml"
        path.write_text(CONFIG, encoding="utf-8")
        self.config, _ = load_config(path, {})
        (self.site,) = settings_of(self.config, self.folder)
        self.number = 0
        self.left = 0  # steps until the process dies; 0: it does not
        self.texts: dict[str, str] = {}  # what each message says now, by the comment's id
        self.gone: set[str] = set()
        self.replies: list[str] = []
        self.answers = 0
        self.calm = True
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

    @rule(place=st.integers(0, 1), asks=st.booleans())
    def client_writes(self, place: int, asks: bool) -> None:
        self.number += 1
        text = f"Message {self.number}: where is it?" if asks else "Thank you!"
        made = self.tracker.comment(self.card(place), text, ANNA)
        self.texts[made.id] = text

    @rule(place=st.integers(0, 1), asks=st.booleans())
    def client_answers(self, place: int, asks: bool) -> None:
        self.number += 1
        text = f"It is the one at the top, number {self.number}." + (" Will that do?" if asks else "")
        made = self.tracker.comment(self.card(place), text, ANNA)
        self.texts[made.id] = text
        self.answers += 1

    @rule(place=st.integers(0, 1))
    def team_asks(self, place: int) -> None:
        self.number += 1
        self.tracker.comment(self.tasks[place], f"/client need: which of them is number {self.number}", IVAN)

    @precondition(lambda self: self.standing())
    @rule(data=st.data())
    def client_edits(self, data: st.DataObject) -> None:
        card, comment = data.draw(st.sampled_from(self.standing()))
        self.number += 1
        self.texts[comment.id] = f"Message {self.number}: where is it now?"
        self.tracker.edit_comment(card, comment.id, self.texts[comment.id])

    @precondition(lambda self: self.standing())
    @rule(data=st.data())
    def client_deletes(self, data: st.DataObject) -> None:
        card, comment = data.draw(st.sampled_from(self.standing()))
        self.tracker.delete_comment(card, comment.id)
        self.gone.add(comment.id)

    @rule(place=st.integers(0, 1))
    def team_replies_by_note(self, place: int) -> None:
        self.number += 1
        text = f"Answer {self.number}, below the address."
        self.tracker.comment(self.tasks[place], f"/client reply: {text}", IVAN)
        self.replies.append(text)

    @rule(place=st.integers(0, 1), with_our_account=st.booleans())
    def team_answers_on_the_card(self, place: int, with_our_account: bool) -> None:
        self.number += 1
        who = OURS if with_our_account else IVAN
        self.tracker.comment(self.card(place), f"Directly {self.number}.", who)

    @rule(hours=st.sampled_from([1, 5, 24]))
    def time_passes(self, hours: int) -> None:
        self.tracker.now += timedelta(hours=hours)

    # -- runs and misfortune ------------------------------------------------------------------------------------------

    @rule(step=st.integers(1, 14))
    def a_run_crashes(self, step: int) -> None:
        self.left = step
        try:
            self.run_once()
        except Crash:
            self.calm = False
        self.left = 0

    @rule(fault=st.sampled_from([Fault.LOST_AFTER, Fault.LOST_BEFORE, Fault.REFUSED]), after=st.integers(0, 2))
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
        self.calm = False

    @rule(lose=st.booleans())
    def runs_until_it_is_calm(self, lose: bool) -> None:
        assert self.run_once().status in ("ok", "unchanged")
        self.calm = True
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
        with Wiring(config=self.config, path=self.folder / "trackerbridge.toml", environ={}) as wiring:
            run = ProjectRun(
                settings=self.site, wiring=wiring, now=self.tracker.now, force=True, clock=lambda: self.tracker.now
            )
            number = run.ledger.begin_run("site", "sync", at=self.tracker.now)
            return sync(replace(run, id=number), lambda planned: None)

    # -- what holds ---------------------------------------------------------------------------------------------------

    def expect(self) -> None:
        carried = [one for task in self.tasks for one in task.comments if one.author == OURS]
        marks = [mark_in(one.text) for one in carried]
        assert all(marks), "nothing of ours stands on the team's side but what was carried"
        assert max(Counter(mark.key for mark in marks if mark).values(), default=1) == 1
        for message, text in self.texts.items():
            found = [one for one in carried if f"> {text}" in one.text.splitlines()]
            if message not in self.gone:
                assert len(found) >= 1, text
        live = [text for message, text in self.texts.items() if message not in self.gone]
        standing = sum(1 for one in carried if not (mark := mark_in(one.text)) or not mark.gone)
        assert standing == len(live)
        for place in (0, 1):
            self.expect_of(self.card(place))
        said = [one.text for place in (0, 1) for one in self.card(place).comments if one.author == OURS]
        assert sorted(text for text in said if text.startswith("Answer ")) == sorted(self.replies)
        assert all(text.startswith(("Answer ", "Directly ", ACK, THANKS)) for text in said)
        assert sum(text.startswith(THANKS) for text in said) <= self.answers

    def expect_of(self, card: MemoryCard) -> None:
        acks = 0
        for comment in card.comments:
            ours = comment.text.startswith((ACK, THANKS))
            if comment.author in (OURS, IVAN) and not ours:
                acks = 0
            acks += ours and "by" in comment.text.split()  # a day is promised once
            assert acks <= 1

    # -- helpers ------------------------------------------------------------------------------------------------------

    def card(self, place: int) -> MemoryCard:
        return next(card for card in self.client.cards.values() if card.shown.title == f"Page {place + 1}")

    def standing(self) -> list[tuple[MemoryCard, Comment]]:
        return [(card, one) for card in self.client.cards.values() for one in card.comments if one.author == ANNA]

    def everything(self) -> list[tuple[str, str]]:
        cards = [*self.team.cards.values(), *self.client.cards.values()]
        return [(one.id, one.text) for card in cards for one in card.comments]


TalkMachine.TestCase.settings = settings(
    max_examples=25, stateful_step_count=18, deadline=None, suppress_health_check=list(HealthCheck), database=None,
    derandomize=True,
)  # fmt: skip
TestTalkMachine = TalkMachine.TestCase
