"""An engagement in memory: a team's board, a client's board, runs at chosen moments, and what the manager was told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from trackerbridge import pipeline
from trackerbridge.client_promises import end_promise, set_day
from trackerbridge.config.load import settings_of
from trackerbridge.config.schema import Config
from trackerbridge.model import Person, Side
from trackerbridge.notify import Channels, Message
from trackerbridge.results import Failure, Planned, Synced
from trackerbridge.runner import run_projects
from trackerbridge.trackers.memory.state import MemoryCard, MemoryTracker
from trackerbridge.wiring import Wiring

DOREL = Person("u1", name="Dorel Munteanu", side=Side.TEAM)
KICK_OFF = datetime(2026, 11, 2, 10, tzinfo=UTC)  # a Monday
_numbers = count(1)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@dataclass
class Told:
    """A message, with what had been written to the client's board by then."""

    at: datetime
    message: Message
    writes: int


@dataclass
class Recorder:
    """In the place of the channels."""

    tracker: MemoryTracker
    told: list[Told] = field(default_factory=list)
    fails: bool = False

    def meant_for(self, message: Message) -> tuple[str, ...]:
        return ("notify.to[1]",)

    def send(self, message: Message) -> tuple[str, ...]:
        self.told.append(Told(self.tracker.now, message, self.tracker.counts["write"]))
        return ("notify.to[1] (env:HOOK): the message could not be delivered.",) if self.fails else ()


class _Wired(Wiring):
    """The real wiring with other channels."""

    recorder: Recorder

    def channels(self, settings: object) -> Channels:
        return self.recorder  # type: ignore[return-value]


@dataclass
class Engagement:
    """``sync`` and ``plan`` at a moment; the tracker's clock goes along."""

    wiring: _Wired
    tracker: MemoryTracker
    recorder: Recorder
    cards: dict[str, MemoryCard] = field(default_factory=dict)

    @property
    def team(self) -> Any:
        return self.tracker.boards["team"]

    @property
    def client(self) -> Any:
        return self.tracker.boards["client"]

    def card(self, title: str, due: str | None = None, *, at: datetime = KICK_OFF, doing: bool = True) -> MemoryCard:
        self.tracker.now = at
        made = self.tracker.add_card(self.team, title, self.team.list_named("Doing" if doing else "To do"), by=DOREL)
        if due:
            self.tracker.change_card(self.team, made, by=DOREL, due=moment(f"{due}T16:00"))
        self.cards[title] = made
        return made

    def change(self, name: str, at: datetime | str, **values: Any) -> None:
        self.tracker.now = moment(at) if isinstance(at, str) else at
        if isinstance(due := values.get("due"), str):
            values["due"] = moment(f"{due}T16:00")
        if isinstance(place := values.pop("to", None), str):
            values["list_id"] = self.team.list_named(place)
        self.tracker.change_card(self.team, self.cards[name], by=DOREL, **values)

    def comment(self, title: str, at: str, words: str) -> None:
        self.tracker.now = moment(at)
        self.tracker.comment(self.cards[title], words, DOREL)

    def promise(self, what: str, by: str, *, at: str) -> None:
        """``promises add``."""
        self.wiring.ledger.add_promise("website", what, date.fromisoformat(by), at=moment(at))

    def word_on_promise(self, ref: str, *, at: str, to: str | None) -> None:
        """``promises set`` to a day, or ``promises done``."""
        [settings] = settings_of(self.wiring.config, self.wiring.folder)
        if to:
            set_day(self.wiring.ledger, settings, ref, date.fromisoformat(to), "The hall was closed.", at=moment(at))
        else:
            end_promise(self.wiring.ledger, settings, ref, None, at=moment(at))

    def sync(self, at: datetime | str, **how: Any) -> Synced:
        result = self._run(at, lambda run: pipeline.sync(run, lambda planned: None), "sync", how)
        assert isinstance(result, Synced)
        return result

    def plan(self, at: datetime | str, **how: Any) -> Planned:
        result = self._run(at, pipeline.plan, "plan", how)
        assert isinstance(result, Planned)
        return result

    def fails(self, at: datetime | str, **how: Any) -> Failure:
        result = self._run(at, lambda run: pipeline.sync(run, lambda planned: None), "sync", how)
        assert isinstance(result, Failure)
        return result

    def _run(self, at: datetime | str, work: Any, command: str, how: Mapping[str, Any]) -> Any:
        now = moment(at) if isinstance(at, str) else at
        self.tracker.now = now
        [result] = run_projects(
            settings_of(self.wiring.config, self.wiring.folder), work, wiring=self.wiring, command=command,
            now_of=lambda _: now, **how,
        )  # fmt: skip
        return result

    def messages(self, *, urgent: bool | None = None) -> list[Message]:
        return [each.message for each in self.recorder.told if urgent in (None, each.message.urgent)]

    def writes(self) -> int:
        return self.tracker.counts["write"]

    def shown(self, title: str) -> Any:
        return next(card.shown for card in self.client.cards.values() if card.shown.title == title)


@contextmanager
def engaged(folder: Path, *, top: Mapping[str, Any] | None = None, **project: Any) -> Iterator[Engagement]:
    """``top`` and ``project`` are further keys of the configuration and of the project."""
    address = f"memory:{next(_numbers)}"
    tracker = MemoryTracker.named(address)
    tracker.now = KICK_OFF
    for name in ("team", "client"):
        tracker.add_board(name, board_id=name)
    for name in ("To do", "Doing", "Waiting for client", "Done", "Cancelled"):
        tracker.add_list(tracker.boards["team"], name)
    tracker.boards["team"].members.append(DOREL)
    config = Config.model_validate({
        "timezone": "UTC", "ledger": {"url": f"sqlite:///{folder}/ledger.db"},
        "connections": {"here": {"type": "memory", "url": address}},
        "projects": {"website": {
            "title": "Website", "team": ["Dorel Munteanu"], "sources": [{"connection": "here", "board": "team"}],
            "publish": {"connection": "here", "board": "client", "select": "all"},
        } | project},
    } | dict(top or {}))  # fmt: skip
    with _Wired(config=config, path=folder / "trackerbridge.toml", environ={}) as wiring:
        wiring.recorder = Recorder(tracker)
        yield Engagement(wiring, tracker, wiring.recorder)
    MemoryTracker._named.pop(address)
