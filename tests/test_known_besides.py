"""What the ledger and the configuration tell the rules besides the trackers' own tasks."""

from dataclasses import replace
from datetime import date

from trackerbridge.config.schema import ProjectConfig, Settings
from trackerbridge.known_besides import baseline_for, baseline_of, known_besides
from trackerbridge.ledger.answers import announced_entry, over_entry
from trackerbridge.ledger.records import Memory, Publication, Run
from trackerbridge.model import (
    AgreedTask,
    Baseline,
    Comment,
    Completeness,
    News,
    Person,
    Promise,
    PromiseState,
    RunRecord,
    Shown,
    Side,
    Snapshot,
    Stage,
    Told,
)
from trackerbridge.testing.rules import NOON, a_task
from trackerbridge.testing.work import at

REF = "task:b/t1"
TOLD = Promise(REF, "Title", (Told(date(2026, 11, 5), at("2026-10-12")),), task="T-1")
CARD = Publication(ref=REF, kind="card", remote_id="c1", task="T-1")
MEMORY = Memory(publications={REF: CARD}, promises=(TOLD,), written_at={REF: at("2026-11-04")})
GOOD = Run(id=2, project="p", command="sync", started_at=at("2026-11-05"), status="ok", applied=3)
SEEN = a_task(due="2026-11-05")


def settings(*, publishes: bool = True, **project: object) -> Settings:
    publish = {"publish": {"connection": "b", "board": "B"}} if publishes else {}
    made = ProjectConfig.model_validate({"sources": [{"path": "a.csv"}], **publish, **project})
    return Settings(name="p", project=made)


def known(memory=MEMORY, runs=(GOOD,), task=SEEN, said=None, **project):
    snapshot = Snapshot(source="s", title="S", tasks=(task,), completeness=Completeness(), pulled_at=NOON)
    return known_besides(
        settings=settings(**project), snapshots=[snapshot], memory=memory, runs=runs, baseline=None, now=NOON,
        said=said,
    )  # fmt: skip


def test_what_the_client_sees_and_when_it_was_written():
    assert known().shown == {"T-1": Shown(date(2026, 11, 5), at("2026-11-04"), wanted=date(2026, 11, 5))}


def test_a_card_that_was_put_away_is_not_seen_and_a_void_date_is_none():
    void = replace(TOLD, state=PromiseState.VOID)

    assert known(replace(MEMORY, publications={REF: replace(CARD, archived=True)})).shown == {}
    assert known(replace(MEMORY, promises=(void,))).shown == {"T-1": Shown(None, at("2026-11-04"))}


def test_news_is_the_last_write_and_the_next_update_is_what_the_last_good_sync_announced():
    failed = replace(GOOD, id=3, started_at=at("2026-11-11"), status="failed", applied=0)

    assert known(runs=(failed, GOOD)).news == News(at("2026-11-05"), next_update=date(2026, 11, 11))


def test_before_anything_is_published_nothing_was_announced():
    assert known(Memory(), runs=(GOOD,)).news == News(at("2026-11-05"))
    assert known(Memory(), runs=()).news == News(None)


def test_a_run_that_goes_on_is_no_earlier_run():
    assert known(runs=(replace(GOOD, id=3, status="running"), GOOD)).runs == (
        RunRecord("sync", at("2026-11-05"), "ok", 3),
    )


ANNOUNCED = replace(announced_entry("new-date:" + REF, "a new date", date(2026, 11, 9), "T-1"), at=at("2026-11-06"))
OVER = replace(over_entry("new-date:" + REF, "a new date", date(2026, 11, 9), "T-1"), at=at("2026-11-09"))


def test_what_a_card_announced_is_awaited_until_it_came():
    (answer,) = known(replace(MEMORY, entries=(ANNOUNCED,))).answers or ()
    assert (answer.task, answer.by, answer.told_at) == ("T-1", date(2026, 11, 9), at("2026-11-06"))
    assert answer.answered_at is None

    (answer,) = known(replace(MEMORY, entries=(ANNOUNCED, OVER))).answers or ()
    assert (answer.told_at, answer.answered_at) == (at("2026-11-06"), at("2026-11-09"))


def test_what_was_never_announced_is_awaited_by_nobody():
    assert known(MEMORY).answers == ()


def note(text: str, when: str = "2026-11-04") -> Comment:
    return Comment(id="1", at=at(when), text=text, author=Person("u1", side=Side.TEAM))


def test_a_note_of_what_we_need_is_an_ask_until_the_client_wrote():
    asking = replace(SEEN, stage=Stage.IN_PROGRESS, comments=(note("/client need: the logo by 2026-11-12"),))
    (ask,) = known(task=asking).asks or ()
    assert (ask.what, ask.needed_by, ask.answered_at) == ("the logo by 2026-11-12", date(2026, 11, 12), None)

    wrote = Comment(id="9", at=at("2026-11-05"), text="Here it is.", author=Person("c1", side=Side.CLIENT))
    (ask,) = known(task=asking, said={"T-1": (wrote,)}).asks or ()
    assert ask.answered_at == at("2026-11-05")


def test_a_project_without_a_client_side_keeps_promises_and_runs_only():
    said = known(publishes=False)

    assert (said.shown, said.news, said.answers) == (None, None, None)
    assert (said.promises, len(said.runs or ())) == ((TOLD,), 1)


def test_milestones_and_grace_come_from_the_configuration():
    assert known().milestones is None
    assert known(milestones="epic").milestones == ()
    assert known(dates={"grace": "4h"}).grace_hours == 4


def test_what_was_agreed_is_what_the_configuration_names_else_what_was_saved():
    saved = Baseline(tasks={"t1": AgreedTask("t1", "T-1", "Title")})

    assert baseline_of("", saved) is saved
    assert baseline_of("2026-11-02", saved) == Baseline(agreed_on=date(2026, 11, 2))
    assert baseline_of("label: V1", saved) == Baseline(label="V1")
    assert baseline_of("version:1.0", None) == Baseline(version="1.0")


def test_the_day_that_the_client_reads_as_agreed_is_the_last_resort():
    named = settings(publish={"connection": "b", "board": "B", "agreed_on": "2026-11-02"})
    saved = Baseline(tasks={"t1": AgreedTask("t1", "T-1", "Title")})
    assert baseline_for(named, None) == Baseline(agreed_on=date(2026, 11, 2))
    assert baseline_for(named, saved) is saved
    assert baseline_for(settings(), None) is None
    assert baseline_for(settings(extras={"agreed": "label:v1"}), saved) == Baseline(label="v1")
