"""Task tables: columns in three languages, encodings, delimiters, ids, ticks, and what was left out."""

# ruff: noqa: E501  sentences stand here as people read them, on one line

from datetime import UTC, date, datetime

import pytest
from inline_snapshot import snapshot
from tests.shared_data import DATA

from trackerbridge.model import DueKind, Evidence, Side, Stage

EXAMPLES = DATA / "payload-examples" / "csv"

ENGLISH = """\
ID,Task,Status,Owner,Due date,Created,Done,Labels,Link,Notes,Estimate
7,Logo,In progress,Ana,13.11.2026,30.10.2026,,"client; urgent",https://a.example/7,Round and blue,3 h
8,Menu,Done,"Ana, Ion <ion@agency.example>",14.11.2026,31.10.2026,13.11.2026,,,,
"""
RUSSIAN = """\
№;Задача;Статус;Исполнитель;Срок;Создано;Готово;Метки;Ссылка;Описание
7;Логотип;В работе;Ана;13.11.2026;30.10.2026;;"клиент, срочно";https://a.example/7;Круглый и синий
8;Меню;Готово;Ион;14.11.2026;31.10.2026;13.11.2026;;;
"""
ROMANIAN = """\
Nr.\tSarcină\tStare\tResponsabil\tTermen\tCreat\tFinalizat\tEtichete\tLegătură\tDescriere
7\tSiglă\tÎn lucru\tAna\t13.11.2026\t30.10.2026\t\tclient\thttps://a.example/7\tRotundă și albastră
8\tMeniu\tGata\tIon\t14.11.2026\t31.10.2026\t13.11.2026\t\t\t
"""


@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN, ROMANIAN])
def test_the_same_table_in_three_languages(read, text):
    first, second = read(text).tasks

    assert (first.id, first.key, first.url) == ("7", "7", "https://a.example/7")
    assert (first.stage, second.stage) == (Stage.IN_PROGRESS, Stage.DONE)
    assert (first.due.kind, first.due.day) == (DueKind.DAY, date(2026, 11, 13))
    assert first.created_at == datetime(2026, 10, 29, 22, tzinfo=UTC)  # midnight in Chisinau
    assert (first.done_at, second.done_at) == (None, datetime(2026, 11, 13, 16, tzinfo=UTC))  # 18:00 there
    assert first.description
    assert first.labels


def test_a_table_is_known_by_its_file_and_knows_what_it_has_columns_for(read):
    found = read(ENGLISH)

    assert (found.source, found.title, found.statuses) == ("file:plan.csv", "plan", ("In progress", "Done"))
    assert found.labels == ("client", "urgent")
    assert found.completeness.complete
    assert found.completeness.notes == ()
    assert found.completeness.knows == {
        Evidence.DUE_DATES,
        Evidence.OWNERS,
        Evidence.LABELS,
        Evidence.DESCRIPTIONS,
        Evidence.STAGES,
        Evidence.SIDES,
    }


def test_what_a_table_has_no_columns_for_is_not_known(read):
    found = read("Task,Link\nLogo,https://a.example\n")
    (task,) = found.tasks

    assert found.completeness.knows == {Evidence.SIDES}
    assert (task.due, task.start, task.created_at, task.done_at, task.owners, task.stage) == (
        None,
        None,
        None,
        None,
        (),
        Stage.UNKNOWN,
    )


def test_people_are_named_and_placed(read):
    owners = read(ENGLISH).tasks[1].owners

    assert [(person.name, person.email, person.side) for person in owners] == [
        ("Ana", "", Side.TEAM),
        ("Ion", "ion@agency.example", Side.UNKNOWN),
    ]


def test_columns_without_a_meaning_become_fields(read):
    first, second = read(ENGLISH).tasks

    assert dict(first.fields) == {"Estimate": "3 h"}
    assert dict(second.fields) == {}


def test_last_activity_is_the_last_moment_that_lies_in_the_past(read):
    found = read("Task,Created,Updated\na,2026-11-01,2026-11-20T10:00\nb,2026-11-02,2026-12-24\n")

    assert found.last_activity == datetime(2026, 11, 20, 8, tzinfo=UTC)


