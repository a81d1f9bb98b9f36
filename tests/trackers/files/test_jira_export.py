"""Jira's CSV export: repeated columns, comments in cells, links, and dates as a site writes them."""

# ruff: noqa: E501  rows and sentences stand here as they are, on one line

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from io import StringIO

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot
from tests.trackers.files.conftest import CHISINAU
from tests.trackers.files.workbooks import xlsx

from trackerbridge.model import DueKind, Evidence, LinkKind, Side, Stage
from trackerbridge.trackers.files.jira_columns import JiraColumns, Part
from trackerbridge.trackers.files.table_dates import DateColumn

WEB_1 = {
    "Summary": "Checkout page",
    "Issue key": "WEB-1",
    "Issue id": "10001",
    "Issue Type": "Story",
    "Status": "QA",
    "Status Category": "In Progress",
    "Project key": "WEB",
    "Priority": "High",
    "Resolution": "",
    "Assignee": "Rusu, Ana",
    "Assignee Id": "5f:ana",
    "Reporter": "Ion Popa",
    "Reporter Id": "5f:ion",
    "Created": "02/Nov/26 9:05 AM",
    "Updated": "12/Nov/26 3:04 PM",
    "Resolved": "",
    "Due Date": "20/Nov/26 12:00 AM",
    "Fix Version/s": ["1.0", "1.1"],
    "Component/s": ["Shop", ""],
    "Labels": ["client", "urgent"],
    "Sprint": ["Sprint 1", "Sprint 2"],
    "Description": "The page where one pays.",
    "Comment": ["11/Nov/26 10:00 AM;5f:ion;When; exactly?", "12/Nov/26 3:04 PM;5f:ana;On *Friday*."],
    "Attachment": ["12/Nov/26 3:00 PM;5f:ana;page.png;https://acme.example/secure/attachment/7/page.png"],
    "Inward issue link (Blocks)": ["WEB-2", ""],
    "Outward issue link (Duplicate)": "WEB-9",
    "Outward issue link (Relates)": "WEB-3",
    "Original Estimate": "7200",
    "Custom field (Story Points)": "5.0",
    "Custom field (Start date)": "03/Nov/26 12:00 AM",
    "Custom field (Client date)": "25/Nov/26 12:00 AM",
    "Custom field (Budget)": ["small", "fixed"],
    "Custom field (Rank)": "0|i0000:",
    "Parent": "10002",
}  # fmt: skip
WEB_2 = {
    "Summary": "Payment", "Issue key": "WEB-2", "Issue id": "10002", "Issue Type": "Epic", "Status": "Closed",
    "Status Category": "Done", "Project key": "WEB", "Resolution": "Won't Do", "Created": "01/Nov/26 9:00 AM",
    "Updated": "13/Nov/26 9:00 AM", "Resolved": "13/Nov/26 9:00 AM",
}  # fmt: skip


def export(*issues: dict, delimiter: str = ",") -> str:
    """An export as Jira writes it: a column repeated for every value of the issue that has the most."""
    widest: dict[str, int] = {}
    for issue in issues:
        for name, value in issue.items():
            widest[name] = max(widest.get(name, 1), len(value) if isinstance(value, list) else 1)
    text = StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow([name for name, width in widest.items() for _ in range(width)])
    for issue in issues:
        writer.writerow([cell for name, width in widest.items() for cell in _cells(issue.get(name, ""), width)])
    return text.getvalue()


def _cells(value: str | list[str], width: int) -> Sequence[str]:
    cells = value if isinstance(value, list) else [value]
    return [*cells, *[""] * (width - len(cells))]


