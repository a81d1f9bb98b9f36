"""Issues, comments and histories as answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from trackerbridge.sandbox.jira import history as history_words
from trackerbridge.sandbox.jira import moments, render
from trackerbridge.sandbox.jira.people import Json
from trackerbridge.sandbox.jira.site import Face
from trackerbridge.sandbox.jira.state import JiraState

EXPANDABLE = "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations"
CHANGELOG_IN_SEARCH = 40
"""``expand=changelog`` holds at most so many entries, the newest, in search and bulk answers (API-FACTS 1.7)."""
CHANGELOG_IN_ISSUE = 100
"""The same for a single issue, where the answer says that there is more."""


def fields_wanted(face: Face, wanted: Sequence[str] | None, default: str) -> list[str] | None:
    """The ids of the chosen fields in order; ``None`` where only the issue's id was asked for."""
    chosen = list(wanted) if wanted else [default]
    if chosen == ["id"]:
        return None
    every = [row["id"] for row in face.site.state.fields]
    if all(name.startswith("-") for name in chosen):
        chosen = ["*navigable" if default == "id" else default, *chosen]
    found: dict[str, None] = {}
    for name in chosen:
        if name == "*all":
            found |= dict.fromkeys(every)
        elif name == "*navigable":
            found |= dict.fromkeys(row["id"] for row in face.site.state.fields if row["navigable"])
        elif not name.startswith("-"):
            found |= dict.fromkeys(_named(face, name))
    dropped = {one for name in chosen if name.startswith("-") for one in _named(face, name[1:])}
    return [name for name in found if name not in dropped]


def _named(face: Face, name: str) -> list[str]:
    row = face.site.state.fields.get(name) or next((r for r in face.site.state.fields if r.get("key") == name), None)
    return [row["id"]] if row else [name] if name not in ("id", "key", "issuekey") else []


def issue(
    face: Face,
    row: Json,
    fields: Sequence[str] | None,
    *,
    expand: Iterable[str] = (),
    properties: Iterable[str] = (),
    single: bool = False,
    extra: Iterable[str] = (),
) -> Json:
    """An issue. ``extra``: fields of the payload that no field list names are shown too when all are asked for."""
    if fields is None and not tuple(expand) and not tuple(properties):
        return {"id": row["id"]}
    shown: Json = {"expand": EXPANDABLE, "id": row["id"], "self": f"{face.api}/issue/{row['id']}", "key": row["key"]}
    if "changelog" in expand:
        shown["changelog"] = changelog_inside(face, row, single)
    if "renderedFields" in expand:
        shown["renderedFields"] = _rendered(face, row, fields or ())
    if fields is not None:
        shown["fields"] = _fields(face, row, [*fields, *(name for name in extra if name not in fields)], single)
    wanted = [name for name in properties if name in row["properties"]]
    if wanted:
        shown["properties"] = {name: row["properties"][name] for name in wanted}
    return shown


def unnamed_fields(face: Face, row: Json) -> list[str]:
    """Fields that a payload brought and no field list knows (``progress``, ``votes`` …)."""
    return [name for name in row["fields"] if name not in face.site.state.fields]


def _fields(face: Face, row: Json, names: Sequence[str], single: bool) -> Json:
    shown = {name: render.field(face, name, row["fields"][name]) for name in names if name in row["fields"]}
    if shown.get("worklog"):
        rows = row["fields"]["worklog"].get("worklogs", [])
        shown["worklog"] = {**shown["worklog"], "worklogs": [worklog(face, one) for one in rows]}
    if "comment" in names:
        shown["comment"] = comments_inside(face, row, single)
    for name, tail in (("votes", "votes"), ("watches", "watchers")):
        if shown.get(name):
            shown[name] = {"self": f"{face.api}/issue/{row['key']}/{tail}", **shown[name]}
    return shown


def _rendered(face: Face, row: Json, names: Iterable[str]) -> Json:
    """Texts as HTML, instants as people read them; of every other field only the name (recorded)."""
    return {name: _rendered_field(face, name, row["fields"][name]) for name in names if name in row["fields"]}


def _rendered_field(face: Face, name: str, given: Any) -> Any:
    if render.is_rich(face, name):
        return render.as_html(given or "")
    if moments.is_instant(given) and name != "summary":
        return moments.spoken(given, face.zone)
    return [] if name == "attachment" else None


# -- comments --------------------------------------------------------------------------------------------


def visible_comments(face: Face, row: Json) -> list[Json]:
    """The comments that the caller may read, oldest first."""
    seen = [one for one in row["comments"] if not one.get("visibility") or face.account is not None]
    return [one for one in seen if face.account is None or face.account.sees_comment(one)]