class TestFindingTheTable:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_any_delimiter(self, read, delimiter):
        text = delimiter.join(["Task", "Status"]) + "\n" + delimiter.join(["Logo", "Doing"]) + "\n"

        assert [task.title for task in read(text).tasks] == ["Logo"]

    def test_commas_inside_cells_do_not_mislead(self, read):
        text = "Task;Status;Notes\n" + "a, b, c, d;Doing;x, y\n" * 5

        assert read(text).tasks[0].title == "a, b, c, d"

    def test_a_title_above_the_header_is_skipped(self, read):
        found = read("Plan of the shop;;\n;;\nTask;Status;Due\nLogo;Doing;2026-11-30\n")

        assert [task.title for task in found.tasks] == ["Logo"]

    def test_a_hint_in_the_header_does_not_hide_it(self, read):
        assert read("Task name,Due date (dd.mm.yyyy),  STATUS:\nLogo,,Doing\n").tasks[0].status == "Doing"

    @pytest.mark.parametrize("sign", [";", ",", "\t"])
    def test_excels_own_word_on_the_delimiter_is_no_header(self, read, sign):
        assert len(read(f"sep={sign}\nTask{sign}Status\nLogo{sign}Doing\n").tasks) == 1

    @pytest.mark.parametrize(
        "header",
        [
            "Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Start Date,Due Date,Tags,Notes",
            "ID,% Complete,Task Name,Duration,Start,Finish,Resource Names",
            "Ид,Название задачи,Длительность,Начало,Окончание,Названия ресурсов",
            "Card ID,Card Name,Labels,Members,Due Date,Start Date,List Name,Last Activity Date",
            "№ п/п,Наименование,Ответственный,Срок исполнения,Примечание",
            "Nr. crt.,Denumire,Responsabil,Termen limită,Observații",
        ],
    )
    def test_tables_as_other_programs_and_people_head_them(self, read, header):
        named = {name: f"2026-11-{day:02}" for day, name in enumerate(header.split(","), 1)}
        (task,) = read(header + "\n" + ",".join(named.values()) + "\n").tasks
        titles = ("Name", "Task Name", "Название задачи", "Card Name", "Наименование", "Denumire")
        dues = ("Due Date", "Finish", "Окончание", "Срок исполнения", "Termen limită")

        assert task.title == next(named[name] for name in titles if name in named)
        assert str(task.due.day) == next(named[name] for name in dues if name in named)
        assert task.owners
        assert task.key

    def test_a_header_that_is_repeated_is_no_task(self, read):
        assert len(read("Task,Status\na,Doing\nTask,Status\nb,Doing\n").tasks) == 2

    def test_cells_may_span_lines(self, read):
        (task,) = read('Task,Notes\n"Logo","first\nsecond, ""third"""\n').tasks

        assert task.description == 'first\nsecond, "third"'

    def test_short_rows_are_filled(self, read):
        assert read("Task,Status,Owner\nLogo\n").tasks[0].status == ""

    def test_empty_rows_are_nothing(self, read):
        assert len(read("Task,Status\n\n,,\nLogo,Doing\n\n").tasks) == 1

    def test_no_table_at_all(self, refusal):
        assert refusal("Dear all,\nplease find the plan attached.\n") == snapshot(
            'plan.csv is no task table: no row names two columns that are known (it begins "Dear all, please find the plan attached."). Name the columns in its first row, for example: ID, Task, Status, Owner, Due date, Done.'
        )

    def test_no_column_for_titles(self, refusal):
        assert refusal("Status,Owner\nDoing,Ana\n") == snapshot(
            "plan.csv has the columns Status, Owner, and none for titles. Call one of them Task, Задача or Sarcină."
        )

    def test_a_quotation_mark_that_stays_open(self, refusal):
        assert refusal('Task,Status\nLogo,Doing\n"Menu,Doing\nShop,Done\n') == snapshot(
            "plan.csv, line 3: a quotation mark is opened here and never closed. Double it inside a cell, or save the table as CSV again."
        )

    def test_a_quotation_mark_inside_a_word_is_only_a_mark(self, read):
        assert read('Task,Status\nA 24" screen,Doing\n').tasks[0].title == 'A 24" screen'

    def test_a_header_and_no_rows(self, read):
        assert read("Task,Status\n").completeness.notes == ("The table has a header and no rows.",)


