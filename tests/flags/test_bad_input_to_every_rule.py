"""Whatever a tracker may send: no rule fails, and the same run says the same."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import FlagsConfig
from trackerbridge.flags.engine import assess
from trackerbridge.flags.options import check_options, profiles
from trackerbridge.flags.registry import built_in_rules
from trackerbridge.model import (
    AnswerPromise,
    Ask,
    Baseline,
    Change,
    ChangeField,
    CheckItem,
    Checklist,
    ClientNote,
    ClientSide,
    Comment,
    Completeness,
    Extra,
    Extras,
    ExtraState,
    HeldText,
    Link,
    LinkKind,
    Milestone,
    News,
    NotePart,
    Promise,
    RunRecord,
    Shown,
    Snapshot,
    Stage,
    Told,
    Version,
)
from trackerbridge.testing.rules import EVERYTHING, NOON, a_task
from trackerbridge.testing.work import CLIENT, TEAM, a_walk, at, some_done

EARLY, FAR = datetime(1971, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
WALK = a_walk(("2026-10-01", "To do"), ("2026-10-05", "Doing"), ("2026-10-06", "Testing"), ("2026-10-07", "Doing"))
NOBODY = a_walk(("2026-10-01", "To do"), ("2026-10-05", "Doing"), by=None)
LONG = "what is {this}? Perfect. " * 2000  # 50,000 characters

BROKEN = {
    "history out of order": a_task(due="2026-11-10", history=WALK[::-1]),
    "history twice": a_task(due="2026-11-10", history=WALK + WALK),
    "history of nothing": a_task(history=tuple(Change(at("2026-11-02"), field) for field in ChangeField)),
    "no history, no day": a_task(created_at=None),
    "all at one instant": a_task(history=tuple(replace(one, at=NOON) for one in WALK)),
    "before its creation": a_task(due="2026-10-01", created_at=at("2026-11-05"), done_at=EARLY, stage=Stage.DONE),
    "in the far future": a_task(due="9000-01-01", created_at=FAR, history=(replace(WALK[1], at=FAR),)),
    "in the far past": a_task(due="1971-01-01", created_at=EARLY),
    "deleted users": a_task(history=NOBODY, comments=(Comment("c", at("2026-11-09"), "Perfect?", None),)),
    "its own parent": a_task(parent="T-1"),
    "blocks itself": a_task(links=tuple(Link(LinkKind.BLOCKED_BY, key) for key in ("T-1", "?")), flagged=True),
    "50,000 characters": a_task(LONG, description=LONG, labels=(LONG,), status=LONG, kind=LONG, components=(LONG,),
                                comments=(Comment("c", at("2026-11-11"), LONG, CLIENT),)),
    "braces": a_task("{title} {0} {", status="{by}", labels=("blocked {by}",), comments=(
        Comment("c", at("2026-11-11"), "Perfect {quote}", CLIENT),)),
    "empty": a_task("", status="", kind="", labels=("",), components=("",), versions=(Version(""),)),
    "mixed languages": a_task("Оплата pentru checkout ??", labels=("Заблокировано pe test",)),
    "many steps": a_task(checklists=(Checklist("k", "", tuple(CheckItem(str(n), "", False) for n in range(500))),)),
    "absurd size": a_task(points=float("inf"), estimate_minutes=-5),
    "done without a day": a_task(stage=Stage.DONE, due="2026-11-10"),
}  # fmt: skip
CIRCLE = (a_task(id="a", key="A", parent="B"), a_task(id="b", key="B", parent="A", labels=("extra",)))


def side(task):
    told = (Told(date(2026, 11, 2), at("2026-10-01")), Told(date(2026, 11, 9), at("2026-11-02")))
    extras = [
        Extra(
            ref=f"{state} {minutes} {charged}",
            title=LONG,
            asked_at=at("2026-11-02"),
            state=state,
            task="T-1",
            minutes=minutes,
            charged=charged,
        )
        for state in ExtraState
        for minutes in (None, 0, 1e9)
        for charged in (None, True)
    ]
    return ClientSide(
        promises=(Promise("p", "", told, task="T-1"), Promise("q", LONG, told, task="gone"), Promise("r", "{x}", told)),
        answers=(AnswerPromise(ref="a", what="", by=date(2026, 11, 9), told_at=at("2026-11-02"), task="gone"),),
        shown={"T-1": Shown(date(2026, 11, 2), EARLY), "gone": Shown()},
        news=News(EARLY, next_update=date(2026, 11, 2)),
        notes={"T-1": tuple(ClientNote(part, LONG, EARLY) for part in NotePart)},
        asks=tuple(Ask(ref=str(n), asked_at=EARLY, needed_by=date(2026, 11, 13), task="gone") for n in range(9)),
        extras=Extras(tuple(extras)),
        held=(HeldText(ref="", part="{part}", why=LONG),),
        runs=(RunRecord("sync", FAR, "failed"), RunRecord("sync", EARLY, "ok")),
        baseline=Baseline(agreed_on=date(2026, 10, 1)),
        milestones=(Milestone("", date(2026, 11, 20), (task, task), date(2026, 11, 20)),
                    Milestone("{m}", date(2026, 11, 20), (task,) * 5, date(2026, 10, 1), task)),
    )  # fmt: skip


def assessed(task, language="en"):
    others = (*CIRCLE, *some_done(35, "Doing", "Testing", "Review", owners=(TEAM,), components=("Shop",)))
    snapshot = Snapshot(
        source="s", title="S", tasks=(task, *others), completeness=Completeness(EVERYTHING), pulled_at=NOON
    )
    besides = side(task)
    return assess(
        project="p", snapshots=[snapshot], flags=FlagsConfig(), calendar=Calendar.of("Europe/Chisinau", "MD"),
        now=NOON, language=language, published=frozenset({"T-1"}), side=besides,
        promises={one.task: one for one in besides.promises or () if one.task},
    )  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_no_rule_fails_on(what):
    for language in ("en", "ru", "ro"):
        said = assessed(BROKEN[what], language)
        assert not [one for one in said.abstained if "Error" in one.reason or "Exception" in one.reason]
        assert all(len(flag.message) < 1000 for flag in said.flags)


@pytest.mark.parametrize("what", BROKEN)
def test_the_same_run_says_the_same(what):
    first, again = assessed(BROKEN[what]), assessed(BROKEN[what])

    assert first == again
    assert [flag.episode for flag in first.flags] == [flag.episode for flag in again.flags]


def test_flags_of_one_rule_are_told_apart():
    """A rule that speaks of several things at once gives each an episode of its own."""
    for what, task in BROKEN.items():
        episodes = [flag.episode for flag in assessed(task).flags]
        assert len(episodes) == len(set(episodes)), what


def test_a_task_that_is_blocked_by_itself_alone_is_not_blocked():
    alone = a_task(links=(Link(LinkKind.BLOCKED_BY, "T-1"),), created_at=NOON - timedelta(days=20))

    assert "F04" not in {flag.code for flag in assessed(alone).flags if flag.task and flag.task.key == "T-1"}


@pytest.mark.parametrize("profile", profiles())
def test_every_profile_fits_the_rules(profile):
    assert check_options(FlagsConfig(profile=profile), built_in_rules())
