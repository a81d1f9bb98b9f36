"""What one table of the configuration cannot know alone: names that must exist elsewhere, secrets, addresses.

These look at the raw tables, so that they also speak where another part of the file is wrong: all complaints together.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from trackerbridge.config.notify_address import holds_a_secret, travels_plain
from trackerbridge.config.problems import Problem, name, nearest
from trackerbridge.config.secrets import HOW, is_reference
from trackerbridge.config.toml_lines import Place
from trackerbridge.lazy_dataclass import dataclass

# What the client view calls its lists and labels (client_view.view): the keys of publish.lists and publish.labels.
LISTS = ("overview", "waiting", "in_progress", "testing", "review", "planned", "done")
LABELS = ("on_track", "checking", "solving", "moved", "waiting", "bonus", "early")
_SELECT = re.compile(r"all|(?:label|list|type):\s*\S.*")
_MILESTONES = re.compile(r"|epic|version|(?:list|label):\s*\S.*")
_TITLE = re.compile(r"(?:field:\s*\S.*)?")
_AGREED = re.compile(r"|\d{4}-\d{2}-\d{2}|(?:label|version):\s*\S.*")
_REACH = ("contact", "hours", "deputy", "channels")
MOST_WORDS_TYPED = 30  # what the card "How we work together" has room for beside its own sentences, in any language
_FLAGS = ("profile", "ignore", "snooze")
_DATE = re.compile(r"due|note|field:\s*\S.*")


@dataclass(frozen=True, slots=True)
class Installed:
    """Names of what can be used here."""

    connectors: Collection[str]
    writers: Collection[str]


def check_whole(raw: Mapping[str, Any], installed: Installed) -> Iterator[Problem]:
    """Everything that is wrong between the tables."""
    connections = _tables(raw.get("connections"))
    for key, connection in connections.items():
        yield from _check_connection(("connections", key), connection, installed)
    yield from _check_ledger(raw.get("ledger"))
    yield from _check_notify(("notify",), raw.get("notify"))
    for key, project in _tables(raw.get("projects")).items():
        yield from _check_project(("projects", key), project, connections, installed)


def _check_connection(place: Place, connection: Mapping[str, Any], installed: Installed) -> Iterator[Problem]:
    kind = connection.get("type")
    if isinstance(kind, str) and kind not in installed.connectors and kind not in installed.writers:
        yield Problem((*place, "type"), _not_installed("connector", kind, installed.connectors))
    for key in ("key", "token"):
        yield from _check_secret((*place, key), connection.get(key))
        if kind == "trello" and not connection.get(key):
            yield Problem(place, f'[{name(place)}] has no "{key}". {HOW}')
    if kind == "jira":
        yield from _check_jira(place, connection)
    if kind == "html" and not connection.get("folder"):
        yield Problem(place, f'[{name(place)}] has no "folder"; write folder = "pages"')
    yield from _check_address((*place, "url"), connection.get("url"))
    yield from _check_address((*place, "browse_url"), connection.get("browse_url"))
    yield from _check_address((*place, "known_as"), connection.get("known_as"))


def _check_jira(place: Place, connection: Mapping[str, Any]) -> Iterator[Problem]:
    """Cloud takes an e-mail and a token, Data Center a token alone; a Cloud site is known by its address."""
    if not connection.get("url"):
        yield Problem(place, f'[{name(place)}] has no "url"; write url = "https://YOURS.atlassian.net"')
    if not connection.get("token"):
        yield Problem(place, f'[{name(place)}] has no "token". {HOW}')
    if _is_cloud(connection.get("url")) and not connection.get("email"):
        yield Problem(place, f'[{name(place)}] has no "email": Jira Cloud takes the account\'s e-mail with its token')


def _is_cloud(url: object) -> bool:
    """Whether this can only be Cloud. Another address may be either, and the connector finds out."""
    try:
        host = (urlsplit(url).hostname or "") if isinstance(url, str) else ""
    except ValueError:
        return False
    return host.endswith(".atlassian.net") or host == "api.atlassian.com"


def _not_installed(family: str, kind: str, known: Collection[str]) -> str:
    there = f"installed: {', '.join(sorted(known))}"
    guess = nearest(kind, known)
    if not guess.startswith("did you mean"):
        return f"this version has no {family} named {kind} ({there})"
    return f"this version has no {family} named {kind}; {guess} ({there})"


def _check_secret(place: Place, value: object) -> Iterator[Problem]:
    if isinstance(value, str) and value and not is_reference(value):
        advice = "Treat it as known to others and make a new one."
        yield Problem(place, f"{name(place)} holds the secret itself, which does not belong in a file. {HOW} {advice}")


def _check_address(place: Place, value: object) -> Iterator[Problem]:
    if not isinstance(value, str) or not value:
        return
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in ("http", "https") or not host:
        yield Problem(place, f"{name(place)} is no address; write https://…")
    elif parts.username or parts.password or parts.query:
        yield Problem(place, f"{name(place)} holds credentials; put them in key and token. {HOW}")
    elif parts.scheme == "http" and not is_loopback(host):
        yield Problem(place, f"{name(place)} is plain http, which anybody on the way can read; write https://…")


def is_loopback(host: str) -> bool:
    """Whether this host is the machine itself: the only place that plain http may go to."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _check_ledger(ledger: object) -> Iterator[Problem]:
    url = ledger.get("url") if isinstance(ledger, Mapping) else None
    if isinstance(url, str) and re.match(r"[\w+]+://(?:[^/@]*:[^/@]*@|.*[?&]\w*pass\w*=)", url):
        advice = 'write url = "env:NAME" and put the whole address there'
        yield Problem(("ledger", "url"), f"ledger.url holds a password, which does not belong in a file; {advice}")


