"""What a tracker refuses, and what a broken connection means, can be said whole in the team's language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from trackerbridge.errors import BudgetSpent, TrackerbridgeError
from trackerbridge.model.sentence import Sentence
from trackerbridge.team_words import said_in, sentences
from trackerbridge.trackers.budget import Budget
from trackerbridge.trackers.call import Call
from trackerbridge.trackers.jira.errors import Explainer as OfJira
from trackerbridge.trackers.judging import Judge, MayPassError
from trackerbridge.trackers.redact import Redactor
from trackerbridge.trackers.replies import Reply, explain_plainly
from trackerbridge.trackers.trello.errors import Explainer as OfTrello

ASKED = Call("GET", "/1/boards/x", "api.example", asks=True)
WRITTEN = Call("POST", "/1/cards", "api.example", asks=False)


def reply(status: int, text: str = "", path: str = "/1/boards/x", html: bool = False) -> Reply:
    return Reply("GET", path, "api.example", status, text=text, html=html)


def refusals() -> Iterator[TrackerbridgeError]:
    trello, jira = OfTrello({"key": "env:KEY", "token": "env:TOKEN"}), OfJira({"token": "env:TOKEN"}, str)
    for status, text in (
        (401, "invalid key"), (401, "invalid token"), (401, "scope"), (401, "no"), (403, "TOO_MANY"), (403, "no"),
        (404, "no"), (400, "no"), (302, ""), (503, "no"),
    ):  # fmt: skip
        yield trello(reply(status, text))
    for status, text in ((401, "no"), (403, "no"), (404, "no"), (302, ""), (503, "no")):
        yield jira(reply(status, text))
    yield jira(reply(400, "unbounded", "/rest/api/3/search/jql"))
    yield jira(reply(400, "no", "/rest/api/3/search/jql"))


def broken() -> Iterator[TrackerbridgeError]:
    judge = Judge(explain_plainly, lambda _: None, Redactor([]))
    for failure in (
        requests.ConnectionError("Connection refused"), requests.ConnectionError("no"), requests.Timeout("no"),
        requests.ConnectionError("Failed to resolve"), requests.exceptions.ProxyError("no"),
        requests.exceptions.SSLError("self-signed"), requests.exceptions.SSLError("no"),
        requests.exceptions.InvalidURL("no"), OSError("no"),
    ):  # fmt: skip
        for call in (ASKED, WRITTEN):
            found = judge.broken(call, failure)
            found = found.final if isinstance(found, MayPassError) else found
            assert isinstance(found, TrackerbridgeError)
            yield found
    with pytest.raises(BudgetSpent) as spent:
        Budget(1, clock=lambda: 0).wait(
            9, Sentence("{host} limits our requests and asks us to wait", host="api.example")
        )
    yield spent.value


def untranslated(text: object, language: str) -> Iterator[object]:
    """Every piece of a message that is not said in this language."""
    if isinstance(text, Sentence):
        if text.template not in sentences(language):
            yield text.template
        for value in text.values.values():
            yield from untranslated(value, language) if isinstance(value, Sentence) else ()
    elif text:
        yield text


@pytest.mark.parametrize("language", ["ru", "ro"])
def test_each_is_said_in_the_teams_language(language: str) -> None:
    errors = [*refusals(), *broken()]
    assert len(errors) > 30
    for error in errors:
        assert [*untranslated(error.message, language), *untranslated(error.hint, language)] == []
        assert said_in(language, error.message) != error.message
        assert said_in("en", error.message) == error.message


def test_a_refused_connection_in_russian() -> None:
    judge = Judge(explain_plainly, lambda _: None, Redactor([]))
    found = judge.broken(ASKED, requests.ConnectionError("Connection refused"))
    assert isinstance(found, MayPassError)
    assert said_in("ru", found.final.message) == "api.example не отвечает (в соединении отказано)."
