"""Every place in which a tracker keeps words, filled with what no client may read: on one card, on one issue.

The texts are dealt out to the places in turn, so that every place has some and every text has one. Where people of the
team fill a place over HTTP, so does this; what the sandbox takes in no other way is put where it keeps it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tests.engagement.people import TEAM_TOKEN
from tests.engagement.trello_sides import TEAM_BOARD, ask
from tests.trackers.jira.issues import TO_DO, issue

from trackerbridge.sandbox.jira.load import load
from trackerbridge.sandbox.server import Sandbox

Json = dict[str, Any]
_FIELDS = {"textarea": 10201, "textfield": 10202, "select": 10203, "multiselect": 10204, "labels": 10205}


def dealt(strings: Sequence[str], places: int) -> Iterator[str]:
    """So many texts, which together are all the strings."""
    for place in range(places):
        yield "; ".join(strings[place::places])


# -- Jira ------------------------------------------------------------------------------------------------


def in_jira(sandbox: Sandbox, title: str, due: str, strings: Sequence[str]) -> str:
    """An issue for the client whose every other word is inside; its id."""
    assert sandbox.jira is not None
    word = dealt(strings, 40)
    made: Json = issue(
        700, summary=title, duedate=due, labels=["client", "kept-inside"], reporter=None, description=next(word),
        histories=[_past(word)], comments=[*_comments(word)],
        **{f"customfield_{number}": value for number, value in _custom(word)},
        **_fields(word), **_others(word),
    )  # fmt: skip
    made |= {"id": "10700", "properties": {"inside.note": {"text": next(word)}}}
    load(sandbox.jira.state, [made])
    project = next(row for row in sandbox.jira.state.projects if row["key"] == "WEB")
    project |= {"description": "; ".join(word)}
    return "10700"


def _fields(word: Iterator[str]) -> Json:
    return {
        "environment": next(word),
        "priority": {"id": "3", "name": next(word)},
        "issuetype": {"id": "10002", "name": "Task", "subtask": False, "description": next(word)},
        "security": {"id": "10021", "name": next(word), "description": next(word)},
        "components": [{"id": "10031", "name": next(word), "description": next(word)}],
        "fixVersions": [{"id": "10041", "name": next(word), "description": next(word), "released": False}],
        "versions": [{"id": "10042", "name": next(word), "description": next(word), "released": True}],
        "attachment": [{"id": "10051", "filename": next(word), "created": "2026-09-02T09:00:00.000+0300", "size": 9}],
        "assignee": {"accountId": "5f-assignee", "displayName": next(word)},
        "creator": {"accountId": "5f-creator", "displayName": next(word)},
        "timetracking": {"originalEstimate": next(word), "timeSpent": next(word)},
        "worklog": {
            "startAt": 0, "maxResults": 20, "total": 1,
            "worklogs": [{"id": "10061", "comment": next(word), "started": "2026-09-02T09:00:00.000+0300"}],
        },
        "votes": {"votes": 3, "hasVoted": False, "voters": [{"accountId": "5f-voter", "displayName": next(word)}]},
    }  # fmt: skip


def _others(word: Iterator[str]) -> Json:
    """Issues that this one speaks of."""
    kind = {"id": "10000", "name": next(word), "inward": next(word), "outward": next(word)}
    other = {"id": "10801", "key": "WEB-801", "fields": {"summary": next(word), "status": dict(TO_DO)}}
    below = {"id": "10802", "key": "WEB-802", "fields": {"summary": next(word), "status": dict(TO_DO)}}
    above = {
        "id": "10803",
        "key": "WEB-803",
        "fields": {"summary": next(word), "issuetype": {"id": "10000", "name": "Epic"}},
    }
    return {"issuelinks": [{"id": "10071", "type": kind, "outwardIssue": other}], "subtasks": [below], "parent": above}


def _custom(word: Iterator[str]) -> Iterator[tuple[int, Any]]:
    yield _FIELDS["textarea"], next(word)
    yield _FIELDS["textfield"], next(word)
    yield _FIELDS["select"], {"id": "1", "value": next(word)}
    yield _FIELDS["multiselect"], [{"id": "2", "value": next(word)}]
    yield _FIELDS["labels"], [next(word)]
    yield 10011, next(word)  # epic name
    yield 10020, [{"id": 5, "name": next(word), "goal": next(word), "state": "active", "boardId": 1}]


def _comments(word: Iterator[str]) -> Iterator[Json]:
    author = {"accountId": "5f-inside", "displayName": "Ivan Petrov"}
    when = {"created": "2026-09-02T10:00:00.000+0300", "updated": "2026-09-02T10:00:00.000+0300"}
    inside = [{"key": "sd.public.comment", "value": {"internal": True}}]
    yield {"id": "10081", "author": author, "body": next(word), "properties": inside, **when}
    seen_by = {"type": "role", "value": "Developers"}
    yield {"id": "10082", "author": author, "body": next(word), "visibility": seen_by, **when}


def _past(word: Iterator[str]) -> Json:
    items = [{"field": "summary", "fromString": next(word), "toString": "x"}]
    author = {"accountId": "5f-inside", "displayName": "Ivan Petrov"}
    return {"id": "10091", "author": author, "created": "2026-09-02T11:00:00.000+0300", "items": items}


# -- Trello ----------------------------------------------------------------------------------------------


def in_trello(sandbox: Sandbox, title: str, due: str, strings: Sequence[str]) -> str:
    """A card for the client whose every other word is inside; its id."""
    word = dealt(strings, 22)
    board = _ask(sandbox, "GET", f"boards/{TEAM_BOARD}", labels="all")
    _ask(sandbox, "PUT", f"boards/{board['id']}", desc=next(word), name=next(word))
    client = next(one["id"] for one in board["labels"] if one["name"] == "client")
    inside = _ask(sandbox, "POST", "labels", idBoard=board["id"], name=next(word), color="red")["id"]
    column = _ask(sandbox, "POST", "lists", idBoard=board["id"], name=next(word))["id"]
    card = _ask(
        sandbox, "POST", "cards", idList=column, name=title, desc=next(word), due=f"{due}T18:00:00+03:00",
        idLabels=f"{client},{inside}",
    )["id"]  # fmt: skip
    _ask(sandbox, "POST", f"cards/{card}/actions/comments", text=f"For us: {next(word)}")
    checklist = _ask(sandbox, "POST", f"cards/{card}/checklists", name=next(word))["id"]
    for _ in range(2):
        _ask(sandbox, "POST", f"checklists/{checklist}/checkItems", name=next(word))
    address = f"https://git.willow.example/{strings[0].replace(' ', '-')}"
    _ask(sandbox, "POST", f"cards/{card}/attachments", url=address, name=next(word))
    field = {"idModel": board["id"], "modelType": "board", "name": next(word), "type": "text", "pos": "top"}
    field |= {"display_cardFront": "true"}
    _ask(sandbox, "POST", "customFields", **field)
    _put_aside(sandbox, card, word)
    return str(card)


def _put_aside(sandbox: Sandbox, card: str, word: Iterator[str]) -> None:
    """What the sandbox keeps and takes in no other way."""
    state = sandbox.state
    row = next(one for one in state.cards if one["id"] == card)
    field = next(one for one in state.custom_fields if one["type"] == "text")
    row["customFieldItems"] = [
        {"id": "5f0c0000000000000000d001", "idCustomField": field["id"], "idModel": card, "modelType": "card",
         "value": {"text": next(word)}},
    ]  # fmt: skip
    row["stickers"] = [{"id": "5f0c0000000000000000d002", "image": next(word), "top": 0, "left": 0, "rotate": 0}]
    row |= {"address": next(word), "locationName": next(word), "coordinates": "47.0,28.8"}
    row["cover"] = {**row["cover"], "sharedSourceUrl": f"https://git.willow.example/{next(word)}"}
    member = state.find_member("petrov_willow")
    member |= {"fullName": next(word), "bio": "; ".join(word)}


def _ask(sandbox: Sandbox, verb: str, path: str, **fields: Any) -> Any:
    return ask(sandbox, TEAM_TOKEN, verb, path, **fields)
