"""Who is let in: credentials of a request, and what Jira says of wrong ones (API-FACTS 1.8)."""

from __future__ import annotations

import base64
import binascii

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.sandbox.jira import errors
from trackerbridge.sandbox.jira.access import Account
from trackerbridge.sandbox.jira.site import JiraSite

UNAUTHORIZED_PAGE = (
    "<html><head><title>Unauthorized (401)</title></head><body><h1>Unauthorized (401)</h1>"
    "<p>Basic Authentication Failure - Reason : AUTHENTICATED_FAILED</p></body></html>"
)
FAILED = {"x-seraph-loginreason": "AUTHENTICATED_FAILED"}


@dataclass(frozen=True)
class Visitor:
    """Who asks. ``failed``: credentials came and were wrong, or have expired."""

    account: Account | None = None
    how: str = ""
    """``basic``, ``bearer`` or empty."""
    failed: bool = False
    greeting: tuple[tuple[str, str], ...] = ()
    """Headers that Data Center sends on success (recorded; Cloud sends none since 2022, API-FACTS 9.8)."""

    @property
    def headers(self) -> dict[str, str]:
        """What the answer says about it."""
        return dict(FAILED) if self.failed else dict(self.greeting)


def recognise(site: JiraSite, authorization: str, root: str) -> Visitor:
    """The visitor behind an Authorization header; 403 where a captcha waits, 401 for a wrong one on Data Center."""
    kind, _, rest = authorization.partition(" ")
    how = kind.lower()
    if how == "basic":
        login, secret = _pair(rest)
        account = site.state.account(login)
    elif how == "bearer":
        account, secret = site.state.account_with(rest.strip()), rest.strip()
    else:
        return Visitor()
    if account is not None and account.captcha:
        raise errors.captcha(root)
    usable = account is not None and account.token == secret and not account.expired
    if usable and account is not None and not (site.cloud and how == "bearer"):
        person = site.state.people.get(account.user) or {}
        greeting = (("X-Seraph-LoginReason", "OK"), ("X-AUSERNAME", str(person.get("name"))))
        return Visitor(account, how, greeting=() if site.cloud else greeting)
    if not site.cloud:
        raise _turned_away(how)
    return Visitor(None, how, failed=True)


def _pair(encoded: str) -> tuple[str, str]:
    try:
        login, _, secret = base64.b64decode(encoded).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return login, secret


def _turned_away(how: str) -> errors.JiraError:
    headers = {"X-Seraph-LoginReason": "AUTHENTICATED_FAILED", "www-authenticate": 'OAuth realm="http%3A%2F%2Fsandbox"'}
    if how == "bearer":
        body = {"message": errors.NOT_AUTHENTICATED, "status-code": 401}
        return errors.JiraError(401, body, headers)
    return errors.JiraError(401, UNAUTHORIZED_PAGE, {**headers, "content-type": "text/html;charset=UTF-8"})
