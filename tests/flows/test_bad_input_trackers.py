"""A tracker that cannot be reached, does not let us in or answers nonsense: a sentence, the next step, no write."""

from __future__ import annotations

import json
import socket

import pytest
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, Office, empty_board
from tests.flows.team_board import SOURCE, team_board

from trackerbridge.sandbox.credentials import CLIENT_TOKEN, READ_ONLY_TOKEN
from trackerbridge.sandbox.faults import Fault

WEB = PROJECT.format(name="web", source=SOURCE) + PUBLISH.format(name="web", client=CLIENT_BOARD)
AUTHORIZE = "https://trello.com/1/authorize?expiration=never&scope=read,write&response_type=token&key=YOUR_KEY"
NEW_TOKEN = f"{AUTHORIZE} and put it there."
PAGE = "<html><head><title>ERROR: The request could not be satisfied</title></head></html>"


@pytest.fixture
def here(office) -> Office:
    made: Office = office(team_board(), empty_board())
    made.configure(WEB)
    return made


def elsewhere(here: Office, url: str) -> None:
    """The configuration names another address."""
    text = here.config.read_text(encoding="utf-8")
    here.config.write_text(text.replace(here.sandbox.url, url), encoding="utf-8")


def said(here: Office, code: int, *words: str) -> str:
    """What stands on stderr; HOST for the sandbox's address. Nothing was written, and no secret is shown."""
    before = here.writes()
    result = here.run(*(words or ("sync", "web", "--force")))
    assert result.exit_code == code, result.output
    assert here.writes() == before
    assert here.env["TRELLO_TOKEN"] not in result.output
    assert here.env["TRELLO_KEY"] not in result.output
    return result.stderr.replace(here.sandbox.url.removeprefix("http://"), "HOST").strip()


def test_a_key_that_trello_does_not_know(here):
    here.env["TRELLO_KEY"] = "0" * 32
    assert said(here, 3) == (
        "Error: Trello does not know the key (the environment variable TRELLO_KEY).\n"
        "  Copy the key from https://trello.com/power-ups/admin and put it there."
    )


@pytest.mark.parametrize("answer", ["invalid token", "invalid app token", "expired token"])
def test_a_token_that_is_wrong_revoked_or_expired(here, answer):
    here.sandbox.faults.add(Fault(status=401, body=answer))
    assert said(here, 3) == (
        "Error: Trello does not accept the token (the environment variable TRELLO_TOKEN): "
        "it is wrong, was revoked, or has expired.\n  Make a new one for the same key: " + NEW_TOKEN
    )


def test_a_token_that_is_revoked_between_the_reading_and_the_writing(here):
    here.sandbox.faults.add(Fault(method="POST", status=401, body="invalid token"))
    failed = here.json("sync", "web", "--force", code=3)
    assert (failed["status"], failed["applied"]) == ("failed", 0)
    assert "Trello does not accept the token" in failed["errors"][0]
    here.sandbox.faults.clear()
    assert here.json("sync", "web", "--force")["status"] == "ok"


def test_a_token_that_may_only_read(here):
    here.env["TRELLO_TOKEN"] = READ_ONLY_TOKEN
    failed = here.json("sync", "web", "--force", code=3)
    assert "is not allowed to change anything: it lacks the scope for it." in failed["errors"][0]
    assert failed["errors"][0].endswith(f"Make a token that may read and write: {NEW_TOKEN}")
    assert here.tracker("GET", f"boards/{CLIENT_BOARD}/lists") == []
    assert failed["requests"]["POST"] == 1


def test_a_token_whose_account_is_on_no_board(here):
    here.env["TRELLO_TOKEN"] = CLIENT_TOKEN
    assert said(here, 3, "audit", "web") == (
        "Error: The Trello board s0urce00 does not exist, or the account Sandbox Client cannot see it.\n"
        "  It can see no board at all: invite the account to the board."
    )


@pytest.mark.parametrize("table", ["source", "client"])
def test_a_wrong_board_lists_the_boards_that_can_be_seen(here, table):
    right = SOURCE if table == "source" else CLIENT_BOARD
    here.config.write_text(here.config.read_text().replace(right, "wrong000"))
    assert said(here, 3) == (
        "Error: The Trello board wrong000 does not exist, or the account Sandbox Team cannot see it.\n"
        "  Boards it can see: Team (s0urce00), For you (c1ient00). Use one of these ids, or invite the account to the "
        "board."
    )


def test_a_client_board_that_is_closed(office):
    here = office(team_board(), empty_board() | {"closed": True})
    here.configure(WEB)
    assert "is closed" in said(here, 3)


def test_nobody_listens(here):
    with socket.socket() as taken:  # bound and not listening: the port refuses
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        elsewhere(here, f"http://{address}")
        assert said(here, 4) == (
            f"Error: {address} does not answer (the connection was refused).\n"
            "  Check the network and the connection's url, then run again."
        )


def test_a_name_that_nobody_knows(here, monkeypatch):
    def unknown(*_args, **_more):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    elsewhere(here, "https://trello.example")
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert said(here, 4) == (
        "Error: trello.example does not answer (its name is not known here).\n"
        "  Check the network and the connection's url, then run again."
    )


def test_a_tracker_that_hangs(here, monkeypatch):
    monkeypatch.setattr("trackerbridge.trackers.http.READ_SECONDS", 0.05)
    here.sandbox.faults.add(Fault(path="/members/me", delay_ms=200))
    assert said(here, 4) == (
        "Error: HOST does not answer (it took too long).\n  Check the network and the connection's url, then run again."
    )


