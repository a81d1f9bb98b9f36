"""Trello's refusals, in the words recorded or documented of it, as sentences with a next step."""

import pytest

from trackerbridge.errors import NotLetIn, TrackerRefused, Unreachable
from trackerbridge.trackers.replies import Reply
from trackerbridge.trackers.trello.errors import Explainer

EXPLAIN = Explainer({"key": "env:TRELLO_KEY", "token": "file:secrets/token"})


def reply(status, text="", verb="GET", **more):
    return Reply(verb, "/1/cards/x", "api.trello.com", status, text, **more)


@pytest.mark.parametrize(
    ("answer", "kind", "says", "hint"),
    [
        (
            reply(401, "invalid key"),
            NotLetIn,
            "does not know the key (the environment variable TRELLO_KEY)",
            "power-ups",
        ),
        (reply(401, "invalid token"), NotLetIn, "does not accept the token (the file secrets/token)", "authorize?"),
        (reply(401, "invalid app token"), NotLetIn, "does not accept the token", "authorize?"),
        (reply(401, "expired token"), NotLetIn, "has expired", "authorize?"),
        (reply(401, "missing scopes", "POST"), NotLetIn, "not allowed to change anything", "scope=read,write"),
        (reply(401, "missing scopes"), NotLetIn, "not allowed to read this", "scope=read,write"),
        (
            reply(401, "unauthorized card permission requested"),
            NotLetIn,
            "may not do GET /1/cards/x",
            "Invite the account",
        ),
        (
            reply(404, "The requested resource was not found."),
            TrackerRefused,
            "was deleted, or the id is wrong",
            "Run again",
        ),
        (
            reply(400, "invalid value for idList", "POST"),
            TrackerRefused,
            '(400): "invalid value for idList"',
            "Nothing was",
        ),
        (reply(409, "conflict", "PUT"), TrackerRefused, "(409)", "Nothing was"),
        (
            reply(403, "x", data={"error": "API_TOO_MANY_CARDS_REQUESTED"}),
            Unreachable,
            "too much for one",
            "Archive",
        ),
        (reply(403, "limit exceeded", "POST"), TrackerRefused, "a limit of the board", "Archive"),
        (reply(403, "a web page instead of data", html=True), Unreachable, "a web page", "proxy"),
        (reply(302), Unreachable, "a redirect (302)", "url"),
        (reply(503), Unreachable, "could not answer", "Run again later"),
        (reply(449, "x", data={"originalStatus": 404, "path": "/1/x"}), TrackerRefused, "nothing at /1/x", "Run again"),
        (reply(449, "x", data={"originalStatus": "?"}), Unreachable, "could not answer", "Run again later"),
    ],
)
def test_each_refusal_has_its_sentence_and_its_next_step(answer, kind, says, hint):
    error = EXPLAIN(answer)
    assert type(error) is kind or issubclass(type(error), kind)
    assert says in error.message
    assert hint in error.hint


def test_the_status_goes_along_for_those_who_must_decide():
    assert EXPLAIN(reply(404)).status == 404


def test_a_secret_given_in_the_configuration_itself_is_not_named():
    assert "given in the configuration" in Explainer({"token": "abc"})(reply(401, "invalid token")).message
