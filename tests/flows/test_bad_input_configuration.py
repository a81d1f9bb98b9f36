"""A configuration that is wrong: file, line, the nearest right thing; nobody is asked, nothing is written."""

from __future__ import annotations

import os

import pytest
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, Office, empty_board
from tests.flows.team_board import SOURCE, team_board

WEB = PROJECT.format(name="web", source=SOURCE) + PUBLISH.format(name="web", client=CLIENT_BOARD)
FLAGS = "\n[projects.web.flags]\n"


@pytest.fixture
def here(office) -> Office:
    made: Office = office(team_board(), empty_board())
    made.configure(WEB)
    return made


def said(here: Office, *words: str) -> str:
    """What stands on stderr, with the folder left out; the command ends with 2, before anything is written."""
    result = here.run(*words)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert here.writes() == []
    assert here.env["TRELLO_TOKEN"] not in result.output
    return result.stderr.replace(f"{here.folder}{os.sep}", "").strip()


def changed(here: Office, old: str, new: str) -> None:
    text = here.config.read_text(encoding="utf-8")
    assert old in text
    here.config.write_text(text.replace(old, new), encoding="utf-8")


WRONG = {
    "an unknown key": (
        ("timezone =", "timezon ="),
        'Error: trackerbridge.toml:2: unknown key "timezon" in the file\'s top level; did you mean "timezone"?',
    ),
    "a key in the wrong table": (
        ('select = "all"', 'board2 = "x"\nselect = "all"\nkey = "env:X"'),
        'Error: trackerbridge.toml:22: unknown key "board2" in [projects.web.publish]; did you mean "board"?\n'
        'trackerbridge.toml:24: unknown key "key" in [projects.web.publish]; it belongs in [connections.NAME]',
    ),
    "a time zone that is none": (
        ('"UTC"', '"Europe/Lodnon"'),
        'Error: trackerbridge.toml:2: timezone: there is no time zone "Europe/Lodnon"; did you mean "Europe/London"?',
    ),
    "an unknown connection": (
        ('connection = "boards"\nboard = "s0urce00"', 'connection = "board"\nboard = "s0urce00"'),
        'Error: trackerbridge.toml:16: projects.web.sources[1].connection: there is no connection "board"; '
        'did you mean "boards"?',
    ),
    "an unknown tracker": (
        ('type = "trello"', 'type = "trelo"'),
        'Error: trackerbridge.toml:8: this version has no connector named trelo; did you mean "trello"? '
        "(installed: files, jira, memory, trello)",
    ),
    "a tracker that there is not": (
        ('type = "trello"', 'type = "redmine"'),
        "Error: trackerbridge.toml:8: this version has no connector named redmine "
        "(installed: files, jira, memory, trello)",
    ),
    "a secret in the file": (
        ('"env:TRELLO_TOKEN"', '"ATTA0123456789abcdef"'),
        "Error: trackerbridge.toml:11: connections.boards.token holds the secret itself, which does not belong in a "
        "file. Write env:NAME, file:PATH or keyring:SERVICE/USER. Treat it as known to others and make a new one.",
    ),
    "plain http to another machine": (
        ("http://127.0.0.1", "http://trello.example"),
        "Error: trackerbridge.toml:9: connections.boards.url is plain http, which anybody on the way can read; "
        "write https://…",
    ),
    "credentials in an address": (
        ("http://127.0.0.1", "http://me:hunter2@127.0.0.1"),
        "Error: trackerbridge.toml:9: connections.boards.url holds credentials; put them in key and token. "
        "Write env:NAME, file:PATH or keyring:SERVICE/USER.",
    ),
    "a selection that is none": (
        ('select = "all"', 'select = "label client"'),
        'Error: trackerbridge.toml:22: projects.web.publish.select is "label client"; '
        "it can be label:…, list:…, type:… or all",
    ),
    "the team's board as the client's": (
        (f'board = "{CLIENT_BOARD}"', f'board = "{SOURCE}"'),
        "Error: trackerbridge.toml:21: projects.web.publish.board is also a source; "
        "the client sees a board of its own, so name another one",
    ),
    "no TOML": (
        ('select = "all"', "select = all"),
        "Error: trackerbridge.toml:22: this is not TOML, column 10: invalid value.\n"
        "  Text needs quotes, and every key stands once.",
    ),
    "TOML that ends too early": (
        ('select = "all"', "select = ["),
        "Error: trackerbridge.toml:23: this is not TOML, at the end of the file: invalid value.\n"
        "  Text needs quotes, and every key stands once.",
    ),
    "a table that stands twice": (
        ("[projects.web.publish]", "[projects.web]"),
        "Error: trackerbridge.toml:19: this is not TOML, column 14: cannot declare [projects.web] twice.\n"
        "  Text needs quotes, and every key stands once.",
    ),
    "a ledger that is no address": (
        ('"sqlite:///ledger.db"', '"ledger"'),
        "Error: [ledger] url is no database address.\n"
        "  Write it like sqlite:///trackerbridge.db or postgresql+psycopg://user@host/name.",
    ),
    "a driver that is not installed": (
        ('"sqlite:///ledger.db"', '"oracle+nowhere://db.example/x"'),
        "Error: The driver for the ledger oracle+nowhere://db.example/x is not installed.\n"
        "  Install it, or use SQLite (Can't load plugin: sqlalchemy.dialects:oracle.nowhere).",
    ),
    "a variable that is not set": (
        ("env:TRELLO_KEY", "env:TRELLO_KEYS"),
        "Error: connections.boards.key needs the environment variable TRELLO_KEYS, which is not set.\n"
        "  export TRELLO_KEYS=…",
    ),
    "a secret file that is not there": (
        ("env:TRELLO_TOKEN", "file:token.txt"),
        "Error: connections.boards.token needs the file token.txt, which is not there.\n"
        "  Create it, readable by you alone.",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_said_with_its_place_and_the_nearest_right_thing(here, what):
    change, sentence = WRONG[what]
    changed(here, *change)
    assert said(here, "sync", "web", "--force") == sentence
    assert [entry.method for entry in here.sandbox.requests] == []


def test_rules_and_their_options(here):
    flags = (
        'ignore = ["D99"]\noverdu = { severity = "high" }\nF01 = { working_days = 7000 }\nD01 = { severity = "huge" }\n'
    )
    here.configure(WEB + FLAGS + flags + "F02 = { days = 1 }\nprofile = 'strickt'\n")
    assert said(here, "audit", "web").splitlines() == [
        "Error: trackerbridge.toml:25: There is no rule 'D99'. Did you mean D09 (date-on-day-off)? "
        "`trackerbridge rules` lists them all.",
        "trackerbridge.toml:26: There is no rule 'overdu'. Did you mean D01 (overdue)? "
        "`trackerbridge rules` lists them all.",
        "trackerbridge.toml:27: flags.F01.working_days should be between 1 and 250 working days, not 7000. "
        "`trackerbridge rules F01` explains its options.",
        "trackerbridge.toml:28: flags.D01.severity should be one of low, medium, high, not 'huge'. "
        "`trackerbridge rules D01` explains its options.",
        "trackerbridge.toml:29: flags.F02: the rule F02 (unowned) has no option 'days'. Did you mean 'working_days'? "
        "`trackerbridge rules F02` explains its options.",
        "trackerbridge.toml:30: flags.profile: there is no profile 'strickt'. Did you mean 'strict'? "
        "Use standard, gentle, strict, first-weeks.",
    ]


@pytest.mark.skipif(os.name != "posix", reason="permissions of files are POSIX's")
def test_a_secret_that_everybody_can_read(here):
    secret = here.folder / "token.txt"
    secret.write_text(here.env["TRELLO_TOKEN"])
    secret.chmod(0o644)
    changed(here, "env:TRELLO_TOKEN", "file:token.txt")
    assert said(here, "audit", "web") == (
        "Error: connections.boards.token: everybody on this machine can read token.txt.\n  chmod 600 token.txt"
    )
    secret.chmod(0o600)
    assert here.run("audit", "web").exit_code == 0


@pytest.mark.parametrize(("value", "why"), [("", "is empty"), ("two words", "holds spaces or characters that no key")])
def test_a_variable_without_a_secret_in_it(here, value, why):
    here.env["TRELLO_TOKEN"] = value
    result = here.run("audit", "web")
    assert f"connections.boards.token: the environment variable TRELLO_TOKEN {why}" in result.stderr
    assert (result.exit_code, value in result.stderr) == (2, not value)


def test_an_unknown_project_and_none_at_all(here):
    assert said(here, "audit", "wbe") == (
        'Error: There is no project named "wbe".\n  Did you mean "web"? The configuration has: web.'
    )
    here.configure("")
    assert said(here, "sync") == (
        "Error: The configuration has no project.\n  Add a [projects.NAME] table with its sources."
    )


def test_no_configuration_at_all(here, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TRACKERBRIDGE_CONFIG", raising=False)
    here.config.unlink()
    assert said(here, "audit") == "Error: --config names trackerbridge.toml, which is not there.\n  Check the path."
    from click.testing import CliRunner

    from trackerbridge.cli import cli

    result = CliRunner().invoke(cli, ["audit"])
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: There is no configuration: neither trackerbridge.toml in this folder nor ")
    assert result.stderr.endswith("or audit a file without one: trackerbridge audit FILE.\n")


def test_a_configuration_that_is_not_text(here):
    here.config.write_bytes("timezone = 'UTC'".encode("utf-16"))
    assert said(here, "audit") == "Error: trackerbridge.toml:1: this is not UTF-8 text.\n  Save the file as UTF-8."


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("audit", "--format", "xlsx"), "There is no format 'xlsx'."),
        (("audit", "--fail-on", "huge"), "Invalid value for '--fail-on': 'huge' is not one of"),
        (("audit", "--select", "D99"), "There is no rule 'D99'. Did you mean D09 (date-on-day-off)?"),
        (("audit", "--now", "2026-11-18"), "--now stands before the command: trackerbridge --now … audit …"),
        (("audti",), "There is no command 'audti'. Did you mean 'audit'?"),
        (("sync", "--output", "nowhere/report.txt"), "nowhere/report.txt cannot be written: there is no folder"),
        (("plan", "--out", "nowhere/a.plan"), "nowhere/a.plan cannot be written: there is no folder"),
        (("promises", "add", "The minutes", "--by", "soon"), "'soon' is no day; write it as 2026-11-25."),
        (("rules", "overdu"), "There is no rule 'overdu'. Did you mean D01 (overdue)?"),
    ],
)
def test_wrong_usage(here, words, sentence):
    assert sentence in said(here, *words)
    assert [entry.method for entry in here.sandbox.requests] == []


def test_a_moment_that_is_none(here):
    here.now = "tomorrow"
    assert "'tomorrow' is no moment; write it as 2026-11-19T12:00 or 2026-11-19." in said(here, "audit")


@pytest.mark.parametrize(("level", "code"), [("low", 1), ("medium", 1), ("high", 0), ("never", 0)])
def test_fail_on(here, level, code):
    here.tracker("PUT", f"cards/{team_board()['cards'][0]['id']}", due="2026-11-13T12:00:00.000Z")
    result = here.run("audit", "web", "--select", "D01", "--fail-on", level)
    assert "medium  D01" in result.stdout
    assert result.exit_code == code
