import json
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from benchmarks.accuracy import __main__ as command
from benchmarks.accuracy import baselines, late
from benchmarks.accuracy.row_facts import known_of
from benchmarks.accuracy.tables import projects_in, rows_of, split
from benchmarks.accuracy.train_late_model import by_key

_SPEC = spec_from_file_location("late_folder", Path(__file__).with_name("late_folder.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
late_folder = module_from_spec(_SPEC)
_SPEC.loader.exec_module(late_folder)
issue = late_folder.issue


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two projects of 160 issues; every fourth is late."""
    for project in ("north", "south"):
        late_folder.write(tmp_path, project, [issue(n, late=n % 4 == 0) for n in range(160)])
    return tmp_path


def facts_of(folder: Path, project: str = "north") -> list[dict[str, float]]:
    return known_of(rows_of(folder, project, "discussion"), by_key(rows_of(folder, project, "due")))


def test_the_last_quarter_is_the_test_and_history_that_was_not_over_is_dropped(data: Path) -> None:
    one = split("north", "discussion", rows_of(data, "north", "discussion"))
    assert len(one.test) == 40
    assert one.test[0].opened == date(2020, 4, 30)
    assert max(row.deadline for row in one.history) == date(2020, 4, 29)
    assert len(one.history) == 120 - 10  # ten were due on the day the test begins, or later


def test_always_late_and_the_short_window_by_hand(tmp_path: Path) -> None:
    rows = [issue(n, late=n % 2 == 0, window=1 if n % 4 == 0 else 9, progress=0) for n in range(16)]
    late_folder.write(tmp_path, "north", rows)
    one = split("north", "discussion", rows_of(tmp_path, "north", "discussion"))
    assert [row.late for row in one.test] == [True, False, True, False]
    assert baselines.always_late(one).flagged == [True] * 4
    assert baselines.short_window(one).flagged == [True, False, False, False]
    assert baselines.days_remaining(one).flagged == [True, False, False, False]


def test_the_report_has_the_protocols_shape_and_finds_what_is_easy_to_find(data: Path) -> None:
    pytest.importorskip("sklearn", reason="the forecast extra is not installed")
    found = late.measure(data)
    for track in ("t0", "t1"):
        for moment in ("discussion", "due"):
            assert set(found[track][moment]) == {"all", "window>1"}
            leaf = found[track][moment]["all"]["projects"]["north"]
            assert {"n", "positives", "precision", "recall", "f1", "auc", "brier", "brier_base"} <= set(leaf)
    easy = found["t1"]["discussion"]["all"]["macro"]
    assert (easy["n"], easy["positives"]) == (80, 20)
    assert easy["auc"] == pytest.approx(1)
    assert easy["brier"] < easy["brier_base"]
    assert found["baselines"]["always late"]["discussion"]["all"]["macro"]["precision"] == pytest.approx(0.25)


def test_without_the_extra_simple_rules_are_still_measured(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(late, "can_fit", lambda: False)
    found = late.measure(data)
    assert "t1" not in found
    assert "always late" in found["baselines"]
    assert "trackerbridge[forecast]" in capsys.readouterr().err


def test_a_folder_without_tables_has_nothing_to_measure(tmp_path: Path) -> None:
    assert projects_in(tmp_path) == []
    assert late.measure(tmp_path) == {}


def test_the_command_prints_json(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(late, "can_fit", lambda: False)
    assert command.main(["--data", str(data), "--part", "late", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["late"]["baselines"]


def test_outcomes_reach_no_fact(data: Path, tmp_path: Path) -> None:
    turned = [issue(n, late=n % 4 == 0, delaydays=0 if n % 4 == 0 else 9) for n in range(160)]
    late_folder.write(tmp_path / "turned", "north", turned)
    assert facts_of(tmp_path / "turned") == facts_of(data)


def test_later_issues_reach_no_fact_of_earlier_ones(data: Path, tmp_path: Path) -> None:
    changed = [issue(n, late=n % 4 == 0, window=10 if n < 100 else 33) for n in range(160)]
    late_folder.write(tmp_path / "changed", "north", changed)
    assert facts_of(tmp_path / "changed")[:98] == facts_of(data)[:98]
    assert facts_of(tmp_path / "changed")[110:] != facts_of(data)[110:]


def test_the_owners_columns_of_the_other_table_are_never_compared(data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    late_folder.write(copy, "north", [issue(n, late=n % 4 == 0) for n in range(160)])
    due = copy / "late" / "emse2017" / "north_due.csv.gz"
    other = tmp_path / "other"
    late_folder.write(other, "north", [issue(n, late=n % 4 == 0, perofdelay=99, workload=77) for n in range(160)])
    due.write_bytes((other / "late" / "emse2017" / "north_due.csv.gz").read_bytes())
    assert facts_of(copy) == facts_of(data)
