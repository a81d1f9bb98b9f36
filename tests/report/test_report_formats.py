"""JSON keeps its shape, CSV is safe in a spreadsheet, Markdown and HTML cannot be written by a task's title."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO

import pytest
from tests.report.documents import AUDIT, AUDITED, NOW, PLAN, PLANNED, SYNC

from trackerbridge.errors import UsageError
from trackerbridge.report.base import AuditDocument, Listing, Report, Screen
from trackerbridge.report.csv import CsvReport
from trackerbridge.report.formats import BUILT_IN, report_named
from trackerbridge.report.html import HtmlReport, with_code
from trackerbridge.report.json import JsonReport
from trackerbridge.report.markdown import MarkdownReport
from trackerbridge.report.preview import preview_of

PLAIN = Screen()
LISTING = Listing(title="Runs", key="runs", columns=("run",), rows=[("=1+1",), ("ok",)], records=[{"run": 1}])


def with_title(title):
    flag = AUDITED.assessment.flags[0]
    hostile = replace(flag, message=title, task=replace(flag.task, title=title, url="javascript:alert(1)"))
    one = replace(AUDITED, assessment=replace(AUDITED.assessment, flags=(hostile,)))
    return AuditDocument(now=NOW, projects=[one])


class TestJson:
    def test_an_audit_has_the_agreed_shape(self):
        said = json.loads(JsonReport().audit(AUDIT, PLAIN))
        assert said["schema"] == 1
        assert said["now"] == "2026-11-18T10:00:00+00:00"
        project, failed = said["projects"]
        assert project["completeness"] == {
            "complete": False,
            "notes": ["The history was cut at 1,000 actions.", "The board is public."],
        }
        assert project["flags"][0] == {
            "code": "D01",
            "rule": "overdue",
            "severity": "high",
            "task": {
                "key": "WEB-1",
                "title": "Payment [page] =now",
                "url": "https://tracker.example/WEB-1",
                "id": "id1",
            },
            "since": "2026-11-12T22:00:00+00:00",
            "message": "“Payment [page] =now” was due on 12 November.",
            "suggestion": "Agree on a new date.",
            "evidence": {"due": "2026-11-12"},
            "cause": None,
        }
        assert project["abstained"][0] == {"code": "R01", "reason": "Nobody here is known as the client."}
        assert project["summary"] == {
            "by_severity": {"high": 1, "medium": 1, "low": 2},
            "impression": {"kept": 3, "early": 0, "late": 1, "bonus": 0, "promised": 4},
        }
        assert failed["error"] == {
            "message": "The token was refused.",
            "hint": "Renew env:TRELLO_TOKEN.",
            "exit_code": 3,
        }
        assert failed["completeness"]["complete"] is False

    def test_a_plan_has_from_to_and_why(self):
        project = json.loads(JsonReport().plan(PLAN, PLAIN))["projects"][0]
        assert project["digest"] == "abcdef0123456789"
        assert project["changes"][2] == {
            "action": "update",
            "kind": "card",
            "side": "client",
            "ref": "task:x/1",
            "task": "WEB-1",
            "fields": {
                "due": {"from": "2026-11-12T16:00:00+00:00", "to": "2026-11-19T16:00:00+00:00"},
                "description": {
                    "from": "Planned.\n\nRef. tbabc",
                    "to": "Planned.\n\nThe date has moved.\n\nRef. tbdef",
                },
            },
            "why": "the date moved",
        }

    def test_a_sync_counts_requests_by_verb(self):
        done, partly, locked = json.loads(JsonReport().sync(SYNC, PLAIN))["projects"]
        assert (done["status"], done["applied"], done["errors"]) == ("ok", 4, [])
        assert done["requests"] == {"GET": 5, "POST": 2, "PUT": 1, "DELETE": 1}
        assert (partly["status"], partly["failed"]) == ("partial", 1)
        assert locked["requests"] == {"GET": 0, "POST": 0, "PUT": 0, "DELETE": 0}


class TestCsv:
    def test_one_row_a_flag_and_a_row_for_what_could_not_be_read(self):
        rows = list(csv.DictReader(StringIO(CsvReport().audit(AUDIT, PLAIN))))
        assert [(row["project"], row["code"]) for row in rows] == [
            ("web", "D01"), ("web", "C01"), ("web", "F01"), ("web", "F02"), ("shop", ""),
        ]  # fmt: skip
        assert rows[-1]["message"] == "The token was refused."

    @pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1"])
    def test_a_cell_is_never_a_formula(self, title):
        rows = list(csv.DictReader(StringIO(CsvReport().audit(with_title(title), PLAIN))))
        assert rows[0]["title"].startswith("'")

    def test_a_list(self):
        assert CsvReport().listing(LISTING, PLAIN) == "run\r\n'=1+1\r\nok\r\n"


class TestMarkdown:
    def test_a_title_stays_text(self):
        said = MarkdownReport().audit(with_title("# [x](http://evil.example) | <b>"), PLAIN)
        assert r"\# \[x\]\(http://evil.example\) \| \<b\>" in said

    def test_a_plan_has_its_digest_and_reasons(self):
        said = MarkdownReport().plan(PLAN, PLAIN)
        assert "Digest: `abcdef0123456789`" in said
        assert "- **Payment page**: the date moved\n  - due: 12 Nov 2026 → 19 Nov 2026" in said


class Page(HTMLParser):
    """Every tag of a page, and whether each that was opened is closed."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.links = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]
        if tag not in ("meta", "br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


class TestHtml:
    def test_an_audit_is_one_whole_file_without_scripts(self):
        page = Page(HtmlReport().audit(AUDIT, PLAIN))
        assert page.open == []
        assert not {"script", "img", "link", "iframe"} & set(page.tags)
        assert page.links == ["https://tracker.example/WEB-1", "https://tracker.example/WEB-2"]

    def test_light_dark_and_paper(self):
        said = HtmlReport().audit(AUDIT, PLAIN)
        assert "prefers-color-scheme: dark" in said
        assert "@media print" in said

    def test_commands_in_our_sentences_are_code_and_all_else_is_escaped(self):
        assert with_code("Try `a & b` <now>.") == "Try <code>a &amp; b</code> &lt;now&gt;."

    def test_a_title_stays_text_and_leads_nowhere(self):
        said = HtmlReport().audit(with_title("<script>alert(1)</script>"), PLAIN)
        assert "<script>" not in said
        assert "&lt;script&gt;" in said
        assert "javascript:" not in said

    def test_a_preview_speaks_the_boards_language_and_shows_every_card(self):
        said = HtmlReport().preview(preview_of(PLANNED), PLAIN)
        assert Page(said).open == []
        assert '<html lang="ru">' in said
        assert "1\u00a0декабря" in said
        assert "The client&#39;s own card" in said
        assert "&lt;b&gt;one&lt;/b&gt;" in said


class TestFormats:
    def test_table_and_json_show_everything(self):
        for kind in ("audit", "plan", "sync", "preview", "listing"):
            assert [name for name in ("table", "json") if not report_named(name, kind).can(kind)] == []

    def test_a_format_that_cannot_is_refused_with_those_that_can(self):
        with pytest.raises(UsageError, match=r"table, json, markdown\."):
            report_named("csv", "plan")

    def test_an_unknown_format_names_the_installed_ones(self):
        with pytest.raises(UsageError, match="There is no format 'xml'") as told:
            report_named("xml", "audit")
        assert told.value.hint == "These are installed: table, json, markdown, html, csv, sarif."

    def test_of_the_installed_ones_it_names_those_that_show_what_was_asked_for(self):
        with pytest.raises(UsageError, match="There is no format 'xml'") as told:
            report_named("xml", "plan")
        assert told.value.hint == "These are installed: table, json, markdown."

    def test_a_format_says_what_it_cannot_show(self):
        with pytest.raises(UsageError, match="The format csv cannot show a sync"):
            CsvReport().sync(SYNC, PLAIN)

    def test_every_built_in_format_loads(self):
        assert all(isinstance(report_named(name, "audit"), Report) for name in BUILT_IN)


class TestPluginFormats:
    @pytest.fixture
    def install(self, monkeypatch):
        """A plugin that offers this as the format ``shout``."""

        def add(target):
            class Found:
                names = ("shout",)

                def get(self, name):
                    return target

            monkeypatch.setattr("trackerbridge.plugins.reports", Found)

        return add

    def test_a_plugins_format_is_found_by_its_name(self, install):
        class Shout(Report):
            name = "shout"

            def audit(self, document, screen):
                return f"{len(document.projects)} PROJECTS!"

        install(Shout)
        assert report_named("shout", "audit").audit(AUDIT, PLAIN) == "2 PROJECTS!"

    def test_a_plugin_that_is_no_format_is_named(self, install):
        install(dict)
        with pytest.raises(UsageError, match="'shout' is not a trackerbridge Report"):
            report_named("shout", "audit")


class TestLists:
    def test_json_has_the_records_under_their_key(self):
        assert json.loads(JsonReport().listing(LISTING, PLAIN)) == {"schema": 1, "runs": [{"run": 1}]}

    def test_a_page(self):
        said = HtmlReport().listing(LISTING, PLAIN)
        assert Page(said).open == []
        assert '<th scope="row">=1+1</th>' in said

    def test_markdown(self):
        assert "| run |\n|---|\n| =1\\+1 |" in MarkdownReport().listing(LISTING, PLAIN)

    def test_a_preview_as_data(self):
        said = json.loads(JsonReport().preview(preview_of(PLANNED), PLAIN))
        assert [each["name"] for each in said["lists"]] == ["In progress", "Done", "Planned"]
        assert said["lists"][2]["cards"][0]["labels"] == ["On track"]
