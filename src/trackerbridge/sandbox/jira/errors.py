"""What Jira says when it refuses, in its own words (API-FACTS 1.x and section 6)."""

from __future__ import annotations

from typing import Any

NOT_AUTHENTICATED = "Client must be authenticated to access this resource."
REMOVED_SEARCH = (
    "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. "
    "A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046"
)
UNBOUNDED = "Unbounded JQL queries are not allowed here. Please add a search restriction to your query."
CAPTCHA_PAGE = (
    "<html><head><title>Forbidden (403)</title></head><body><h1>Forbidden (403)</h1>"
    "<p>Encountered a <code>&quot;403 - Forbidden&quot;</code> error while loading this page.</p></body></html>"
)


class JiraError(Exception):
    """An answer that refuses: ``body`` is text or HTML (a string) or a JSON value."""

    def __init__(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body
        self.headers = headers or {}


class NoRouteError(JiraError):
    """A route that the sandbox does not serve; the live service may. The request log keeps it as a violation."""


class StrictnessError(JiraError):
    """The live service might let this pass; the sandbox refuses it, and the request log keeps it as a violation."""

    def __init__(self, message: str) -> None:
        super().__init__(400, {"errorMessages": [message], "errors": {}})
        self.message = message


def messages(status: int, *texts: str) -> JiraError:
    """The common form: ``errorMessages`` with an empty ``errors``."""
    return JiraError(status, {"errorMessages": list(texts), "errors": {}})


def fields(status: int = 400, /, **texts: str) -> JiraError:
    """Refused fields: ``errors`` by field, ``errorMessages`` empty (6.31, 6.32)."""
    return JiraError(status, {"errorMessages": [], "errors": texts})


def jql(*texts: str) -> JiraError:
    """A query that is not understood: ``warningMessages`` and no ``errors`` (6.22)."""
    return JiraError(400, {"errorMessages": list(texts), "warningMessages": []})


def unbounded() -> JiraError:
    """A query without any restriction, on Cloud (6.21)."""
    return messages(400, UNBOUNDED)


def invalid_payload() -> JiraError:
    """A body that does not fit its description: unknown property, wrong type, too many entries."""
    return messages(400, "Invalid request payload. Refer to the REST API documentation and try again.")


def removed_search() -> JiraError:
    """The search that Cloud has no longer (6.20)."""
    return messages(410, REMOVED_SEARCH)


def unauthenticated() -> JiraError:
    """No usable credentials on a route that needs them (6.26)."""
    return JiraError(401, {"message": NOT_AUTHENTICATED, "status-code": 401})


def must_log_in() -> JiraError:
    """Writing without usable credentials (API-FACTS 1.8)."""
    return messages(401, "You are not authenticated. Authentication required to perform this operation.")


def unauthenticated_text() -> JiraError:
    """The same on ``/myself`` with a bad token: plain text (6.25)."""
    return JiraError(401, NOT_AUTHENTICATED, {"www-authenticate": 'OAuth realm="https%3A%2F%2Fsandbox.example"'})


def captcha(root: str) -> JiraError:
    """Too many failed log-ins: a person has to solve a captcha first (6.27)."""
    headers = {
        "X-Seraph-LoginReason": "AUTHENTICATION_DENIED",
        "X-Authentication-Denied-Reason": f"CAPTCHA_CHALLENGE; login-url={root}/login.jsp",
        "content-type": "text/html;charset=UTF-8",
    }
    return JiraError(403, CAPTCHA_PAGE, headers)


def no_issue() -> JiraError:
    """Missing, or not for this account's eyes (6.30)."""
    return messages(404, "Issue does not exist or you do not have permission to see it.")


def no_project(reference: str) -> JiraError:
    """The same for a project (API-FACTS 1.8)."""
    return messages(404, f"No project could be found with key '{reference}'.")


def not_found(what: str) -> JiraError:
    """Anything else that is not there."""
    return messages(404, f"{what} does not exist.")


def forbidden(what: str = "to edit issues in this project") -> JiraError:
    """An account that may see, and not change."""
    return messages(403, f"You do not have permission {what}.")


def not_on_screen(field: str) -> JiraError:
    """A field that the screen lacks, or that there is not (API-FACTS 1.3)."""
    return fields(**{field: screen_words(field)})


def screen_words(field: str) -> str:
    """The sentence of :func:`not_on_screen`."""
    return f"Field '{field}' cannot be set. It is not on the appropriate screen, or unknown."


def too_long() -> str:
    """A text over the limit (API-FACTS 1.4)."""
    return "The entered text is too long. It exceeds the allowed limit of 32,767 characters."


def no_route(path: str, *, other_methods: bool = False) -> JiraError:
    """No such route, or none with this method."""
    status = 405 if other_methods else 404
    return NoRouteError(status, {"message": f"null for uri: {path}", "status-code": status})


def not_modelled(what: str) -> JiraError:
    """The live service knows this; the sandbox says so instead of answering something made up."""
    return messages(501, f"The sandbox does not model {what}.")