def _check_notify(place: Place, notify: object) -> Iterator[Problem]:
    """An address may stand there as it is only where it holds no secret."""
    for key in ("to", "urgent"):
        listed = notify.get(key) if isinstance(notify, Mapping) else None
        for number, address in enumerate(listed if isinstance(listed, list) else ()):
            here = (*place, key, number)
            if not isinstance(address, str) or is_reference(address):
                continue
            if holds_a_secret(address):
                yield from _check_secret(here, address)
            elif secure := travels_plain(address):
                yield Problem(here, f"{name(here)} is plain http, which anybody on the way can read; use {secure}://…")


def _check_project(
    place: Place, project: Mapping[str, Any], connections: Mapping[str, Mapping[str, Any]], installed: Installed
) -> Iterator[Problem]:
    sources = project.get("sources")
    sources = sources if isinstance(sources, list) else []
    for number, source in enumerate(sources):
        if isinstance(source, Mapping):
            yield from _check_source((*place, "sources", number), source, connections)
    boards = {("boards", key): board for key, board in _tables(project.get("boards")).items()}
    taken: set[str] = set()
    for where, publish in ({("publish",): project.get("publish")} | boards).items():
        if isinstance(publish, Mapping):
            yield from _check_publish((*place, *where), publish, connections, installed)
            yield from _check_not_a_source((*place, *where, "board"), publish, sources)
            yield from _check_own_place((*place, *where), publish, taken)
    if boards and not isinstance(project.get("publish"), Mapping):
        yield Problem((*place, "boards"), f"{name((*place, 'boards'))} are further boards; the first one is publish")
    dates = _tables(project).get("dates", {})
    yield from _check_pattern((*place, "dates", "client"), dates.get("client"), _DATE, "due, field:NAME or note")
    milestones = project.get("milestones")
    yield from _check_pattern((*place, "milestones"), milestones, _MILESTONES, "epic, version, list:NAME or label:NAME")
    agreed = _tables(project).get("extras", {}).get("agreed")
    yield from _check_pattern((*place, "extras", "agreed"), agreed, _AGREED, "a day, label:NAME or version:NAME")
    yield from _check_flags((*place, "flags"), project.get("flags"))
    yield from _check_notify((*place, "notify"), project.get("notify"))


