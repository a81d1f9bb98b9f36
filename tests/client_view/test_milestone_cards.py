"""Milestones on the board: which have a card, how far they are, and that their dates are promises like any other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.client_view.bakery import SOURCE, TOLD, at, day, moved_due, promise, published, settings, staged, task, view

from trackerbridge.client_view.chosen import selected
from trackerbridge.client_view.view import CardKind, ClientView, LabelRole, ListRole, StatusCard
from trackerbridge.client_view.waiting_dates import WaitKind
from trackerbridge.days_seen import watched
from trackerbridge.ledger.records import Entry, Memory, Publication
from trackerbridge.ledger.steering import steering_entry
from trackerbridge.model import Due, DueKind, Promise, Stage, Steering, SteeringKind, Task, Told, Version

EPICS = {"milestones": "epic"}
VERSIONS = {"milestones": "version"}
SPRING = Version("Spring opening", day(12, 11), id="77")


def epic(stage: Stage = Stage.PLANNED, **more: Any) -> Task:
    return task("open", stage, day(12, 11), title="Opening", kind="Epic", **more)


def beneath(name: str, stage: Stage = Stage.IN_PROGRESS, **more: Any) -> Task:
    return task(name, stage, parent="open", **more)


def seen(*tasks: Task, language: str = "en", **more: Any) -> ClientView:
    project = {key: more.pop(key) for key in ("milestones", "publish") if key in more}
    promises = more.pop("promises", ())
    return view(tasks, *promises, with_settings=settings(language, **project), **more)


def card(name: str, found: ClientView) -> StatusCard:
    return next(each for each in found.cards if each.ref == f"task:{SOURCE}/{name}")


def text(card: StatusCard) -> str:
    return card.description.replace("\u00a0", " ")


def internal(each: Task) -> Task:
    """The same work, not opted in."""
    return replace(each, labels=())


def test_an_epic_that_is_opted_in_has_a_milestone_card_as_far_as_its_tasks() -> None:
    steps = [beneath("a", Stage.DONE, done_at=at(11, 2)), internal(beneath("b")), internal(beneath("c", Stage.PLANNED))]
    found = card("open", seen(epic(), *steps, **EPICS))

    assert (found.kind, found.title, found.list) == (CardKind.MILESTONE, "Opening", ListRole.IN_PROGRESS)
    assert (found.told, found.labels) == (day(12, 11), {LabelRole.ON_TRACK})
    assert text(found) == "We are working towards this milestone.\n\nPlanned for 11 December.\n\nSteps done: 1 of 3."


@pytest.mark.parametrize(
    ("language", "planned", "steps"),
    [
        ("en", "This milestone is still to come.", "Steps done: 1 of 2."),
        ("ru", "Этот этап ещё впереди.", "Готово шагов: 1 из 2."),
        ("ro", "Această etapă urmează.", "Pași încheiați: 1 din 2."),
    ],
)
def test_it_speaks_the_clients_language(language: str, planned: str, steps: str) -> None:
    assert text(card("open", seen(epic(), language=language, **EPICS))).startswith(planned)
    begun = seen(epic(), beneath("a", Stage.DONE, done_at=at(11, 2)), beneath("b"), language=language, **EPICS)
    assert text(card("open", begun)).endswith(steps)


def test_without_the_setting_an_epic_is_work_like_any_other() -> None:
    for more in ({}, {**EPICS, "publish": {"milestones": "none"}}):
        found = card("open", seen(epic(), beneath("a"), **more))
        assert (found.kind, text(found)) == (CardKind.TASK, "This is still to come.\n\nPlanned for 11 December.")


def test_an_epic_that_nobody_opted_in_stays_inside_unless_it_comes_with_its_tasks() -> None:
    tasks = [internal(epic()), beneath("a")]
    assert "Opening" not in {each.title for each in seen(*tasks, **EPICS).cards}

    along = {**EPICS, "publish": {"milestones": "with-tasks"}}
    assert card("open", seen(*tasks, **along)).kind is CardKind.MILESTONE
    assert "OPEN" in selected(settings(**along), [_snapshot(tasks)])
    assert "Opening" not in {each.title for each in seen(internal(epic()), internal(beneath("a")), **along).cards}


def _snapshot(tasks: list[Task]) -> Any:
    from tests.client_view.bakery import snapshot

    return snapshot(tasks)


def test_a_version_comes_with_its_first_opted_in_task() -> None:
    inside = internal(task("a", versions=(SPRING,)))
    assert len(seen(inside, **VERSIONS).cards) == 2  # the two fixed ones

    found = card("version:77", seen(inside, task("b", Stage.DONE, versions=(SPRING,)), **VERSIONS))
    assert (found.kind, found.title, found.task) == (CardKind.MILESTONE, "Spring opening", "Spring opening")
    assert text(found).endswith("Planned for 11 December.\n\nSteps done: 1 of 2.")


@pytest.mark.parametrize("spec", ["label:Milestone", "list:Milestones"])
def test_a_card_of_the_label_or_list(spec: str) -> None:
    stands = task("m", Stage.PLANNED, day(12, 1), labels=("Milestone",), status="Milestones", title="Opening")
    assert card("m", seen(stands, task("a"), milestones=spec)).kind is CardKind.MILESTONE


def test_a_list_of_milestones_says_nothing_of_how_far_they_are_and_what_is_due_by_them_does() -> None:
    first = task("m1", Stage.UNKNOWN, day(12, 1), status="Milestones", title="Tasting")
    second = task("m2", Stage.UNKNOWN, day(12, 18), status="Milestones", title="Opening")
    found = seen(second, first, task("a", due=day(11, 27)), milestones="list:milestones")
    assert [card(name, found).list for name in ("m1", "m2")] == [ListRole.IN_PROGRESS, ListRole.PLANNED]
    assert "Steps" not in text(card("m1", found))  # what is merely due by then is no step of it
    assert not any("Milestones" in note for note in found.notes)


def test_its_dates_are_promises_and_moves_are_told_with_the_reason() -> None:
    moved = promise("open", (day(12, 4), TOLD), (day(12, 11), at(11, 18)))
    history = moved_due(at(11, 16))
    found = seen(epic(history=history), beneath("a"), promises=(moved,), publications=[published("open")], **EPICS)

    told = card("open", found)
    assert (told.first, told.told, told.moves, told.labels) == (day(12, 4), day(12, 11), 1, {LabelRole.MOVED})
    assert "The date has moved from 4 to 11 December." in text(told)
    assert [(each.ref, each.current) for each in found.promises] == [(told.ref, day(12, 11))]


class Versions:
    """A version that a task is done for, seen run by run."""

    def __init__(self, *promises: Promise, first: date | None = SPRING.day, **project: Any) -> None:
        self.settings = settings(**VERSIONS, **project)
        self.promises = promises
        self.entries: tuple[Entry, ...] = ()
        self.publications = [Publication(ref=REF, kind="card", remote_id="r", task=KEY)] if promises else []
        if first:
            self.at(TOLD, first)

    def at(self, now: datetime, to: date | None, **more: Any) -> ClientView:
        """What the client sees at a moment, with the version's date as it stands then."""
        work = more.pop("work", task("a", versions=(replace(SPRING, day=to),)))
        memory = Memory(promises=self.promises, entries=self.entries)
        seen = watched([_snapshot([replace(work, source=SOURCE)])], settings=self.settings, memory=memory, now=now)
        self.entries += tuple(replace(entry, at=now) for entry in seen.news)
        return view(
            seen.snapshots[0].tasks, *self.promises, with_settings=self.settings, publications=self.publications,
            now=now, entries=(*self.entries, *more.pop("entries", ())),
        )  # fmt: skip