@pytest.mark.parametrize(
    ("fault", "sentence", "hint"),
    [
        (
            Fault(status=502),
            "HOST could not answer GET /1/members/me (502).",
            "Run again later; see https://trello.status.atlassian.com, and check the connection's url.",
        ),
        (
            Fault(status=403, body=PAGE, headers={"content-type": "text/html"}),
            "HOST answered GET /1/members/me with a web page instead of data (403).",
            "Check the connection's url, and whether a proxy or a login page stands in between.",
        ),
        (
            Fault(status=200, body=PAGE, headers={"content-type": "text/html"}),
            "HOST answered GET /1/members/me with a web page instead of data.",
            "Check the connection's url, and whether a proxy or a login page stands in between.",
        ),
        (
            Fault(status=302, headers={"location": "https://login.example/"}),
            "HOST answered GET /1/members/me with a redirect (302).",
            "Check the connection's url, and whether a proxy or a login page stands in between.",
        ),
        (
            Fault(status=404, body="Cannot GET"),
            "http://HOST answers, and not as Trello does (404 for members/me).",
            "Check the connection's url; Trello's own is https://api.trello.com.",
        ),
        (
            Fault(drop="before"),
            "HOST does not answer (the connection broke).",
            "Check the network and the connection's url, then run again.",
        ),
        (
            Fault(path="/cards", truncate=30),
            "HOST does not answer (the connection broke).",
            "Check the network and the connection's url, then run again.",
        ),
    ],
    ids=["down", "content network", "login page", "redirect", "another server", "dropped", "cut"],
)
def test_an_answer_that_is_none(here, fault, sentence, hint):
    here.sandbox.faults.add(fault)
    assert said(here, 4) == f"Error: {sentence}\n  {hint}"


@pytest.mark.parametrize("body", ["[]", "null", "{}", "7", '"text"'])
def test_json_that_is_not_what_was_asked_for(here, body):
    for path in ("members/me", f"boards/{SOURCE}$", "/cards", "/actions"):
        here.sandbox.faults.clear()
        here.sandbox.faults.add(Fault(path=path, status=200, body=body))
        before = here.writes()
        result = here.run("sync", "web", "--force")
        assert "inside trackerbridge" not in result.output
        if path != "/actions" and not (path == "/cards" and body == "[]"):
            assert result.exit_code in (3, 4), (path, result.output)
            assert here.writes() == before


def test_a_limit_that_outlasts_the_budget(here, monkeypatch):
    monkeypatch.undo()  # the budget waits as it really does: it sees at once that the wait is too long
    monkeypatch.setattr("trackerbridge.trackers.limits.SharedLimiter.acquire", lambda self, budget: None)
    here.configure(WEB, top="[run]\nbudget_seconds = 3\n")
    here.sandbox.faults.add(Fault(status=429, body="Rate limit exceeded"))
    spent = said(here, 4)
    assert spent.startswith("Error: The run's budget of 3 s is spent: HOST limits our requests and asks us to wait")
    assert spent.endswith("Run again later, or raise run.budget_seconds in the configuration.")


def test_a_limit_in_the_middle_of_writing_leaves_the_rest_for_the_next_run(here, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr("trackerbridge.trackers.limits.SharedLimiter.acquire", lambda self, budget: None)
    here.configure(WEB, top="[run]\nbudget_seconds = 3\n")
    here.sandbox.faults.add(Fault(method="POST", path="/cards", nth=tuple(range(3, 99)), status=429))
    partly = here.json("sync", "web", "--force", code=6)
    assert partly["status"] == "partial"
    assert partly["applied"] > 0
    here.sandbox.faults.clear()
    here.configure(WEB)
    assert here.json("sync", "web")["status"] == "ok"
    titles = [card["name"] for card in here.tracker("GET", f"boards/{CLIENT_BOARD}/cards")]
    assert len(titles) == len(set(titles)) == 5


def test_one_project_that_fails_does_not_cost_the_others_their_sync(office):
    here = office(team_board(), empty_board())
    here.configure(WEB + PROJECT.format(name="shop", source="nowhere0"))
    result = here.run("audit", "--format", "json")
    web, shop = json.loads(result.stdout)["projects"]
    assert web["tasks"] == 3
    assert "nowhere0 does not exist" in shop["error"]["message"]
    assert "Error in shop: The Trello board nowhere0 does not exist" in result.stderr
    assert result.exit_code == 6
    synced = here.run("sync", "--force")
    assert synced.exit_code == 6
    assert len(here.tracker("GET", f"boards/{CLIENT_BOARD}/cards")) == 5


def test_projects_that_fail_alike_end_with_that_code(here):
    here.configure(WEB + WEB.replace("projects.web", "projects.shop").replace(SOURCE, "nowhere0"))
    here.env["TRELLO_TOKEN"] = "f" * 64
    assert said(here, 3, "sync", "--force").count("Trello does not accept the token") == 2


def test_check_leaves_an_address_whole_on_a_narrow_screen(here):
    here.env["TRELLO_TOKEN"] = "f" * 64
    shown = here.run("check").stdout
    assert f"1 thing to mend:\n  - Make a new one for the same key:\n    {AUTHORIZE}\n    and put it there.\n" in shown


def test_sync_leaves_an_address_whole_on_a_narrow_screen(here):
    here.env["TRELLO_TOKEN"] = READ_ONLY_TOKEN
    assert f"\n    {AUTHORIZE}\n" in here.run("sync", "web", "--force").stdout
