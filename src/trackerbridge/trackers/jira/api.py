"""The raw calls to Jira, each one request, all through the ``jira`` library over our transport.

The library's object model, searches and retries are not used (API-FACTS 2: silent cuts, None instead of issues, POSTs
sent again); it is given no credentials either, since the transport puts them into the header.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

import requests
from jira import JIRA

from trackerbridge.errors import LostReply, TrackerRefused, Unreachable
from trackerbridge.trackers.http import Transport, TransportAdapter
from trackerbridge.trackers.jira.errors import Explainer, NothingThere
from trackerbridge.trackers.jira.labels import CARD, PROPERTY, Labelled
from trackerbridge.trackers.jira.values import ident
from trackerbridge.trackers.values import objects, text

PAGE = 100  # what Cloud grants where fields are asked for
DC_PAGE = 1000  # asked of Data Center, which answers how many it grants
IDS = 5000  # the most where ids alone are asked for (API-FACTS 1.1)
BULK = 1000  # the most issues in one question for histories (API-FACTS 1.7)
ENTRIES = 10_000  # the most history entries in one answer
_LONGEST_ADDRESS = 4000  # a longer query goes into a body
_SERVER, _ACCOUNT = ("version", "versionNumbers"), ("accountId", "name", "key")  # what these are known by
_META = ("issueTypes", "fields", "values", "results")  # how Cloud and Data Center call one list
KNOWN_FOR = 86_400.0  # seconds
GATEWAY = "api.atlassian.com"

Answer = TypeVar("Answer")


class JiraApi:
    """One connection to Jira. Raises what :class:`~trackerbridge.trackers.http.Transport` raises."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        explainer = Explainer(transport.credentials, transport.redact)
        transport.explain, transport.doubt = explainer, explainer.doubt
        transport.questions = frozenset({"/search", "/search/jql", "/changelog/bulkfetch"})
        # Without server information the constructor sends nothing, so the transport can be mounted first.
        self._jira = JIRA(server=transport.base_url, get_server_info=False, max_retries=0, logging=False)
        self._jira._session.mount(transport.base_url, TransportAdapter(transport))
        self._server: Mapping[str, Any] | None = None
        self._me: Mapping[str, Any] | None = None
        self._fields: list[Mapping[str, Any]] | None = None
        self._old: set[str] = set()  # facts that an earlier run was told
        self._quiet: dict[str, bool] = {}
        self.labelled: dict[str, list[Labelled]] = {}  # by query: as this run's pull saw them

    @classmethod
    def on(cls, transport: Transport) -> JiraApi:
        """The one of this transport, so that all sources of a connection share what was asked already."""
        return transport.once("jira", lambda: cls(transport))

    def server(self) -> Mapping[str, Any]:
        """What this Jira is; asked once a day, before anything else, since the version of the API hangs on it."""
        if self._server is None:
            found = self._known("server", self._server_information, _SERVER)
            self._jira.deploymentType = text(found.get("deploymentType"))
            self._jira._version = tuple(found.get("versionNumbers") or ())
            self._jira._options["rest_api_version"] = "3" if self.is_cloud_answer(found) else "2"
            self._server = found
        return self._server

    def _server_information(self) -> Mapping[str, Any]:
        """By version 2 of the API, which every Jira has; by 3 where something in between lets only that through."""
        for version in ("2", "3"):
            self._jira._options["rest_api_version"] = version
            try:
                return self._one("serverInfo", told_by=_SERVER)
            except (TrackerRefused, NothingThere):
                continue
        raise self._no_jira()

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
        if self._me is None or (anew and "me" in self._old):
            self._me = self._known("me", lambda: self._one("myself", told_by=_ACCOUNT), _ACCOUNT, anew=anew)
        return self._me

    def fields(self, *, anew: bool = False) -> list[Mapping[str, Any]]:
        """Every field of this Jira; asked once a day; ``anew``: in this run."""
        if self._fields is None or (anew and "fields" in self._old):
            self._fields = self._known("fields", lambda: self._many("field"), ("id",), anew=anew)
        return self._fields

    def _known(self, fact: str, ask: Callable[[], Answer], told_by: Sequence[str], *, anew: bool = False) -> Answer:
        """What hardly changes, as it was told to this account within a day, else as it is told now."""
        keep = self.transport.keep
        name = f"jira-{fact}-{self.transport.identity}"
        kept: Any = keep.get(name, within=KNOWN_FOR) if keep and not anew else None
        parts = kept if isinstance(kept, list) else [kept]
        if kept and all(isinstance(one, dict) and set(told_by) & one.keys() for one in parts):
            self._old.add(fact)
            known: Answer = kept
            return known
        self._old.discard(fact)
        told = ask()
        if keep:
            keep.put(name, told)
        return told

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
            return self._page("search/jql", asked | {"fields": list(fields), "properties": properties}, post=True)
        return self._page("search/jql", asked | {"fields": ",".join(fields), "properties": ",".join(properties)})

    def dc_page(self, jql: str, fields: Sequence[str], *, start: int = 0, size: int = DC_PAGE) -> Mapping[str, Any]:
        """Issues of Data Center with their history, from ``start``; the answer says how many there are in all."""
        asked: dict[str, Any] = {"jql": jql, "startAt": start, "maxResults": size}
        if len(quote(jql)) > _LONGEST_ADDRESS:
            return self._page("search", asked | {"fields": list(fields), "expand": ["changelog"]}, post=True)
        return self._page("search", asked | {"fields": ",".join(fields), "expand": "changelog"})

    def ids_page(self, jql: str, *, token: str = "", start: int = 0) -> Mapping[str, Any]:
        """The ids and keys of issues alone, in the largest pages: by token on Cloud, from ``start`` on Data Center."""
        asked: dict[str, Any] = {"jql": jql, "maxResults": IDS, "fields": "key"}
        asked |= {"nextPageToken": token} if token else {"startAt": start} if not self.cloud else {}
        long = len(quote(jql)) > _LONGEST_ADDRESS
        body = asked | ({"fields": ["key"]} if long else {})
        return self._one("search/jql" if self.cloud else "search", body, post=long, told_by=("issues",))

    def histories(self, issues: Iterable[str], token: str = "") -> Mapping[str, Any]:
        """Cloud: whole histories of at most 1,000 issues, by id; the next page is behind ``nextPageToken``."""
        body: dict[str, Any] = {"issueIdsOrKeys": list(issues), "maxResults": ENTRIES}
        body |= {"nextPageToken": token} if token else {}
        return self._one("changelog/bulkfetch", body, post=True, told_by=("issueChangeLogs", "nextPageToken"))

    def issue_with_history(self, issue: str) -> Mapping[str, Any]:
        """One issue with its history, where Data Center's search cut it."""
        return self._one(f"issue/{quote(issue, safe='')}", {"fields": "summary", "expand": "changelog"})

    def comments_page(self, issue: str, start: int) -> Mapping[str, Any]:
        """At most 100 comments of an issue, oldest first, from ``start``."""
        asked = {"startAt": start, "maxResults": PAGE, "orderBy": "created"}
        return self._one(f"issue/{quote(issue, safe='')}/comment", asked, told_by=("comments",))

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
        return self._one(f"project/{quote(key, safe='')}")

    def projects(self) -> list[Mapping[str, Any]]:
        """Projects that the account can see: the first hundred on Cloud, all on Data Center."""
        if self.cloud:
            return objects(self._one("project/search", {"maxResults": PAGE}, told_by=("values",)).get("values"))
        return self._many("project")

    def permissions(self, *names: str, project: str = "", issue: str = "") -> dict[str, bool]:
        """Which of these permissions the account has, in a project or on an issue."""
        where = {"projectKey": project} if project else {"issueKey": issue} if issue else {}
        found = self._one("mypermissions", {"permissions": ",".join(names), **where}, told_by=("permissions",))
        held = {name: found["permissions"].get(name) for name in names}
        return {name: isinstance(one, Mapping) and one.get("havePermission") is True for name, one in held.items()}

    def labels_of(self, issue: str) -> Labelled:
        """One issue as its labels stand now, whatever a search would still say (API-FACTS 0.5)."""
        asked = {"fields": "summary,labels,project", "properties": PROPERTY}
        return Labelled.of(self._one(f"issue/{quote(issue, safe='')}", asked, told_by=("fields",)), told=True)

    def card(self, issue: str, fields: Sequence[str]) -> Mapping[str, Any]:
        """One issue with the property by which it is a card of ours, as it stands now."""
        asked = {"fields": ",".join(fields), "properties": CARD}
        return self._one(f"issue/{quote(issue, safe='')}", asked, told_by=("fields",))

    def project_statuses(self, project: str) -> list[Mapping[str, Any]]:
        """Per issue type of a project, the statuses of its workflow."""
        return self._many(f"project/{quote(project, safe='')}/statuses")

    def may_create(self, project: str, issue_type: str = "") -> list[Mapping[str, Any]]:
        """The issue types that can be made in a project; of one type, the fields that can be filled (API-FACTS 1.6)."""
        path = f"issue/createmeta/{quote(project, safe='')}/issuetypes"
        found = self._one(f"{path}/{quote(issue_type, safe='')}" if issue_type else path, told_by=_META)
        return objects(next((found[name] for name in _META if isinstance(found.get(name), list)), []))

    def seen_by_strangers(self, project: str) -> bool:
        """Whether the project can be read without an account."""
        return self.transport.answers_strangers(f"/rest/api/2/project/{quote(project, safe='')}", '"key"')

    def transitions(self, issue: str) -> list[Mapping[str, Any]]:
        """The ways on from where an issue stands."""
        found = self._one(f"issue/{quote(issue, safe='')}/transitions", told_by=("transitions",))
        return objects(found.get("transitions"))

    def create_issue(self, body: Mapping[str, Any]) -> str:
        """A new issue; its id. Raises LostReply where the answer does not tell it."""
        return self._made("issue", body)

    def create_comment(self, issue: str, body: Mapping[str, Any]) -> str:
        """A new comment; its id. Raises LostReply where the answer does not tell it."""
        return self._made(f"issue/{quote(issue, safe='')}/comment", body)

    def change(self, path: str, body: Mapping[str, Any], *, post: bool = False) -> None:
        """Change an issue, one of its comments, or (by POST) its status: ``path`` is below ``issue/``."""
        self._write(f"issue/{path}", body, {}, post=post)

    def set_label(self, issue: str, label: str, *, on: bool, noted: Mapping[str, Any], quietly: bool) -> None:
        """Put a label on or take it off by verb, and in the issue's property note which labels are ours."""
        self._write(
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
        found = self._one(f"issue/{quote(issue, safe='')}/editmeta", told_by=("fields",))
        return dict(found["fields"])

    def _page(self, path: str, asked: Mapping[str, Any], *, post: bool = False) -> Mapping[str, Any]:
        """A page of issues. Anything else must never pass for a page without any."""
        found = self._one(path, asked, post=post, told_by=("issues",))
        issues = found["issues"]
        whole = isinstance(issues, list) and all(
            isinstance(one, dict) and isinstance(one.get("fields"), dict) and text(one.get("key")) for one in issues
        )
        if not whole:
            raise self._no_answer(path)
        return found

    def _one(
        self,
        path: str,
        asked: Mapping[str, Any] | None = None,
        *,
        post: bool = False,
        told_by: Sequence[str] = ("id", "key"),
    ) -> Mapping[str, Any]:
        """One object that holds at least one of what it is known by."""
        found = self._ask(path, asked, post=post)
        if not isinstance(found, dict) or all(found.get(name) is None for name in told_by):
            raise self._no_answer(path)
        return found

    def _many(self, path: str) -> list[Mapping[str, Any]]:
        found = self._ask(path, None)
        if not isinstance(found, list) or not all(isinstance(item, Mapping) for item in found):
            raise self._no_answer(path)
        return found

    def _ask(self, path: str, asked: Mapping[str, Any] | None, *, post: bool = False) -> Any:
        return self._jira._get_json(path, params=dict(asked or {}), use_post=post)

    def _write(
        self, path: str, body: Mapping[str, Any], asked: Mapping[str, str], *, post: bool = False
    ) -> requests.Response:
        send = self._jira._session.post if post else self._jira._session.put
        answer: requests.Response = send(self._jira._get_url(path), params=dict(asked), data=json.dumps(body))
        return answer

    def _made(self, path: str, body: Mapping[str, Any]) -> str:
        answer = self._write(path, body, {}, post=True)
        try:
            found = answer.json()
        except ValueError:
            found = None
        made = ident(found.get("id")) if isinstance(found, Mapping) else ""
        if not made:
            raise LostReply(
                f"The answer to POST /{path} does not tell the id: it may or may not have been made.",
                hint="The next run looks before it writes, so nothing is done twice.",
            )
        return made

    def _no_jira(self) -> Unreachable:
        return Unreachable(
            f"{self.transport.base_url} answers, and not as Jira does: it has no serverInfo.",
            hint="Check the connection's url: the address of the site, up to the part before /browse.",
        )

    def _no_answer(self, path: str) -> Unreachable:
        return Unreachable(
            f"{self.transport.host} answered {path} with something that is not what was asked for.",
            hint="Check the connection's url, and run again later if it is right.",
        )
