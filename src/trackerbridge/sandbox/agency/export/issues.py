"""One card of a story as a Jira issue: each event adds to its history and changes it, so that the two always agree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.sandbox.agency.export import jira_parts
from trackerbridge.sandbox.agency.export.ids import Json
from trackerbridge.sandbox.agency.export.jira_parts import POINTS, SPRINT, TYPES, stamp
from trackerbridge.sandbox.agency.export.moments import Moments
from trackerbridge.sandbox.agency.story import Card, Event, Kind, Story, When

_RESOLUTIONS: Mapping[str, tuple[str, str]] = {"done": ("10000", "Done"), "cancelled": ("10001", "Won't Do")}


@dataclass(frozen=True, slots=True)
class Desk:
    """What every issue of a project is written with. ``releases``: name to version; ``sprint``: the running one."""

    story: Story
    moments: Moments
    statuses: Mapping[str, Json]
    people: Mapping[str, Json]
    releases: Mapping[str, Json]
    sprint: Json | None

    def issue(self, number: int, title: str, kind: str, made: datetime, reporter: str) -> Json:
        """An issue in its first second. ``number`` is that of its key."""
        begun = self.statuses[self.story.lists[0]]
        fields: Json = {
            "summary": title,
            "description": None,
            "issuetype": TYPES[kind],
            "project": jira_parts.project(self.story),
            "status": begun,
            "resolution": None,
            "resolutiondate": None,
            "priority": {"id": "3", "name": "Medium"},
            "labels": [],
            "components": [],
            "fixVersions": [],
            "versions": [],
            "issuelinks": [],
            "subtasks": [],
            "attachment": [],
            "assignee": None,
            "reporter": self.people[reporter],
            "creator": self.people[reporter],
            "duedate": None,
            "created": stamp(made),
            "updated": stamp(made),
            "comment": {"comments": [], "startAt": 0, "maxResults": 0, "total": 0},
            SPRINT: None,
            POINTS: None,
        }
        return {
            "expand": "",
            "id": str(10_000 + number),
            "key": f"{self.story.key}-{number}",
            "fields": fields,
            "changelog": {"startAt": 0, "maxResults": 0, "total": 0, "histories": []},
        }


class IssueFate:
    """What becomes of a card on Jira. ``number`` is that of the issue's key."""

    def __init__(self, desk: Desk, card: Card, number: int) -> None:
        self._desk, self._card, self._number = desk, card, number
        self._owner = card.owner or desk.story.lead.name
        self._turns: dict[When, int] = {}
        self._issue: Json = {}
        self._fields: Json = {}

    def tell(self, *, parent: Json | None) -> Json:
        """The issue as it stands after all that happened to it."""
        made = self._moment(self._card.made)
        self._issue = self._desk.issue(self._number, self._card.title, "Story", made, self._desk.story.lead.name)
        self._fields = self._issue["fields"]
        self._begin(parent, made)
        for event in self._card.past:
            self._happen(event)
        self._issue["changelog"]["histories"].reverse()  # newest first, as search answers
        for page, inside in ((self._issue["changelog"], "histories"), (self._fields["comment"], "comments")):
            page["total"] = page["maxResults"] = len(page[inside])
        return self._issue

    def _begin(self, parent: Json | None, made: datetime) -> None:
        """What the form held when it was sent, and the date, which people set right afterwards."""
        card, desk = self._card, self._desk
        self._fields |= {
            "description": card.about or None,
            "labels": sorted(card.labels),
            "assignee": desk.people[card.owner] if card.owner else None,
            "fixVersions": [desk.releases[card.release]] if card.release else [],
            POINTS: float(card.points) if card.points else None,
        }
        if parent is not None:
            self._fields["parent"] = brief(parent)
        if card.due is not None:
            self._date(card.due, "", made + timedelta(seconds=30))

    def _happen(self, event: Event) -> None:
        at = self._moment(event.at)
        match event.kind:
            case Kind.MOVED:
                self._move(event.text, event.by, at)
            case Kind.DATED:
                self._date(event.day, event.by, at)
            case Kind.SAID:
                self._say(event.text, event.by, at)
            case Kind.TICKED | Kind.UNTICKED:
                pass  # on Jira the status says it
            case Kind.CHECKED | Kind.ARCHIVED:
                raise ValueError(f"“{self._card.title}”: Jira has no {event.kind.value} cards")

    def _move(self, to: str, by: str, at: datetime) -> None:
        before, after = self._fields["status"], self._desk.statuses[to]
        self._fields["status"] = after
        items = [_item("status", before["id"], before["name"], after["id"], after["name"])]
        resolution = self._resolution(after)
        was = self._fields["resolution"]
        if (resolution or {}).get("id") != (was or {}).get("id"):
            self._fields |= {"resolution": resolution, "resolutiondate": stamp(at) if resolution else None}
            ends = [(each or {}).get(key) for each in (was, resolution) for key in ("id", "name")]
            items.append(_item("resolution", *ends))
        if to == self._desk.story.lists[1] and self._desk.sprint and self._fields[SPRINT] is None:
            self._fields[SPRINT] = [self._desk.sprint]
        self._record(by, at, items)

    def _resolution(self, status: Json) -> Json | None:
        if status["statusCategory"]["key"] != "done":
            return None
        number, name = _RESOLUTIONS["cancelled" if status["name"] == self._desk.story.lists[-1] else "done"]
        return {"id": number, "name": name, "description": ""}

    def _date(self, day: When | None, by: str, at: datetime) -> None:
        before = self._fields["duedate"]
        after = self._desk.moments.day(day).isoformat() if day is not None else None
        self._fields["duedate"] = after
        self._record(by, at, [_item("duedate", before, _rendered(before), after, _rendered(after))])

    def _say(self, text: str, by: str, at: datetime) -> None:
        author = self._desk.people[by or self._owner]
        comments = self._fields["comment"]["comments"]
        comments.append(
            {
                "id": str(20_000 + self._number * 100 + len(comments)),
                "author": author,
                "updateAuthor": author,
                "body": text,
                "created": stamp(at),
                "updated": stamp(at),
                "jsdPublic": True,
            }
        )
        self._touch(at)

    def _record(self, by: str, at: datetime, items: list[Json]) -> None:
        histories = self._issue["changelog"]["histories"]
        number = str(30_000 + self._number * 100 + len(histories))
        author = self._desk.people[by or self._owner]
        histories.append({"id": number, "author": author, "created": stamp(at), "items": items})
        self._touch(at)

    def _touch(self, at: datetime) -> None:
        self._fields["updated"] = max(self._fields["updated"], stamp(at))

    def _moment(self, when: When) -> datetime:
        """Several events of a card on one day follow each other by eleven minutes."""
        turn = self._turns.get(when, 0)
        self._turns[when] = turn + 1
        return self._desk.moments.at(when, 10 + self._number * 9 % 240 + turn * 11)


def brief(issue: Json) -> Json:
    """An issue as another one mentions it."""
    shown = {key: issue["fields"][key] for key in ("summary", "status", "priority", "issuetype")}
    return {"id": issue["id"], "key": issue["key"], "fields": shown}


def _item(field: str, before: str | None, said_before: str | None, after: str | None, said_after: str | None) -> Json:
    ends = {"from": before, "fromString": said_before, "to": after, "toString": said_after}
    return {"field": field, "fieldtype": "jira", "fieldId": field, **ends}


def _rendered(day: str | None) -> str | None:
    """Jira shows a date's midnight where it shows the day."""
    return f"{day} 00:00:00.0" if day else None
