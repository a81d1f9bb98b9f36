"""At a real terminal: colour, width, progress on stderr; none of it with NO_COLOR or in a pipe."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pty = pytest.importorskip("pty")


def at_terminal(*words, **env):
    """What somebody sees who types this, stdout and stderr together."""
    leader, follower = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "trackerbridge", *map(str, words)],
        stdin=follower, stdout=follower, stderr=follower, env={**os.environ, "TERM": "xterm-256color", **env},
    )  # fmt: skip
    os.close(follower)
    seen = b""
    while True:
        try:
            chunk = os.read(leader, 4096)
        except OSError:  # the last writer has closed its side
            break
        if not chunk:
            break
        seen += chunk
    os.close(leader)
    assert done.wait() == 0, seen.decode()
    return seen.decode()


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text("key,title,status,due\nA-1,Payment page,Doing,2026-11-02\n")
    return path


def test_colour_at_a_terminal(table):
    assert "\x1b[1;31mhigh" in at_terminal("--now", "2026-11-18", "audit", table, NO_COLOR="")


def test_no_colour_where_it_is_not_wanted(table):
    assert "\x1b[1;31m" not in at_terminal("-q", "--now", "2026-11-18", "audit", table, NO_COLOR="1")
    assert "\x1b[1;31m" not in at_terminal("-q", "--now", "2026-11-18", "audit", table, NO_COLOR="", TERM="dumb")


def test_progress_at_a_terminal_and_none_with_quiet(table):
    assert "reading plan.csv" in at_terminal("--now", "2026-11-18", "audit", table, NO_COLOR="")
    assert "reading plan.csv" not in at_terminal("-q", "--now", "2026-11-18", "audit", table, NO_COLOR="")


def test_a_pipe_is_plain_and_stderr_is_silent(table):
    done = subprocess.run(
        [sys.executable, "-m", "trackerbridge", "--now", "2026-11-18", "audit", table],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "\x1b" not in done.stdout
    assert done.stderr == ""
