"""The page in its folder: written once and whole, never over what is not ours, and made anew where it is missing."""

from __future__ import annotations

import os
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.trackers.html.test_html_contract import FailingDisk, HtmlBench, writer_in

from trackerbridge.config.schema import ConnectionConfig, ProjectConfig, PublishConfig, Settings, SourceConfig
from trackerbridge.errors import LostReply, NotLetIn, Refused, TrackerRefused, Unreachable, UsageError
from trackerbridge.model import Promise, Told
from trackerbridge.plan.changes import Change, FieldChange
from trackerbridge.trackers.html.disk import Disk
from trackerbridge.trackers.html.frame import Frame, page_name
from trackerbridge.trackers.html.state import NotAStateError, State
from trackerbridge.trackers.html.writer import HtmlWriter

AT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def bench(tmp_path: Path) -> HtmlBench:
    return HtmlBench(tmp_path)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return tmp_path / "site.html"


def card(action: str = "create", ref: str = "card", **given: object) -> Change:
    fields = {name: FieldChange(None, value) for name, value in given.items() if name not in ("list_ref", "remote_id")}
    return Change(
        action=action, kind="card", ref=ref, fields=fields, list_ref=str(given.get("list_ref", "")),
        remote_id=str(given.get("remote_id", "")),
    )  # fmt: skip


@pytest.fixture
def ids(bench: HtmlBench) -> dict[str, str]:
    found = bench.make_places()
    found["card"] = bench.writer.apply_change(card(title="Tea <timer>", list_ref="list:planned"), found)
    return found


def told(*days: int) -> Promise:
    return Promise(ref="card", title="Tea", told=tuple(Told(date(2026, 11, day), AT) for day in days))


def test_nothing_is_seen_before_it_is_shown_and_then_the_whole(bench, ids, page):
    assert not page.exists()
    assert bench.writer.show({}) is True
    assert "Tea &lt;timer&gt;" in page.read_text()
    assert bench.writer.read().behind == ""


def test_what_stands_there_already_is_not_written_again(bench, ids, page, tmp_path):
    bench.writer.show({ids["card"]: told(12)})
    files = [page, tmp_path / ".trackerbridge" / "site.html.json"]
    for file in files:
        os.utime(file, ns=(1, 1))
    assert bench.writer.show({ids["card"]: told(12)}) is False
    assert [file.stat().st_mtime_ns for file in files] == [1, 1]


def test_the_page_is_for_whoever_serves_it_and_the_state_for_its_owner(bench, ids, page, tmp_path):
    bench.writer.show({})
    state = tmp_path / ".trackerbridge" / "site.html.json"
    assert stat.S_IMODE(page.stat().st_mode) == 0o644
    assert stat.S_IMODE(state.stat().st_mode) == 0o600
    assert stat.S_IMODE(state.parent.stat().st_mode) == 0o700
    assert sorted(each.name for each in tmp_path.rglob("*")) == [".trackerbridge", "site.html", "site.html.json"]


def test_a_card_that_was_put_away_is_off_the_page_and_in_the_state(bench, ids, page):
    bench.writer.show({ids["card"]: told(12)})
    bench.writer.apply_change(card("archive", remote_id=ids["card"], archived=True), ids)
    bench.writer.show({ids["card"]: told(12)})
    assert "Tea" not in page.read_text()
    assert bench.writer.read().cards[0].archived


def test_a_promise_is_drawn_and_what_a_lost_ledger_forgot_stays(bench, ids, page):
    bench.writer.show({ids["card"]: told(12, 16, 19)})
    assert "Moved to 16" in page.read_text()
    assert bench.writer.show({ids["card"]: told(12, 19)}) is False
    assert "Moved to 16" in page.read_text()


def test_a_page_that_a_person_changed_is_not_written_over(bench, ids, page):
    bench.writer.show({})
    page.write_text(page.read_text().replace("Tea", "Coffee"))
    obstacle = bench.writer.read().obstacle
    assert obstacle is not None
    assert "is not as trackerbridge left it" in obstacle.message
    with pytest.raises(TrackerRefused, match="is not as trackerbridge left it"):
        bench.writer.show({})
    assert "Coffee" in page.read_text()
    assert [finding.exit_code for finding in bench.writer.check() if not finding.ok] == [5]
    page.rename(page.with_name("mine.html"))
    board = bench.writer.read()
    assert board.obstacle is None
    assert "is not there; it is written anew" in board.behind
    assert bench.writer.show({}) is True


def test_a_file_of_somebody_elses_is_not_written_over(bench, page):
    page.write_text("<h1>Mine</h1>")
    obstacle = bench.writer.read().obstacle
    assert obstacle is not None
    assert "is not ours" in obstacle.message