REF, KEY = f"task:{SOURCE}/version:77", "Spring opening"
MONDAY, EVENING = at(11, 16, 8), at(11, 16, 16)  # 10:00 and 18:00 in Chișinău: grace


def spring_for(*days: date) -> Promise:
    return Promise(ref=REF, title=KEY, told=tuple(Told(each, TOLD) for each in days), task=KEY)


def test_a_version_that_moves_settles_waits_for_words_and_is_told_at_the_end_of_grace() -> None:
    here = Versions(spring_for(day(12, 11)))
    seen = here.at(MONDAY, day(12, 18))
    assert card("version:77", seen).told == day(12, 11)
    [wait] = seen.waits
    assert (wait.kind, wait.since, wait.warn_at, wait.until) == (
        WaitKind.MOVED, MONDAY, at(11, 16, 12), EVENING,
    )  # fmt: skip
    assert card("version:77", here.at(at(11, 16, 15), day(12, 18))).told == day(12, 11)
    told = card("version:77", here.at(EVENING, day(12, 18)))
    assert (told.told, told.moves, told.labels) == (day(12, 18), 1, {LabelRole.MOVED})
    assert text(told) == (
        "We are working towards this milestone.\n\nThe date has moved from 11 to 18 December."
    )  # nobody can comment on a version, so no reason is announced


