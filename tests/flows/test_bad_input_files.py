"""Files that somebody might hand us: each one that cannot be read gets one sentence, the next step, and exit code 2."""

from __future__ import annotations

import gzip
import json
import os

import pytest
from click.testing import CliRunner
from tests.flows.team_board import team_board
from tests.trackers.files.workbooks import xlsx, zipped
from tests.trackers.jira.issues import ANA, issue

from trackerbridge.cli import cli
from trackerbridge.trackers.files.json_kinds import READS

BOARD = team_board()
EXPORT = json.dumps(BOARD)
MENU = "In Trello: board menu, Print, export and share, Export as JSON."
COLUMNS = "Name the columns in its first row, for example: ID, Task, Status, Owner, Due date, Done."

UNREADABLE = {
    "cut.json": (
        EXPORT[:700],
        "ends in the middle: after 700 characters the JSON is not closed.",
        "Export it again and let the download finish.",
    ),
    "comma.json": (
        '{"lists": [],, "cards": []}',
        "is not valid JSON (line 1, column 14: Expecting property name enclosed in double quotes).",
        "Use the file as it was downloaded.",
    ),
    "jira.json": (
        '{"errorMessages": ["The value \'WEB\' does not exist for the field \'project\'."], "warningMessages": []}',
        "holds Jira's refusal of a search: The value 'WEB' does not exist for the field 'project'.",
        "Mend the search, and save its answer.",
    ),
    "expired.json": (
        '{"issues": [], "isLast": true}',
        "is a search answer of Jira without a single issue.",
        "If there should be some, log in anew and search again: Jira answers an expired token in this way.",
    ),
    "half.jsonl": (
        '{"key": "WEB-1", "fields": {}}\n{"key": "WEB-2", "fie\n',
        "is not valid JSON, neither as a whole nor line by line (line 2, column 18: Unterminated string starting at).",
        "Use the file as it was downloaded.",
    ),
    "package.json": (
        '{"name": "shop", "version": "1.0.0"}',
        "is JSON, and neither a Trello board export nor Jira issues: it holds name, version.",
        READS,
    ),
    "list.json": ("[1, 2, 3]", "is a JSON list, and neither a Trello board export nor Jira issues.", READS),
    "number.json": (
        "17",
        "is JSON, and neither a Trello board export nor Jira issues: it holds a single value.",
        READS,
    ),
    "null.json": (
        "null",
        "is JSON, and neither a Trello board export nor Jira issues: it holds a single value.",
        READS,
    ),
    "card.json": (
        json.dumps(BOARD["cards"][0]),
        "is one Trello card, not a board.",
        f"Export the whole board. {MENU}",
    ),
    "deep.json": ("[" * 100_000, "is JSON nested deeper than any export.", "Export it again."),
    "mangled.json": (
        json.dumps(BOARD | {"cards": [17]}),
        ": entry 1 of cards is no object.",
        "Export the whole board again.",
    ),
    "latin.json": (
        EXPORT.replace("Team", "Équipe").encode("latin-1"),
        "is JSON that is not UTF-8 (byte 44), so it was saved again by another program.",
        "Use the file as it was downloaded.",
    ),
    "cut.json.gz": (
        gzip.compress(EXPORT.encode())[:-20],
        "is gzip, and cut short or damaged.",
        "Download it again.",
    ),
    "noise.dat": (bytes(range(256)) * 20, "is a binary file, not a table.", "Save the table as CSV (UTF-8)."),
    "picture.png": (b"\x89PNG\r\n\x1a\n\0", "is a picture, not a task table.", f"Save it as CSV. {READS}"),
    "plan.xlsx": (
        xlsx([["ID", "Task", "Status"], [1, "Logo", "Doing"]])[:700],
        "is damaged or cut short, and cannot be opened (File is not a zip file).",
        "Open it in Excel or LibreOffice, save it again as xlsx, or save the sheet as CSV.",
    ),
    "letter.docx": (
        zipped({"word/document.xml": ""}),
        "is a Word document, not a workbook.",
        "Name the file that holds the task table.",
    ),
    "login.html": (
        "<!doctype html><title>Log in</title>",
        "is a web page, not an export; a login page is often saved that way.",
        f"Log in and download it again. {MENU}",
    ),
    "empty.csv": ("", "is empty.", "Export it again."),
    "blank.csv": ("\n \n", "is empty.", "Export it again."),
    "notes.md": (
        "# Notes\n\nCall, then write\n",
        'is no task table: no row names two columns that are known (it begins "# Notes Call, then write").',
        COLUMNS,
    ),
    "untitled.csv": (
        "Status,Due date\nDoing,2026-11-02\n",
        "has the columns Status, Due date, and none for titles.",
        "Call one of them Task, Задача or Sarcină.",
    ),
    "quote.csv": (
        'title,due\n"A,2026-11-02\nB,2026-11-02\n',
        ", line 2: a quotation mark is opened here and never closed.",
        "Double it inside a cell, or save the table as CSV again.",
    ),
}


def audited(path, *more):
    return CliRunner().invoke(cli, ["--now", "2026-11-18", "audit", str(path), *more])


