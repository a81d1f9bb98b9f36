"""Whom Jira speaks of, by account id (Cloud) or user key (Data Center). Pure.

Jira names no team: whoever the configuration does not name is UNKNOWN (decision 9), and an app is a bot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from trackerbridge.model import Person, Side
from trackerbridge.people import Sides
from trackerbridge.trackers.values import objects, part, text

_MENTION = re.compile(r"\[~(?:accountid:)?([^\[\]|\\{}\n]{1,200})\]")


class People:
    """Every person met while issues were read, placed on a side."""

    def __init__(self, sides: Sides) -> None:
        self._sides = sides
        self._met: dict[str, Person] = {}
        self._spoken_of: dict[str, str] = {}  # names by the account that a mention tells

    def of(self, raw: Any) -> Person | None:
        """The person in a user object. None for nobody: unassigned, or an author whose account was deleted."""
        if not isinstance(raw, dict):
            return None
        own = _own(raw)
        if not own:
            return None
        met = self._met.get(own)
        if met is None or (not met.email and raw.get("emailAddress")):
            met = self._met[own] = self._sides.placed(_person(own, raw))
        return met

    def meet(self, issues: Iterable[Mapping[str, Any]]) -> None:
        """Everybody these issues speak of, so that a mention can be written as a name wherever it stands."""
        for issue in issues:
            self.meet_in(issue)

    def meet_in(self, issue: Mapping[str, Any]) -> None:
        """Everybody one issue speaks of."""
        fields = part(issue, "fields")
        for role in ("assignee", "reporter", "creator"):
            self.of(part(fields, role))
        for each in objects(part(fields, "comment", "comments")):
            self.of(each.get("author"))
            for account, name in mentioned_in(each.get("body")):
                self._spoken_of.setdefault(account, name or account)
        for each in objects(part(issue, "changelog", "histories")):
            self.of(each.get("author"))

    @property
    def names(self) -> Mapping[str, str]:
        """Names by id and by user name: what a mention may hold."""
        met = self._met.values()
        return {key: person.name for person in met for key in (person.id, person.handle) if key}

    def all(self) -> tuple[Person, ...]:
        """Everybody met so far, by id: those too of whom a comment only speaks, since a note may carry their names."""
        names = self.names
        spoken_of = {
            account: self._sides.placed(Person(account, name=name))
            for account, name in self._spoken_of.items() if account not in names
        }  # fmt: skip
        return tuple(person for _, person in sorted((spoken_of | self._met).items()))


def mentioned_in(body: Any) -> Iterator[tuple[str, str]]:
    """Whom a text calls by a mention: the account (Data Center: user name), and the name if it tells one."""
    if isinstance(body, str):
        yield from ((account.strip(), "") for account in _MENTION.findall(body))
        return
    left = [body]
    while left:
        node = left.pop()
        if not isinstance(node, dict):
            continue
        if node.get("type") == "mention" and (account := text(part(node, "attrs", "id"))):
            yield account, text(part(node, "attrs", "text")).removeprefix("@")
        left += objects(node.get("content"))


def _own(raw: Mapping[str, Any]) -> str:
    account = raw.get("accountId")
    return account if account and isinstance(account, str) else text(raw.get("key")) or text(raw.get("name"))


def _person(own: str, raw: Mapping[str, Any]) -> Person:
    """E-mails are often hidden, display names change, and only Data Center has a user name (API-FACTS 1.3)."""
    handle = text(raw.get("name"))
    side = Side.BOT if raw.get("accountType") == "app" else Side.UNKNOWN
    return Person(
        own,
        name=text(raw.get("displayName")) or handle,
        handle=handle,
        email=text(raw.get("emailAddress")),
        side=side,
    )
