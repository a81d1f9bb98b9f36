"""Writes to a Trello board: the client's side, or the team's own labels on a source.

Reads it in one request where nothing changed (``reading.py``); performs one change in one request. What a change says
is sent as it stands, only what changed, and labels by verb, so that nothing a person did in between is overwritten.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from trackerbridge.config.schema import PublishConfig, Settings, SourceConfig
from trackerbridge.errors import TrackerRefused, UsageError
from trackerbridge.model import Comment
from trackerbridge.people import Sides
from trackerbridge.pictures import picture
from trackerbridge.trackers.base import Board, Capabilities, Finding, Writer
from trackerbridge.trackers.http import Transport
from trackerbridge.trackers.trello.api import TrelloApi, board_id
from trackerbridge.trackers.trello.checks import check_target
from trackerbridge.trackers.trello.history import COMMENTS
from trackerbridge.trackers.trello.reading import BoardReader, seen_thinly
from trackerbridge.trackers.trello.recalling import recalled
from trackerbridge.trackers.trello.said import comments_by_card
from trackerbridge.trackers.trello.seen import seen_board
from trackerbridge.trackers.trello.target import WANTED, board_of
from trackerbridge.trackers.values import text

if TYPE_CHECKING:
    from trackerbridge.plan.changes import Change

LONGEST_TEXT = 16_384  # names, descriptions (API-FACTS 3.4)
_NAMES = {
    "title": "name",
    "name": "name",
    "description": "desc",
    "text": "text",
    "due": "due",
    "due_complete": "dueComplete",
    "archived": "closed",
    "color": "color",
    "position": "pos",
}
_CLOSED = {"archive": True, "restore": False}


class TrelloWriter(Writer):
    """One Trello board that we write to."""

    capabilities = Capabilities(
        reads=True, writes=True, marks_source=True, history=True, comments=True, replies=True, checklists=True,
        covers=True,
    )  # fmt: skip
    at_once = 4  # so that the token's limit is what limits us, up to 400 ms for each request

    def __init__(
        self, api: TrelloApi, board: str, *, sides: Sides, public_allowed: bool = False, labels_only: bool = False
    ) -> None:
        """``labels_only``: a source, of which nothing is read but what its team labels need."""
        self._labels_only = labels_only
        self._api = api
        self._board = board
        self._sides = sides
        self._public_allowed = public_allowed
        self._oldest = ""  # the id of the oldest card that we know to be ours
        self._known: frozenset[str] = frozenset()

    @classmethod
    def from_config(cls, settings: Settings, publish: PublishConfig, transport: Transport | None) -> TrelloWriter:
        """From ``publish`` with a board. Raises UsageError for what is no board id."""
        if transport is None or not publish.board:
            raise UsageError(
                "Publishing to Trello needs a connection and a board.", hint='Add board = "ID" to publish.'
            )
        project = settings.project
        return cls(
            TrelloApi.on(transport),
            board_id(publish.board),
            sides=Sides.of(project.team, project.client),
            public_allowed=publish.allow_public_board,
        )

    @classmethod
    def on_source(cls, settings: Settings, source: SourceConfig, transport: Transport | None) -> Writer:
        """For the team's labels: with the source's board, of which less is read."""
        made = super().on_source(settings, source, transport)
        if isinstance(made, TrelloWriter):
            made._labels_only = True
        return made

    def knowing(self, ids: Mapping[str, datetime]) -> TrelloWriter:
        """What people wrote or ticked on our cards is no older than the oldest of them: ids grow with time."""
        self._oldest, self._known = min(ids, default=""), frozenset(ids)
        return self

    def read(self) -> Board:
        """Everything on the board, archived cards and lists included."""
        account = text(self._api.me().get("id"))
        if self._labels_only:
            raw = seen_thinly(self._api, self._board)
            raw.pop("checklists")
        else:
            raw = BoardReader(self._api, self._board, WANTED).read(since=self._oldest)
        self._api.full_ids[self._board] = text(raw.get("id"))
        return board_of(raw, sides=self._sides, account=account)

    def recall(self, board: Board, *, lost: bool) -> Board:
        """With the references that people took away, and how many cards are gone, as the board's actions tell."""
        return recalled(self._api, board, self._known) if lost else board

    def comments_on(self, remote_id: str) -> tuple[Comment, ...]:
        """Of one card alone."""
        account = text(self._api.me().get("id"))
        actions = self._api.card_actions(remote_id, types=",".join(COMMENTS))
        return comments_by_card({"actions": actions}, self._sides, account).get(remote_id, ())

    def check(self) -> list[Finding]:
        """May we write there, is it public, is there room."""
        return check_target(self._api, self._board, public_allowed=self._public_allowed)

    def apply_change(self, change: Change, ids: Mapping[str, str]) -> str:
        """One change, one request. Raises TrackerRefused, before sending, for too long a text or an unknown list."""
        self._api.transport.ahead.forget(self._board, self._api.full_ids.get(self._board, ""))
        match change.action, change.kind:
            case "create", "card" | "list" | "label":
                return self._api.create(change.kind, self._new(change, ids))
            case "update" | "move", "card" | "list" | "label":
                self._api.update(change.kind, change.remote_id, _values(change, ids))
            case ("archive" | "restore") as action, "card" | "list":
                self._api.update(change.kind, change.remote_id, {"closed": _CLOSED[action]})
            case "label", "card":
                self._put_labels(change, ids)
            case "unlabel", "card":
                self._take_labels(change, ids)
            case "create", "checklist":
                return self._api.create("checklist", {"idCard": _resolved(change.on, ids), **_values(change, ids)})
            case "create", "checkitem":
                return self._api.create_item(_resolved(change.on, ids), {**_values(change, ids), "pos": "bottom"})
            case "update", "checkitem":
                self._api.update_item(_resolved(change.on, ids), change.remote_id, _values(change, ids))
            case "create", "comment":
                return self._api.create_comment(_resolved(change.on, ids), _values(change, ids)["text"])
            case "update", "comment":
                self._api.update_comment(change.remote_id, _values(change, ids)["text"])
            case "update", "cover":
                return self._cover(_resolved(change.on, ids), str(change.fields["cover"].after or ""))
            case _:
                raise TrackerRefused(
                    f"Trello's writer cannot {change.action} a {change.kind}.",
                    hint="Report this: the plan should not ask.",
                )
        return change.remote_id

    def _cover(self, card: str, name: str) -> str:
        if name:
            self._api.put_cover(card, f"{name}.png", picture(name))
        else:
            self._api.update("card", card, {"idAttachmentCover": None})
        return card

    def _new(self, change: Change, ids: Mapping[str, str]) -> dict[str, Any]:
        values = _values(change, ids)
        if change.kind != "card":
            values["idBoard"] = self._board_id()
        if change.kind == "list":
            values.setdefault("pos", "bottom")
        return values

    def _board_id(self) -> str:
        """The 24-character id, which writing wants where reading takes a short link too."""
        if self._board not in self._api.full_ids:
            self._api.full_ids[self._board] = text(seen_board(self._api, self._board).get("id"))
        return self._api.full_ids[self._board]

    def _put_labels(self, change: Change, ids: Mapping[str, str]) -> None:
        for label in _labels(change, ids):
            try:
                self._api.put_label(change.remote_id, label)
            except TrackerRefused as refusal:
                if "already on the card" not in refusal.message:  # somebody was faster: it is as it should be
                    raise

    def _take_labels(self, change: Change, ids: Mapping[str, str]) -> None:
        for label in _labels(change, ids):
            try:
                self._api.take_label(change.remote_id, label)
            except TrackerRefused as refusal:
                if "not on the card" not in refusal.message:
                    raise


