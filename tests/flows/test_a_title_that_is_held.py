"""A title that may not pass any more: the client goes on reading the one that they know. On the sandbox."""

from __future__ import annotations

from typing import Any

from tests.flows.office import CLIENT_BOARD
from tests.flows.talk import Talk, begun
from tests.flows.test_refusals import team_board

from trackerbridge.sandbox.credentials import TEAM_MEMBER

PAGE = "Page 1 can be read on a phone"
INSIDE = "Page 1 (Ivan looks after it)"


def titles(talk: Talk) -> list[str]:
    return sorted(one["name"] for one in talk.office.tracker("GET", f"boards/{CLIENT_BOARD}/cards"))


def call(talk: Talk, title: str) -> None:
    talk.office.tracker("PUT", f"cards/{team_board()['cards'][0]['id']}", name=title)


def test_the_client_goes_on_reading_the_title_that_they_know(office: Any) -> None:
    talk = begun(office, team='["Ivan Petrov"]', people=(TEAM_MEMBER,))
    before = titles(talk)
    call(talk, INSIDE)
    told = " ".join(talk.office.run("sync", "site").output.split())
    assert "title: it names a person of the team" in told
    assert titles(talk) == before
    talk.silent()
    call(talk, "Page 1 for small screens")
    talk.sync()
    assert "Page 1 for small screens" in titles(talk)
    talk.silent()


def test_a_title_that_passes_no_more_itself_is_not_kept(office: Any) -> None:
    talk = begun(office, team='["Olga Popova"]', people=(TEAM_MEMBER,))
    call(talk, INSIDE)
    talk.sync()
    assert INSIDE in titles(talk)  # nobody had said that Ivan is of the team
    config = talk.office.config
    config.write_text(config.read_text().replace("Olga Popova", "Ivan Petrov"))
    talk.sync()
    assert not [title for title in titles(talk) if "Ivan" in title]
    assert [title for title in titles(talk) if title.startswith("A piece of work, no.")]
