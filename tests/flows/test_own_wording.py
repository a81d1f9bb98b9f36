"""An office's own sentences: on the board where they are right, refused before anything is read where they are not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, Office, empty_board
from tests.flows.team_board import SOURCE, team_board

SAMPLE = Path(__file__).parents[2] / "config" / "wording" / "ro.example.toml"
OWN = PROJECT.format(name="site", source=SOURCE) + PUBLISH.format(name="site", client=CLIENT_BOARD)


@pytest.fixture
def here(office) -> Office:
    made: Office = office(team_board(), empty_board())
    made.configure(OWN + 'language = "ro"\nwording = "own.toml"\n')
    shutil.copy(SAMPLE, made.folder / "own.toml")
    return made


def test_the_sample_speaks_and_the_rest_is_ours(here):
    said = here.run("preview", "site").stdout
    assert "Urmează" in said
    assert "Vă scriem din nou" in said
    assert "Cum lucrăm împreună" in said


def test_a_mistake_stops_before_the_first_request(here):
    text = (here.folder / "own.toml").read_text("utf-8").replace("{date}", "{day}")
    (here.folder / "own.toml").write_text(text, "utf-8")
    before = len(list(here.sandbox.requests))
    result = here.run("sync", "site", "--force")
    assert result.exit_code == 2
    assert "own.toml, line 9: summary.next_update" in result.stderr
    assert "expected is a sentence with {date}" in " ".join(result.stderr.split())
    assert len(list(here.sandbox.requests)) == before


@pytest.mark.parametrize(("content", "said"), [(None, "cannot be read"), (b'[lists]\nplanned = "\xff"', "not UTF-8")])
def test_a_file_that_cannot_be_read_is_named(here, content, said):
    (here.folder / "own.toml").unlink()
    if content is not None:
        (here.folder / "own.toml").write_bytes(content)
    result = here.run("plan", "site")
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_a_byte_order_mark_and_windows_line_ends_are_no_mistake(here):
    (here.folder / "own.toml").write_bytes('\ufeff[lists]\r\nplanned = "Mai încolo"\r\n'.encode())
    assert "Mai încolo" in here.run("preview", "site").stdout


def test_the_line_that_is_no_utf8_is_named(here):
    (here.folder / "own.toml").write_bytes('[lists]\n# a\nplanned = "Рано"\n'.encode("cp1251"))
    assert "is not UTF-8 text: line 3 holds" in " ".join(here.run("plan", "site").stderr.split())


def test_check_tells_a_sentence_that_the_guard_would_hold(here):
    (here.folder / "own.toml").write_text(
        '[sentences]\nheld = "Ask ivan@acme.example, as we already told you."\n[lists]\nplanned = "Urmează"\n', "utf-8"
    )
    found = json.loads(here.run("check", "site", "--format", "json").stdout)["findings"]
    [told] = [one for one in found if "own.toml" in one["what"]]
    assert told["warning"]
    assert told["what"].startswith("own.toml, sentences.held: “Ask ivan@acme.example")
    assert "it holds an e-mail address" in told["what"]
