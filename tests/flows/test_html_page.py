"""A page in a folder as the client's side, from Trello and from Jira: the same promises as on a board."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.flows.jira_office import NEXT_DAY, NOW, JiraOffice, bakery, project, served
from tests.flows.office import PROJECT
from tests.flows.team_board import SOURCE, team_board

from trackerbridge.sandbox import credentials
from trackerbridge.trackers.html.disk import Disk

PAGES = """
[connections.pages]
type = "html"
folder = "pages"
"""
PUBLISH = """
[projects.web.publish]
connection = "pages"
select = "{select}"
contact = "Irina Rusu, hello@lumen.example"
{more}
"""
FURTHER = """
[projects.web.boards.ro]
connection = "pages"
select = "label:client"
language = "ro"
theme = "monkeys"
"""


def of_jira(here: JiraOffice, more: str = "") -> str:
    return here.work() + PAGES + project() + PUBLISH.format(select="label:client", more=more)


def of_trello(here: JiraOffice, more: str = "") -> str:
    return PAGES + PROJECT.format(name="web", source=SOURCE) + PUBLISH.format(select="all", more=more)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[JiraOffice]:
    sandbox = served("cloud", bakery(), team_board(), now=NOW)
    made = JiraOffice(tmp_path, sandbox, now=NOW)
    made.env["JIRA_TOKEN"] = credentials.JIRA_TOKEN
    (tmp_path / "pages").mkdir()
    yield made
    sandbox.stop()


@pytest.fixture(params=[of_jira, of_trello], ids=["from Jira", "from Trello"])
def configured(request: pytest.FixtureRequest) -> Callable[..., str]:
    made: Callable[..., str] = request.param
    return made


@pytest.fixture
def here(office: JiraOffice, configured: Callable[..., str]) -> JiraOffice:
    office.configure(configured(office))
    return office


def page(here: JiraOffice, name: str = "web.html") -> Path:
    return here.folder / "pages" / name


def files(here: JiraOffice) -> dict[str, tuple[int, bytes]]:
    found = (each for each in (here.folder / "pages").rglob("*") if each.is_file())
    return {each.name: (each.stat().st_mtime_ns, each.read_bytes()) for each in found}


def silent(here: JiraOffice, **when: str) -> None:
    before = files(here)
    outcome = here.json("sync", "web", **when)
    assert (outcome["status"], outcome["applied"], outcome["errors"]) == ("unchanged", 0, [])
    assert files(here) == before


def published(here: JiraOffice) -> str:
    outcome = here.json("sync", "web", "--force")
    assert (outcome["status"], outcome["errors"]) == ("ok", [])
    return page(here).read_text()


def titles(html: str) -> list[str]:
    return re.findall(r"<article.*?<h3>(.*?)</h3>", html, re.DOTALL)


def test_a_first_publication_is_looked_at_and_the_page_is_what_the_preview_showed(here):
    plan = here.json("plan", "web")
    assert {"list", "label", "card"} == {change["kind"] for change in plan["changes"]}
    assert here.run("sync", "web").exit_code == 5
    assert files(here) == {}
    preview = here.run("preview", "web", "--format", "html").stdout
    kept = here.folder / "first.plan"
    assert here.run("plan", "web", "--out", kept).exit_code == 0
    assert here.run("sync", "web", "--plan", kept).exit_code == 0
    html = page(here).read_text()
    assert html == preview
    assert "How we work together" in html
    assert "hello@lumen.example" in html
    assert "Dates at a glance" in html
    assert "Ref. tb" not in html
    assert here.writes() == []


def test_nothing_new_is_no_write_also_a_day_later_and_without_a_ledger(here):
    published(here)
    silent(here)
    silent(here, now=NEXT_DAY)
    here.lose_ledger()
    silent(here)
    before = files(here)
    (here.folder / "pages").rename(here.folder / "moved")
    here.config.write_text(here.config.read_text().replace('folder = "pages"', 'folder = "moved"'))
    assert here.json("sync", "web")["status"] == "unchanged"
    (here.folder / "moved").rename(here.folder / "pages")
    assert files(here) == before


def test_what_is_no_longer_published_is_off_the_page_kept_and_brought_back(here):
    before = published(here)
    text = here.config.read_text()
    here.config.write_text(re.sub(r'select = "[^"]*"', 'select = "label:none"', text))
    assert here.json("sync", "web", "--force")["status"] == "ok"
    assert len(titles(page(here).read_text())) == 2
    kept = (here.folder / "pages" / ".trackerbridge" / "web.html.json").read_text()
    assert all(title in kept for title in titles(before)[2:])
    silent(here)
    here.config.write_text(text)
    assert here.json("sync", "web", "--force")["status"] == "ok"
    assert page(here).read_text() == before


def test_a_page_that_somebody_edited_is_reported_and_left(here):
    published(here)
    page(here).write_text("<h1>Mine now</h1>")
    before = files(here)
    refused = here.run("sync", "web", "--force")
    assert refused.exit_code == 5
    assert "is not as trackerbridge left it" in " ".join(refused.output.split())
    assert files(here) == before
    page(here).rename(page(here, "mine.html"))
    assert "it is written anew" in " ".join(here.run("plan", "web").output.split())
    assert here.json("sync", "web")["status"] == "ok"
    silent(here)


def test_a_renamed_contact_is_on_the_page_without_a_changed_card(here):
    published(here)
    here.config.write_text(here.config.read_text().replace("hello@", "ask@"))
    silent(here, now="2026-03-05T22:00+00:00")  # not at night
    assert here.json("sync", "web")["status"] == "ok"
    assert "ask@lumen.example" in page(here).read_text()
    silent(here)


class Cut(BaseException):
    """The power is gone."""


def test_a_run_that_breaks_off_at_any_file_is_made_good_by_the_next(office, monkeypatch):
    office.configure(of_trello(office))
    put, written = Disk._put, []
    monkeypatch.setattr(Disk, "_put", lambda *given: (written.append(given[1].name), put(*given)))
    whole, before = published(office), list(written)
    assert before.count("web.html") == 1
    last = len(before) - 1
    for number, done in [(3, True), (last // 2, False), (last - 1, True), (last, False)]:
        office.lose_ledger(beside=True)  # else what was made and is gone was put away by the client
        shutil.rmtree(office.folder / "pages")
        (office.folder / "pages").mkdir()
        written.clear()

        def cut(*given, number=number, done=done):
            written.append(given[1].name)
            if len(written) <= number or done:
                put(*given)
            if len(written) > number:
                raise Cut

        monkeypatch.setattr(Disk, "_put", cut)
        with pytest.raises(Cut):
            office.run("sync", "web", "--force")
        monkeypatch.setattr(Disk, "_put", put)
        office.run("sync", "web", "--force")
        assert page(office).read_text() == whole, (number, done)
        silent(office)


def test_shadow_mode_and_a_held_project_leave_no_file(office, configured):
    office.configure(configured(office, 'mode = "shadow"'))
    assert office.json("sync", "web", "--force")["status"] == "unchanged"
    office.configure(configured(office))
    assert office.run("hold", "web", "--for", "4h", "--reason", "talking first").exit_code == 0
    office.json("sync", "web", "--force")
    assert files(office) == {}


def test_nothing_that_the_guard_holds_back_is_among_the_bytes_the_heading_included(office):
    row = next(row for row in office.state.issues if row["fields"]["summary"] == "Cakes by post")
    office.jira("PUT", f"issue/{row['id']}", fields={"summary": "Ask Ivan Petrov about the 480 EUR, ivan@acme.example"})
    team = of_jira(office, 'title = "{}"').replace("client = [", 'team = ["Ivan Petrov"]\nclient = [')
    office.configure(team.format("What Ivan Petrov does"))
    refused = office.run("sync", "web", "--force")
    assert refused.exit_code == 5
    assert "publish.title" in refused.output
    assert files(office) == {}
    office.configure(team.format("Your shop"))
    html = published(office)
    assert "<h1>Your shop</h1>" in html
    assert not [word for word in ("Petrov", "Ivan", "480", "acme.example") if word in html]
    assert "A piece of work" in html


def test_a_moved_date_is_drawn_and_undone(office):
    office.configure(of_jira(office))
    published(office)
    issue = next(row for row in office.state.issues if row["fields"]["summary"] == "Orders by telephone")
    office.jira("PUT", f"issue/{issue['id']}", fields={"duedate": "2026-04-03"})
    later = "2026-03-11T14:00+00:00"
    assert office.json("sync", "web", now=later)["status"] == "ok"
    html = page(office).read_text().replace("\u00a0", " ")
    assert "First date: 27 March. Moved to 3 April." in html
    assert "The date has moved" in html
    run = office.run("runs", "web", "--format", "json").stdout
    number = re.findall(r'"(?:run|id)": (\d+)', run)[0]
    assert office.run("undo", number, "--yes").exit_code == 0
    assert "The date has moved" not in page(office).read_text()


def test_its_words_and_dates_are_the_offices_and_the_preview_shows_the_same(office):
    more = 'english_dates = "US"\nwording = "own.toml"'
    office.configure(of_jira(office, more=more))
    (office.folder / "own.toml").write_text('[page]\ntimeline = "Our dates"\nanswer = "Write to us"\n', "utf-8")
    seen = office.run("preview", "web", "--format", "html").stdout
    html = published(office)
    assert html == seen
    assert '<h2 id="dates">Our dates</h2>' in html
    assert '<h2 id="answer">Write to us</h2>' in html
    assert re.search(r"Date: (March|April)\u00a0\d+\.", html)
    silent(office)
    (office.folder / "own.toml").write_text('[page]\ntimline = "Our dates"\n', "utf-8")
    assert "page.timline is not known here" in office.run("plan", "web").stderr


def test_a_promise_without_a_task_is_on_the_page_and_on_its_line_of_time_also_with_the_ledger_lost(here):
    published(here)
    assert here.run("promises", "add", "Send the minutes", "--by", "2026-12-01").exit_code == 0
    assert here.json("sync", "web")["status"] == "ok"
    html = page(here).read_text().replace("\u00a0", " ")
    assert html.count("Send the minutes") >= 2
    assert "Date: 1 December." in html[html.index('id="dates"') :]
    silent(here)
    here.lose_ledger()
    silent(here)


def test_two_languages_are_two_pages_in_one_folder(office):
    late = next(row for row in office.state.issues if row["fields"]["summary"] == "The cake counter")
    office.jira("PUT", f"issue/{late['id']}", fields={"duedate": "2026-03-20"})  # pictures are for good times
    office.configure(of_jira(office, FURTHER).replace("[projects.web]", '[projects.web]\ntitle = "Bakery"'))
    assert office.run("sync", "web", "--force").exit_code == 0
    english, romanian = page(office).read_text(), page(office, "web-ro.html").read_text()
    assert ("<h1>Bakery</h1>" in english, "<h1>Bakery</h1>" in romanian) == (True, True)
    assert '<html lang="ro">' in romanian
    assert "Cum ne puteți răspunde" in romanian
    assert '<use href="#monkeys-done"/>' in romanian
    assert "monkeys" not in english


def test_a_choice_is_told_to_the_team_and_read_from_the_page_again(office):
    issue = next(row for row in office.state.issues if row["fields"]["summary"] == "Cakes by post")
    office.jira("PUT", f"issue/{issue['id']}", fields={"labels": ["client", "extra"]})
    office.configure(of_jira(office) + '\n[projects.web.extras]\nagreed = "2026-01-01"\n')
    offer = ("changes", "offer", issue["key"], "--date", "2026-04-30", "--leave", "--until", "2026-03-12")
    assert office.run(*offer).exit_code == 0
    html = published(office)
    assert "Please tell us the number of your choice." in html
    assert " here" not in html.partition("Your choice:")[2].partition("</article>")[0]
    assert office.run("changes", "decide", issue["key"], "leave", "--by", "Boris", "--on", "2026-03-05").exit_code == 0
    assert office.json("sync", "web")["status"] == "ok"
    assert "you chose: " in page(office).read_text()
    silent(office)
    office.lose_ledger()
    silent(office)


def test_an_engagement_that_ended_leaves_one_card(office):
    office.configure(of_jira(office))
    published(office)
    assert office.run("retire", "web", "--yes").exit_code == 0
    assert titles(page(office).read_text()) == ["This engagement is finished. The record is kept."]
