"""What stands on a Trello board, as the writer and ``plan`` see it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from trackerbridge.model import Checklist, Comment, Completeness, Side
from trackerbridge.people import Sides
from trackerbridge.trackers.base import Board, BoardCard, BoardLabel, BoardList
from trackerbridge.trackers.trello.checks import role_on
from trackerbridge.trackers.trello.history import COMMENTS
from trackerbridge.trackers.trello.members import People
from trackerbridge.trackers.trello.questions import THIN
from trackerbridge.trackers.trello.reading import Wanted
from trackerbridge.trackers.trello.room import room_on
from trackerbridge.trackers.trello.said import comments_by_card
from trackerbridge.trackers.trello.ticks import TICKED, checklists_by_card
from trackerbridge.trackers.trello.values import born
from trackerbridge.trackers.values import instant, number, objects, part, text

WANTED = Wanted(
    reader="client",
    card={"fields": f"{THIN},desc,idBoard,shortUrl,cover", "attachments": "cover"},  # no more than the picture on it
    types=",".join((*COMMENTS, TICKED)),
    all_actions=False,
)


def board_of(raw: Mapping[str, Any], *, sides: Sides, account: str) -> Board:
    """A Board from the board's JSON with lists, labels, members, memberships and cards inside.

    ``account`` is the id of the member whose token asks. Members that nobody named are the client's (decision 9).
    """
    people = People(raw, objects(raw.get("actions")), sides, members_are=Side.CLIENT)
    ticked, said = checklists_by_card(raw, people), comments_by_card(raw, sides, account)
    return Board(
        id=text(raw.get("id")),
        name=text(raw.get("name")),
        lists=tuple(_list(item) for item in sorted(objects(raw.get("lists")), key=_place)),
        labels=tuple(_label(item) for item in objects(raw.get("labels"))),
        cards=tuple(_card(item, ticked, said) for item in sorted(_cards(raw), key=_place)),
        members=People(raw, (), sides, members_are=Side.CLIENT).all(),
        public=part(raw, "prefs", "permissionLevel") == "public",
        can_write=role_on(raw, account) != "observer",
        url=text(raw.get("shortUrl")) or text(raw.get("url")),
        completeness=Completeness(),
        room=room_on(raw),
        covers=True,
        ticks=True,
        account=account,
    )


def _place(item: Mapping[str, Any]) -> tuple[float, str]:
    return (number(item.get("pos")), text(item.get("id")))


def _cards(raw: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return objects(raw.get("cards"))


def _list(raw: Mapping[str, Any]) -> BoardList:
    return BoardList(
        text(raw.get("id")), text(raw.get("name")), closed=raw.get("closed") is True, position=number(raw.get("pos"))
    )


def _label(raw: Mapping[str, Any]) -> BoardLabel:
    return BoardLabel(text(raw.get("id")), text(raw.get("name")), text(raw.get("color")) or None)


def _card(
    raw: Mapping[str, Any],
    checklists: Mapping[str, tuple[Checklist, ...]],
    comments: Mapping[str, tuple[Comment, ...]],
) -> BoardCard:
    labels, identifier = raw.get("idLabels"), text(raw.get("id"))
    return BoardCard(
        id=identifier,
        title=text(raw.get("name")),
        description=text(raw.get("desc")),
        list_id=text(raw.get("idList")),
        label_ids=tuple(map(text, labels)) if isinstance(labels, list) else (),
        due=instant(raw.get("due")),
        due_complete=raw.get("dueComplete") is True,
        archived=raw.get("closed") is True,
        url=text(raw.get("shortUrl")),
        position=number(raw.get("pos")),
        created_at=born(raw.get("id")),
        comments=comments.get(identifier, ()),
        checklists=checklists.get(identifier, ()),
        cover=_cover(raw),
    )


def _cover(raw: Mapping[str, Any]) -> str:
    """The name of the picture on it, without its ending; something else for a colour or a picture that is not told."""
    worn = raw.get("cover")
    attached = text(part(raw, "cover", "idAttachment"))
    named = next((text(each.get("name")) for each in objects(raw.get("attachments")) if each.get("id") == attached), "")
    if attached:
        return named.removesuffix(".png") or "picture"
    return "colour" if isinstance(worn, Mapping) and (worn.get("color") or worn.get("idUploadedBackground")) else ""
