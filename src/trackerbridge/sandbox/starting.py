"""What a started sandbox begins with: its kind, the files it loads, and who is let in besides the well-known people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from trackerbridge.errors import BadInput, UsageError
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.clock import SandboxClock
from trackerbridge.sandbox.jira import files
from trackerbridge.sandbox.jira import load as jira_load
from trackerbridge.sandbox.jira.site import JiraSite
from trackerbridge.sandbox.jira.state import JiraState
from trackerbridge.sandbox.trello.state import TrelloState

KINDS = ("trello", "jira-cloud", "jira-dc", "agency")
"""What can be started: an empty Trello, an empty Jira of either deployment, or the sample agency."""
_DEPLOYMENTS: dict[str, Literal["cloud", "dc"]] = {"jira-cloud": "cloud", "jira-dc": "dc"}


@dataclass(frozen=True)
class Login:
    """Credentials given on the command line: a Trello key and token, or a Jira e-mail address and token."""

    key: str | None = None
    email: str | None = None
    token: str | None = None


def started(
    kind: str,
    now: datetime | None = None,
    load: Iterable[Path] = (),
    login: Login | None = None,
    context_path: str = "",
) -> tuple[TrelloState, JiraSite | None]:
    """What to serve. ``UsageError`` for an unknown kind or half a credential, ``BadInput`` for an unusable file."""
    if kind not in KINDS:
        raise UsageError(f"The sandbox knows no kind {kind!r}.", hint=f"Known kinds: {', '.join(KINDS)}.")
    login = login or Login()
    _check(kind, login)
    state, site = _empty(kind, now, context_path) if kind != "agency" else _agency(now)
    for path in load:
        _load(state, site, path)
    _let_in(state, site, login)
    return state, site


def _check(kind: str, login: Login) -> None:
    if login.email and kind not in _DEPLOYMENTS:
        raise UsageError("--email is for Jira.", hint="Start the sandbox as jira-cloud or jira-dc, or give --key.")
    if login.email and not login.token:
        raise UsageError("--email and --token go together.", hint="Give both, or neither.")
    if not login.email and bool(login.key) != bool(login.token):
        raise UsageError("--key and --token go together.", hint="Give both, or neither.")


def _empty(kind: str, now: datetime | None, context_path: str) -> tuple[TrelloState, JiraSite | None]:
    state = TrelloState(SandboxClock(now))
    if kind not in _DEPLOYMENTS:
        return state, None
    return state, JiraSite(JiraState(state.clock), _DEPLOYMENTS[kind], context_path)


def _agency(now: datetime | None) -> tuple[TrelloState, JiraSite]:
    from trackerbridge.sandbox.samples import agency_started

    return agency_started(now)


def _let_in(state: TrelloState, site: JiraSite | None, login: Login) -> None:
    if login.key and login.token:
        team = state.find_member(state.accounts[credentials.TEAM_TOKEN].member)
        state.add_account(login.key, login.token, dict(team), everywhere=True)
    if site is not None and login.email and login.token:
        site.state.add_account(login.email, login.email.partition("@")[0], login.token, admin=True)


def _load(state: TrelloState, site: JiraSite | None, path: Path) -> None:
    """A board export goes to Trello, anything else to Jira where there is one."""
    try:
        for payload in files.payloads(path):
            if site is None or _is_board(payload):
                state.load_export(_board(path, payload))
            else:
                jira_load.load(site.state, payload)
    except BadInput as error:
        named = str(path) in str(error)
        raise error if named else BadInput(f"{path} cannot be loaded: {error}", hint=error.hint) from error


def _is_board(payload: Any) -> bool:
    return isinstance(payload, dict) and "lists" in payload and "cards" in payload


def _board(path: Path, payload: Any) -> dict[str, Any]:
    if not isinstance(payload, dict):
        raise BadInput(f"{path} is not a Trello board export.", hint="--load takes one board per file.")
    return payload