def test_a_state_that_is_gone_is_told_from_a_first_publication(bench, ids, page, tmp_path):
    bench.writer.show({})
    (tmp_path / ".trackerbridge" / "site.html.json").unlink()
    obstacle = writer_in(tmp_path).knowing({ids["card"]: AT}).read().obstacle
    assert obstacle is not None
    assert "no longer known" in obstacle.message
    assert "publish.page" in obstacle.hint


def test_a_page_of_another_project_is_not_taken_over(bench, ids, tmp_path):
    other = HtmlWriter(Disk(tmp_path, "site.html"), Frame(project="shop", title="Other"))
    obstacle = other.read().obstacle
    assert obstacle is not None
    assert "belongs to the project site" in obstacle.message


def test_a_state_in_somebodys_words_is_refused(bench, ids, tmp_path):
    (tmp_path / ".trackerbridge" / "site.html.json").write_text("{}")
    with pytest.raises(Refused, match="is not what trackerbridge wrote"):
        bench.writer.read()


def test_a_run_that_broke_off_before_the_page_is_made_good(bench, ids, page):
    bench.writer.show({})
    bench.writer.apply_change(card("update", remote_id=ids["card"], title="Tea clock"), ids)
    before = page.read_bytes()
    bench.writer._disk._replace = lambda made, path: os.replace(made, path) if path != page else _cut()
    with pytest.raises(LostReply):
        bench.writer.show({})
    assert page.read_bytes() == before
    bench.writer._disk._replace = os.replace
    board = bench.writer.read()
    assert (board.obstacle, bool(board.behind)) == (None, True)
    assert bench.writer.show({}) is True
    assert "Tea clock" in page.read_text()


def _cut() -> None:
    raise OSError(5, "Input/output error")


def test_a_full_disk_leaves_everything_as_it_was(bench, ids, tmp_path, monkeypatch):
    state = (tmp_path / ".trackerbridge" / "site.html.json").read_bytes()
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(Unreachable, match="No space left on device"):
        bench.writer.apply_change(card("update", remote_id=ids["card"], title="x"), ids)
    assert (tmp_path / ".trackerbridge" / "site.html.json").read_bytes() == state
    assert not list(tmp_path.rglob(".writing-*"))


def test_a_folder_that_may_not_be_written_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.mkstemp", lambda **_: (_ for _ in ()).throw(PermissionError(13, "denied")))
    with pytest.raises(NotLetIn, match="may not be written"):
        writer_in(tmp_path).apply_change(Change(action="create", kind="list", ref="list:x"), {})
    monkeypatch.setattr(Disk, "writable", False)
    assert [finding.exit_code for finding in writer_in(tmp_path).check() if not finding.ok] == [3]


def test_check_says_where_the_page_is_and_that_nobody_can_answer(tmp_path):
    said = [(finding.warning, finding.what) for finding in writer_in(tmp_path).check()]
    assert said == [
        (False, f"The page is written to {tmp_path / 'site.html'}."),
        (True, "The page does not say how to answer."),
    ]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 2}', '{"schema": 1, "project": "x", "lists": [1]}'])
def test_no_other_text_is_taken_for_a_state(text):
    with pytest.raises(NotAStateError):
        State.read(text)


def test_a_state_comes_back_as_it_was_kept(bench, ids, tmp_path):
    bench.writer.show({ids["card"]: told(12, 19)})
    text = (tmp_path / ".trackerbridge" / "site.html.json").read_text()
    assert State.read(text).text == text


def settings(name: str = "site", **connection: str) -> Settings:
    return Settings(
        name=name, project=ProjectConfig(sources=[SourceConfig(path="x.csv")], title="Shop (ro)"),
        folder=Path("/there"),        connections={"p": ConnectionConfig(type="html", **connection)},
    )  # fmt: skip


def test_the_configuration_says_where_a_page_lies_and_what_it_is_called():
    found = HtmlWriter.from_config(settings("site/ro", folder="out"), PublishConfig(connection="p"), None)
    assert (found._disk.page, found._frame.title) == (Path("/there/out/site-ro.html"), "Shop")
    named = PublishConfig(connection="p", page="index.html", title="For you")
    found = HtmlWriter.from_config(settings(folder="/srv"), named, None)
    assert (found._disk.page, found._frame.title) == (Path("/srv/index.html"), "For you")
    with pytest.raises(UsageError, match="has no folder"):
        HtmlWriter.from_config(settings(), PublishConfig(connection="p"), None)
    assert page_name("../..") == "page.html"
    assert FailingDisk().fails is None
