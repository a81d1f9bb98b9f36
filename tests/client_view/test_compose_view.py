"""The whole client view: which tasks have a card, which cards leave, order, names, and what the manager reads."""

from __future__ import annotations

import pytest
from tests.client_view.bakery import (
    NOW,
    SOURCE,
    TOLD,
    assessment,
    at,
    day,
    promise,
    published,
    ref,
    settings,
    snapshot,
    staged,
    task,
    view,
)

from trackerbridge.client_view.compose import compose
from trackerbridge.client_view.view import ClientView, LabelRole, ListRole
from trackerbridge.config.schema import ProjectConfig, Settings
from trackerbridge.errors import UsageError
from trackerbridge.ledger.records import Memory, Publication
from trackerbridge.model import Completeness, Gap, PromiseState, Stage


def tasks_shown(found: ClientView) -> list[str]:
    return [card.task for card in found.cards if card.task]


def endings(found: ClientView) -> dict[str, str]:
    return {ending.ref.rpartition("/")[2]: ending.reason for ending in found.endings}


def test_a_project_without_a_clients_side_is_a_usage_error() -> None:
    config = ProjectConfig.model_validate({"sources": [{"path": "x.csv"}]})
    with pytest.raises(UsageError, match=r"has no client's side\. Add \[projects\.bakery\.publish\]"):
        compose(
            settings=Settings(name="bakery", project=config),
            snapshots=[],
            assessment=assessment(),
            memory=Memory(),
            now=NOW,
        )


@pytest.mark.parametrize(
    ("language", "lists", "labels"),
    [
        (
            "en",
            "Overview|Waiting for you|In progress|Being checked|Ready for you to look at|Planned|Done",
            "On track|We are checking|We are solving something|Date moved|Waiting for you|Bonus|Delivered early",
        ),
        (
            "ru",
            "Обзор|Ждём вашего ответа|В работе|На проверке|Можно посмотреть|Запланировано|Готово",
            "По плану|Уточняем|Решаем вопрос|Срок сдвинулся|Ждём вашего ответа|Бонус|Раньше срока",
        ),
        (
            "ro",
            "Pe scurt|Vă așteptăm răspunsul|În lucru|În verificare|Gata de văzut|Planificat|Finalizat",
            "Conform planului|Verificăm|Lucrăm la o soluție|Termen mutat|Vă așteptăm răspunsul|Bonus|Înainte de termen",
        ),
    ],
)
def test_lists_and_labels(language: str, lists: str, labels: str) -> None:
    found = view([], with_settings=settings(language))
    assert "|".join(each.name for each in found.lists) == lists
    assert "|".join(each.name for each in found.labels) == labels
    assert [each.role for each in found.lists] == list(ListRole)
    assert len({each.color for each in found.labels}) == len(LabelRole)
    assert "red" not in {each.color for each in found.labels}


def test_lists_and_labels_may_have_names_of_their_own() -> None:
    named = settings(publish={"lists": {"done": "Fertig", "planed": "x"}, "labels": {"bonus": " ", "zz": "y"}})
    found = view([], with_settings=named)
    assert found.lists[-1].name == "Fertig"
    assert found.labels[5].name == "Bonus"
    assert found.notes[0] == "publish.lists has no planed; did you mean planned?"
    assert found.notes[1].startswith("publish.labels has no zz; it has on_track, checking,")


def test_cards_stand_in_the_order_of_the_board() -> None:
    work = [
        task("b", due=day(12, 1)),
        task("a", due=day(11, 26)),
        task("c"),
        task("second", Stage.PLANNED, position=2.0),
        task("first", Stage.PLANNED, position=1.0),
        task("old", Stage.DONE, done_at=at(11, 2)),
        task("new", Stage.DONE, done_at=at(11, 9)),
        task("wait", Stage.WAITING),
    ]
    found = view(work)
    assert [card.ref for card in found.cards[:2]] == ["summary", "how-we-work"]
    assert tasks_shown(found) == ["WAIT", "A", "B", "C", "FIRST", "SECOND", "NEW", "OLD"]


def test_the_same_source_twice_makes_each_card_once() -> None:
    twice = compose(
        settings=settings(),
        snapshots=[snapshot([task("one")]), snapshot([task("one")])],
        assessment=assessment(),
        memory=Memory(),
        now=NOW,
    )
    assert tasks_shown(twice) == ["ONE"]


