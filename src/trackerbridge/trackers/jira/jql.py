"""What can be told from a query's text alone: the projects it names, and where its order begins. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise

_TOKEN = re.compile(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[(),]|!=|!~|<=|>=|[=<>~]|[^\s(),=<>!~"']+""")
_TURN = timedelta(hours=2)
_TO_THE_MINUTE = "%Y-%m-%d %H:%M"  # as far as a query goes (API-FACTS 1.2)
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*|\d+")


def _tokens(jql: str) -> list[re.Match[str]]:
    return list(_TOKEN.finditer(jql))


def without_order(jql: str) -> str:
    """The query without its ORDER BY."""
    tokens = _tokens(jql)
    for first, second in pairwise(tokens):
        if (first.group().lower(), second.group().lower()) == ("order", "by"):
            return jql[: first.start()].strip()
    return jql.strip()


def changed_since(jql: str, since: datetime, zone: tzinfo | None) -> str:
    """The part of a query that was changed since a moment, which Jira reads by the minute in the account's zone.

    Where that zone is not known, or its clock is changed about then, it begins earlier (API-FACTS 1.2).
    """
    if zone is None:
        local = since - timedelta(days=1)
    else:
        local = (since - (_TURN if _turns(since, zone) else timedelta(0))).astimezone(zone)
    return f'({without_order(jql)}) AND updated >= "{local:{_TO_THE_MINUTE}}"'


def changed_in(minute: int, zone: tzinfo) -> str:
    """What was changed in the minute that began so many seconds after 1970; empty where a query cannot say which."""
    begins = datetime.fromtimestamp(minute, UTC)
    if _turns(begins, zone):
        return ""
    begin, end = begins.astimezone(zone), (begins + timedelta(minutes=1)).astimezone(zone)
    return f'(updated >= "{begin:{_TO_THE_MINUTE}}" AND updated < "{end:{_TO_THE_MINUTE}}")'


def _turns(moment: datetime, zone: tzinfo) -> bool:
    """Whether the zone's clock is changed about then, so that an hour comes twice or never."""
    return len({(moment + about).astimezone(zone).utcoffset() for about in (-_TURN, timedelta(0), _TURN)}) > 1


def any_of(queries: Iterable[str]) -> str:
    """What any of these queries finds, without an order."""
    every = [without_order(jql) for jql in queries]
    return every[0] if len(every) == 1 else " OR ".join(f"({jql})" for jql in every)


def projects_of(jql: str) -> tuple[str, ...]:
    """The projects that a query asks for by name, key or id (``project = WEB``, ``project in (WEB, "The shop")``)."""
    words = [token.group() for token in _tokens(jql)]
    places = (place for place, word in enumerate(words, 1) if word.lower() == "project")
    return tuple(dict.fromkeys(name for place in places for name in _named(words[place:])))


def _named(rest: list[str]) -> Iterator[str]:
    if rest[:1] == ["="]:
        yield from map(_bare, rest[1:2])
    elif [word.lower() for word in rest[:2]] == ["in", "("]:
        for word in rest[2:]:
            if word == ")":
                return
            if word != ",":
                yield _bare(word)


def _bare(word: str) -> str:
    return re.sub(r"\\(.)", r"\1", word[1:-1]) if word[:1] in ("'", '"') else word


def may_be_key(name: str) -> bool:
    """Whether this can be a project's key or id, rather than only its name."""
    return bool(_KEY.fullmatch(name))
