"""The Jira of a sandbox on the wire: requests as the service reads them, an issue as a page, and the controls."""

from __future__ import annotations

import html
from typing import Any

from flask import Request, Response

from trackerbridge.errors import BadInput
from trackerbridge.sandbox.jira import load, texts
from trackerbridge.sandbox.jira.access import Account
from trackerbridge.sandbox.jira.people import MARK, Json
from trackerbridge.sandbox.jira.service import Asked
from trackerbridge.sandbox.jira.site import JiraSite

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{key} {title}</title><style>body{{font:16px/1.5 system-ui;max-width:46rem;margin:2rem auto;padding:0 1rem}}
dt{{color:#666}}pre{{white-space:pre-wrap;font:inherit}}article{{border-top:1px solid #ccc}}</style>
<p>{project} / {key}</p><h1>{title}</h1><dl>{facts}</dl><h2>Description</h2><pre>{description}</pre>
<h2>Comments</h2>{comments}</html>"""
SWITCHES = ("expired", "captcha", "write", "admin")


def asked(site: JiraSite, incoming: Request) -> Asked:
    """The request below the context path."""
    return Asked(
        method=incoming.method,
        path=incoming.path.removeprefix(site.context_path),
        query={name: tuple(values) for name, values in incoming.args.lists()},
        body=incoming.get_data(),
        authorization=incoming.headers.get("Authorization", ""),
        address=incoming.host_url.rstrip("/"),
    )


def issue_page(site: JiraSite, key: str) -> Response:
    """An issue to look at: ``/browse/KEY``."""
    row = site.state.issue(key)
    if row is None:
        return Response("Issue does not exist.", 404, mimetype="text/plain")
    fields = row["fields"]
    facts = {
        "Type": (fields.get("issuetype") or {}).get("name"),
        "Status": (fields.get("status") or {}).get("name"),
        "Priority": (fields.get("priority") or {}).get("name"),
        "Assignee": _name(site, fields.get("assignee")) or "Unassigned",
        "Due date": fields.get("duedate"),
        "Labels": ", ".join(fields.get("labels") or []),
        "Updated": fields.get("updated"),
    }
    shown = "".join(f"<dt>{name}</dt><dd>{html.escape(str(value))}</dd>" for name, value in facts.items() if value)
    page = PAGE.format(
        key=html.escape(row["key"]),
        project=html.escape(fields["project"].get("name") or fields["project"]["key"]),
        title=html.escape(fields["summary"] or ""),
        facts=shown,
        description=html.escape(texts.as_plain(fields.get("description"))),
        comments="".join(_comment(site, one) for one in row["comments"]),
    )
    return Response(page, mimetype="text/html")


def issue_list(site: JiraSite) -> str:
    """Every issue with a link to its page, project by project."""
    parts = []
    for project in site.state.projects:
        rows = site.state.issues.of("project", project["id"])
        links = "".join(
            f'<li><a href="{site.context_path}/browse/{html.escape(row["key"])}">{html.escape(row["key"])}</a> '
            f"{html.escape(row['fields']['summary'] or '')}</li>"
            for row in rows
        )
        parts.append(f"<h1>{html.escape(project['name'])}</h1><ul>{links}</ul>")
    return "".join(parts)


def _name(site: JiraSite, value: Json | None) -> str:
    person = site.state.people.get(value[MARK]) if value else None
    return str(person["displayName"]) if person else ""


def _comment(site: JiraSite, row: Json) -> str:
    who = html.escape(f"{_name(site, row.get('author'))}, {row.get('created', '')}")
    return f"<article><p>{who}</p><pre>{html.escape(texts.as_plain(row['body']))}</pre></article>"


# -- controls ----------------------------------------------------------------------------------------


def take_issues(site: JiraSite, payload: Any) -> Json:
    """Load a payload into the running site."""
    return {"issues": load.load(site.state, payload)}


SETTINGS = ("page_max", "retry_after", "comments_in_search")


def settings(site: JiraSite, given: Json) -> Json:
    """Change how the site behaves: ``index_delay`` (seconds), ``off_screen`` (fields by project key), SETTINGS."""
    for name, value in given.items():
        if name == "index_delay":
            site.state.index_delay = float(value)
        elif name == "off_screen":
            site.off_screen = {project: set(fields) for project, fields in value.items()}
        elif name in SETTINGS:
            setattr(site, name, value)
        else:
            raise BadInput(f"The sandbox's Jira has no setting {name!r}.")
    shown = {name: getattr(site, name) for name in SETTINGS}
    off_screen = {project: sorted(fields) for project, fields in site.off_screen.items()}
    return {"deployment": site.deployment, "index_delay": site.state.index_delay, "off_screen": off_screen, **shown}


def move(site: JiraSite, key: str, given: Json) -> Json:
    """Move an issue to another project, as a person would in the browser."""
    with site.state.lock:
        row = site.state.move(key, str(given.get("project")))
        return {"id": row["id"], "key": row["key"]}


def account(site: JiraSite, login: str, given: Json) -> Json:
    """Change an account: ``expired``, ``captcha``, ``write``, ``admin``, ``projects``, ``hidden``, ``timeZone``."""
    found = site.state.account(login)
    if found is None:
        raise BadInput(f"The sandbox's Jira knows no account {login!r}.")
    for name, value in given.items():
        _set(site, found, name, value)
    person = site.state.people.get(found.user) or {}
    shown: Json = {name: getattr(found, name) for name in SWITCHES}
    shown |= {"projects": None if found.projects is None else sorted(found.projects), "hidden": sorted(found.hidden)}
    return {**shown, "timeZone": person.get("timeZone")}


def _set(site: JiraSite, found: Account, name: str, value: Any) -> None:
    if name in SWITCHES:
        setattr(found, name, bool(value))
    elif name == "projects":
        found.projects = None if value is None else frozenset(value)
    elif name == "hidden":
        found.hidden = {site.state.find_issue(str(one))["id"] for one in value}
    elif name == "timeZone":
        (site.state.people.get(found.user) or {})["timeZone"] = value
    else:
        raise BadInput(f"An account of the sandbox's Jira has no {name!r}.")