def _check_source(
    place: Place, source: Mapping[str, Any], connections: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    yield from _check_reference((*place, "connection"), source.get("connection"), connections)
    kind = _kind_of(source.get("connection"), connections)
    if kind == "trello" and not source.get("board"):
        yield Problem(place, f'{name(place)} reads Trello and has no board; write board = "ID or short link"')
    if kind == "jira" and not source.get("jql"):
        yield Problem(place, f'{name(place)} reads Jira and has no query; write jql = "project = KEY"')
    if kind == "files" and not source.get("path"):
        yield Problem(place, f'{name(place)} reads a file and has no path; write path = "…"')


def _check_publish(
    place: Place,
    publish: Mapping[str, Any],
    connections: Mapping[str, Mapping[str, Any]],
    installed: Installed,
) -> Iterator[Problem]:
    yield from _check_reference((*place, "connection"), publish.get("connection"), connections)
    if publish.get("connection") == "":
        where = (*place, "connection")
        yield Problem(where, f"{name(where)} is empty; {nearest('', connections)}")
    kind = _kind_of(publish.get("connection"), connections)
    if kind == "jira" and not publish.get("project"):
        yield Problem(place, f'{name(place)} writes to Jira and has no project; write project = "KEY"')
    if kind in installed.connectors and kind not in installed.writers:
        writers = ", ".join(sorted(installed.writers))
        yield Problem((*place, "connection"), f"{kind} can be read and not written (writers: {writers})")
    if kind == "trello" and not publish.get("board"):
        yield Problem(place, f'{name(place)} writes to Trello and has no board; write board = "ID or short link"')
    if kind not in ("trello", "jira", "html", None) and not (publish.get("board") or publish.get("project")):
        yield Problem(place, f"{name(place)} names neither board nor project; write one of them")
    if kind == "html" and (publish.get("board") or publish.get("project")):
        yield Problem(place, f'{name(place)} is a page, which has no board or project; write page = "NAME.html"')
    if kind not in ("html", None) and publish.get("page"):
        yield Problem((*place, "page"), f"{name((*place, 'page'))} is for connections of the type html")
    yield from _check_pattern((*place, "select"), publish.get("select"), _SELECT, "label:…, list:…, type:… or all")
    yield from _check_pattern((*place, "title_from"), publish.get("title_from"), _TITLE, "field:NAME")
    yield from _check_reach(place, publish)
    for key, known in (("lists", LISTS), ("labels", LABELS)):
        for wrong in set(_keys(publish.get(key))) - set(known):
            yield Problem((*place, key, wrong), f'{name((*place, key))} has no "{wrong}"; {nearest(wrong, known)}')


def _check_reach(place: Place, publish: Mapping[str, Any]) -> Iterator[Problem]:
    """How to reach us stands on a card that is no longer than a client reads."""
    words = {key: len(text.split()) for key in _REACH if isinstance(text := publish.get(key), str)}
    if sum(words.values()) > MOST_WORDS_TYPED:
        longest = max(words, key=words.__getitem__)
        yield Problem(
            (*place, longest),
            f"{name(place)}: {', '.join(_REACH[:-1])} and {_REACH[-1]} have {sum(words.values())} words together; a "
            f'client reads at most {MOST_WORDS_TYPED} there, so shorten "{longest}" ({words[longest]} words)',
        )


def _check_not_a_source(place: Place, publish: Mapping[str, Any], sources: list[Any]) -> Iterator[Problem]:
    board = publish.get("board")
    if board and any(isinstance(source, Mapping) and source.get("board") == board for source in sources):
        yield Problem(place, f"{name(place)} is also a source; the client sees a board of its own, so name another one")


def _check_own_place(place: Place, publish: Mapping[str, Any], taken: set[str]) -> Iterator[Problem]:
    """Two views on one board would each take the other's cards for a stranger's."""
    target = tuple(publish.get(key) for key in ("board", "project", "page"))
    here = repr((publish.get("connection"), *target))  # of whatever kind they are: which of them may be, others say
    if any(target) and here in taken:
        yield Problem(place, f"{name(place)} is the board of another view of this project; name one of its own")
    taken.add(here)


def _check_reference(place: Place, wanted: object, connections: Mapping[str, Any]) -> Iterator[Problem]:
    if isinstance(wanted, str) and wanted and wanted not in connections:
        there = nearest(wanted, connections)
        yield Problem(place, f'{name(place)}: there is no connection "{wanted}"; {there}')


def _check_pattern(place: Place, value: object, pattern: re.Pattern[str], wanted: str) -> Iterator[Problem]:
    if isinstance(value, str) and not pattern.fullmatch(value):
        yield Problem(place, f'{name(place)} is "{value}"; it can be {wanted}')


def _check_flags(place: Place, flags: object) -> Iterator[Problem]:
    """Keys that are no table, so they can be no rule. Which rules and options there are, the flag engine knows."""
    for key, value in flags.items() if isinstance(flags, Mapping) else ():
        if key in _FLAGS or isinstance(value, Mapping):
            continue
        near = nearest(key, _FLAGS)
        guess = near if near.startswith("did") else "it has profile, ignore, snooze, and a table for each rule's code"
        yield Problem((*place, key), f'unknown key "{key}" in [{name(place)}]; {guess}')


def _kind_of(connection: object, connections: Mapping[str, Mapping[str, Any]]) -> object:
    return connections.get(connection, {}).get("type") if isinstance(connection, str) else None


def _tables(value: object) -> dict[str, Mapping[str, Any]]:
    if not isinstance(value, Mapping):
        return {}
    return {str(key): table for key, table in value.items() if isinstance(table, Mapping)}


def _keys(value: object) -> list[str]:
    return [str(key) for key in value] if isinstance(value, Mapping) else []