def _values(change: Change, ids: Mapping[str, str]) -> dict[str, Any]:
    """The JSON body of a create or an update: only the fields that the change names."""
    values = {_NAMES[name]: field.after for name, field in change.fields.items() if name in _NAMES}
    if change.kind == "checkitem" and "done" in change.fields:
        done = change.fields["done"].after is True
        values |= {"checked": done} if change.action == "create" else {"state": "complete" if done else "incomplete"}
    for name, value in values.items():
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            raise TrackerRefused(
                f"The {name} of {change.ref} has {len(value)} characters, and Trello takes {LONGEST_TEXT}.",
                hint="Shorten it at the source; nothing was sent.",
            )
    if change.kind == "card" and change.list_ref:
        values["idList"] = _resolved(change.list_ref, ids)
    if change.kind == "card" and change.action == "create" and change.label_refs:
        values["idLabels"] = _labels(change, ids)
    return values


def _labels(change: Change, ids: Mapping[str, str]) -> list[str]:
    return [_resolved(ref, ids) for ref in change.label_refs]


def _resolved(ref: str, ids: Mapping[str, str]) -> str:
    try:
        return ids[ref]
    except KeyError:
        raise TrackerRefused(
            f"The board has no {ref} yet, because making it failed; what needs it was left out.",
            hint="Run again once the first failure is mended.",
        ) from None
