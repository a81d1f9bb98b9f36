"""Real processes: the first publication is asked, Ctrl-C wherever it comes, pipes that close, streams that fail."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, Office, empty_board
from tests.flows.team_board import SOURCE, team_board

pty = pytest.importorskip("pty")

WEB = PROJECT.format(name="web", source=SOURCE) + PUBLISH.format(name="web", client=CLIENT_BOARD)
PATIENCE = 30  # seconds after which a process hangs
INTERRUPTED = "Interrupted. What was begun is recorded; run the same command again to go on."


@pytest.fixture(autouse=True)
def _heeds_ctrl_c() -> Iterator[None]:
    """A run of the tests in the background ignores SIGINT, and what it starts would inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def here(office) -> Office:
    made: Office = office(team_board(), empty_board())
    made.configure(WEB)
    return made


def started(here: Office, *words: str, **how) -> subprocess.Popen:
    options = ["--config", str(here.config), "--now", here.now]
    env = {**os.environ, **here.env, "TERM": "xterm", "COLUMNS": "80"}
    return subprocess.Popen([sys.executable, "-m", "trackerbridge", *options, *words], env=env, **how)


def asked(here: Office, answer: bytes, *words: str, question: bytes = b"[y/N]:") -> tuple[int, str]:
    """At a terminal: wait for the question, answer it, and see how it ends."""
    leader, follower = pty.openpty()
    process = started(here, *words, stdin=follower, stdout=follower, stderr=follower, start_new_session=True)
    os.close(follower)
    seen, answered = b"", False
    while True:
        if not select.select([leader], [], [], PATIENCE)[0]:
            process.kill()
            pytest.fail(f"It hangs after: {seen.decode()[-200:]}")
        try:
            chunk = os.read(leader, 4096)
        except OSError:  # the other side has been closed
            break
        if not chunk:
            break
        seen += chunk
        if not answered and question in seen:
            answered = True
            if answer == b"\x03":
                process.send_signal(signal.SIGINT)
                answer = b"\n"  # Python looks for signals when it has read: one that came just before would wait
            os.write(leader, answer)
    os.close(leader)
    return process.wait(), seen.decode().replace("\r\n", "\n")


def statuses(here: Office) -> list[str]:
    return [run["status"] for run in json.loads(here.run("runs", "--format", "json").stdout)["runs"]]


def titles(here: Office) -> list[str]:
    return [card["name"] for card in here.tracker("GET", f"boards/{CLIENT_BOARD}/cards")]


def test_the_first_publication_is_shown_and_asked(here):
    code, seen = asked(here, b"n\n", "sync", "web")
    assert "Page 1 can be read on a phone" in seen
    assert "Nothing of web is on “For you” yet. Publish this to the client? [y/N]: n" in " ".join(seen.split())
    assert "Error: Not published: you said no. Nothing was written." in seen
    assert "sync again." in seen
    assert code == 5
    assert here.writes() == []


def test_yes_publishes_and_it_is_not_asked_again(here):
    code, seen = asked(here, b"y\n", "sync", "web")
    assert code == 0
    assert "web · 13 changes written" in seen
    assert len(titles(here)) == 5
    code, seen = asked(here, b"", "sync", "web")
    assert (code, "nothing to write" in seen, "[y/N]" in seen) == (0, True, False)


@pytest.mark.parametrize("answer", [b"\x03", b"\x04"], ids=["ctrl-c", "ctrl-d"])
def test_leaving_the_question_is_an_interruption(here, answer):
    code, seen = asked(here, answer, "sync", "web")
    assert code == 130
    assert INTERRUPTED in " ".join(seen.split())
    assert "inside trackerbridge" not in seen
    assert here.writes() == []
    assert statuses(here) == ["interrupted"]


def when(here: Office, matches: Callable[[str, str], bool], nth: int, do: Callable[[], object]) -> None:
    """Do something as the nth such request arrives at the sandbox, before it is served."""
    serve, seen = here.sandbox.service.answer, [0]

    def answer(request, entry):
        if matches(request.method, request.path):
            seen[0] += 1
            if seen[0] == nth:
                do()
        return serve(request, entry)

    here.sandbox.service.answer = answer


@pytest.mark.parametrize(
    ("method", "path", "nth"),
    [("GET", "boards", 1), ("POST", "lists", 1), ("POST", "cards", 1), ("POST", "cards", 4)],
    ids=["reading", "first write", "first card", "fourth card"],
)
def test_ctrl_c_anywhere_and_the_next_run_ends_where_it_should(here, method, path, nth):
    process: list[subprocess.Popen] = []
    when(here, lambda verb, at: verb == method and path in at, nth, lambda: process[0].send_signal(signal.SIGINT))
    process.append(started(here, "sync", "web", "--force", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
    out, err = process[0].communicate(timeout=PATIENCE)
    assert process[0].returncode == 130, err
    assert err.strip() == INTERRUPTED
    assert out == ""
    assert statuses(here) == ["interrupted"]
    assert here.run("sync", "web", "--force").exit_code == 0
    assert len(titles(here)) == len(set(titles(here))) == 5
    lists = [one["name"] for one in here.tracker("GET", f"boards/{CLIENT_BOARD}/lists")]
    assert len(lists) == len(set(lists))
    assert here.json("sync", "web")["status"] == "unchanged"


def test_a_process_that_is_killed_is_not_shown_as_running_for_ever(here):
    process: list[subprocess.Popen] = []
    when(here, lambda verb, _: verb == "POST", 5, lambda: process[0].kill())
    process.append(started(here, "sync", "web", "--force", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    process[0].wait(timeout=PATIENCE)
    assert statuses(here) == ["running"]
    here.configure(WEB, top="[run]\nbudget_seconds = 0.001\n")
    assert statuses(here) == ["cut short"]
    here.configure(WEB)
    assert here.json("sync", "web", "--force")["status"] == "ok"
    assert len(titles(here)) == len(set(titles(here))) == 5


@pytest.mark.parametrize(("words"), [("audit", "web"), ("plan", "web"), ("rules",)])
def test_a_reader_that_goes_away_is_no_error(here, words):
    process = started(here, *words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("words", [("rules",), ("audit", "web", "--format", "json")])
def test_a_disk_that_is_full_under_stdout(here, words):
    with Path("/dev/full").open("wb") as full:
        process = started(here, *words, stdout=full, stderr=subprocess.PIPE, text=True)
        _, err = process.communicate(timeout=PATIENCE)
    assert err == "Error: The output could not be written: No space left on device.\n  Make room; run again.\n"
    assert process.returncode == 2


@pytest.mark.parametrize("closing", ["exec >&-", "exec 2>&-"], ids=["stdout", "stderr"])
def test_a_stream_that_is_closed_from_the_start(here, closing):
    command = ["sh", "-c", f'{closing}; exec "$@"', "sh", sys.executable, "-m", "trackerbridge"]
    done = subprocess.run(
        [*command, "--config", str(here.config), "--now", here.now, "audit", "web"],
        env={**os.environ, **here.env}, capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert ("Page 1" in done.stdout) == ("2>" in closing)
