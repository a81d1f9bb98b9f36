"""The bench beside other tools, without the tools: shim, counting, measuring, table, and the floor on the sandbox."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from benchmarks.peers import measure, page
from benchmarks.peers.installed import NotInstalledError, python_of
from benchmarks.peers.libraries import Floor, PyTrello
from benchmarks.peers.material import Seen, Size, jira_issues, trello_board, truth
from benchmarks.peers.measure import Measured
from benchmarks.peers.ours import Ours
from benchmarks.peers.peer import Place
from benchmarks.peers.running import Bench, Result
from benchmarks.peers.served import Asked, counted, served
from benchmarks.peers.shim.sitecustomize import redirected
from benchmarks.peers.table import goals, rows_of, table
from benchmarks.peers.taps import TapTrello

BOARD = Size("trello", 500, actions=3500)
SMALL_BOARD, SMALL_JIRA = Size("trello", 20, actions=140), Size("jira", 60, comments=120, changes=300)
HERE = "http://127.0.0.1:4711"
REQUESTS = {"trello": 3, "jira": 4}
"""Of the floor: the board, its cards, its actions; a search, the long histories, two long talks."""


# -- the shim


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("https://api.trello.com/1/boards/x?key=a%20b", f"{HERE}/1/boards/x?key=a%20b"),
        ("https://bench.atlassian.net/rest/api/2/myself", f"{HERE}/rest/api/2/myself"),
        (f"{HERE}/1/cards", f"{HERE}/1/cards"),
    ],
)
def test_trackers_are_led_to_the_sandbox(asked: str, led: str) -> None:
    assert redirected(asked, HERE) == led


@pytest.mark.parametrize(
    "asked", ["https://auth.atlassian.com/oauth/token", "https://api.trello.com.example/1", "https://example.com"]
)
def test_nobody_else_is_asked(asked: str) -> None:
    with pytest.raises(ValueError, match="lets nobody ask"):
        redirected(asked, HERE)


# -- what there is, and what was seen


def test_the_board_has_a_long_tail_and_its_truth_is_known() -> None:
    made = trello_board(BOARD)
    said: dict[str, int] = {}
    for action in made["actions"]:
        if action["type"] == "commentCard":
            said[action["data"]["card"]["id"]] = said.get(action["data"]["card"]["id"], 0) + 1
    assert truth(BOARD, made) == Seen(500, 1500, 2000)
    assert sum(count > 50 for count in said.values()) == 10  # more than one answer about a card gives by default
    assert {card["id"]: card["badges"]["comments"] for card in made["cards"] if card["badges"]["comments"]} == said


def test_a_tap_is_counted_by_its_records_each_once(tmp_path: Path) -> None:
    record = '{"type": "RECORD", "stream": "%s", "record": {"id": "%s", "type": "%s"}}'
    lines = [
        '{"type": "STATE", "value": {}}',
        *[record % ("cards", f"c{number}", "") for number in range(3)],
        record % ("actions", "a1", "commentCard"),
        record % ("actions", "a1", "commentCard"),
        record % ("actions", "a2", "updateCard"),
        record % ("actions", "a3", "createCard"),
    ]
    (tmp_path / "stdout").write_text("\n".join(lines), encoding="utf-8")
    assert TapTrello().seen(_place(tmp_path), tmp_path / "stdout") == Seen(3, 1, 1)


def test_the_log_says_how_many_and_where_somebody_stopped() -> None:
    def entry(path: str, status: int = 200, size: int = 10) -> dict[str, Any]:
        return {"path": path, "status": status, "bytes": size}

    log = [
        entry("/1/boards/b"),
        entry("/1/cards/c1"),
        entry("/1/cards/c1/actions"),
        entry("/rest/api/2/issue/WEB-1/comment"),
        entry("/1/cards/c2", status=429, size=1),
    ]
    assert counted(log) == Asked(requests=5, bytes=41, refused=1, tasks=2)


# -- measuring


def test_a_command_is_measured_from_outside(tmp_path: Path) -> None:
    code = "import sys; x = b'x' * 60_000_000; print(len(x)); sys.exit(3)"
    done = measure.alone(60, tmp_path / "out", [sys.executable, "-c", code], {}, tmp_path)
    assert (done.code, done.stopped) == (3, False)
    assert done.memory_mb > 57
    assert done.wall > 0
    assert (tmp_path / "out" / "stdout").read_text().strip() == "60000000"


def test_a_command_is_stopped_when_its_time_is_over(tmp_path: Path) -> None:
    code = "import threading; threading.Event().wait()"
    done = measure.alone(0.3, tmp_path / "out", [sys.executable, "-c", code], {}, tmp_path)
    assert done.stopped
    assert done.code < 0


# -- the floor and ours on the sandbox


@pytest.mark.parametrize("size", [SMALL_BOARD, SMALL_JIRA])
def test_the_floor_sees_everything(tmp_path: Path, size: Size) -> None:
    made = trello_board(size) if size.tracker == "trello" else jira_issues(size)
    with served(size) as sandbox:
        place = Place(Path(sys.executable), sandbox.url, size, tmp_path)
        [step] = Floor().steps(place)
        done = measure.alone(60, tmp_path / "out", step.command, {**place.env, **step.more_env}, tmp_path)
        assert done.code == 0, (tmp_path / "out" / "stderr").read_text()
        assert Floor().seen(place, tmp_path / "out" / "stdout") == sandbox.truth == truth(size, made)
        assert sandbox.asked().requests == (
            3 if size.tracker == "trello" else 4
        )  # two long talks, one bulk of histories


def test_a_tool_that_is_not_to_be_had_is_named_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(peer: object) -> Path:
        if isinstance(peer, PyTrello):
            raise NotInstalledError("it could not be installed here")
        return Path(sys.executable)

    monkeypatch.setattr("benchmarks.peers.running.python_of", missing)
    results = Bench(repeat=1).at(SMALL_BOARD, 0, [PyTrello(), Floor(), Ours()])
    assert [(one.peer, one.why) for one in results if one.why] == [(PyTrello.name, "it could not be installed here")]
    assert [one.asked.requests for one in results if one.peer == Ours.name and one.asked] == [4, 1, 2]
    whole = [one for one in results if one.seen]
    assert [one.seen for one in whole] == [one.truth for one in whole]
    assert {one.peer: one.told for one in whole} == {Floor.name: None, Ours.name: True}


def test_ours_needs_no_environment_of_its_own(tmp_path: Path) -> None:
    assert python_of(Ours(), tmp_path) == Path(sys.executable)
    assert list(tmp_path.iterdir()) == []


# -- the table


def _result(peer: str, step: str, wall: float, **more: Any) -> Result:
    figures = Measured(code=0, wall=wall, cpu=wall + 1, memory_mb=40)
    imports = Measured(code=0, wall=0.5, cpu=1, memory_mb=30)
    said = {"measured": figures, "start_up": imports, "asked": Asked(7, 100, 0, 0), "seen": Seen(500, 1500, 2000)}
    return Result(peer, step, BOARD, more.pop("latency", 20), Seen(500, 1500, 2000), **{**said, **more})


OURS = _result(Ours.name, "audit", 1.0, told=True)
AGAIN = replace(OURS, step="audit again", whole=False, seen=None, asked=Asked(1, 10, 0, 0))
OTHER = _result("other", "pull", 2.0, seen=Seen(500, 1499, 0))
FLOOR = _result(Floor.name, "pull", 0.5)


def test_the_table_counts_completeness_before_anything_else() -> None:
    limited = [replace(OTHER, why="gives up at card 48 after 2.4 s")]
    text = table(rows_of([OTHER, FLOOR, OURS, AGAIN], limited))
    assert text.splitlines() == [
        "| tool | comments | changes | says so | requests | s at 20 ms | CPU s | memory MB | "
        "under the real limit, at 20 ms |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        "| *Trello, 500 cards with 3,500 actions* |  |  |  |  |  |  |  |  |",
        "| **trackerbridge, audit** | 100 % | 100 % | yes: complete | 7 | 1.00 (2.0) | 1.00 (2.0) | 40 | – |",
        "| **trackerbridge, audit again** | – | – |  | 1 | 1.00 (2.0) | 1.00 (2.0) | 40 | – |",
        "| other | 99 % | 0 % | no | 7 | 2.00 (4.0) | 2.00 (4.0) | 40 | gives up at card 48 after 2.4 s |",
        "| floor | 100 % | 100 % | no | 7 | 0.50 (1.0) | 0.50 (1.0) | 40 | – |",
    ]


def test_a_failure_stands_in_the_place_of_a_figure() -> None:
    lost = replace(OTHER, measured=None, asked=None, seen=None, why="it could not be installed here")
    slow = replace(OTHER, latency=80, why="stopped by the bench after 240 s at card 300")
    text = table(rows_of([OURS, replace(OURS, latency=80), OTHER, slow, replace(lost, peer="lost")]))
    assert "| lost | it could not be installed here |" in text
    assert "| 2.00 | stopped by the bench after 240 s at card 300 |" in text


def test_what_differs_from_run_to_run_is_a_range() -> None:
    text = table(rows_of([OTHER, replace(OTHER, latency=80, seen=Seen(500, 1200, 0))]))
    assert "| other | 80–99 % | 0 % |" in text


def test_goals_are_held_against_the_best_other_tool_and_not_against_the_floor() -> None:
    text = goals(rows_of([OURS, AGAIN, OTHER, FLOOR]))
    assert (
        "0.6 of the seconds of the best other tool at 20 ms | 0.50 of other; start-up left out of both: 0.33 | met |"
        in text
    )
    assert "1 request where nothing is new | 1 | met |" in text
    unseen = replace(OURS, seen=Seen(500, 1499, 2000))
    assert "| 99 %, 100 %, yes: complete | **not met** |" in goals(rows_of([unseen, AGAIN, OTHER, FLOOR]))


def test_a_page_takes_a_table_between_its_marks(tmp_path: Path) -> None:
    kept = tmp_path / "page.md"
    kept.write_text("# A\n\n<!-- peers -->\nold\n<!-- /peers -->\n\nrest\n", encoding="utf-8")
    page.put(kept, "peers", page.markdown(["a"], [["b"]]))
    assert kept.read_text(encoding="utf-8") == (
        "# A\n\n<!-- peers -->\n| a |\n| --- |\n| b |\n<!-- /peers -->\n\nrest\n"
    )
    with pytest.raises(ValueError, match="no place for 'profile'"):
        page.put(kept, "profile", "x")


def _place(folder: Path) -> Place:
    return Place(Path(sys.executable), HERE, BOARD, folder)