def test_a_version_that_moves_again_within_grace_settles_anew_and_one_that_comes_back_in_it_never_moved() -> None:
    here = Versions(spring_for(day(12, 11)))
    here.at(MONDAY, day(12, 18))
    [wait] = here.at(at(11, 16, 15), day(12, 21)).waits
    assert (wait.wanted, wait.since) == (day(12, 21), MONDAY)  # since it left the date that was told
    again = here.at(EVENING, day(12, 21))
    assert card("version:77", again).told == day(12, 11)  # the new one has not settled
    assert card("version:77", here.at(at(11, 17, 8), day(12, 21))).told == day(12, 21)

    there = Versions(spring_for(day(12, 11)))
    there.at(MONDAY, day(12, 18))
    back = there.at(EVENING, day(12, 11))
    assert (card("version:77", back).told, back.waits) == (day(12, 11), ())


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        (day(12, 4), "is earlier than the one told"),
        (day(11, 10), "is earlier than the one told"),
        (day(4, 1, 2027), "is more than 60 days later"),
    ],
)
def test_some_dates_of_a_version_wait_for_a_person(to: date, reason: str) -> None:
    here = Versions(spring_for(day(12, 11)))
    here.at(MONDAY, to)
    found = here.at(at(11, 18), to)
    assert card("version:77", found).told == day(12, 11)
    [wait] = found.waits
    assert reason in wait.reason
    assert wait.command == f"trackerbridge promises set 'Spring opening' {to} --project bakery --reason \"…\""


def test_the_third_date_of_a_version_waits_for_a_person() -> None:
    here = Versions(spring_for(day(12, 4), day(12, 11), day(12, 15)), first=day(12, 15))
    here.at(MONDAY, day(12, 18))
    [wait] = here.at(at(11, 18), day(12, 18)).waits
    assert "third date of one promise" in wait.reason


def test_a_persons_word_on_a_version_is_told_at_once() -> None:
    here = Versions(spring_for(day(12, 11)))
    word = Steering(kind=SteeringKind.DATE, made_at=MONDAY, scope=KEY, value="2026-12-18", reason="agreed")
    assert card("version:77", here.at(MONDAY, day(12, 18), entries=[steering_entry(word)])).told == day(12, 18)


def test_the_first_date_of_a_version_is_told_once_it_has_settled_where_we_would_have_seen_it_before() -> None:
    first = Versions(first=None)
    assert card("version:77", first.at(MONDAY, day(12, 11))).told == day(12, 11)  # nobody knows since when

    other = Version("Autumn", day(12, 11), id="78")
    here = Versions(first=None)
    here.at(TOLD, None, work=task("b", versions=(other,)))
    assert card("version:77", here.at(MONDAY, day(12, 11))).told is None
    assert card("version:77", here.at(at(11, 16, 9), day(12, 11))).told is None
    assert card("version:77", here.at(at(11, 16, 10), day(12, 11))).told == day(12, 11)


def test_where_the_ledger_was_lost_another_day_than_the_one_told_is_a_move_of_this_moment() -> None:
    here = Versions(spring_for(day(12, 11)), first=None)
    [wait] = here.at(MONDAY, day(12, 18)).waits
    assert wait.since == MONDAY
    same = Versions(spring_for(day(12, 11)), first=None)
    assert same.at(MONDAY, day(12, 11)).waits == ()


def test_a_task_that_has_its_releases_date_moves_with_it_by_the_same_rules() -> None:
    its = promise("a", (day(12, 11), TOLD))
    here = Versions(spring_for(day(12, 11)), its)
    here.publications.append(published("a"))

    def now(at_: datetime) -> date | None:
        due = Due(DueKind.INHERITED, day=day(12, 18), raw=SPRING.name)
        work = task(
            "a",
            due_value=due,
            versions=(replace(SPRING, day=day(12, 18)),),
            history=(staged(at(11, 3), Stage.PLANNED, Stage.IN_PROGRESS),),
        )
        return card("a", here.at(at_, None, work=work)).told

    assert now(MONDAY) == day(12, 11)
    assert now(at(11, 16, 15)) == day(12, 11)
    assert now(EVENING) == day(12, 18)


