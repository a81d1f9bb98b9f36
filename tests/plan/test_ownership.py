"""Whose is what on the client's board."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.apply.client_side import GAP, LABELS, LISTS, NOW, PROJECT, ClientSide, Desk, due_on, status_card, view_of

from trackerbridge.client_view.marker import PRINTED, Marker, fingerprint, owner_of, with_marker
from trackerbridge.client_view.view import LabelRole, ListRole, ViewLabel, ViewList
from trackerbridge.clock import Calendar
from trackerbridge.ledger.records import Memory, Publication
from trackerbridge.model import Promise, Told
from trackerbridge.plan.ownership import comparable_due, places, reconcile, stands
from trackerbridge.trackers.base import Board, BoardCard, BoardLabel, BoardList

ONE = "task:boards/1"
PRINTS = dict.fromkeys(PRINTED, 0)


def marker_for(ref: str = ONE, project: str = PROJECT, **more: object) -> Marker:
    return Marker(owner=owner_of(project, ref), prints=PRINTS, **more)  # type: ignore[arg-type]


def card(remote_id: str = "c1", *, marker: Marker | None = None, **more: object) -> BoardCard:
    values = {"title": "A card", "description": with_marker("Words.", marker) if marker else "Words.", "list_id": "l1"}
    return BoardCard(id=remote_id, **(values | more))  # type: ignore[arg-type]


def board(*cards: BoardCard, **more: object) -> Board:
    values = {"id": "b", "name": "Client", "lists": (BoardList("l1", "Planned"), BoardList("l2", "Old", closed=True))}
    return Board(cards=cards, **(values | more))  # type: ignore[arg-type]


def known(ref: str = ONE, remote_id: str = "c1", **more: object) -> Publication:
    values = {"kind": "card", "board": "b"} | more
    return Publication(ref=ref, remote_id=remote_id, **values)  # type: ignore[arg-type]


def found(memory: Memory, seen: Board, refs: dict[str, str] | None = None, **more: object) -> Memory:
    return reconcile(memory, seen, project=PROJECT, refs={ONE: "WEB-1"} if refs is None else refs, **more)  # type: ignore[arg-type]


def remembering(*publications: Publication, promises: tuple[Promise, ...] = ()) -> Memory:
    return Memory(publications={each.ref: each for each in publications}, promises=promises)


# -- cards of the ledger ----------------------------------------------------------------------------------------------


def test_what_the_ledger_knows_and_people_see_is_ours() -> None:
    memory = found(remembering(known()), board(card()))
    assert memory.publications == {ONE: known()}
    assert not memory.recovered


@pytest.mark.parametrize(
    "seen",
    [board(), board(card(archived=True)), board(card(list_id="l2"))],
    ids=["deleted or moved away", "archived", "in an archived list"],
)
def test_what_a_person_put_away_is_theirs_to_decide(seen: Board) -> None:
    assert found(remembering(known()), seen).publications == {ONE: known(archived_by_person=True)}


def test_what_we_archived_is_not_taken_for_a_persons_doing() -> None:
    assert found(remembering(known(archived=True)), board(card(archived=True))).publications == {
        ONE: known(archived=True)
    }


def test_what_we_archived_and_a_person_deleted_is_not_made_again() -> None:
    memory = found(remembering(known(archived=True)), board())
    assert memory.publications == {ONE: known(archived=True, archived_by_person=True)}


def test_a_card_that_a_person_took_out_again_is_ours_again() -> None:
    memory = found(remembering(known(archived_by_person=True)), board(card()))
    assert memory.publications == {ONE: known()}


def test_a_look_that_was_cut_short_proves_nothing_about_what_it_did_not_show() -> None:
    seen = board(completeness=GAP)
    assert found(remembering(known()), seen).publications == {ONE: known()}
    assert found(remembering(known(archived_by_person=True)), seen).publications == {
        ONE: known(archived_by_person=True)
    }


def test_what_stands_on_another_board_is_not_ours_here() -> None:
    memory = found(remembering(known(board="other"), known("list:planned", "l9", kind="list", board="other")), board())
    assert memory.publications == {}
    assert memory.first_publication


# -- cards found by their reference -----------------------------------------------------------------------------------


def test_a_card_with_our_reference_is_adopted() -> None:
    marker = marker_for(first=date(2026, 11, 20), moved_on=date(2026, 11, 16))
    memory = found(Memory(), board(card(marker=marker)))
    assert memory.publications == {
        ONE: known(task="WEB-1", first=date(2026, 11, 20), moved_on=date(2026, 11, 16)),
    }
    assert memory.recovered
    assert not memory.first_publication


@pytest.mark.parametrize("away", [{"archived": True}, {"list_id": "l2"}])
def test_an_adopted_card_that_nobody_sees_counts_as_put_away(away: dict[str, object]) -> None:
    memory = found(Memory(), board(card(marker=marker_for(), **away)))
    assert memory.publications[ONE].archived_by_person


def test_the_two_fixed_cards_are_always_known() -> None:
    cards = [card("c1", marker=marker_for("summary")), card("c2", marker=marker_for("how-we-work"))]
    memory = found(Memory(), board(*cards), {})
    assert {ref: (each.remote_id, each.task) for ref, each in memory.publications.items()} == {
        "summary": ("c1", None),
        "how-we-work": ("c2", None),
    }


def test_a_card_of_ours_whose_task_nobody_knows_is_named_so() -> None:
    memory = found(Memory(), board(card(marker=marker_for("task:boards/gone"))))
    (ref,) = memory.publications
    assert ref == "unknown:" + owner_of(PROJECT, "task:boards/gone")
    assert memory.publications[ref].remote_id == "c1"


def test_it_gets_its_name_once_the_task_is_known() -> None:
    seen = board(card(marker=marker_for()))
    unknown = known("unknown:" + owner_of(PROJECT, ONE))
    assert list(found(remembering(unknown), seen).publications) == [ONE]


def test_a_reference_that_only_the_ledger_still_knows_keeps_its_name() -> None:
    seen = board(card(marker=marker_for("task:boards/gone")))
    memory = found(remembering(known("task:boards/gone")), seen)
    assert memory.publications == {"task:boards/gone": known("task:boards/gone")}


def test_another_projects_cards_are_not_ours() -> None:
    assert found(Memory(), board(card(marker=marker_for(project="other")))).publications == {}


def test_cards_without_a_reference_are_foreign() -> None:
    assert found(Memory(), board(card())).publications == {}


COPIES = [
    card("c9", marker=marker_for(), created_at=NOW),
    card("c1", marker=marker_for(), created_at=NOW + timedelta(days=1)),
    card("c0", marker=marker_for()),
]


def test_of_several_with_one_reference_the_oldest_is_ours() -> None:
    assert found(Memory(), board(*COPIES)).publications[ONE].remote_id == "c9"
    assert found(Memory(), board(*COPIES[::-1])).publications[ONE].remote_id == "c9"


def test_among_those_of_one_age_the_lowest_id_is_ours() -> None:
    same = [replace(each, created_at=None) for each in COPIES]
    assert found(Memory(), board(*same)).publications[ONE].remote_id == "c0"


def test_of_several_with_one_reference_the_ledgers_is_ours() -> None:
    assert found(remembering(known(remote_id="c1")), board(*COPIES)).publications[ONE].remote_id == "c1"


def test_a_copy_does_not_replace_what_a_person_deleted() -> None:
    memory = found(remembering(known(remote_id="gone")), board(*COPIES))
    assert memory.publications == {ONE: known(remote_id="gone", archived_by_person=True)}


# -- promises ---------------------------------------------------------------------------------------------------------


def promise(*told: Told, ref: str = ONE, title: str = "A card") -> Promise:
    return Promise(ref=ref, title=title, told=told, task="WEB-1")


def test_a_promise_is_read_from_the_card() -> None:
    marker = marker_for(first=date(2026, 11, 20), told=date(2026, 11, 20))
    memory = found(Memory(), board(card(marker=marker, created_at=NOW)))
    assert memory.promises == (promise(Told(date(2026, 11, 20), NOW)),)


def test_a_moved_promise_has_two_dates() -> None:
    marker = marker_for(first=date(2026, 11, 20), told=date(2026, 11, 25), moved_on=date(2026, 11, 18))
    memory = found(Memory(), board(card(marker=marker, created_at=NOW)), calendar=Calendar.of("Pacific/Auckland"))
    (story,) = memory.promises
    assert [told.day for told in story.told] == [date(2026, 11, 20), date(2026, 11, 25)]
    assert story.moved_at is not None
    assert Calendar.of("Pacific/Auckland").day_of(story.moved_at) == date(2026, 11, 18)
    assert story.moved_at == datetime(2026, 11, 17, 20, 0, tzinfo=UTC)


PAST = ((date(2026, 11, 22), date(2026, 11, 10)), (date(2026, 11, 24), date(2026, 11, 12)))


def test_a_promise_that_moved_more_than_once_has_the_last_days_between() -> None:
    marker = marker_for(
        first=date(2026, 11, 20), told=date(2026, 11, 25), moved_on=date(2026, 11, 16), moves=5, earlier=PAST
    )
    (story,) = found(Memory(), board(card(marker=marker, created_at=datetime(2026, 11, 2, tzinfo=UTC)))).promises
    assert [one.day for one in story.told] == [date(2026, 11, day) for day in (20, 22, 24, 25)]
    assert [one.at.date() for one in story.told[1:]] == [date(2026, 11, day) for day in (10, 12, 16)]
    assert (story.moves, story.lost_moves) == (5, 2)


@pytest.mark.parametrize(
    ("remembered", "moves", "days"),
    [
        ((20,), 3, (20, 22, 24, 25)),  # all moves since the first date are on the card
        ((20,), 4, (20, 25)),  # more moves than the card tells: nobody knows what lies between
        ((20, 22), 3, (20, 22, 24, 25)),
        ((20, 24), 3, (20, 24, 25)),
        ((20, 23), 4, (20, 23, 25)),
    ],
)
def test_an_older_ledger_learns_the_days_between(
    remembered: tuple[int, ...], moves: int, days: tuple[int, ...]
) -> None:
    marker = marker_for(
        first=date(2026, 11, 20), told=date(2026, 11, 25), moved_on=date(2026, 11, 16), moves=moves, earlier=PAST
    )
    story = promise(*(Told(date(2026, 11, day), NOW) for day in remembered))
    memory = remembering(known(written={"marker": "older"}), promises=(story,))
    (learned,) = found(memory, board(card(marker=marker))).promises
    assert [one.day.day for one in learned.told] == list(days)


def test_a_move_without_a_day_counts_from_the_date_itself() -> None:
    """The day is lost where a reference could not hold it."""
    seen = board(card(marker=marker_for(first=date(2026, 11, 20), told=date(2026, 11, 25)), created_at=NOW))
    then = Told(date(2026, 11, 25), datetime(2026, 11, 25, 9, 0, tzinfo=UTC))
    assert found(Memory(), seen).promises == (promise(Told(date(2026, 11, 20), NOW), then),)
    older = remembering(known(written={"marker": "older"}), promises=(promise(Told(date(2026, 11, 20), NOW)),))
    assert found(older, seen).promises == (promise(Told(date(2026, 11, 20), NOW), then),)


def test_a_promise_that_moved_and_came_back_has_moved() -> None:
    marker = marker_for(first=date(2026, 11, 20), told=date(2026, 11, 20), moved_on=date(2026, 11, 18))
    (story,) = found(Memory(), board(card(marker=marker, created_at=NOW))).promises
    assert (story.moves, story.first, story.current) == (1, date(2026, 11, 20), date(2026, 11, 20))


def test_no_date_is_told_before_the_first() -> None:
    marker = marker_for(first=date(2026, 11, 20), told=date(2026, 11, 25), moved_on=date(2026, 11, 16))
    late = NOW + timedelta(hours=5)
    (story,) = found(Memory(), board(card(marker=marker, created_at=late))).promises
    assert [told.at for told in story.told] == [late, late]


def test_a_card_without_a_time_of_creation_was_told_on_its_first_date() -> None:
    marker = marker_for(first=date(2026, 11, 20), told=date(2026, 11, 20))
    (story,) = found(Memory(), board(card(marker=marker))).promises
    assert story.told == (Told(date(2026, 11, 20), datetime(2026, 11, 20, 9, 0, tzinfo=UTC)),)


def test_a_first_date_alone_is_a_promise_too() -> None:
    (story,) = found(Memory(), board(card(marker=marker_for(first=date(2026, 11, 20)), created_at=NOW))).promises
    assert story.told == (Told(date(2026, 11, 20), NOW),)


def test_a_card_that_tells_no_date_promises_nothing() -> None:
    assert found(Memory(), board(card(marker=marker_for()))).promises == ()


def test_the_ledgers_promises_stand_where_it_knows_the_reference() -> None:
    marker = marker_for(first=date(2026, 11, 1), told=date(2026, 11, 2))
    story = promise(Told(date(2026, 11, 20), NOW))
    memory = remembering(known(written={"marker": marker.text}), promises=(story,))
    assert found(memory, board(card(marker=marker))).promises == (story,)


def test_an_older_ledger_learns_the_date_told_since() -> None:
    marker = marker_for(first=date(2026, 11, 20), told=date(2026, 11, 25), moved_on=date(2026, 11, 18))
    story = promise(Told(date(2026, 11, 20), NOW), title="As it was called")
    minutes = promise(Told(date(2026, 11, 21), NOW), ref="promise:minutes")
    memory = remembering(known(written={"marker": "older"}), promises=(story, minutes))
    assert found(memory, board(card(marker=marker))).promises == (
        promise(
            Told(date(2026, 11, 20), NOW),
            Told(date(2026, 11, 25), datetime(2026, 11, 18, 9, 0, tzinfo=UTC)),
            title="As it was called",
        ),
        minutes,
    )


@pytest.mark.parametrize("told", [None, date(2026, 11, 20)])
def test_an_older_ledger_that_knows_the_date_keeps_its_story(told: date | None) -> None:
    story = promise(Told(date(2026, 11, 20), NOW))
    memory = remembering(known(written={"marker": "older"}), promises=(story,))
    assert found(memory, board(card(marker=marker_for(first=date(2026, 11, 1), told=told)))).promises == (story,)


# -- lists and labels -------------------------------------------------------------------------------------------------


def placed(
    lists: tuple[BoardList, ...] = (),
    labels: tuple[BoardLabel, ...] = (),
    memory: Memory | None = None,
    wanted: tuple[ViewList, ...] = (ViewList(ListRole.PLANNED, "Planned"),),
    worn: tuple[ViewLabel, ...] = (ViewLabel(LabelRole.MOVED, "Date moved", "yellow"),),
):  # type: ignore[no-untyped-def]
    return places(wanted, worn, Board(id="b", name="", lists=lists, labels=labels), memory or Memory())


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        ([("l1", "Planned")], "l1"),
        ([("l1", "planned"), ("l2", "Planned")], "l2"),
        ([("l1", "PLANNED")], "l1"),
        ([("l2", "Planned"), ("l1", "Planned")], "l1"),
        ([("Planned", "Anything"), ("a", "Planned")], "Planned"),
        ([("l1", "Planned work"), ("l2", "")], None),
    ],
    ids=["exact", "exact before any case", "any case", "lowest id of doubles", "by id", "none"],
)
def test_a_list_is_found(lists: list[tuple[str, str]], expected: str | None) -> None:
    seats = placed(tuple(BoardList(*each) for each in lists))
    assert seats.ids.get("list:planned") == expected
    assert seats.put_away == frozenset()


def test_a_closed_list_is_not_used_and_counts_as_put_away() -> None:
    seats = placed((BoardList("l1", "planned", closed=True),))
    assert (seats.ids, seats.put_away) == ({}, frozenset({"list:planned"}))


def test_an_open_list_is_used_where_a_closed_one_has_its_name() -> None:
    seats = placed((BoardList("l1", "Planned", closed=True), BoardList("l2", "Planned")))
    assert (seats.ids, seats.put_away) == ({"list:planned": "l2"}, frozenset())


def test_the_ledgers_list_is_used_whatever_it_is_called_now() -> None:
    memory = remembering(known("list:planned", "l2", kind="list"))
    seats = placed((BoardList("l1", "Planned"), BoardList("l2", "Renamed")), memory=memory)
    assert seats.ids == {"list:planned": "l2"}


def test_what_the_ledger_knows_of_another_board_does_not_count() -> None:
    memory = remembering(known("list:planned", "l2", kind="list", board="other"))
    seats = placed((BoardList("l2", "Renamed"),), memory=memory)
    assert (seats.ids, seats.put_away) == ({}, frozenset())


def test_a_list_that_a_person_deleted_counts_as_put_away() -> None:
    memory = remembering(known("list:planned", "gone", kind="list"))
    assert placed(memory=memory).put_away == {"list:planned"}


def test_labels_are_found_likewise() -> None:
    labels = (BoardLabel("a", ""), BoardLabel("c", "date moved"), BoardLabel("b", "date moved"))
    assert placed(labels=labels).ids == {"label:moved": "b"}
    memory = remembering(known("label:moved", "gone", kind="label"))
    assert placed(memory=memory).put_away == {"label:moved"}
    assert placed(labels=labels, memory=memory).ids == {"label:moved": "b"}


def test_a_nameless_label_is_never_ours() -> None:
    worn = (ViewLabel(LabelRole.MOVED, "", "yellow"),)
    assert placed(labels=(BoardLabel("a", ""),), worn=worn).ids == {}


TWO = (ViewList(ListRole.IN_PROGRESS, "Doing"), ViewList(ListRole.TESTING, "doing"))


def test_two_roles_that_share_a_list_are_one() -> None:
    seats = placed((BoardList("l1", "Doing"),), wanted=TWO)
    assert seats.ids == {"list:in_progress": "l1"}
    assert seats.refs == {"l1": "list:in_progress"}
    assert seats.canonical("list:testing") == "list:in_progress"
    assert seats.canonical("list:in_progress") == "list:in_progress"


def test_two_roles_that_will_share_a_list_are_one() -> None:
    seats = placed(wanted=TWO)
    assert (seats.ids, seats.alias) == ({}, {"list:testing": "list:in_progress"})


def test_a_list_and_a_label_of_one_name_are_two() -> None:
    seats = placed(worn=(ViewLabel(LabelRole.MOVED, "Planned", "yellow"),))
    assert seats.alias == {}


def test_lists_and_labels_in_use_are_publications() -> None:
    seen = board(labels=(BoardLabel("t", "Moved"),))
    made = known("list:planned", "l1", kind="list")
    memory = found(remembering(made), seen, view_lists=LISTS, view_labels=LABELS)
    assert memory.publications == {
        "list:planned": made,
        "label:moved": known("label:moved", "t", kind="label", adopted=True),
    }
    assert memory.first_publication
    assert not memory.recovered


def test_a_list_that_was_replaced_is_adopted_anew_and_one_that_is_gone_is_kept_in_mind() -> None:
    replaced = known("list:planned", "gone", kind="list")
    gone = known("list:done", "gone too", kind="list")
    label = known("label:moved", "gone as well", kind="label")
    memory = found(remembering(replaced, gone, label), board(), view_lists=LISTS, view_labels=LABELS)
    assert memory.publications == {
        "list:planned": known("list:planned", "l1", kind="list", adopted=True),
        "list:done": gone,
        "label:moved": label,
    }


# -- small things -----------------------------------------------------------------------------------------------------


def test_what_people_see() -> None:
    seen = board(card())
    assert stands(card(), seen)
    assert stands(card(list_id="elsewhere"), seen)
    assert not stands(card(archived=True), seen)
    assert not stands(card(list_id="l2"), seen)


def test_an_instant_is_compared_in_utc_and_whole_seconds() -> None:
    assert comparable_due(None) == ""
    assert comparable_due(due_on(date(2026, 11, 20))) == "2026-11-20T18:00:00+00:00"
    there = datetime(2026, 11, 20, 20, 0, 0, 999, tzinfo=UTC).astimezone(Calendar.of("Europe/Chisinau").zone)
    assert comparable_due(there) == "2026-11-20T20:00:00+00:00"


def test_all_that_was_published_is_found_again_without_a_ledger(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path, ClientSide())
    view = view_of(status_card("1"), status_card("2", day=None))
    desk.sync(view)
    before = desk.memory(view)
    desk.forget()
    after = desk.memory(view)
    assert {ref: each.remote_id for ref, each in after.publications.items()} == {
        ref: each.remote_id for ref, each in before.publications.items()
    }
    assert [(p.ref, p.task, p.first, p.current) for p in after.promises] == [
        (p.ref, p.task, p.first, p.current) for p in before.promises
    ]
    assert after.recovered


# -- renamed by a person, and the ledger lost -------------------------------------------------------------------------

PLANNED, DOING = ViewList(ListRole.PLANNED, "Planned"), ViewList(ListRole.IN_PROGRESS, "Doing")
SHIFTED = ViewLabel(LabelRole.MOVED, "Date moved", "yellow")


def told(remote_id: str, **more: object) -> BoardCard:
    """A card whose reference says: I was put under Planned, and wear Date moved."""
    prints = PRINTS | {"list": fingerprint("list:planned"), "labels": fingerprint("label:moved")}
    return card(remote_id, marker=Marker(owner=owner_of(PROJECT, f"task:boards/{remote_id}"), prints=prints), **more)


def respelled(*cards: BoardCard, lists: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Where the lists Planned and Doing and the label Date moved are found; l2 is a closed list."""
    seen = board(*cards, lists=(*(BoardList(*each) for each in lists), BoardList("l2", "Old", closed=True)))
    memory = found(Memory(), seen, {}, view_lists=(DOING, PLANNED), view_labels=(SHIFTED,))
    return {ref: each.remote_id for ref, each in memory.publications.items() if each.kind != "card"}


