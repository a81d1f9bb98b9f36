"""What the columns of Jira's CSV export are, by their headers in English, Russian and Romanian.

Jira repeats a column for every value ("Labels", "Labels"), wraps the site's own fields ("Custom field (Story Points)")
and names links by their direction and type ("Inward issue link (Blocks)"). A site in another language translates all of
it. The Russian names were partly seen in public scripts that read such exports; the others, and the Romanian ones, are
from memory: whoever has another name in a file adds it here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import LinkKind
from trackerbridge.stages import normalise
from trackerbridge.trackers.files.columns import custom_field


class Part(StrEnum):
    """What a Jira column holds, beyond what any task table may."""

    KEY = "key"
    ID = "id"
    PROJECT = "project"
    CATEGORY = "category"
    RESOLUTION = "resolution"
    PRIORITY = "priority"
    LABELS = "labels"
    ASSIGNEE = "assignee"
    ASSIGNEE_ID = "assignee id"
    REPORTER = "reporter"
    REPORTER_ID = "reporter id"
    CREATOR = "creator"
    CREATOR_ID = "creator id"
    COMPONENTS = "components"
    VERSIONS = "versions"
    SPRINTS = "sprints"
    PARENT_KEY = "parent key"
    EPIC = "epic"
    PARENT = "parent"
    POINTS = "points"
    START = "start"
    ESTIMATE = "estimate"
    FLAGGED = "flagged"
    COMMENTS = "comments"
    ATTACHMENTS = "attachments"
    RANK = "rank"


NAMES: Mapping[Part, str] = {
    Part.KEY: "issue key, work item key, ключ проблемы, код запроса, ключ запроса, ключ задачи, код задачи, "
    "cheie problemă, cheia problemei, cheie tichet, cheia tichetului",
    Part.ID: "issue id, work item id, id проблемы, идентификатор проблемы, id запроса, идентификатор запроса, "
    "id задачи, идентификатор задачи, id problemă, id-ul problemei, id tichet",
    Part.PROJECT: "project key, space key, ключ проекта, cheie proiect, cheia proiectului",
    Part.CATEGORY: "status category, категория статуса, категория состояния, categorie stare, categoria stării",
    Part.RESOLUTION: "resolution, решение, резолюция, rezoluție, soluție",
    Part.PRIORITY: "priority, приоритет, prioritate",
    Part.LABELS: "labels, метки, etichete",
    Part.ASSIGNEE: "assignee, исполнитель, назначен, persoană desemnată, persoana desemnată, responsabil, asignat",
    Part.ASSIGNEE_ID: "assignee id, id исполнителя, id persoană desemnată",
    Part.REPORTER: "reporter, автор, raportor, raportat de",
    Part.REPORTER_ID: "reporter id, id автора, id raportor",
    Part.CREATOR: "creator, создатель, creat de",
    Part.CREATOR_ID: "creator id, id создателя",
    Part.COMPONENTS: "component/s, components, компоненты, компонент/ы, componente, componentă/e",
    Part.VERSIONS: "fix version/s, fix versions, исправить в версиях, исправить в версии, исправлено в версиях, "
    "versiuni de remediere, versiune/i de remediere, versiuni remediate",
    Part.SPRINTS: "sprint, спринт",
    Part.PARENT_KEY: "parent key, ключ родителя, ключ родительской задачи, cheie părinte",
    Part.EPIC: "epic link, ссылка на эпик, legătură epic",
    Part.PARENT: "parent, parent id, родитель, родительская задача, părinte",
    Part.POINTS: "story points, story point estimate, стори поинты, оценка в стори поинтах",
    Part.START: "start date, дата начала, data de început, data începerii",
    Part.ESTIMATE: "original estimate, первоначальная оценка, estimare inițială",
    Part.FLAGGED: "flagged, помечено, флаг, marcat",
    Part.COMMENTS: "comment, comments, комментарий, комментарии, comentariu, comentarii",
    Part.ATTACHMENTS: "attachment, attachments, вложение, вложения, atașament, atașamente",
    Part.RANK: "rank, ранг, rang",
}
_PARTS = {normalise(name): part for part, names in NAMES.items() for name in names.split(",")}
_OF_THE_SITE = frozenset({Part.SPRINTS, Part.EPIC, Part.POINTS, Part.START, Part.FLAGGED, Part.RANK})
_NOISE = "[CHART]"  # made by Jira for Jira
_LINK = re.compile(r"(?P<way>[^()]+?)\s*\((?P<kind>.+)\)")
_INWARD = ("inward", "входящ", "intrare", "intern")
_OUTWARD = ("outward", "исходящ", "iesire", "extern")
_BLOCKS = frozenset(map(normalise, ["blocks", "blocker", "blocked", "блокирует", "блокировка", "blocare", "blochează"]))
_DUPLICATES = frozenset(map(normalise, ["duplicate", "duplicates", "дублирует", "дубликат", "duplicat", "duplicare"]))


@dataclass(frozen=True, slots=True)
class JiraColumns:
    """Where a Jira export holds what, counted from 0. ``own``: the site's own fields without a part, by their names."""

    places: Mapping[Part, tuple[int, ...]]
    links: tuple[tuple[int, LinkKind], ...]
    own: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, names: Sequence[str]) -> JiraColumns | None:
        """The columns of a header; None where it is no Jira export: they have a key, and an id or the site's fields."""
        places: dict[Part, tuple[int, ...]] = {}
        own: dict[str, tuple[int, ...]] = {}
        for place, name in enumerate(names):
            inside = custom_field(name)
            part = _PARTS.get(normalise(inside or name))
            if part and not (inside and part not in _OF_THE_SITE):
                places[part] = (*places.get(part, ()), place)
            elif inside and not inside.startswith(_NOISE):
                own[inside] = (*own.get(inside, ()), place)
        is_export = Part.KEY in places and (Part.ID in places or own)
        return cls(places, tuple(_links(names)), own) if is_export else None


def _links(names: Sequence[str]) -> list[tuple[int, LinkKind]]:
    found = []
    for place, name in enumerate(names):
        parts = _LINK.fullmatch(name)
        way = normalise(parts["way"]) if parts and not custom_field(name) else ""
        if parts and any(stem in way for stem in _INWARD):
            found.append((place, _kind(parts["kind"], LinkKind.BLOCKED_BY, LinkKind.DUPLICATED_BY)))
        elif parts and any(stem in way for stem in _OUTWARD):
            found.append((place, _kind(parts["kind"], LinkKind.BLOCKS, LinkKind.DUPLICATES)))
    return found


def _kind(name: str, blocks: LinkKind, duplicates: LinkKind) -> LinkKind:
    word = normalise(name)
    if word in _BLOCKS:
        return blocks
    return duplicates if word in _DUPLICATES else LinkKind.OTHER
