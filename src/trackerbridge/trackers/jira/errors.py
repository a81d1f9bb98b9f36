"""Jira's refusals in words a person can act on (API-FACTS 1.1, 1.8, 6.20 to 6.36)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from trackerbridge.errors import NotLetIn, TrackerbridgeError, TrackerRefused, Unreachable, UsageError
from trackerbridge.model.sentence import Sentence
from trackerbridge.trackers.credentials import where
from trackerbridge.trackers.replies import Reply

API_TOKENS = "https://id.atlassian.com/manage-profile/security/api-tokens"
NEW_TOKEN = Sentence(
    "Cloud: make an API token at {page} and give the account's e-mail as email. Data Center: make a personal access "
    "token in your Jira profile, and leave email out.",
    page=API_TOKENS,
)
NAME_A_PROJECT = Sentence('Name at least a project in the jql of the source, such as jql = "project = WEB".')
_LOGIN = "x-seraph-loginreason"
_DENIED = "x-authentication-denied-reason"
_SEARCHES = ("/search", "/search/jql")


class NotPermitted(NotLetIn):
    """The token is good, and its account may not do this."""


class NothingThere(Unreachable):
    """A web page that says 404: this is no address of Jira's API."""


class JqlRefused(UsageError):
    """Jira does not understand the query, or does not run it. ``said`` is in Jira's own words."""

    def __init__(self, message: str, *, hint: str, said: str) -> None:
        super().__init__(message, hint=hint)
        self.said = said


class Explainer:
    """Makes an error from a reply, and looks at every success: an expired token may answer 200 (API-FACTS 0.1)."""

    def __init__(self, credentials: Mapping[str, str], redact: Callable[[object], str]) -> None:
        self._token = where(credentials.get("token", ""))
        self._redact = redact

    def doubt(self, reply: Reply) -> TrackerbridgeError | None:
        """What is wrong with an answer that calls itself a success: Jira may have taken us for a stranger."""
        reason = reply.headers.get(_LOGIN, "").upper()  # "OUT, OK" and absence are both fine (API-FACTS 9.8)
        if "AUTHENTICATION_DENIED" in reason:
            return self._captcha(reply)
        return self._not_accepted() if "AUTHENTICATED_FAILED" in reason else None

    def __call__(self, reply: Reply) -> TrackerbridgeError:
        """One sentence on what happened, one on what to do."""
        denied = reply.headers.get(_LOGIN, "").upper(), reply.headers.get(_DENIED, "").upper()
        if "AUTHENTICATION_DENIED" in denied[0] or "CAPTCHA" in denied[1]:
            return self._captcha(reply)
        if reply.status == 401 or "AUTHENTICATED_FAILED" in denied[0]:
            return self._not_accepted()
        if reply.html or reply.status < 400 or reply.status >= 500:
            return self._elsewhere(reply)
        if reply.status == 403:
            return NotPermitted(
                Sentence(
                    "The account of this token may not do {verb} {path}: Jira said “{said}”.",
                    verb=reply.verb,
                    path=reply.path,
                    said=self._said(reply),
                ),
                hint=Sentence("Give the account that permission in the project, or use another account's token."),
            )
        if reply.status == 400 and reply.path.endswith(_SEARCHES):
            return self._query(reply)
        return self._refused(reply)

    def _said(self, reply: Reply) -> str:
        return self._redact("; ".join(words_of(reply.data)) or reply.text)

    def _not_accepted(self) -> NotLetIn:
        return NotLetIn(
            Sentence(
                "Jira does not accept the token ({token}): it is wrong, was revoked, or has expired.", token=self._token
            ),
            hint=NEW_TOKEN,
        )

    def _captcha(self, reply: Reply) -> NotLetIn:
        return NotLetIn(
            Sentence(
                "{host} asks the account of this token for a captcha, after logins that failed. We did not try again, "
                "since every try prolongs it.",
                host=reply.host,
            ),
            hint=Sentence(
                "Log in to {host} once in a browser and answer it; check the token ({token}) before you run again.",
                host=reply.host,
                token=self._token,
            ),
        )

    def _elsewhere(self, reply: Reply) -> Unreachable:
        if reply.status >= 500:
            return Unreachable(
                Sentence(
                    "{host} could not answer {verb} {path} ({status}).",
                    host=reply.host,
                    verb=reply.verb,
                    path=reply.path,
                    status=reply.status,
                ),
                hint=Sentence("Run again later; see https://status.atlassian.com, or ask who runs your Jira."),
            )
        kind = NothingThere if reply.status == 404 else Unreachable
        return kind(
            Sentence(
                "{host} answered {verb} {path} with {what} ({status}).",
                host=reply.host,
                verb=reply.verb,
                path=reply.path,
                what=reply.text or Sentence("a redirect"),
                status=reply.status,
            ),
            hint=Sentence(
                "Check the connection's url: on Data Center it often ends with a path such as /jira; and whether a "
                "proxy or a login page stands in between."
            ),
        )

    def _query(self, reply: Reply) -> JqlRefused:
        said = self._said(reply)
        if "unbounded" in said.lower():
            return JqlRefused(
                Sentence("Jira Cloud does not run a query that restricts nothing. It said: “{said}”", said=said),
                hint=NAME_A_PROJECT,
                said=said,
            )
        return JqlRefused(
            Sentence("Jira does not understand the jql of the source. It said: “{said}”", said=said),
            hint=Sentence("Try the query in Jira's own search (Filters, Advanced), and copy it from there."),
            said=said,
        )

    def _refused(self, reply: Reply) -> TrackerRefused:
        said = self._said(reply)
        return TrackerRefused(
            Sentence(
                "Jira refused {verb} {path} ({status}): “{said}”.",
                verb=reply.verb,
                path=reply.path,
                status=reply.status,
                said=said,
            ),
            hint=Sentence("Nothing was changed by this request."),
            status=reply.status,
        )


def words_of(data: Mapping[str, Any]) -> list[str]:
    """All that Jira says of an error: any of these may be empty or missing (API-FACTS 1.1, 1.4)."""
    return [text for text in _words(data) if text]


def _words(data: Mapping[str, Any]) -> Iterator[str]:
    for name in ("errorMessages", "warningMessages"):
        said = data.get(name)
        yield from (str(text) for text in said) if isinstance(said, list) else ()
    errors = data.get("errors")
    yield from (f"{field}: {text}" for field, text in errors.items()) if isinstance(errors, Mapping) else ()
    yield str(data.get("errorMessage") or data.get("message") or "")