def test_a_renamed_list_is_where_our_cards_of_it_stand() -> None:
    assert respelled(told("c1"), told("c2"), lists=(("l1", "Soon"), ("l3", "Doing"))) == {
        "list:in_progress": "l3",
        "list:planned": "l1",
    }
    memory = found(Memory(), board(told("c1"), lists=(BoardList("l1", "Soon"),)), view_lists=(PLANNED,))
    assert memory.publications["list:planned"] == known("list:planned", "l1", kind="list", adopted=True)


def test_a_renamed_status_goes_before_one_that_means_the_same_where_two_cards_agree() -> None:
    lists = tuple(BoardList(*each) for each in (("l1", "Soon"), ("l3", "To Do")))
    for cards, place in (((told("c1"), told("c2")), "l1"), ((told("c1"),), "l3")):
        seen = board(*cards, lists=lists, lists_for={"list:planned": "l3"})
        memory = found(Memory(), seen, {}, view_lists=(PLANNED,))
        assert memory.publications["list:planned"].remote_id == place


def test_a_renamed_label_is_what_our_cards_of_it_all_wear() -> None:
    cards = told("c1", label_ids=("x", "urgent")), told("c2", label_ids=("x",))
    assert respelled(*cards, lists=(("l1", "Planned"),)) == {"list:planned": "l1", "label:moved": "x"}


def test_cards_that_agree_on_nothing_find_nothing() -> None:
    cards = told("c1", label_ids=("x", "y")), told("c2", list_id="l3", label_ids=("x", "y"))
    assert respelled(*cards, lists=(("l1", "Soon"), ("l3", "Ideas"))) == {}


def test_a_card_that_a_person_moved_does_not_take_its_list_along() -> None:
    assert respelled(told("c1"), lists=(("l1", "Doing"),)) == {"list:in_progress": "l1"}
    assert respelled(told("c1", list_id="l2"), lists=()) == {}
    assert respelled(told("c1"), lists=(("l1", "Ideas"), ("l3", "Planned"))) == {"list:planned": "l3"}