def written(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_one_sentence_and_the_next_step(tmp_path, name):
    content, sentence, hint = UNREADABLE[name]
    result = audited(written(tmp_path, name, content))
    between = "" if sentence[0] in ",:" else " "
    assert result.stderr == f"Error: {name}{between}{sentence}\n  {hint}\n"
    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_folder_and_a_missing_file(tmp_path):
    folder = audited(f"{tmp_path}/")
    assert folder.stderr == (
        f"Error: {tmp_path} is a folder without files.\n  Name the file, or the folder that holds it.\n"
    )
    missing = audited("boards/missing.json")
    assert missing.stderr.startswith("Error: There is no file boards/missing.json.\n  Check the path")
    assert (folder.exit_code, missing.exit_code) == (2, 2)


@pytest.mark.parametrize("configured", [False, True])
def test_a_folder_named_without_a_slash_is_no_project_and_the_way_to_name_it_is_told(tmp_path, monkeypatch, configured):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "pages").mkdir()
    if configured:
        written(tmp_path, "trackerbridge.toml", '[projects.web]\n[[projects.web.sources]]\npath = "plan.csv"\n')
    result = CliRunner().invoke(cli, ["audit", "pages"])
    assert result.exit_code == 2
    assert result.stderr.endswith("For the file or folder of that name: trackerbridge audit ./pages\n")
    other = CliRunner().invoke(cli, ["audit", "website"])
    assert other.exit_code == 2
    assert "./website" not in other.stderr


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_this_account_may_not_read(tmp_path):
    path = written(tmp_path, "theirs.json", EXPORT)
    path.chmod(0)
    result = audited(path)
    assert result.stderr == f"Error: {path} cannot be read: Permission denied.\n  Check its permissions.\n"
    assert result.exit_code == 2


def test_a_file_that_the_system_does_not_give(tmp_path, monkeypatch):
    path = written(tmp_path, "theirs.json", EXPORT)

    def denied(self):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(type(path), "read_bytes", denied)
    assert audited(path).stderr == f"Error: {path} cannot be read: Permission denied.\n  Check its permissions.\n"


def test_one_bad_file_does_not_cost_the_others_their_audit(tmp_path):
    good = written(tmp_path, "good.json", EXPORT)
    bad = written(tmp_path, "bad.json", "[]")
    result = audited(good, str(bad), "--format", "json")
    first, second = json.loads(result.stdout)["projects"]
    assert first["tasks"] == 3
    assert second["error"]["message"] == "bad.json is a JSON list, and neither a Trello board export nor Jira issues."
    assert "Error in bad.json: bad.json is a JSON list" in result.stderr
    assert result.exit_code == 6


def test_several_bad_files_fail_alike(tmp_path):
    files = [written(tmp_path, name, "[]") for name in ("one.json", "two.json")]
    assert audited(*map(str, files)).exit_code == 2


def test_dates_that_can_be_read_in_two_ways_are_left_unread_and_the_option_is_named(tmp_path):
    path = written(tmp_path, "plan.csv", "key,title,status,due\nA-1,Page,Doing,03.04.2026\n")
    unread = json.loads(audited(path, "--format", "json").stdout)["projects"][0]
    notes = [note for note in unread["completeness"]["notes"] if "two ways" in note]
    assert notes == [
        'The dates in "due" can be read in two ways (03.04.2026), so they were left unread: say which comes first with '
        '--date-order dmy or mdy (in the configuration: date_order = "dmy").'
    ]
    assert not unread["completeness"]["complete"]
    assert not any(flag["code"] == "D01" for flag in unread["flags"])
    read = json.loads(audited(path, "--date-order", "dmy", "--format", "json").stdout)["projects"][0]
    (late,) = [flag["message"] for flag in read["flags"] if flag["code"] == "D01"]
    assert "was due on 3 April" in late


def test_a_date_that_is_none_is_a_flag_and_not_an_error(tmp_path):
    path = written(tmp_path, "plan.csv", "key,title,status,due\nA-1,Page,Doing,soonish\nA-2,,Doing,2026-11-30\n")
    result = audited(path)
    assert result.exit_code == 0
    shown = " ".join(result.stdout.split())
    assert "The date of “Page” cannot be read: “soonish”." in shown
    assert 'Left unread, since they are no dates: 1 (line 2: "soonish").' in shown
    assert "Tasks without a title: 1 (line 3)." in shown


@pytest.mark.parametrize("text", ["x" * 16_384, "Prices: " + "?" * 16_000, "Оплата " * 2_340, "🚀" * 8_000])
@pytest.mark.parametrize("form", ["table", "html", "markdown"])
def test_the_longest_text_leaves_a_report_that_can_be_read(tmp_path, text, form):
    first, *others = BOARD["cards"]
    board = BOARD | {"cards": [first | {"name": text, "desc": text, "due": "z" * 9_000}, *others]}
    result = audited(written(tmp_path, "long.json", json.dumps(board)), "--format", form)
    assert result.exit_code == 0, result.stderr
    assert len(result.stdout) < 15_000
    assert text[:300] not in result.stdout


