"""One Trello card as a task. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Attachment, ChangeField, CheckItem, Checklist, Stage, Task
from trackerbridge.stages import StageMap
from trackerbridge.trackers.trello.history import HistoryReader, comments_of, done_at
from trackerbridge.trackers.trello.members import People
from trackerbridge.trackers.trello.values import born, due_of
from trackerbridge.trackers.values import by_id, instant, number, objects, part, text, unique

_NO_WORK = {"mirror", "separator"}  # API-FACTS 3.4
_LINE = re.compile(r"[\s\-_=*~—–─━]{3,}")
_IMAGE = re.compile(r"\.(png|jpe?g|gif|webp|svg|bmp|heic)$", re.IGNORECASE)


@dataclass(frozen=True)
class CardReader:
    """What it takes to read the cards of one board."""

    stages: StageMap
    calendar: Calendar
    people: People
    lists: Mapping[str, Mapping[str, Any]]
    labels: Mapping[str, Mapping[str, Any]]
    checklists: Mapping[str, Sequence[Mapping[str, Any]]]  # by card
    custom_fields: Mapping[str, Mapping[str, Any]]

    def task(self, card: Mapping[str, Any], actions: Sequence[Mapping[str, Any]]) -> Task:
        """The card as a task; ``actions`` are its own, oldest first."""
        home = self.lists.get(text(card.get("idList")), {})
        status = text(home.get("name"))
        ticked = card.get("dueComplete") is True
        stage = self.stages.stage_of(status, done=ticked)
        history = HistoryReader(self.stages, self.people).changes(actions)
        created = next((change.at for change in history if change.field is ChangeField.CREATED), None)
        return Task(
            id=text(card.get("id")),
            key=text(card.get("shortLink")) or text(card.get("id")),
            title=text(card.get("name")).strip(),
            url=text(card.get("shortUrl")) or text(card.get("url")),
            description=text(card.get("desc")),
            status=status,
            stage=stage,
            status_stage=self.stages.stage_of(status),
            ticked=ticked,
            due=due_of(card.get("due"), self.calendar),
            start=due_of(card.get("start"), self.calendar),
            # The id first: it is the same in a file and over HTTP, also where the history was cut (decision 12).
            created_at=born(card.get("id")) or created,
            updated_at=instant(card.get("dateLastActivity")),
            done_at=done_at(history, stage=stage) or self._completed(card, stage),
            owners=tuple(filter(None, map(self.people.by_id, _strings(card.get("idMembers"))))),
            labels=self._labels(card),
            position=number(card.get("pos")),
            archived=card.get("closed") is True or home.get("closed") is True,
            template=_no_work(card),
            comments=comments_of(actions, self.people),
            history=history,
            checklists=tuple(map(self._checklist, self.checklists.get(text(card.get("id")), ()))),
            attachments=tuple(_attachment(item) for item in objects(card.get("attachments"))),
            fields=MappingProxyType(dict(self._fields(card))),
        )

    def _completed(self, card: Mapping[str, Any], stage: Stage) -> Any:
        return instant(card.get("dateCompleted")) if stage is Stage.DONE else None

    def _labels(self, card: Mapping[str, Any]) -> tuple[str, ...]:
        """Names only: a label without a name says something to the team's eyes alone."""
        own = by_id(objects(card.get("labels")))
        ids = _strings(card.get("idLabels")) or list(own)
        return unique([text((self.labels.get(label) or own.get(label) or {}).get("name")).strip() for label in ids])

    def _checklist(self, raw: Mapping[str, Any]) -> Checklist:
        items = sorted(objects(raw.get("checkItems")), key=lambda item: number(item.get("pos")))
        return Checklist(
            id=text(raw.get("id")),
            name=text(raw.get("name")),
            items=tuple(
                CheckItem(
                    id=text(item.get("id")),
                    name=text(item.get("name")),
                    done=item.get("state") == "complete",
                    due=due_of(item.get("due"), self.calendar),
                    created_at=born(item.get("id")),
                )
                for item in items
            ),
            created_at=born(raw.get("id")),
        )

    def _fields(self, card: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
        for item in objects(card.get("customFieldItems")):
            definition = self.custom_fields.get(text(item.get("idCustomField")))
            value = _field_value(item, definition or {})
            if definition and value:
                yield text(definition.get("name")), value


def _field_value(item: Mapping[str, Any], definition: Mapping[str, Any]) -> str:
    """Custom values are strings keyed by their type; list values name an option (API-FACTS 3.4)."""
    chosen = text(item.get("idValue"))
    if chosen:
        options = by_id(objects(definition.get("options")) or objects(part(definition, "display", "options")))
        return text(part(options.get(chosen), "value", "text"))
    value = item.get("value")
    if isinstance(value, Mapping):
        return next((str(inner) for inner in value.values() if inner is not None), "")
    return text(value)


def _no_work(card: Mapping[str, Any]) -> bool:
    """Templates, mirrors of other boards' cards, and separators; older boards only have the line for a name."""
    if card.get("isTemplate") is True or text(card.get("cardRole")) in _NO_WORK:
        return True
    return bool(_LINE.fullmatch(text(card.get("name")).strip()))


def _attachment(raw: Mapping[str, Any]) -> Attachment:
    name, url = text(raw.get("name")), text(raw.get("url"))
    kind = text(raw.get("mimeType"))
    is_image = kind.startswith("image/") or bool(_IMAGE.search(name) or _IMAGE.search(url))
    return Attachment(name, url, is_image, created_at=instant(raw.get("date")) or born(raw.get("id")))


def _strings(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, (list, tuple)) else []