def comments_inside(face: Face, row: Json, single: bool) -> Json:
    """The comments as a field of the issue; a search answer may be cut (``total`` tells)."""
    found = visible_comments(face, row)
    cut = None if single else face.site.comments_in_search
    shown = [comment(face, row, one) for one in (found if cut is None else found[-cut:])]
    page: Json = {"comments": shown, "maxResults": len(shown), "total": len(found), "startAt": 0}
    return {**page, "self": f"{face.api}/issue/{row['id']}/comment"} if face.site.cloud else page


def comment(face: Face, row: Json, given: Json, expand: Iterable[str] = ()) -> Json:
    """One comment. ``jsdPublic`` stands on Cloud's only, and on those of every project (API-FACTS 9.10)."""
    shown: Json = {"self": f"{face.api}/issue/{row['id']}/comment/{given['id']}"}
    for name, part in given.items():
        if name == "body":
            shown["body"] = render.text(face, part)
        elif name not in ("self", "properties", "jsdPublic"):
            shown[name] = render.value(face, part)
    if face.site.cloud:
        shown["jsdPublic"] = is_public(given)
    if "properties" in expand:
        shown["properties"] = [{"key": key, "value": part} for key, part in given["properties"].items()]
    if "renderedBody" in expand:
        shown["renderedBody"] = render.as_html(given["body"])
    return shown


def is_public(given: Json) -> bool:
    """Whether a customer of the service desk reads the comment: unless a property says otherwise (6.34)."""
    told = given["properties"].get("sd.public.comment")
    if isinstance(told, dict) and "internal" in told:
        return not told["internal"]
    return bool(given.get("jsdPublic", True))


def worklog(face: Face, given: Json) -> Json:
    """One entry of logged work, its comment as the face writes texts."""
    parts = {name: part for name, part in given.items() if name != "comment"}
    shown: Json = render.value(face, parts)
    return {**shown, "comment": render.text(face, given["comment"])} if "comment" in given else shown


# -- histories -------------------------------------------------------------------------------------------


def history(face: Face, given: Json) -> Json:
    """One entry of the changelog."""
    shown: Json = render.value(face, {name: part for name, part in given.items() if name != "items"})
    return {**shown, "items": [_item(face, one) for one in given["items"]]}


def _item(face: Face, item: Json) -> Json:
    """Who was assigned stands as account id on Cloud, as key on Data Center."""
    if item["field"] not in ("assignee", "reporter"):
        return _with_field_id(face, item)
    shown = {name: part for name, part in item.items() if not name.startswith("tmp")}
    for side in ("from", "to"):
        person = face.site.state.people.get(item[side])
        if person:
            shown[side] = person["accountId"] if face.site.cloud else person["key"]
        if face.site.cloud and item["field"] == "assignee":
            shown[f"tmp{side.capitalize()}AccountId"] = shown[side]
    return _with_field_id(face, shown)


def _with_field_id(face: Face, item: Json) -> Json:
    """Cloud names the field's id too, which histories of Data Center lack."""
    if not face.site.cloud or "fieldId" in item:
        return dict(item)
    field = field_of_item(face.site.state, item)
    return {**item, "fieldId": field} if field else dict(item)


def field_of_item(state: JiraState, item: Json) -> str:
    """The id of the field that a history item is about; empty where only a name is known."""
    if item.get("fieldId"):
        return str(item["fieldId"])
    by_name = {words: name for name, words in history_words.NAMES.items()}
    row = state.field(by_name.get(str(item["field"]), str(item["field"])))
    return str(row["id"]) if row else ""


def changelog_inside(face: Face, row: Json, single: bool) -> Json:
    """The history inside an issue: whole and oldest first on Data Center, cut and newest first on Cloud."""
    rows = row["histories"]
    if face.site.cloud:
        rows = rows[::-1][: CHANGELOG_IN_ISSUE if single else CHANGELOG_IN_SEARCH]
    found = [history(face, one) for one in rows]
    return {"startAt": 0, "maxResults": len(found), "total": len(row["histories"]), "histories": found}


def names_of(face: Face, fields: Iterable[str]) -> Json:
    """``expand=names``."""
    known = face.site.state.fields
    return {name: row["name"] for name in fields if (row := known.get(name))}


def schema_of(face: Face, fields: Iterable[str]) -> Json:
    """``expand=schema``."""
    known = face.site.state.fields
    return {name: row["schema"] for name in fields if (row := known.get(name)) and "schema" in row}


def simple(face: Face, path: str, row: Json, hidden: Iterable[str] = ()) -> Json:
    """A row of a catalogue with its address."""
    shown: Any = render.value(face, {name: part for name, part in row.items() if name not in ("self", *hidden)})
    return {"self": f"{face.api}/{path}/{row['id']}", **shown}
