"""Three ways to page in one product: by offset, by token with a query, by token over histories (API-FACTS 6.36)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from trackerbridge.sandbox.jira import errors
from trackerbridge.sandbox.jira.people import Json
from trackerbridge.sandbox.jira.site import JiraSite, PageToken

TOKEN_LIVES = timedelta(days=7)


def by_offset(rows: Sequence[Any], name: str, start: int, most: int, **more: Any) -> Json:
    """``{startAt, maxResults, total, NAME: […]}``."""
    page = list(rows[start : start + most])
    return {"startAt": start, "maxResults": most, "total": len(rows), **more, name: page}


def page_bean(rows: Sequence[Any], start: int, most: int, address: str = "") -> Json:
    """The newer form, with ``isLast`` and ``values``."""
    page = by_offset(rows, "values", start, most, isLast=start + most >= len(rows))
    return {"self": address, **page} if address else page


def first_or_next(site: JiraSite, token: str | None, query: Any, start: Callable[[], Sequence[Any]]) -> tuple[Any, ...]:
    """What is left of a query: all of it, or what the token stands for. A token opens only its own query."""
    if token is None:
        return tuple(start())
    held = site.tokens.get(token)
    if held is None or held.query != query or held.expires <= site.state.clock.now():
        raise errors.messages(400, "The provided next page token is invalid or has expired.")
    return held.left


def next_token(site: JiraSite, query: Any, left: Sequence[Any]) -> str | None:
    """A token for what is left; ``None`` when nothing is. It says nothing and lives for seven days."""
    if not left:
        return None
    token = secrets.token_urlsafe(24)
    site.tokens[token] = PageToken(query, tuple(left), site.state.clock.now() + TOKEN_LIVES)
    return token