def test_the_clients_date_may_be_a_field_and_a_buffer_counts() -> None:
    here = Versions(spring_for(day(12, 14)), dates={"client": "field:Due for you", "buffer_working_days": 1})
    here.at(MONDAY, day(12, 17))
    assert card("version:77", here.at(at(11, 16, 15), day(12, 17))).told == day(12, 14)
    assert card("version:77", here.at(EVENING, day(12, 17))).told == day(12, 18)


def test_a_version_that_is_out_is_ready_and_one_that_was_archived_leaves() -> None:
    ref, key = f"task:{SOURCE}/version:77", "Spring opening"
    before = Promise(ref=ref, title=key, told=(Told(day(11, 18), TOLD),), task=key)
    there = Publication(ref=ref, kind="card", remote_id="r", task=key)
    work = task("a", Stage.DONE, done_at=at(11, 17))

    def now(version: Version) -> ClientView:
        return seen(replace(work, versions=(version,)), promises=(before,), publications=[there], **VERSIONS)

    ready = card("version:77", now(replace(SPRING, day=day(11, 18), released=True)))
    assert (ready.list, ready.due_complete, text(ready)) == (
        ListRole.DONE, True, "Ready on 18 November, as planned."
    )  # fmt: skip
    assert [each.ref for each in now(replace(SPRING, archived=True)).endings] == [ref]


def test_the_summary_names_the_first_date_and_the_current_one() -> None:
    moved = promise("open", (day(12, 4), TOLD), (day(12, 11), at(11, 18)))
    tasks = (epic(history=moved_due(at(11, 16))), task("home", due=day(11, 26)))
    said = {
        "en": "**Milestones**\n\n- “Opening”, 11 December; first planned for 4 December",
        "ru": "**Этапы**\n\n- «Opening», 11 декабря; первоначальный срок: 4 декабря",
        "ro": "**Etape**\n\n- „Opening”, 11 decembrie; termenul inițial: 4 decembrie",
    }
    for language, words in said.items():
        found = seen(*tasks, language=language, promises=(moved,), publications=[published("open")], **EPICS)
        summary = found.cards[0]
        assert words in text(summary)
        assert "Opening" not in summary.title  # what comes next is work


def test_a_milestone_alone_is_what_comes_next() -> None:
    assert seen(epic(), **EPICS).cards[0].title.replace("\u00a0", " ").endswith("Next: “Opening”, 11 December.")


def test_steps_that_keep_being_added_are_not_counted_before_the_client() -> None:
    began = (staged(at(10, 5), Stage.PLANNED, Stage.IN_PROGRESS),)
    first = beneath("a", created_at=at(10, 1), history=began)
    once = beneath("b", created_at=at(10, 20))
    assert "Steps done: 0 of 2." in text(card("open", seen(epic(), first, once, **EPICS)))

    again = beneath("c", created_at=at(11, 9))
    assert "Steps" not in text(card("open", seen(epic(), first, once, again, **EPICS)))
    always = {**EPICS, "publish": {"steps": "always"}}
    assert "Steps done: 0 of 3." in text(card("open", seen(epic(), first, once, again, **always)))


def test_the_manager_hears_of_a_milestone_that_nobody_closed() -> None:
    done = beneath("a", Stage.DONE, done_at=at(11, 2))
    assert any("milestone OPEN are finished" in note for note in seen(epic(), done, **EPICS).notes)
    assert not any("OPEN" in note for note in seen(epic(Stage.DONE), done, **EPICS).notes)


def test_a_day_passes_and_a_lost_ledger_changes_no_byte() -> None:
    tasks = [epic(), beneath("a", versions=(SPRING,))]
    friday = datetime(2026, 11, 20, 16, tzinfo=UTC)
    for spec in (EPICS, VERSIONS):
        first = seen(*tasks, now=friday, **spec)
        again = seen(*tasks, now=friday.replace(day=21), promises=first.promises, **spec)
        assert first.cards == again.cards
