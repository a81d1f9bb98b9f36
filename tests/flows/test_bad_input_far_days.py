"""Days that nobody can reckon with: 9999-12-31, which people write for "never", the year 1, a run of twenty digits."""

from __future__ import annotations

import pytest
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, Office, empty_board
from tests.flows.team_board import SOURCE, team_board

WEB = PROJECT.format(name="web", source=SOURCE) + PUBLISH.format(name="web", client=CLIENT_BOARD)
COMMANDS = (
    ("audit", "web"), ("sync", "web", "--force"), ("brief", "web"), ("review", "web"), ("backtest", "web"),
    ("preview", "web", "--format", "html"),
)  # fmt: skip


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
@pytest.mark.parametrize("due", ["9999-12-31T23:59:59.000Z", "9999-12-30T20:00:00.000Z", "0001-01-01T00:00:00.000Z"])
def test_a_date_beyond_all_calendars_is_one_that_cannot_be_read(office, zone, due):
    board = team_board()
    board["cards"][0] |= {"due": due, "start": due}
    here: Office = office(board, empty_board())
    here.configure(WEB)
    here.config.write_text(here.config.read_text().replace('timezone = "UTC"', f'timezone = "{zone}"'))
    for command in COMMANDS:
        result = here.run(*command)
        assert result.exit_code == 0, (command, result.output)
        assert "failed on" not in result.output
    assert here.json("sync", "web")["status"] == "unchanged"


@pytest.mark.parametrize("now", ["0001-01-01", "9999-12-31T23:59-12:00", "3000-01-01"])
@pytest.mark.parametrize("command", ["audit", "plan", "brief"])
def test_a_moment_of_judgement_beyond_all_calendars(office, now, command):
    here: Office = office(team_board(), empty_board())
    here.configure(WEB)
    result = here.run(command, "web", now=now)
    assert result.exit_code == 2
    assert "can be reckoned with (1900 to 2999)" in " ".join(result.output.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("runs", "--show", "9" * 20), "is no run"), (("undo", "9" * 20, "--yes"), "is no run"),
        (("snooze", "D07", "--until", "9999-12-31"), "can be reckoned with"),
        (("promises", "add", "Send it", "--by", "9999-12-31"), "can be reckoned with"),
        (("brief", "web", "--since", "0001-01-01"), "can be reckoned with"),
    ],
)  # fmt: skip
def test_numbers_and_days_that_no_ledger_holds(office, words, said):
    here: Office = office(team_board(), empty_board())
    here.configure(WEB)
    result = here.run(*words)
    assert result.exit_code == 2, result.output
    assert said in " ".join(result.output.split())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('select = "all"', 'select = "all"\nwording = "\\u0000"'),
        ('key = "env:TRELLO_KEY"', f'key = "env:TRELLO_KEY"\nca_file = "{"x" * 5000}"'),
    ],
)
def test_names_that_no_file_can_have(office, old, new):
    here: Office = office(team_board(), empty_board())
    here.configure(WEB)
    here.config.write_text(here.config.read_text().replace(old, new))
    result = here.run("plan")
    assert result.exit_code == 2, result.output
    assert "inside trackerbridge" not in result.output
