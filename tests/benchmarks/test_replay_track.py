"""The replay track on a small invented tracker in the data folder's layout."""

import gzip
import json

import pytest
from tests.trackers.jira.issues import DONE, TO_DO, issue

pytest.importorskip("numpy", reason="the benchmark fits its weights with numpy, an extra")

from benchmarks.accuracy import replay


def moved(number, day):
    items = [{"field": "status", "from": "105", "fromString": "To Do", "to": "104", "toString": "Done"}]
    return {"id": str(number), "created": f"{day}T12:00:00.000+0000", "items": items}


def dated(number, done_on, due="2026-02-20"):
    """Made on 2 February and due on the 20th."""
    status = DONE if done_on else TO_DO
    histories = [moved(number, done_on)] if done_on else []
    resolved = f"{done_on}T12:00:00.000+0000" if done_on else None
    return issue(number, histories=histories, status=status, duedate=due, resolutiondate=resolved,
                 created="2026-02-02T09:00:00.000+0000", updated="2026-03-03T09:00:00.000+0000")  # fmt: skip


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "late" / "raw-jira"
    folder.mkdir(parents=True)
    issues = [dated(1, "2026-02-10"), dated(2, "2026-02-25"), dated(3, ""), dated(4, "2026-02-19"),
              dated(5, "2026-02-27", due="2026-01-30")]  # fmt: skip
    with gzip.open(folder / "bakery.jsonl.gz", "wt") as lines:
        lines.writelines(json.dumps(each) + "\n" for each in issues)
    return tmp_path


def test_each_moment_counts_what_was_open_then(data):
    found = replay.measure(data)["bakery"]

    counted = {point: (found[point]["n"], found[point]["positives"]) for point in ("set", "half", "minus7", "minus1")}
    assert counted == {"set": (4, 2), "half": (3, 2), "minus7": (3, 2), "minus1": (3, 2)}
    assert 0 <= found["half"]["auc"] <= 1
    assert found["half"]["brier"] is not None


def test_overdue_work_is_found_and_stands_apart(data):
    found = replay.measure(data)["bakery"]

    assert (found["overdue"], found["overdue_found"]) == (1, 1.0)


def test_a_tracker_that_the_weights_never_saw_is_judged_by_the_shipped_ones(data):
    assert replay.measure(data)["bakery"]["how"] == "shipped weights on 14 rows, weights of earlier ends on 0"


def test_without_raw_issues_there_is_nothing(tmp_path):
    assert replay.measure(tmp_path) == {}
