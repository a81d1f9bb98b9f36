"""How one question to Jira is put: through the ``jira`` library's session over our transport, and read with suspicion.

The library's object model, searches and retries are not used (API-FACTS 2: silent cuts, None instead of issues, POSTs
sent again); it is given no credentials either, since the transport puts them into the header. An answer must hold what
it is known by: anything else must never pass for an empty one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import requests
from jira import JIRA

from trackerbridge.errors import LostReply, Unreachable
from trackerbridge.trackers.http import Transport, TransportAdapter
from trackerbridge.trackers.jira.errors import Explainer
from trackerbridge.trackers.jira.values import ident
from trackerbridge.trackers.values import text

__all__ = ["KNOWN_FOR", "JiraCalls"]

KNOWN_FOR = 86_400.0  # seconds

Answer = TypeVar("Answer")


class JiraCalls:
    """One connection to Jira. Raises what :class:`~trackerbridge.trackers.http.Transport` raises."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        explainer = Explainer(transport.credentials, transport.redact)
        transport.explain, transport.doubt = explainer, explainer.doubt
        transport.questions = frozenset({"/search", "/search/jql", "/changelog/bulkfetch", "/issue/bulkfetch"})
        # Without server information the constructor sends nothing, so the transport can be mounted first.
        self._jira = JIRA(server=transport.base_url, get_server_info=False, max_retries=0, logging=False)
        self._jira._session.mount(transport.base_url, TransportAdapter(transport))
        self._old: set[str] = set()  # facts that an earlier run was told

    def by_version(self, version: str) -> None:
        """Put questions by this version of the API from now on."""
        self._jira._options["rest_api_version"] = version

    def answered_by(self, deployment: str, version: Any) -> None:
        """Tell the library what Jira this is, since it does not ask itself."""
        self._jira.deploymentType = deployment
        self._jira._version = tuple(version) if isinstance(version, list) else ()

    def told_earlier(self, fact: str) -> bool:
        """Whether this fact is what an earlier run was told."""
        return fact in self._old

    def known(self, fact: str, ask: Callable[[], Answer], told_by: Sequence[str], *, anew: bool = False) -> Answer:
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

    def page(self, path: str, asked: Mapping[str, Any], *, post: bool = False) -> Mapping[str, Any]:
        """A page of issues. Anything else must never pass for a page without any."""
        found = self.one(path, asked, post=post, told_by=("issues",))
        issues = found["issues"]
        whole = isinstance(issues, list) and all(
            isinstance(one, dict) and isinstance(one.get("fields"), dict) and text(one.get("key")) for one in issues
        )
        if not whole:
            raise self._no_answer(path)
        return found

    def one(
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

    def many(self, path: str) -> list[Mapping[str, Any]]:
        """A bare list of objects."""
        found = self._ask(path, None)
        if not isinstance(found, list) or not all(isinstance(item, Mapping) for item in found):
            raise self._no_answer(path)
        return found

    def write(
        self, path: str, body: Mapping[str, Any], asked: Mapping[str, str], *, post: bool = False
    ) -> requests.Response:
        """Change something: ``body`` as JSON, ``asked`` in the address."""
        send = self._jira._session.post if post else self._jira._session.put
        answer: requests.Response = send(self._jira._get_url(path), params=dict(asked), data=json.dumps(body))
        return answer

    def made(self, path: str, body: Mapping[str, Any]) -> str:
        """Make something; its id. Raises LostReply where the answer does not tell it."""
        answer = self.write(path, body, {}, post=True)
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

    def _no_answer(self, path: str) -> Unreachable:
        return Unreachable(
            f"{self.transport.host} answered {path} with something that is not what was asked for.",
            hint="Check the connection's url, and run again later if it is right.",
        )

    def _ask(self, path: str, asked: Mapping[str, Any] | None, *, post: bool = False) -> Any:
        return self._jira._get_json(path, params=dict(asked or {}), use_post=post)