def test_an_issue_is_whole(read):
    first, second = read(export(WEB_1, WEB_2), "jira.csv").tasks

    assert (first.id, first.key, first.title, first.kind) == ("10001", "WEB-1", "Checkout page", "Story")
    assert (first.stage, first.status, first.priority, first.project) == (Stage.TESTING, "QA", "High", "WEB")
    assert (first.due.kind, first.due.day, first.start.day) == (DueKind.DAY, date(2026, 11, 20), date(2026, 11, 3))
    assert first.created_at == datetime(2026, 11, 2, 7, 5, tzinfo=UTC)  # 9:05 in Chisinau
    assert (first.labels, first.components) == (("client", "urgent"), ("Shop",))
    assert [version.name for version in first.versions] == ["1.0", "1.1"]
    assert [sprint.name for sprint in first.sprints] == ["Sprint 1", "Sprint 2"]
    assert (first.points, first.estimate_minutes) == (5.0, 120.0)
    assert dict(first.fields) == {"Client date": "2026-11-25", "Budget": "small, fixed"}
    assert first.parent == "WEB-2"
    assert (second.stage, second.resolution, second.done_at) == (
        Stage.CANCELLED,
        "Won't Do",
        datetime(2026, 11, 13, 7, tzinfo=UTC),
    )


def test_people_are_known_by_id_and_placed(read):
    (task,) = read(export(WEB_1), "jira.csv").tasks

    assert [(person.id, person.name) for person in task.owners] == [("5f:ana", "Rusu, Ana")]
    assert (task.reporter.id, task.reporter.name) == ("5f:ion", "Ion Popa")
    assert [(comment.author.id, comment.author.name) for comment in task.comments] == [
        ("5f:ion", "Ion Popa"),
        ("5f:ana", "Rusu, Ana"),
    ]


def test_people_without_ids_are_known_by_name(read):
    (task,) = read(export(WEB_2 | {"Assignee": "Ana", "Comment": "12/Nov/26 3:04 PM;Ana;Done."}), "jira.csv").tasks

    assert task.owners == (task.comments[0].author,)
    assert task.owners[0].side is Side.TEAM


def test_comments_have_author_time_and_their_own_semicolons(read):
    found = read(export(WEB_1), "jira.csv")
    first, second = found.tasks[0].comments

    assert (first.text, first.at) == ("When; exactly?", datetime(2026, 11, 11, 8, tzinfo=UTC))
    assert second.at > first.at
    assert found.completeness.can_tell(Evidence.COMMENTS)
    assert not found.completeness.can_tell(Evidence.HISTORY)


def test_whom_a_comment_speaks_to_is_told_by_name(read):
    row = WEB_1 | {"Comment": ["12/Nov/26 3:04 PM;5f:ana;[~accountid:5f:ion] please look"]}

    assert "Ion Popa" in read(export(row), "jira.csv").tasks[0].comments[0].text


def test_a_comment_without_a_date_is_a_gap(read):
    found = read(export(WEB_1 | {"Comment": ["soon;Ana;Hm", "12/Nov/26 3:04 PM;Ana;Done."]}), "jira.csv")

    assert [comment.text for comment in found.tasks[0].comments] == ["Done."]
    assert [(gap.what, gap.reason) for gap in found.completeness.gaps] == snapshot(
        [(Evidence.COMMENTS, "Comments without a date that can be read, left out: 1.")]
    )


def test_without_a_comment_column_comments_are_not_known(read):
    assert not read(export(WEB_2), "jira.csv").completeness.can_tell(Evidence.COMMENTS)


def test_links_have_direction_and_say_where_the_other_stands(read):
    first = read(export(WEB_1, WEB_2), "jira.csv").tasks[0]

    assert [(link.kind, link.key, link.title, link.stage) for link in first.links] == [
        (LinkKind.BLOCKED_BY, "WEB-2", "Payment", Stage.CANCELLED),
        (LinkKind.DUPLICATES, "WEB-9", "", None),
        (LinkKind.OTHER, "WEB-3", "", None),
    ]


def test_attachments(read):
    (picture,) = read(export(WEB_1), "jira.csv").tasks[0].attachments

    assert (picture.name, picture.is_image) == ("page.png", True)
    assert picture.url == "https://acme.example/secure/attachment/7/page.png"


@pytest.mark.parametrize(
    ("category", "status", "resolution", "stage"),
    [
        ("Done", "Zone 4", "Fixed", Stage.DONE),
        ("Готово", "Zone 4", "Готово", Stage.DONE),
        ("To Do", "Zone 4", "Unresolved", Stage.PLANNED),
        ("În curs", "Zone 4", "", Stage.IN_PROGRESS),
        ("", "Closed", "Duplicate", Stage.CANCELLED),
        ("", "Zone 4", "", Stage.UNKNOWN),
    ],
)
def test_a_status_means_what_its_category_says(read, category, status, resolution, stage):
    row = WEB_1 | {"Status Category": category, "Status": status, "Resolution": resolution}

    assert read(export(row), "jira.csv").tasks[0].stage is stage


