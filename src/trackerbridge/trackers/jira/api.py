"""The raw calls to Jira, each one request; how one is put, and when an answer is none, is in calls.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlsplit

from trackerbridge.errors import TrackerRefused, Unreachable
from trackerbridge.trackers.http import Transport
from trackerbridge.trackers.jira.calls import JiraCalls
from trackerbridge.trackers.jira.errors import NothingThere
from trackerbridge.trackers.jira.labels import CARD, PROPERTY, Labelled
from trackerbridge.trackers.jira.values import ident
from trackerbridge.trackers.values import objects, part, text

PAGE = 100  # what Cloud grants where fields are asked for
DC_PAGE = 1000  # asked of Data Center, which answers how many it grants
IDS = 5000  # the most where ids alone are asked for (API-FACTS 1.1)
BULK = 1000  # the most issues in one question for histories (API-FACTS 1.7)
ENTRIES = 10_000  # the most history entries in one answer
_LONGEST_ADDRESS = 4000  # a longer query goes into a body
_SERVER, _ACCOUNT = ("version", "versionNumbers"), ("accountId", "name", "key")  # what these are known by
_META = ("issueTypes", "fields", "values", "results")  # how Cloud and Data Center call one list
GATEWAY = "api.atlassian.com"


class JiraApi:
    """One connection to Jira. Raises what :class:`~trackerbridge.trackers.http.Transport` raises."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self._calls = JiraCalls(transport)
        self._server: Mapping[str, Any] | None = None
        self._me: Mapping[str, Any] | None = None
        self._fields: list[Mapping[str, Any]] | None = None
        self._quiet: dict[str, bool] = {}
        self.labelled: dict[str, list[Labelled]] = {}  # by query: as this run's pull saw them

    @classmethod
    def on(cls, transport: Transport) -> JiraApi:
        """The one of this transport, so that all sources of a connection share what was asked already."""
        return transport.once("jira", lambda: cls(transport))

    def server(self) -> Mapping[str, Any]:
        """What this Jira is; asked once a day, before anything else, since the version of the API hangs on it."""
        if self._server is None:
            found = self._calls.known("server", self._server_information, _SERVER)
            self._calls.answered_by(text(found.get("deploymentType")), found.get("versionNumbers") or ())
            self._calls.by_version("3" if self.is_cloud_answer(found) else "2")
            self._server = found
        return self._server

    def _server_information(self) -> Mapping[str, Any]:
        """By version 2 of the API, which every Jira has; by 3 where something in between lets only that through."""
        for version in ("2", "3"):
            self._calls.by_version(version)
            try:
                return self._calls.one("serverInfo", told_by=_SERVER)
            except (TrackerRefused, NothingThere):
                continue
        raise Unreachable(
            f"{self.transport.base_url} answers, and not as Jira does: it has no serverInfo.",
            hint="Check the connection's url: the address of the site, up to the part before /browse.",
        )

    @staticmethod
    def is_cloud_answer(server: Mapping[str, Any]) -> bool:
        """Whether server information is that of Cloud; older servers do not say."""
        return server.get("deploymentType") == "Cloud"

    @property
    def cloud(self) -> bool:
        """Cloud or Data Center: found out, not asked."""
        return self.is_cloud_answer(self.server())

    @property
    def site(self) -> str:
        """Where people see this Jira (decision 14): as configured, else where it is."""
        return self.transport.browse_url or self._place

    @property
    def known_as(self) -> str:
        """The address by which its issues are remembered; where people look at them makes no other Jira of it."""
        return self.transport.known_as or self._place

    @property
    def _place(self) -> str:
        """Behind a gateway as Jira says, else the url."""
        if urlsplit(self.transport.base_url).hostname == GATEWAY:
            return text(self.server().get("baseUrl")) or self.transport.base_url
        return self.transport.base_url

    def me(self, *, anew: bool = False) -> Mapping[str, Any]:
        """The account of the token, never answered to a stranger (API-FACTS 0.1): asked once a day, or ``anew``.

        That the token has died since is seen in the answer to any other question.
        """
        if self._me is None or (anew and self._calls.told_earlier("me")):
            self._me = self._calls.known("me", lambda: self._calls.one("myself", told_by=_ACCOUNT), _ACCOUNT, anew=anew)
        return self._me

    def fields(self, *, anew: bool = False) -> list[Mapping[str, Any]]:
        """Every field of this Jira; asked once a day; ``anew``: in this run."""
        if self._fields is None or (anew and self._calls.told_earlier("fields")):
            self._fields = self._calls.known("fields", lambda: self._calls.many("field"), ("id",), anew=anew)
        return self._fields

    def cloud_page(
        self, jql: str, fields: Sequence[str], *, token: str = "", size: int = PAGE, fresh: Sequence[str] = ()
    ) -> Mapping[str, Any]:
        """Issues of Cloud with their newest history and our properties; the next page is behind ``nextPageToken``.

        ``fresh``: ids (at most 50) of issues that were written a moment ago and must not be told as they were before.
        """
        asked: dict[str, Any] = {"jql": jql, "expand": "changelog", "maxResults": size}
        asked |= {"nextPageToken": token} if token else {}
        properties = [PROPERTY, CARD]
        if fresh or len(quote(jql)) > _LONGEST_ADDRESS:
            asked |= {"reconcileIssues": [int(each) for each in fresh]} if fresh else {}
            return self._calls.page("search/jql", asked | {"fields": list(fields), "properties": properties}, post=True)
        return self._calls.page("search/jql", asked | {"fields": ",".join(fields), "properties": ",".join(properties)})

    def dc_page(self, jql: str, fields: Sequence[str], *, start: int = 0, size: int = DC_PAGE) -> Mapping[str, Any]:
        """Issues of Data Center with their history, from ``start``; the answer says how many there are in all."""
        asked: dict[str, Any] = {"jql": jql, "startAt": start, "maxResults": size}
        if len(quote(jql)) > _LONGEST_ADDRESS:
            return self._calls.page("search", asked | {"fields": list(fields), "expand": ["changelog"]}, post=True)
        return self._calls.page("search", asked | {"fields": ",".join(fields), "expand": "changelog"})

    def ids_page(self, jql: str, *, token: str = "", start: int = 0) -> Mapping[str, Any]:
        """The ids and keys of issues alone, in the largest pages: by token on Cloud, from ``start`` on Data Center."""
        asked: dict[str, Any] = {"jql": jql, "maxResults": IDS, "fields": "key"}
        asked |= {"nextPageToken": token} if token else {"startAt": start} if not self.cloud else {}
        long = len(quote(jql)) > _LONGEST_ADDRESS
        body = asked | ({"fields": ["key"]} if long else {})
        return self._calls.one("search/jql" if self.cloud else "search", body, post=long, told_by=("issues",))

    def histories(self, issues: Iterable[str], token: str = "") -> Mapping[str, Any]:
        """Cloud: whole histories of at most 1,000 issues, by id; the next page is behind ``nextPageToken``."""
        body: dict[str, Any] = {"issueIdsOrKeys": list(issues), "maxResults": ENTRIES}
        body |= {"nextPageToken": token} if token else {}
        return self._calls.one("changelog/bulkfetch", body, post=True, told_by=("issueChangeLogs", "nextPageToken"))

    def issue_with_history(self, issue: str) -> Mapping[str, Any]:
        """One issue with its history, where Data Center's search cut it."""
        return self._calls.one(f"issue/{quote(issue, safe='')}", {"fields": "summary", "expand": "changelog"})

    def comments_page(self, issue: str, start: int) -> Mapping[str, Any]:
        """At most 100 comments of an issue, oldest first, from ``start``."""
        asked = {"startAt": start, "maxResults": PAGE, "orderBy": "created"}
        return self._calls.one(f"issue/{quote(issue, safe='')}/comment", asked, told_by=("comments",))

    def comments(self, issue: str) -> list[Mapping[str, Any]]:
        """Every comment of an issue, oldest first."""
        found: dict[str, Mapping[str, Any]] = {}
        while page := objects(self.comments_page(issue, len(found)).get("comments")):
            before = len(found)
            found |= {ident(one.get("id")): one for one in page}
            if len(page) < PAGE or len(found) == before:
                break
        return list(found.values())

    def project(self, key: str) -> Mapping[str, Any]:
        """A project. Raises TrackerRefused (404) where there is none, or none that the account may see."""
        return self._calls.one(f"project/{quote(key, safe='')}")

    def projects(self) -> list[Mapping[str, Any]]:
        """Projects that the account can see: the first hundred on Cloud, all on Data Center."""
        if self.cloud:
            return objects(self._calls.one("project/search", {"maxResults": PAGE}, told_by=("values",)).get("values"))
        return self._calls.many("project")

    def permissions(self, *names: str, project: str = "", issue: str = "") -> dict[str, bool]:
        """Which of these permissions the account has, in a project or on an issue."""
        where = {"projectKey": project} if project else {"issueKey": issue} if issue else {}
        found = self._calls.one("mypermissions", {"permissions": ",".join(names), **where}, told_by=("permissions",))
        return {name: part(found, "permissions", name, "havePermission") is True for name in names}

    def labels_of(self, issue: str) -> Labelled:
        """One issue as its labels stand now, whatever a search would still say (API-FACTS 0.5)."""
        asked = {"fields": "summary,labels,project", "properties": PROPERTY}
        return Labelled.of(self._calls.one(f"issue/{quote(issue, safe='')}", asked, told_by=("fields",)), told=True)

    def card(self, issue: str, fields: Sequence[str]) -> Mapping[str, Any]:
        """One issue with the property by which it is a card of ours, as it stands now."""
        asked = {"fields": ",".join(fields), "properties": CARD}
        return self._calls.one(f"issue/{quote(issue, safe='')}", asked, told_by=("fields",))

    def issues_by_key(self, keys: Sequence[str], fields: Sequence[str]) -> list[Mapping[str, Any]]:
        """Cloud: at most 100 issues as they stand now, whatever a search says; what is not there is left out."""
        body = {"issueIdsOrKeys": list(keys), "fields": [*fields, "project"], "properties": [CARD]}
        return objects(self._calls.one("issue/bulkfetch", body, post=True, told_by=("issues",)).get("issues"))

    def project_statuses(self, project: str) -> list[Mapping[str, Any]]:
        """Per issue type of a project, the statuses of its workflow."""
        return self._calls.many(f"project/{quote(project, safe='')}/statuses")

    def may_create(self, project: str, issue_type: str = "") -> list[Mapping[str, Any]]:
        """The issue types that can be made in a project; of one type, the fields that can be filled (API-FACTS 1.6)."""
        path = f"issue/createmeta/{quote(project, safe='')}/issuetypes"
        found = self._calls.one(f"{path}/{quote(issue_type, safe='')}" if issue_type else path, told_by=_META)
        return objects(next((found[name] for name in _META if isinstance(found.get(name), list)), []))

    def seen_by_strangers(self, project: str) -> bool:
        """Whether the project can be read without an account."""
        return self.transport.answers_strangers(f"/rest/api/2/project/{quote(project, safe='')}", '"key"')

    def transitions(self, issue: str) -> list[Mapping[str, Any]]:
        """The ways on from where an issue stands."""
        found = self._calls.one(f"issue/{quote(issue, safe='')}/transitions", told_by=("transitions",))
        return objects(found.get("transitions"))

    def create_issue(self, body: Mapping[str, Any]) -> str:
        """A new issue; its id. Raises LostReply where the answer does not tell it."""
        return self._calls.made("issue", body)

    def create_comment(self, issue: str, body: Mapping[str, Any]) -> str:
        """A new comment; its id. Raises LostReply where the answer does not tell it."""
        return self._calls.made(f"issue/{quote(issue, safe='')}/comment", body)

    def change(self, path: str, body: Mapping[str, Any], *, post: bool = False) -> None:
        """Change an issue, one of its comments, or (by POST) its status: ``path`` is below ``issue/``."""
        self._calls.write(f"issue/{path}", body, {}, post=post)

    def set_label(self, issue: str, label: str, *, on: bool, noted: Mapping[str, Any], quietly: bool) -> None:
        """Put a label on or take it off by verb, and in the issue's property note which labels are ours."""
        self._calls.write(
            f"issue/{quote(issue, safe='')}",
            {
                "update": {"labels": [{"add" if on else "remove": label}]},
                "properties": [{"key": PROPERTY, "value": dict(noted)}],
            },
            {"notifyUsers": "false"} if quietly else {},
        )

    def may_be_quiet(self, project: str) -> bool:
        """Whether watchers can be spared a mail: only administrators may ask for that (API-FACTS 1.6)."""
        if project not in self._quiet:
            held = self.permissions("ADMINISTER_PROJECTS", "ADMINISTER", project=project)
            self._quiet[project] = any(held.values())
        return self._quiet[project]

    def editable(self, issue: str) -> Mapping[str, Any]:
        """The fields of an issue that can be changed, by id."""
        found = self._calls.one(f"issue/{quote(issue, safe='')}/editmeta", told_by=("fields",))
        return dict(found["fields"])