def test_two_sources_may_use_the_same_id() -> None:
    both = compose(
        settings=settings(),
        snapshots=[snapshot([task("one")]), snapshot([task("one")], source="file:plan.csv")],
        assessment=assessment(),
        memory=Memory(),
        now=NOW,
    )
    assert [card.ref for card in both.cards if card.task] == ["task:file:plan.csv/one", ref("one")]


# --- what has a card, and what leaves


def test_cancelled_work_that_was_never_told_a_date_is_not_shown() -> None:
    assert tasks_shown(view([task("one", Stage.CANCELLED, day(11, 26))])) == []


def test_cancelled_work_without_a_date_leaves_quietly() -> None:
    found = view([task("one", Stage.CANCELLED)], publications=[published("one")])
    assert endings(found) == {"one": "the task was taken out, and no date was ever told"}
    assert found.promises == ()


@pytest.mark.parametrize("archived", [False, True])
def test_cancelled_work_with_a_date_stays_as_taken_out(archived: bool) -> None:
    ended = task(
        "one", Stage.CANCELLED, archived=archived, history=(staged(at(11, 6), Stage.PLANNED, Stage.CANCELLED),)
    )
    found = view([ended], promise("one", (day(11, 26), TOLD)), publications=[published("one")])
    assert tasks_shown(found) == ["ONE"]
    assert endings(found) == {}
    assert [each.state for each in found.promises] == [PromiseState.TAKEN_OUT]


def test_done_work_that_was_archived_stays_if_it_was_published() -> None:
    done = task("one", Stage.DONE, archived=True, done_at=at(11, 2))
    assert tasks_shown(view([done], publications=[published("one")])) == ["ONE"]
    assert tasks_shown(view([done])) == []


def test_what_is_gone_unpublished_or_put_away_leaves() -> None:
    away = task("away", archived=True)
    hidden = task("hidden")
    found = view(
        [away, hidden],
        publications=[published("gone"), published("away"), published("hidden")],
        with_settings=settings(publish={"select": "label:nobody has it"}),
    )
    assert endings(found) == {
        "away": "the task is no longer opted in",
        "gone": "the task is gone from the source",
        "hidden": "the task is no longer opted in",
    }
    assert endings(view([away], publications=[published("away")])) == {
        "away": "the task was archived before it was done"
    }


def test_an_incomplete_pull_ends_nothing() -> None:
    cut = Completeness(gaps=(Gap(None, "only half of it came"),))
    found = view([], publications=[published("gone")], completeness=cut)
    assert endings(found) == {}
    assert found.notes[-1] == "1 of our cards have no task in this incomplete pull; they stay as they are."


def test_one_incomplete_query_of_a_source_ends_nothing_of_it() -> None:
    cut = snapshot([], completeness=Completeness(gaps=(Gap(None, "only half of it came"),)))
    whole = snapshot([task("home", Stage.IN_PROGRESS)])
    memory = Memory(publications={each.ref: each for each in [published("gone")]})
    for both in ([cut, whole], [whole, cut]):
        found = compose(settings=settings(), snapshots=both, assessment=assessment(), memory=memory, now=NOW)
        assert endings(found) == {}


def test_cards_of_a_source_that_is_no_longer_read_stay() -> None:
    other = Publication(ref="task:trello:other/1", kind="card", remote_id="x")
    found = view([], publications=[other])
    assert endings(found) == {}
    assert (
        found.notes[-1] == "1 of our cards come from a source that the project no longer reads; they stay as they are."
    )


def test_lists_labels_fixed_cards_and_archived_cards_never_end() -> None:
    others = [
        Publication(ref="summary", kind="card", remote_id="s"),
        Publication(ref=f"task:{SOURCE}/x", kind="list", remote_id="l"),
        published("put", archived=True),
    ]
    assert endings(view([], publications=others)) == {}


def test_lists_whose_meaning_is_unknown_are_told_once() -> None:
    work = [task("one", Stage.UNKNOWN, status="Misc"), task("two", Stage.UNKNOWN, status="Ideas")]
    (note,) = view(work).notes
    assert note.startswith("What these lists mean is not known: “Ideas”, “Misc”. Their work is shown as planned")
    assert note.endswith("Name them under [projects.bakery.statuses].")


def test_the_order_in_which_a_source_tells_its_tasks_does_not_matter() -> None:
    work = [task(name, due=day(11, 26)) for name in ("one", "two", "three")]
    assert view(work).cards == view(reversed(work)).cards