class TestRows:
    def test_a_total_is_no_task(self, read):
        found = read("Task,Status,Estimate\nLogo,Doing,3\nTotal,,3\n")

        assert [task.title for task in found.tasks] == ["Logo"]
        assert "Left out as totals: line 3." in found.completeness.notes

    def test_a_task_about_totals_is_one(self, read):
        assert len(read("Task,Status,Estimate\nTotal,Doing,3\nTotal redesign,,1\n").tasks) == 2

    def test_ids_that_stand_twice_are_told_apart(self, read):
        found = read("ID,Task\n1,a\n1,b\n2,c\n")

        assert [task.id for task in found.tasks] == ["1", "1~2", "2"]
        assert "These ids stand more than once: 1." in found.completeness.notes

    def test_without_ids_titles_tell_tasks_apart_wherever_they_stand(self, read):
        first = {task.title: task.id for task in read("Task,Status\na,Doing\nb,Doing\n").tasks}
        later = {task.title: task.id for task in read("Task,Status\nnew,Doing\nb,Doing\na,Done\n").tasks}

        assert (first["a"], first["b"]) == (later["a"], later["b"])
        assert len({task.id for task in read("Task,Status\na,Doing\na,Doing\n").tasks}) == 2

    def test_without_ids_it_says_so(self, read):
        assert (
            "The table has no column for ids: tasks are told apart by their titles, and a renamed one is a new one."
            in read("Task,Status\na,Doing\n").completeness.notes
        )

    def test_a_row_without_a_title_is_a_task_and_is_counted(self, read):
        found = read("ID,Task,Status\n1,,Doing\n2,Logo,Doing\n")

        assert [task.title for task in found.tasks] == ["", "Logo"]
        assert "Tasks without a title: 1 (line 2)." in found.completeness.notes

    def test_cells_beyond_the_header_are_said(self, read):
        found = read("ID,Task,Status\n1,Logo, round,Doing\n")

        assert (
            "Line 2 has more cells than the header, and the rest was left out: is a quotation mark missing?"
            in found.completeness.notes
        )

    def test_long_and_exotic_text_stays_as_it_is(self, read):
        text = "🚀 שלום " + "x" * 200_000

        assert read(f'Task,Notes\nLogo,"{text}"\n').tasks[0].description == text

    def test_a_table_without_dates_says_so(self, read):
        found = read("ID,Task,Status,Due\n1,Logo,Doing,\n")

        assert "No open task has a due date, so nothing can be called on time or late." in found.completeness.notes

    def test_states_that_nobody_understands_are_said(self, read):
        found = read("ID,Task,Status\n1,Logo,Zone 4\n")

        assert not found.completeness.can_tell(Evidence.STAGES)
        assert (
            "Nothing says where work stands; name the states under statuses in the configuration."
            in found.completeness.notes
        )


class TestDone:
    @pytest.mark.parametrize("tick", ["yes", "X", "✓", "да", "Готово", "gata", "100%", "100", "1", "TRUE"])
    def test_a_tick_is_done_without_a_date(self, read, tick):
        (task,) = read(f"ID,Task,Completed\n1,Logo,{tick}\n").tasks

        assert (task.stage, task.done_at) == (Stage.DONE, None)

    @pytest.mark.parametrize("tick", ["no", "нет", "nu", "0", "-", "", "50%", "0.5", "99"])
    def test_no_tick_is_not(self, read, tick):
        (task,) = read(f"ID,Task,Status,Completed\n1,Logo,Doing,{tick}\n").tasks

        assert task.stage is Stage.IN_PROGRESS

    def test_a_date_to_come_is_a_plan(self, read):
        (task,) = read("ID,Task,Status,Done\n1,Logo,Doing,2026-12-01\n").tasks

        assert (task.stage, task.done_at) == (Stage.IN_PROGRESS, None)

    def test_a_date_that_can_be_read_in_two_ways_is_done_at_an_unknown_time(self, read):
        (task,) = read("ID,Task,Status,Done\n1,Logo,,03.04.2026\n").tasks

        assert (task.stage, task.done_at) == (Stage.DONE, None)


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
    def test_russian(self, read, encoding):
        assert read(RUSSIAN.encode(encoding)).tasks[0].title == "Логотип"

    @pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2"])
    def test_romanian_with_cedillas(self, read, encoding):
        found = read(ROMANIAN.replace("ș", "ş").replace("ț", "ţ").encode(encoding))

        assert found.tasks[0].description == "Rotundă şi albastră"

    def test_a_legacy_code_page_is_said(self, read):
        assert read(RUSSIAN.encode("cp1251")).completeness.notes == snapshot(
            ("plan.csv is not UTF-8; it was read as Windows-1251 (Cyrillic).",)
        )

    def test_a_mark_that_lies(self, refusal):
        assert refusal(b"\xef\xbb\xbfTask;Status\n\xcb\xee\xe3;\n") == snapshot(
            "plan.csv says it is UTF-8 and is not (byte 12). Save it as UTF-8."
        )

    def test_a_few_nul_bytes_are_left_out_and_said(self, read):
        found = read(ENGLISH.replace("Logo", "Lo\x00go"))

        assert found.tasks[0].title == "Logo"
        assert found.completeness.notes == snapshot(
            ("plan.csv may be damaged: it held NUL bytes (1), which were left out.",)
        )


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the example tables lie outside the repository")
@pytest.mark.parametrize(
    ("name", "rows"),
    [("tasks-comma-utf8", 6), ("tasks-semicolon-utf8bom", 6), ("tasks-semicolon-cp1251", 5)],
)
def test_the_example_tables(read, name, rows):
    found = read(EXAMPLES / f"{name}.synthetic.csv")
    by_id = {task.id: task for task in found.tasks}

    assert len(by_id) == rows
    assert by_id["4"].title == "Плата картой"
    assert (by_id["4"].due.kind, by_id["4"].due.raw) == (DueKind.UNREADABLE, "до пятницы")
    assert by_id["6"].due.day == date(2026, 11, 13)
    assert by_id["2"].due is None
    assert by_id["3"].stage is Stage.DONE
    assert found.completeness.complete
