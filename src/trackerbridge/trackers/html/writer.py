"""Writes the client's board as one page into a folder (docs/how-to/html-page.md).

The state beside the page is what ``plan`` compares with: each change is written there at once, and the page is written
once, after the last of them. Nothing is overwritten that is not ours as we left it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from trackerbridge.config.schema import PublishConfig, Settings
from trackerbridge.errors import Refused, TrackerbridgeError, TrackerRefused, UsageError
from trackerbridge.model import Promise
from trackerbridge.model.sentence import Sentence
from trackerbridge.page.render import render
from trackerbridge.page.story import Story
from trackerbridge.trackers.base import Board, Capabilities, Finding, Obstacle, Writer
from trackerbridge.trackers.html.changing import Changing, refuse_long
from trackerbridge.trackers.html.disk import Disk
from trackerbridge.trackers.html.frame import Frame, page_name
from trackerbridge.trackers.html.state import NotAStateError, State
from trackerbridge.trackers.http import Transport

if TYPE_CHECKING:
    from trackerbridge.plan.changes import Change


def now() -> datetime:
    """When a card was made; the page never tells it."""
    return datetime.now(UTC)


class HtmlWriter(Writer):
    """One page that we write."""

    capabilities = Capabilities(reads=False, writes=True, covers=True)

    def __init__(self, disk: Disk, frame: Frame, *, clock: Callable[[], datetime] = now) -> None:
        self._disk = disk
        self._frame = frame
        self._clock = clock
        self._known: Mapping[str, datetime] = {}

    @classmethod
    def from_config(cls, settings: Settings, publish: PublishConfig, transport: Transport | None) -> HtmlWriter:  # noqa: ARG003
        """From ``publish`` on a connection with a folder. Raises UsageError without one."""
        folder = settings.connections[publish.connection].folder
        if not folder:
            raise UsageError(
                f"The connection {publish.connection} has no folder for the page.", hint='Add folder = "…" to it.'
            )
        return cls(
            Disk(settings.folder / Path(folder).expanduser(), publish.page or page_name(settings.name)),
            Frame.of(settings, publish),
        )

    def knowing(self, ids: Mapping[str, datetime]) -> HtmlWriter:
        """What is ours by the ledger: it cannot all be gone, unless the state was lost."""
        self._known = ids
        return self

    def read(self) -> Board:
        """Everything on the page, put away cards included, and whether the page is still as we left it."""
        self._disk.require()
        obstacle, state, page = None, self._state(), self._disk.page_bytes()
        if state is None:
            obstacle, state = self._without_state(page), State(project=self._frame.project)
        elif state.project != self._frame.project:
            obstacle = Obstacle(
                f"The page {self._disk.page} belongs to the project {state.project}, so nothing was written.",
                "Name another file for this one with publish.page.",
            )
        elif page is not None and _digest(page) not in state.shown:
            obstacle = Obstacle(
                f"The page {self._disk.page} is not as trackerbridge left it: somebody changed it, or put another file "
                "there. Nothing was written over it.",
                "Move it to another place, and sync writes the page anew. What should stay on the page belongs into a "
                "client note at the source.",
            )
        return self._board(state, obstacle, "" if obstacle else self._behind(state, page))

    def check(self) -> list[Finding]:
        """Whether the folder is there, may be written, and holds the page as we left it."""
        try:
            board = self.read()
        except TrackerbridgeError as refusal:
            return [Finding(ok=False, what=refusal.message, hint=refusal.hint, exit_code=int(refusal.exit_code))]
        if board.obstacle:
            return [Finding(ok=False, what=board.obstacle.message, hint=board.obstacle.hint, exit_code=5)]
        if not board.can_write:
            hint = Sentence("Give this account the right to write into it.")
            return [
                Finding(
                    ok=False,
                    what=Sentence("{folder} may not be written.", folder=self._disk.folder),
                    hint=hint,
                    exit_code=3,
                )
            ]
        answer = self._frame.answers
        found = [Finding(ok=True, what=Sentence("The page is written to {page}.", page=self._disk.page))]
        if not (answer.contact or answer.channels):
            hint = Sentence("Add contact or channels to publish: nothing can be written on a page.")
            found.append(
                Finding(ok=True, warning=True, what=Sentence("The page does not say how to answer."), hint=hint)
            )
        return found

    def apply_change(self, change: Change, ids: Mapping[str, str]) -> str:
        """One change, into the state, wholly or not at all. People see it after :meth:`show`."""
        self._disk.require()
        refuse_long(change)
        state = self._state() or State(project=self._frame.project)
        state, touched = Changing(state, ids, self._clock()).perform(change)
        self._disk.put_state(state.text)
        return touched

    def show(self, promises: Mapping[str, Promise]) -> bool:
        """Write the page as the state has it, unless it stands there already; whether it was written.

        Raises :class:`~trackerbridge.errors.TrackerRefused` where somebody changed it since the plan was made.
        """
        board = self.read()
        state = self._state()
        if board.obstacle:
            raise TrackerRefused(board.obstacle.message, hint=board.obstacle.hint)
        if state is None:
            return False  # nothing was ever published here
        told = {card: Story.of(promise) for card, promise in promises.items() if card in state.cards}
        stories = {card: story.following(state.stories.get(card)) for card, story in told.items() if story}
        after = replace(state, stories=stories)
        data = render(self._frame.page(after)).encode()
        after = after.showing(_digest(data))
        if after != state:
            self._disk.put_state(after.text)
        if self._disk.page_bytes() == data:
            return False
        self._disk.put_page(data)
        return True

    def _state(self) -> State | None:
        text = self._disk.state_text()
        try:
            return None if text is None else State.read(text)
        except NotAStateError:
            raise Refused(
                f"{self._disk.state} is not what trackerbridge wrote, so the page was left as it is.",
                hint="Bring it back from a backup, or name a new page with publish.page.",
            ) from None

    def _without_state(self, page: bytes | None) -> Obstacle | None:
        if self._known:
            return Obstacle(
                f"What stood on the page {self._disk.page} is no longer known: {self._disk.state} is gone.",
                "Bring it back from a backup; or name a new page with publish.page, and everything is published there.",
            )
        if page is not None:
            return Obstacle(
                f"The file {self._disk.page} is not ours, so it was not written over.",
                "Move it to another place, or name another file with publish.page.",
            )
        return None

    def _behind(self, state: State, page: bytes | None) -> str:
        """Why the page is written anew although no card changes; empty where it need not."""
        if page is None:
            return f"The page {self._disk.page} is not there; it is written anew." if state.shown else ""
        if render(self._frame.page(state)).encode() != page:
            return f"The page {self._disk.page} does not show all that it should; it is written anew."
        return ""

    def _board(self, state: State, obstacle: Obstacle | None, behind: str) -> Board:
        return Board(
            id=f"html:{self._disk.page.absolute()}",
            name=self._frame.title,
            lists=tuple(state.lists.values()),
            labels=tuple(state.labels.values()),
            cards=tuple(state.cards.values()),
            can_write=self._disk.writable,
            covers=True,
            answers=self._frame.answers,
            reference_apart=True,
            obstacle=obstacle,
            behind=behind,
            url=self._disk.page.absolute().as_uri(),
        )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
