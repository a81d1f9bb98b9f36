"""What stands in a client's Jira project, as the writer and ``plan`` see it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.markup.reference import together
from trackerbridge.model import Completeness, Gap, Person, Side
from trackerbridge.people import Sides
from trackerbridge.trackers.base import Board, BoardCard, BoardLabel, BoardList, Labelled
from trackerbridge.trackers.jira.bodies import text_in
from trackerbridge.trackers.jira.comments import comments_of
from trackerbridge.trackers.jira.history import histories_of
from trackerbridge.trackers.jira.labels import CARD
from trackerbridge.trackers.jira.links import cloned_from
from trackerbridge.trackers.jira.people import People
from trackerbridge.trackers.jira.values import day, ident
from trackerbridge.trackers.jira.workflow import Workflow
from trackerbridge.trackers.values import instant, objects, part, text

ARCHIVED = "tb-archived"
FIELDS = ("summary", "description", "status", "labels", "duedate", "comment", "created", "reporter", "issuelinks")
ROLES = ("overview", "waiting", "in_progress", "testing", "review", "planned", "done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One client project: where it is, how its workflow goes, whose account writes there."""

    site: str
    key: str
    name: str
    account: str
    workflow: Workflow
    calendar: Calendar
    keeps_due: bool
    cloud: bool
    public: bool = False

    def board(self, issues: Sequence[Mapping[str, Any]], *, sides: Sides, gaps: Iterable[Gap] = ()) -> Board:
        """The issues as cards, in Jira's order; whoever nobody named is the client's (decision 9)."""
        people = _ClientSide(sides, self.account)
        people.meet(issues)
        cards = [self._card(issue, float(place), people) for place, issue in enumerate(issues)]
        labels = dict.fromkeys(label for card in cards for label in card.label_ids)
        statuses = enumerate(self.workflow.statuses)
        return Board(
            id=f"{self.site}#{self.key}",
            name=self.name,
            lists=tuple(BoardList(one.id, one.name, position=float(place)) for place, one in statuses),
            labels=tuple(BoardLabel(label, label) for label in labels if label != ARCHIVED),
            labels_by_name=True,
            reference_apart=True,
            cannot=frozenset({"due_complete"} if self.keeps_due else {"due_complete", "due"}),
            lists_for=self.workflow.lists_for(ROLES),
            born_in=self.workflow.beginning,
            archived_in=self.workflow.end,
            may_lag=self.cloud,
            cards=tuple(cards),
            members=people.all(),
            public=self.public,
            url=f"{self.site}/browse/{self.key}",
            completeness=Completeness(gaps=tuple(gaps)),
            account=self.account,
        )

    def _card(self, issue: Mapping[str, Any], place: float, people: People) -> BoardCard:
        fields = issue["fields"]
        labels = fields.get("labels")
        due = day(fields.get("duedate"))
        return BoardCard(
            id=ident(issue.get("id")),
            title=text(fields.get("summary")),
            description=together(text_in(fields.get("description")), text(part(issue, "properties", CARD, "ref"))),
            list_id=ident(part(fields, "status", "id")),
            label_ids=tuple(map(text, labels)) if isinstance(labels, list) else (),
            due=self.calendar.end_of_business(due) if due else None,
            due_complete=text(part(fields, "status", "statusCategory", "key")) == "done",
            archived=isinstance(labels, list) and ARCHIVED in labels,
            url=f"{self.site}/browse/{text(issue.get('key'))}",
            position=place,
            created_at=instant(fields.get("created")),
            comments=comments_of(issue, people, people.names),
            labelled=_labelled(issue, people),
            copy_of=cloned_from(fields),
        )


def _labelled(issue: Mapping[str, Any], people: People) -> dict[str, Labelled]:
    """Since when each label stands there, of an issue whose history was asked for."""
    found: dict[str, Labelled] = {}
    for at, entry in histories_of(issue):
        for item in objects(entry.get("items")):
            if text(item.get("field")).casefold() == "labels":
                before, after = (set(text(item.get(name)).split()) for name in ("fromString", "toString"))
                found |= {label: Labelled(at, people.of(entry.get("author"))) for label in after - before}
    return found


class _ClientSide(People):
    """On the client's side a stranger is a client, and our own account is ours."""

    def __init__(self, sides: Sides, account: str) -> None:
        super().__init__(sides)
        self._account = account

    def of(self, raw: Any) -> Person | None:
        """As :meth:`People.of`, placed for the client's side."""
        person = super().of(raw)
        if person is None or person.side not in (Side.UNKNOWN, Side.OURS):
            return person
        return replace(person, side=Side.OURS if person.id == self._account else Side.CLIENT)