def test_a_thousand_issues_may_be_a_cut_export(read):
    many = [WEB_2 | {"Issue key": f"WEB-{number}", "Issue id": str(number)} for number in range(1_000)]

    assert [gap.what for gap in read(export(*many), "jira.csv").completeness.gaps] == [None]
    assert read(export(*many[:-1]), "jira.csv").completeness.complete


class TestDates:
    def test_one_date_of_the_file_settles_all(self, read):
        row = WEB_1 | {
            "Created": "02.11.2026 09:05",
            "Updated": "12.11.2026 15:04",
            "Due Date": "03.12.2026",
            "Comment": ["13.11.2026 10:00;Ana;Hm"],
            "Custom field (Start date)": "",
            "Custom field (Client date)": "",
        }
        found = read(export(row), "jira.csv")

        assert found.completeness.complete
        assert found.tasks[0].due.day == date(2026, 12, 3)

    def test_where_none_settles_it_the_option_is_named(self, read):
        row = WEB_2 | {"Created": "01.11.2026", "Updated": "01.11.2026", "Resolved": "", "Due Date": "03.12.2026"}
        found = read(export(row), "jira.csv")

        assert [gap.what for gap in found.completeness.gaps] == [Evidence.DUE_DATES]
        assert read(export(row), "jira.csv", date_order="dmy").tasks[0].due.day == date(2026, 12, 3)

    @pytest.mark.parametrize(
        "cell",
        [
            "12/Nov/26 3:04 PM",
            "12/ноя/26 15:04",
            "12/нояб./26 15:04",
            "12/ноя/26 3:04 ПП",
            "12/noi./26 15:04",
            "12/noi/26 3:04 p.m.",
            "2026-11-12 15:04",
            "12.11.2026 15:04",
            "12 ноября 2026 15:04",
            "12-Nov-2026 15:04",
        ],
    )
    def test_as_sites_write_them(self, cell):
        moment = DateColumn("Created", (cell, "13.11.2026"), CHISINAU).moment(cell)

        assert moment.instant == datetime(2026, 11, 12, 13, 4, tzinfo=UTC)

    @settings(deadline=None, max_examples=50)
    @given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)), st.sampled_from(["en", "ru", "ro"]))
    def test_month_names_as_the_languages_abbreviate_them(self, moment, language):
        moment = moment.replace(second=0, microsecond=0)
        written = format_date(moment, "dd/MMM/yy", locale=language) + f" {moment:%H:%M}"
        found = DateColumn("Created", (written,), CHISINAU).moment(written)

        assert found.instant == CHISINAU.at(moment.date(), moment.time())

    def test_midnight_is_a_day_for_due_dates_and_an_instant_for_comments(self, read):
        (task,) = read(export(WEB_1 | {"Comment": ["12/Nov/26 12:00 AM;Ana;Hm"]}), "jira.csv").tasks

        assert task.due.instant is None
        assert task.comments[0].at == CHISINAU.at(date(2026, 11, 12), time(0))


