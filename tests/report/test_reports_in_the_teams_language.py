"""The frames of reports, the story of a promise and the check, in English, Russian and Romanian, with plural forms."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter

import pytest
from tests.report.documents import AUDIT, AUDITED, PLAN, SYNC

from trackerbridge.cli.check import _listing
from trackerbridge.client_view.promise_record import PromiseRecord
from trackerbridge.client_view.waiting_time import Waited
from trackerbridge.clock import Calendar
from trackerbridge.flags.wording import LANGUAGES
from trackerbridge.model import AnswerPromise, Promise, PromiseState, Told
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan import FieldChange
from trackerbridge.plan.waiting import Cause, Wait
from trackerbridge.report.base import Screen, SyncDocument
from trackerbridge.report.promise_story import story, totals
from trackerbridge.report.table import TableReport
from trackerbridge.report.team import report_words
from trackerbridge.report.waits import wait_sentences
from trackerbridge.results import Planned, Synced
from trackerbridge.trackers.base import Finding

CODE = Path(__file__).parents[2] / "src" / "trackerbridge"
HOLD = datetime(2026, 11, 19, 12, tzinfo=UTC)
PLAIN = Screen()
KINDS_OF_CHANGES = (
    *(("create", kind) for kind in ("list", "label", "card", "comment", "checklist", "checkitem")),
    *(("update", kind) for kind in ("card", "comment", "checkitem", "cover")),
    *((action, "card") for action in ("archive", "restore", "label", "unlabel")),
)
TABLES = (
    "plan",
    "plan_changes",
    "team_changes",
    "fields",
    "undo",
    "sync",
    "waits",
    "promises",
    "states",
    "story",
    "totals",
    "check",
    "severities",
    "audit",
    "preview",
    "changes",
    "held",
    "runs",
    "actions",
    "run_states",
    "steering",
    "baseline",
    "client_notes",
)


def heads(language: str, *runs: Synced) -> list[str]:
    said = TableReport().sync(replace(SYNC, projects=[replace(run, language=language) for run in runs]), PLAIN)
    return [line.replace("\u00a0", " ") for line in said.splitlines() if line and not line.startswith("  -")]


DONE, PARTLY, LOCKED = SYNC.projects


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            [
                "Website · 1 change written",
                "Website · 2 changes written",
                "Website · partly done: 5 changes written, 1 failed",
                "Shop · another run is at work, nothing written",
            ],
        ),
        (
            "ru",
            [
                "Website · записано: 1 изменение",
                "Website · записано: 2 изменения",
                "Website · сделано частично: записано 5 изменений, не удалось 1",
                "Shop · идёт другой запуск, ничего не записано",
            ],
        ),
        (
            "ro",
            [
                "Website · scris: o modificare",
                "Website · scris: 2 modificări",
                "Website · făcut parțial: scris 5 modificări, nereușite 1",
                "Shop · lucrează o altă rulare, nu s-a scris nimic",
            ],
        ),
    ],
)
def test_what_sync_did(language: str, said: list[str]) -> None:
    runs = (replace(DONE, applied=1), replace(DONE, applied=2), replace(PARTLY, applied=5), LOCKED)
    assert [line for line in heads(language, *runs) if not line.startswith(" ")] == said


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "5 GET, 2 POST, 1 PUT, 1 DELETE in 1.2 s"),
        ("ru", "5 GET, 2 POST, 1 PUT, 1 DELETE, 1.2 с"),
        ("ro", "5 GET, 2 POST, 1 PUT, 1 DELETE în 1.2 s"),
    ],
)
def test_how_much_it_asked(language: str, told: str) -> None:
    assert told in "\n".join(heads(language, DONE))


@pytest.mark.parametrize(
    ("language", "number", "held"),
    [
        ("en", 1, "1 change waits: publishing is held until Thu 19 Nov 2026, 14:00: a call. To go on at once:"),
        ("en", 2, "2 changes wait: publishing is held until"),
        ("ru", 1, "1 изменение ждёт: публикация приостановлена до чт 19 нояб. 2026, 14:00: a call. Чтобы продолжить"),
        ("ru", 21, "21 изменение ждёт: публикация"),
        ("ru", 3, "3 изменения ждут: публикация"),
        ("ru", 12, "12 изменений ждут: публикация"),
        ("ro", 1, "o modificare așteaptă: publicarea este oprită până joi 19 nov. 2026, 14:00: a call. Ca să"),
        ("ro", 3, "3 modificări așteaptă: publicarea"),
        ("ro", 20, "20 de modificări așteaptă: publicarea"),
    ],
)
def test_what_waits(language: str, number: int, held: str) -> None:
    assert DONE.planned is not None
    wait = Wait(cause=Cause.HOLD, changes=DONE.planned.plan.changes[:1] * number, until=HOLD, reason="a call.")
    planned = replace(DONE.planned, waits=(wait,), language=language)
    (said,) = wait_sentences(planned)
    assert said.startswith(held)
    assert said.endswith("trackerbridge hold web --off")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "ru",
            [
                "Website → Website, for you · 4 изменения",
                "Новые списки (1): Planned",
                "Новые карточки (1)",
                "Contact form 12 нояб. 2026 On track",
                "WEB-2: запланировано, клиенту назван срок 12 ноября; по плану",
                "Изменённые карточки (1)",
                "срок: 12 нояб. 2026 → 19 нояб. 2026",
                "Снять метки (1)",
                "Не показано клиенту",
                "- WEB-2 («Fixes»), заголовок: содержит цену («£480»)",
                "К сведению",
                "Отпечаток плана abcdef012345",
            ],
        ),
        (
            "ro",
            [
                "Website → Website, for you · 4 modificări",
                "Liste noi (1): Planned",
                "Carduri noi (1)",
                "Contact form 12 nov. 2026 On track",
                "WEB-2: planificat, termen comunicat clientului: 12 noiembrie; conform planului",
                "Carduri modificate (1)",
                "termen: 12 nov. 2026 → 19 nov. 2026",
                "Etichete scoase (1)",
                "Nu i s-a arătat clientului",
                "- WEB-2 („Fixes”), titlul: are un preț („£480”)",
                "De știut",
                "Amprenta planului abcdef012345",
            ],
        ),
    ],
)
def test_a_plan(language: str, said: list[str]) -> None:
    (planned,) = PLAN.projects
    assert isinstance(planned, Planned)
    told = Sentence(", told {day}", day=date(2026, 11, 12))
    rest = Sentence("{date}{moved}{health}", date=told, moved="", health=Sentence(", on track"))
    new = replace(
        planned.plan.changes[1],
        why=Sentence("{task} is planned{rest}", task="WEB-2", rest=rest),
        fields={**planned.plan.changes[1].fields, "due": FieldChange(None, "2026-11-12T16:00:00+00:00")},
    )
    changes = (planned.plan.changes[0], new, *planned.plan.changes[2:])
    planned = replace(planned, language=language, plan=replace(planned.plan, changes=changes))
    found = TableReport().plan(replace(PLAN, projects=[planned]), Screen(width=110, details=True)).splitlines()
    lines = [" ".join(line.split()) for line in found]
    assert [line for line in said if line not in lines] == []
    assert new.why == "WEB-2 is planned, told 2026-11-12, on track"  # what programs read stays


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_change_has_a_heading(language: str) -> None:
    words = report_words(language)
    actions = {f"{action}_{kind}" for action, kind in KINDS_OF_CHANGES}
    assert {key for key in actions if not words.has("plan_changes", key)} == set()


def moved(state: PromiseState, on: date | None) -> list[Promise]:
    told = (
        Told(date(2026, 11, 12), datetime(2026, 10, 5, 10, tzinfo=UTC)),
        Told(date(2026, 11, 19), datetime(2026, 11, 10, 10, tzinfo=UTC), "the oven was late"),
    )
    return [Promise(ref="task:s/1", title="Menu", told=told, state=state, delivered_on=on)]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "First told on 5 October 2026: 12 November 2026. | Waiting for the client: 3–9 November 2026. | "
            "Moved to 19 November 2026 on 10 November 2026: the oven was late. | "
            "The client was told to expect the reason by 12 November 2026; it came on 13 November 2026, late. | "
            "Delivered on 24 November 2026, 3 working days late.",
        ),
        (
            "ru",
            "Впервые названо 5 октября 2026: 12 ноября 2026. | Ждали клиента: 3–9 ноября 2026. | "
            "Перенос 10 ноября 2026, новый срок 19 ноября 2026: the oven was late. | "
            "Клиенту обещано не позднее 12 ноября 2026: причина. Получено 13 ноября 2026, с опозданием. | "
            "Сдано 24 ноября 2026, опоздание: 3 рабочих дня.",
        ),
        (
            "ro",
            "Spus prima dată pe 5 octombrie 2026: 12 noiembrie 2026. | S-a așteptat clientul: 3–9 noiembrie 2026. | "
            "Mutat pe 10 noiembrie 2026, termen nou 19 noiembrie 2026: the oven was late. | "
            "Clientului i s-a promis până pe 12 noiembrie 2026: motivul. A venit pe 13 noiembrie 2026, târziu. | "
            "Livrat pe 24 noiembrie 2026, întârziere: 3 zile lucrătoare.",
        ),
    ],
)
def test_the_story_of_a_promise(language: str, said: str) -> None:
    (one,) = moved(PromiseState.LATE, date(2026, 11, 24))
    by, came = date(2026, 11, 12), datetime(2026, 11, 13, 10, tzinfo=UTC)
    answer = AnswerPromise(ref="reason:x", what="the reason", by=by, told_at=one.told[1].at, answered_at=came)
    waited = Waited(date(2026, 11, 3), date(2026, 11, 9))
    assert " | ".join(story(one, [answer], [waited], Calendar(), date(2026, 11, 30), language)) == said


@pytest.mark.parametrize(
    ("language", "ended", "said"),
    [
        ("en", 1, "1 promise ended: 1 on the date first told, 0 moved with notice, 0 late. 1 open."),
        ("ru", 1, "Завершено: 1 обещание; в первоначальный срок 1, с предупреждением о переносе 0, с опозданием 0."),
        ("ru", 3, "Завершено: 3 обещания; в первоначальный срок 3,"),
        ("ru", 11, "Завершено: 11 обещаний; "),
        ("ro", 1, "Încheiate: o promisiune; la termenul spus prima dată 1, mutate cu anunț din timp 0, târziu 0."),
        ("ro", 3, "Încheiate: 3 promisiuni; "),
        ("ro", 20, "Încheiate: 20 de promisiuni; "),
    ],
)
def test_the_record_in_one_line(language: str, ended: int, said: str) -> None:
    record = PromiseRecord(first=ended, moved=0, late=0, early=0, open=1, void=0, taken_out=0)
    assert totals(record, language).startswith(said)


@pytest.mark.parametrize(
    ("language", "title", "columns", "words", "closing"),
    [
        ("en", "Check", ("", "project", "what", "to mend"), ["ok", "note", "MEND"],
         "1 thing to mend:\n- Do it.\n- See."),
        ("ru", "Проверка", ("", "проект", "что", "что исправить"), ["ок", "к сведению", "ИСПРАВИТЬ"],
         "Исправить, 1 пункт:\n- Do it.\n- See."),
        ("ro", "Verificare", ("", "proiect", "ce", "de îndreptat"), ["ok", "notă", "DE ÎNDREPTAT"],
         "De îndreptat, un lucru:\n- Do it.\n- See."),
    ],
)  # fmt: skip
def test_the_frame_of_the_check(
    language: str, title: str, columns: tuple[str, ...], words: list[str], closing: str
) -> None:
    found = [Finding(True, "a"), Finding(True, "b", "See.", warning=True), Finding(False, "c", "Do it.")]
    shown = _listing([("site", one) for one in found], report_words(language))
    assert (shown.title, shown.columns, [row[0] for row in shown.rows], shown.closing) == (
        title,
        columns,
        words,
        closing,
    )
    assert [record["ok"] for record in shown.records] == [True, True, False]  # what programs read is the same


@pytest.mark.parametrize(
    ("language", "head", "sections", "last"),
    [
        ("en", "3 tasks", ["Habits of this board", "Could not judge", "This look was incomplete"],
         "4 flags on 3 tasks: 1 high, 1 medium and 2 low; 1 of them part of another one's story."),
        ("ru", "3 задачи", ["Привычки этой доски", "Судить нельзя", "Прочитано не всё"],
         "4 замечания, 3 задачи. По важности: важно 1, средне 1, мелочь 2; частью другой истории стали 1."),
        ("ro", "3 sarcini", ["Obiceiurile acestui panou", "Nu s-a putut judeca", "Nu s-a citit tot"],
         "În total 4 semnale, 3 sarcini. După importanță: important 1, mediu 1, minor 2; parte din alte semnale: 1."),
    ],
)  # fmt: skip
def test_the_frame_of_an_audit(language: str, head: str, sections: list[str], last: str) -> None:
    assessment = replace(AUDITED.assessment, language=language)
    document = replace(AUDIT, projects=[replace(AUDITED, assessment=assessment)])
    found = TableReport().audit(document, Screen(width=200)).splitlines()
    assert f" · {head} · " in found[0]
    assert [line for line in found if line in sections] == sections
    assert found[-1].startswith(last)


def test_every_language_says_the_same_sentences_with_the_same_values() -> None:
    def fields(language: str) -> dict[str, set[str]]:
        words = report_words(language)
        return {
            f"{table}.{key}": {name for _, name, _, _ in Formatter().parse(text) if name}
            for table in TABLES
            for key, text in words._tables[table].items()
        }

    assert fields("en") == fields("ru") == fields("ro")
    assert LANGUAGES == ("en", "ru", "ro")
    assert all(re.search("[а-я]", text) for text in report_words("ru")._tables["sync"].values() if "{made}" not in text)


def test_every_list_for_the_team_says_in_which_language_it_is() -> None:
    """The catalogue of rules and the list of plugins are for whoever sets things up, and stay English."""
    for path in [*CODE.glob("cli/*.py"), *CODE.glob("report/*.py")]:
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Listing":
                assert path.name in ("rules.py", "plugins.py") or "language" in {each.arg for each in call.keywords}, (
                    path
                )


def test_the_document_keeps_its_english_where_nobody_said_a_language() -> None:
    assert isinstance(SYNC, SyncDocument)
    assert heads("en", DONE)[0] == "Website · 4 changes written"