def test_text_from_cards_steers_no_terminal_and_turns_no_line_around(tmp_path):
    first, *others = BOARD["cards"]
    board = BOARD | {"cards": [first | {"name": "צור \u202egnp.exe \x1b[31m\x07 קשר"}, *others]}
    shown = audited(written(tmp_path, "odd.json", json.dumps(board))).stdout
    assert "צור gnp.exe [31m קשר" in shown
    assert not set("\u202e\x1b\x07") & set(shown)


JUNK = (None, 7, "x", [], {}, [7], {"a": 1}, True, [None])


@pytest.mark.parametrize("key", ["actions", "labels", "members", "memberships", "checklists", "customFields", "prefs"])
def test_a_part_that_is_not_what_it_should_be_costs_no_audit(tmp_path, key):
    for junk in JUNK:
        result = audited(written(tmp_path, "odd.json", json.dumps(BOARD | {key: junk})), "--format", "json")
        assert result.exit_code == 0, (junk, result.stderr)
        assert json.loads(result.stdout)["projects"][0]["tasks"] == 3


@pytest.mark.parametrize("key", sorted(BOARD["cards"][0].keys() - {"id", "closed"}))
def test_a_card_with_nonsense_in_one_field_is_still_a_card(tmp_path, key):
    first, *others = BOARD["cards"]
    for junk in JUNK:
        odd = BOARD | {"cards": [first | {key: junk}, *others]}
        result = audited(written(tmp_path, "odd.json", json.dumps(odd)), "--format", "json")
        assert result.exit_code == 0, (junk, result.stderr)
        assert json.loads(result.stdout)["projects"][0]["tasks"] == 3


def test_a_sheet_with_two_tables_is_incomplete_and_says_so(tmp_path):
    rows = [["ID", "Task", "Status"], [1, "Logo", "Doing"], [], ["Risk", "Task", "Owner"], ["high", "Move", "Ana"]]
    result = audited(written(tmp_path, "plan.xlsx", xlsx(rows)))
    assert result.exit_code == 0
    shown = " ".join(result.stdout.split())
    assert (
        "This look was incomplete - Only the first table was read; another begins in line 4 (Risk, Task, Owner)"
        in shown
    )


def test_a_sheet_is_chosen_by_name(tmp_path):
    head = ["ID", "Task", "Status"]
    path = written(
        tmp_path, "plan.xlsx", xlsx({"May": [head, [1, "Logo", "Doing"]], "June": [head, [2, "Menu", "Doing"]]})
    )
    unsaid = json.loads(audited(path, "--format", "json").stdout)["projects"][0]
    assert not unsaid["completeness"]["complete"]
    assert "--sheet" in unsaid["completeness"]["notes"][0]
    said = json.loads(audited(path, "--sheet", "June", "--format", "json").stdout)["projects"][0]
    assert said["completeness"]["complete"]
    missing = audited(path, "--sheet", "July")
    assert missing.stderr == "Error: plan.xlsx has no sheet “July”.\n  It has “May”, “June”.\n"
    assert missing.exit_code == 2


ISSUE = issue(
    1,
    comments=[{"id": "1", "body": "When?", "author": ANA, "created": "2026-03-01T10:00:00.000+0200"}],
    components=[{"name": "Shop"}],
    fixVersions=[{"id": "1", "name": "1.0", "releaseDate": "2026-03-09"}],
    issuelinks=[{"type": {"inward": "is blocked by"}, "inwardIssue": {"key": "WEB-2"}}],
    attachment=[{"filename": "a.png", "content": "https://acme.example/a.png"}],
    timeoriginalestimate=7200,
    customfield_1=[{"name": "Sprint 1", "state": "active"}],
)


@pytest.mark.parametrize("key", sorted(ISSUE["fields"]))
def test_an_issue_with_nonsense_in_one_field_is_still_an_issue(tmp_path, key):
    for junk in JUNK:
        odd = ISSUE | {"fields": ISSUE["fields"] | {key: junk}}
        result = audited(written(tmp_path, "odd.json", json.dumps({"issues": [odd]})), "--format", "json")
        assert result.exit_code == 0, (junk, result.stderr)
        assert json.loads(result.stdout)["projects"][0]["tasks"] == 1


@pytest.mark.parametrize("key", ["startAt", "total", "isLast", "nextPageToken", "names", "schema", "warningMessages"])
def test_a_page_with_nonsense_around_its_issues_costs_no_audit(tmp_path, key):
    for junk in JUNK:
        page = {"issues": [ISSUE], "total": 1, key: junk}
        result = audited(written(tmp_path, "odd.json", json.dumps(page)), "--format", "json")
        assert result.exit_code == 0, (junk, result.stderr)
        assert json.loads(result.stdout)["projects"][0]["tasks"] == 1


@pytest.mark.parametrize("junk", JUNK)
def test_what_stands_for_an_issue_and_is_none_is_refused_in_a_sentence(tmp_path, junk):
    result = audited(written(tmp_path, "odd.json", json.dumps({"issues": [ISSUE, junk]})))
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: This is no Jira issue")