RUSSIAN = {
    "Тема": "Логотип", "Ключ проблемы": "WEB-7", "ID проблемы": "10007", "Тип проблемы": "Задача", "Статус": "В работе",
    "Категория статуса": "В работе", "Ключ проекта": "WEB", "Приоритет": "Высокий", "Решение": "", "Исполнитель": "Ана",
    "Автор": "Ион", "Создано": "02/ноя/26 09:05", "Обновлено": "12/ноя/26 15:04", "Дата решения": "",
    "Срок исполнения": "20/ноя/26 00:00", "Исправить в версиях": "1.0", "Компоненты": "Магазин", "Метки": ["клиент", "срочно"],
    "Спринт": "Спринт 1", "Описание": "Круглый", "Комментарий": ["11/ноя/26 10:00;ion;Когда?"], "Вложение": "",
    "Входящая ссылка на проблему (Blocks)": "WEB-2", "Пользовательское поле (Story Points)": "3",
    "Пользовательское поле (Дата начала)": "03/ноя/26 00:00", "Пользовательское поле (Бюджет)": "малый",
}  # fmt: skip
ROMANIAN = {
    "Rezumat": "Siglă", "Cheie problemă": "WEB-7", "ID problemă": "10007", "Tip problemă": "Sarcină", "Stare": "În lucru",
    "Categorie stare": "În curs", "Cheie proiect": "WEB", "Prioritate": "Mare", "Rezoluție": "", "Persoană desemnată": "Ana",
    "Raportor": "Ion", "Creat": "02/nov./26 09:05", "Actualizat": "12/nov./26 15:04", "Rezolvat": "",
    "Dată scadentă": "20/nov./26 00:00", "Versiuni de remediere": "1.0", "Componente": "Magazin", "Etichete": ["client", "urgent"],
    "Sprint": "Sprint 1", "Descriere": "Rotundă", "Comentariu": ["11/nov./26 10:00;ion;Când?"], "Atașament": "",
    "Legătură de intrare (Blocks)": "WEB-2", "Câmp personalizat (Story Points)": "3",
    "Câmp personalizat (Data începerii)": "03/nov./26 00:00", "Câmp personalizat (Buget)": "mic",
}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "encoding"), [(RUSSIAN, "utf-8"), (RUSSIAN, "cp1251"), (ROMANIAN, "utf-8"), (ROMANIAN, "utf-8-sig")]
)
def test_a_site_in_another_language(read, row, encoding):
    found = read(export(row, delimiter=";").encode(encoding), "jira.csv")
    (task,) = found.tasks

    assert (task.id, task.key, task.project, task.stage) == ("10007", "WEB-7", "WEB", Stage.IN_PROGRESS)
    assert (task.due.day, task.start.day) == (date(2026, 11, 20), date(2026, 11, 3))
    assert (task.created_at, task.updated_at) == (
        CHISINAU.at(date(2026, 11, 2), time(9, 5)),
        CHISINAU.at(date(2026, 11, 12), time(15, 4)),
    )
    assert [person.name for person in task.owners] == [row.get("Исполнитель") or row["Persoană desemnată"]]
    assert len(task.labels) == 2
    assert (len(task.versions), len(task.components), len(task.sprints)) == (1, 1, 1)
    assert [comment.at for comment in task.comments] == [CHISINAU.at(date(2026, 11, 11), time(10))]
    assert [(link.kind, link.key) for link in task.links] == [(LinkKind.BLOCKED_BY, "WEB-2")]
    assert task.points == 3
    assert len(task.fields) == 1


def test_an_export_that_was_saved_as_a_workbook(read):
    rows = list(csv.reader(StringIO(export(WEB_1, WEB_2))))
    due, done = rows[0].index("Due Date"), rows[0].index("Resolved")
    rows[1][due], rows[2][done] = date(2026, 11, 20), datetime(2026, 11, 13, 9)
    whole, again = read(export(WEB_1, WEB_2), "jira.csv"), read(xlsx(rows), "jira.xlsx")

    assert [replace(task, due=None) for task in again.tasks] == [replace(task, due=None) for task in whole.tasks]
    assert [task.due and task.due.day for task in again.tasks] == [task.due and task.due.day for task in whole.tasks]


class TestWhatIsAnExport:
    def test_a_table_of_people_is_none(self):
        assert JiraColumns.of(["Key", "Task", "Labels", "Comment"]) is None
        assert JiraColumns.of(["Issue key", "Summary"]) is None

    def test_a_field_of_the_site_hides_none_of_jiras(self):
        columns = JiraColumns.of(
            ["Summary", "Issue key", "Issue id", "Custom field (Resolution)", "Custom field (Task)"]
        )

        assert Part.RESOLUTION not in columns.places
        assert list(columns.own) == ["Resolution", "Task"]

    def test_a_field_of_the_site_is_no_title(self, read):
        row = {"Custom field (Task)": "x", **WEB_2}

        assert read(export(row), "jira.csv").tasks[0].title == "Payment"
