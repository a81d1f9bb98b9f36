"""Values of the state as a face writes them: people, instants, texts and addresses."""

from __future__ import annotations

import html
import re
from typing import Any

from trackerbridge.sandbox.jira import kinds, moments, people, sprints, texts
from trackerbridge.sandbox.jira.people import MARK, Json
from trackerbridge.sandbox.jira.site import Face

_SELF = re.compile(r"https?://[^/]+/(?:.*/)?rest/(api|agile|greenhopper)/[^/]+/(.*)\Z")
RICH = frozenset({"description", "environment"})
LINKED = ("parent", "inwardIssue", "outwardIssue")


def person(face: Face, identifier: str) -> Json | None:
    """A person by id."""
    site = face.site
    row = site.state.people.get(identifier)
    return people.view(row, face.root, face.version, cloud=site.cloud, zone=site.zone) if row else None


def text(face: Face, value: Any) -> Any:
    """A rich text: a document on v3, a wiki string elsewhere."""
    return texts.as_document(value) if face.version == 3 else texts.as_wiki(value)


def is_rich(face: Face, name: str) -> bool:
    """Whether a field holds a rich text."""
    if name in RICH:
        return True
    field = face.site.state.fields.get(name) if name.startswith("customfield_") else None
    return field is not None and field.get("schema", {}).get("custom") == kinds.TEXTAREA


def address(face: Face, shown: str) -> str:
    """A ``self`` address of wherever the payload came from, as one of this site."""
    found = _SELF.match(shown)
    if found is None:
        return shown
    version = str(face.version) if found[1] == "api" else "1.0"
    return f"{face.root}/rest/{found[1]}/{version}/{found[2]}"


def value(face: Face, given: Any) -> Any:
    """Any value: marks become people, instants get the caller's offset, addresses become ours."""
    if isinstance(given, dict):
        if MARK in given:
            return person(face, given[MARK])
        if _is_linked_issue(given):
            return linked(face, given)
        return {name: _part(face, name, part) for name, part in given.items()}
    if isinstance(given, list):
        return [value(face, part) for part in given]
    return moments.in_zone(given, face.zone) if moments.is_instant(given) else given


def _part(face: Face, name: str, part: Any) -> Any:
    return address(face, part) if name == "self" and isinstance(part, str) else value(face, part)


def _is_linked_issue(given: Json) -> bool:
    return "$issue" in given or ("key" in given and "id" in given and isinstance(given.get("fields"), dict))


def linked(face: Face, given: Json) -> Json:
    """Another issue as it stands inside one: its summary, status, priority and type as they are now, where known."""
    issue = face.site.state.issues.get(str(given.get("$issue") or given["id"]))
    row = issue or given
    names = ("summary", "status", "priority", "issuetype")
    shown = {name: entity(face, name, row["fields"].get(name)) for name in names if row["fields"].get(name)}
    return {"id": row["id"], "key": row["key"], "self": f"{face.api}/issue/{row['id']}", "fields": shown}


_COLLECTIONS = frozenset({"issuetype", "status", "priority", "resolution", "project"})


def entity(face: Face, kind: str, row: Any) -> Any:
    """A status, priority, type, resolution, version …, with its address."""
    if not isinstance(row, dict):
        return value(face, row)
    shown: Json = value(face, row)
    if "self" not in row and kind in _COLLECTIONS:
        shown = {"self": f"{face.api}/{kind}/{row['id']}", **shown}
    if kind == "project" and "avatarUrls" not in shown:
        picture = f"{face.root}/secure/projectavatar?pid={row['id']}&size="
        shown["avatarUrls"] = {size: f"{picture}{size}" for size in people.AVATARS}
    if kind == "status":
        shown["statusCategory"] = _category(face, shown)
    return shown


def _category(face: Face, status: Json) -> Json:
    """The status's own category, else that of the site's status; a status that never had one belongs to none."""
    known = face.site.state.statuses.get(str(status.get("id"))) or {}
    category: Json = status.get("statusCategory") or known.get("statusCategory") or kinds.CATEGORIES["undefined"]
    return {"self": f"{face.api}/statuscategory/{category['id']}", **category}


def field(face: Face, name: str, given: Any) -> Any:
    """One field of an issue."""
    if is_rich(face, name):
        return text(face, given)
    if isinstance(given, str) and name in ("summary",):
        return given
    if isinstance(given, list) and name in face.site.state.fields_of(kinds.SPRINT):
        return [sprints.as_object(one) if face.site.cloud else sprints.as_printed(one) for one in given]
    return entity(face, name, given)


def as_html(given: Any) -> str:
    """A text as plain HTML paragraphs, for ``renderedFields``."""
    lines = texts.as_plain(given).split("\n")
    return "\n".join(f"<p>{html.escape(line)}</p>" for line in lines if line.strip())
