"""Made-up Jira issues for measuring: as many as asked, with history and comments, the same bytes every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
STATUSES = (("To Do", "new"), ("In Progress", "indeterminate"), ("QA", "indeterminate"), ("Done", "done"))
_PEOPLE = tuple(
    {"accountId": f"5f{n:06d}", "displayName": name, "accountType": "atlassian", "active": True}
    for n, name in enumerate(("Mira Example", "Otto Sample", "Lena Muster", "Pavel Primer", "Ana Exemplu"))
)
_NOUNS = (
    *("catalogue", "order", "basket", "invoice", "newsletter", "search", "photo", "account", "delivery", "price"),
    *("review", "page", "stock", "map"),
)
_VERBS = (
    *("shows", "keeps", "loads", "sends", "finds", "lists", "counts", "opens", "remembers", "checks", "prints"),
    *("accepts", "explains", "sorts"),
)
_MORE = (
    "The change was agreed on Monday and concerns every page of the shop.",
    "A visitor without an account sees the same as one who is logged in.",
    "It should work on a phone, on a tablet and in print.",
    "Could somebody say which of the two tables is the right one?",
    "Nothing else moves because of this, as far as we can see.",
    "I looked at it again and the total is still off by a cent in some cases.",
    "Done when the test shop shows ten products in under two seconds.",
)


def issues(number: int, *, seed: int = 7, comments: float = 2.5, changes: float = 6.0) -> list[dict[str, Any]]:
    """``number`` issues (REST v2) with on average so many comments and history entries each."""
    dice = random.Random(seed)
    return [_issue(dice, n, comments, changes) for n in range(1, number + 1)]


def _issue(dice: random.Random, n: int, comments: float, changes: float) -> dict[str, Any]:
    made = NOW - timedelta(days=dice.randint(5, 400), minutes=dice.randint(0, 500))
    status = dice.choices(range(4), (25, 20, 5, 50))[0]
    due = made.date() + timedelta(days=dice.randint(5, 90)) if dice.random() < 0.7 else None
    said = list(_comments(dice, n, made, _around(dice, comments)))
    past = list(_histories(dice, n, made, status, due, _around(dice, changes)))
    last = max([made, *(datetime.fromisoformat(each["created"]) for each in (*said, *past))])
    fields: dict[str, Any] = {
        "summary": f"The {dice.choice(_NOUNS)} {dice.choice(_VERBS)} the {dice.choice(_NOUNS)} {n}",
        "description": " ".join(dice.choices(_MORE, k=dice.randint(1, 8))),
        "issuetype": {"id": "10002", "name": "Story", "subtask": False},
        "project": {"id": "10000", "key": "SHOP", "name": "Shop"},
        "status": _status(status),
        "resolution": {"id": "1", "name": "Done"} if status == 3 else None,
        "resolutiondate": _stamp(last) if status == 3 else None,
        "priority": {"id": "3", "name": "Medium"},
        "labels": ["client"] if dice.random() < 0.2 else [],
        "components": [{"id": str(n % 9), "name": f"Part {n % 9}"}],
        "fixVersions": [],
        "issuelinks": [],
        "subtasks": [],
        "attachment": [],
        "assignee": dice.choice(_PEOPLE) if dice.random() < 0.85 else None,
        "reporter": dice.choice(_PEOPLE),
        "duedate": due.isoformat() if due else None,
        "created": _stamp(made),
        "updated": _stamp(last),
        "comment": {"comments": said, "startAt": 0, "maxResults": len(said), "total": len(said)},
    }
    log = {"startAt": 0, "maxResults": len(past), "total": len(past), "histories": past[::-1]}
    return {"id": str(100_000 + n), "key": f"SHOP-{n}", "fields": fields, "changelog": log}


def _around(dice: random.Random, mean: float) -> int:
    return min(int(dice.expovariate(1 / mean) + 0.5), 40) if mean else 0


def _comments(dice: random.Random, n: int, made: datetime, number: int) -> Iterator[dict[str, Any]]:
    for place in range(number):
        at = made + (NOW - made) * ((place + 1) / (number + 1))
        words = " ".join(dice.choices(_MORE, k=dice.randint(1, 4)))
        yield {"id": f"{n}{place:03d}", "author": dice.choice(_PEOPLE), "body": f"{words} ({n}.{place})",
               "created": _stamp(at), "updated": _stamp(at)}  # fmt: skip


def _histories(
    dice: random.Random, n: int, made: datetime, status: int, due: Any, number: int
) -> Iterator[dict[str, Any]]:
    """The way to the status, then other changes; at least what the status needs."""
    steps = [_item("status", _STATUS_IDS[k], STATUSES[k][0], _STATUS_IDS[k + 1], STATUSES[k + 1][0])
             for k in range(status)]  # fmt: skip
    if due:
        steps.append(_item("duedate", None, None, due.isoformat(), f"{due} 00:00:00.0"))
    while len(steps) < number:
        steps.append(_item("description", None, "Before", None, "After") if dice.random() < 0.5
                     else _item("labels", None, "", None, "client"))  # fmt: skip
    for place, item in enumerate(steps):
        at = made + (NOW - made) * ((place + 1) / (len(steps) + 1))
        yield {"id": f"{n}{place:03d}", "author": dice.choice(_PEOPLE), "created": _stamp(at), "items": [item]}


_STATUS_IDS = tuple(str(10_000 + k) for k in range(len(STATUSES)))


def _status(k: int) -> dict[str, Any]:
    return {"id": _STATUS_IDS[k], "name": STATUSES[k][0], "statusCategory": {"id": k, "key": STATUSES[k][1]}}


def _item(field: str, before: Any, said_before: Any, after: Any, said_after: Any) -> dict[str, Any]:
    return {"field": field, "fieldtype": "jira", "fieldId": field, "from": before, "fromString": said_before,
            "to": after, "toString": said_after}  # fmt: skip


def _stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.000+0000")
