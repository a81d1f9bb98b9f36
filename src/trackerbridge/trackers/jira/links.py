"""Jira's issue links: what they mean is in the phrase that people read ("is blocked by"), not in the type's name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trackerbridge.model import Link, LinkKind
from trackerbridge.stages import normalise
from trackerbridge.trackers.jira.statuses import Statuses
from trackerbridge.trackers.jira.values import browse, ident, site_of
from trackerbridge.trackers.values import objects, part, text

_PHRASES: Mapping[LinkKind, str] = {
    LinkKind.BLOCKS: "blocks, is depended upon by, is depended on by, is required by, is a dependency for, has to be "
    "done before, блокирует, блокує, требуется для, blocheaza, este necesar pentru, este necesara pentru",
    LinkKind.BLOCKED_BY: "is blocked by, blocked by, depends upon, depends on, requires, has to be done after, is "
    "dependent on, блокируется, заблокирована, заблокировано, блокируется задачей, зависит от, требует, "
    "este blocat de, este blocata de, depinde de, necesita",
    LinkKind.DUPLICATES: "duplicates, дублирует, является дубликатом, duplica, dubleaza",
    LinkKind.DUPLICATED_BY: "is duplicated by, дублируется, имеет дубликат, este duplicat de, este duplicata de",
}
_CLONES = {normalise(phrase) for phrase in ("clones", "клонирует", "является клоном", "cloneaza", "clonează")}
_KINDS = {normalise(phrase): kind for kind, phrases in _PHRASES.items() for phrase in phrases.split(",")}


def links_of(fields: Mapping[str, Any], statuses: Statuses, site: str) -> tuple[Link, ...]:
    """The links of an issue, each seen from this issue."""
    return tuple(link for raw in objects(fields.get("issuelinks")) if (link := _link(raw, statuses, site)))


def cloned_from(fields: Mapping[str, Any]) -> str:
    """The id of the issue that this one clones; empty where it is no clone."""
    for raw in objects(fields.get("issuelinks")):
        if normalise(text(part(raw, "type", "outward"))) in _CLONES and (
            found := ident(part(raw, "outwardIssue", "id"))
        ):
            return found
    return ""


def _link(raw: Mapping[str, Any], statuses: Statuses, site: str) -> Link | None:
    way = "outward" if isinstance(raw.get("outwardIssue"), Mapping) else "inward"
    other = raw.get(f"{way}Issue")
    key = text(part(other, "key"))
    if not key:
        return None
    status = part(other, "fields", "status")
    return Link(
        kind=_KINDS.get(normalise(text(part(raw, "type", way))), LinkKind.OTHER),
        key=key,
        title=text(part(other, "fields", "summary")).strip(),
        stage=statuses.stage_of(status) if text(part(status, "name")) else None,
        url=browse(site or site_of(part(other, "self")), key),
    )
