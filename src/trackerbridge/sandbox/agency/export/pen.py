"""What is being written: a board's parts, and its history as actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.sandbox.agency.export.ids import Json, object_id, short, stamp
from trackerbridge.sandbox.agency.export.moments import Moments
from trackerbridge.sandbox.agency.export.people import creator
from trackerbridge.sandbox.agency.story import Story


@dataclass(slots=True)
class Pen:
    """A board in the making. ``lists`` and ``labels`` are by name."""

    story: Story
    number: int  # of this board among the agency's
    moments: Moments
    members: Mapping[str, Json]  # by the story's short name
    board: Json
    lists: dict[str, Json] = field(default_factory=dict)
    labels: dict[str, Json] = field(default_factory=dict)
    actions: list[Json] = field(default_factory=list)

    def act(self, kind: str, by: str, at: datetime, data: Json, *, member: str = "") -> None:
        """Write an action of the board's history. ``member``: whom it is about, where it is about somebody."""
        author = self.members[by]
        action = {
            "id": object_id(at, "action", len(self.actions) + 1, self.number),
            "idMemberCreator": author["id"],
            "type": kind,
            "date": stamp(at),
            "data": {"board": short(self.board, "shortLink"), **data},
            "appCreator": None,
            "limits": {},
            "memberCreator": creator(author),
        }
        if member:
            joined = self.members[member]
            action["member"] = creator(joined)
            action["data"] |= {"idMember": joined["id"], "member": {"id": joined["id"], "name": joined["fullName"]}}
        self.actions.append(action)

    def newest_first(self) -> list[Json]:
        """The history as an export lists it."""
        return sorted(self.actions, key=lambda action: (action["date"], action["id"]), reverse=True)
