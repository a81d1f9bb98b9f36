"""Trello board exports as snapshots. The mapping has its own tests; here it is about files."""

from datetime import UTC, datetime

import pytest
from inline_snapshot import snapshot
from tests.shared_data import DATA

from trackerbridge.model import Evidence, Stage

EXPORTS = DATA / "trello-exports"
LISTS = [
    {"id": "l1", "name": "Doing", "closed": False, "pos": 1},
    {"id": "l2", "name": "Done", "closed": False, "pos": 2},
]


def card(number: int, **fields) -> dict:
    """A card as an export holds it, in the first list; its id says that it was made on 15 November 2026."""
    number = f"{int(datetime(2026, 11, 15, tzinfo=UTC).timestamp()):x}{number:016x}"
    return {"id": number, "idList": "l1", "name": "Logo", "desc": "", "closed": False, "due": None, "pos": 1} | fields


def board(**fields) -> dict:
    """A board as an export holds it."""
    return {
        "id": "5f0c00000000000000000001",
        "name": "Shop",
        "lists": LISTS,
        "cards": [card(1)],
        "actions": [],
    } | fields


def action(number: int, **fields) -> dict:
    """A comment on the first card."""
    return {
        "id": f"66{number:022x}",
        "type": "commentCard",
        "date": f"2026-11-0{number % 9 + 1}T10:00:00.000Z",
        "idMemberCreator": "m1",
        "memberCreator": {"id": "m1", "fullName": "Ana", "username": "ana"},
        "data": {"text": f"Comment {number}", "card": {"id": card(1)["id"]}},
    } | fields


def test_a_board_is_named_after_itself_and_known_by_its_id(read):
    found = read(board(dateLastActivity="2026-11-01T08:00:00.000Z"), "export.json")

    assert (found.source, found.title) == ("trello:5f0c00000000000000000001", "Shop")
    assert found.last_activity == datetime(2026, 11, 1, 8, tzinfo=UTC)
    assert [(task.title, task.stage) for task in found.tasks] == [("Logo", Stage.IN_PROGRESS)]


def test_a_due_date_has_its_day_in_the_projects_zone(read):
    (task,) = read(board(cards=[card(1, due="2026-11-12T22:30:00.000Z")]), "export.json").tasks

    assert str(task.due.day) == "2026-11-13"


def test_actions_inside_cards_are_found_and_counted_once(read):
    found = read(board(cards=[card(1, actions=[action(1), action(2)])], actions=[action(2)]), "export.json")

    assert [comment.text for comment in found.tasks[0].comments] == ["Comment 1", "Comment 2"]


def test_an_export_of_a_thousand_actions_was_cut(read):
    found = read(board(actions=[action(number) for number in range(1000)]), "export.json")

    assert not found.completeness.complete
    assert not found.completeness.can_tell(Evidence.HISTORY)
    assert not found.completeness.can_tell(Evidence.COMMENTS)
    assert "last 1000 actions" in found.completeness.gaps[0].reason


def test_an_export_of_fewer_was_not(read):
    found = read(board(actions=[action(number) for number in range(999)]), "export.json")

    assert found.completeness.complete


def test_an_export_without_actions_knows_no_history(read):
    raw = board()
    del raw["actions"]
    found = read(raw, "export.json")

    assert not found.completeness.can_tell(Evidence.HISTORY)
    assert "The export holds no actions, so there is no history and there are no comments." in found.completeness.notes


def test_a_board_without_dates_says_so(read):
    assert (
        "No open card on this board has a due date, so nothing can be called on time or late."
        in read(board(), "export.json").completeness.notes
    )


def test_a_card_without_a_title_is_a_task_and_is_counted(read):
    found = read(board(cards=[card(1, name=""), card(2)]), "export.json")

    assert [task.title for task in found.tasks] == ["", "Logo"]
    assert "Cards without a title: 1." in found.completeness.notes


def test_long_and_exotic_text_stays_as_it_is(read):
    text = "🚀 שלום " + "x" * 16_384
    found = read(board(cards=[card(1, name=text, desc=text)]), "export.json")

    assert (found.tasks[0].title, found.tasks[0].description) == (text, text)


class TestDamaged:
    def test_no_id(self, refusal):
        assert refusal(board(id=None), "export.json") == snapshot(
            "export.json looks like a Trello board and has no id. Export the whole board again."
        )

    def test_a_card_that_is_no_object(self, refusal):
        assert refusal(board(cards=[card(1), "Logo"]), "export.json") == snapshot(
            "export.json: entry 2 of cards is no object. Export the whole board again."
        )

    def test_a_list_without_id(self, refusal):
        assert refusal(board(lists=[{"name": "Doing"}]), "export.json") == snapshot(
            "export.json: entry 1 of lists has no id. Export the whole board again."
        )


@pytest.mark.skipif(not EXPORTS.exists(), reason="the real exports lie outside the repository")
class TestRealBoards:
    @pytest.mark.parametrize(
        ("name", "cards", "live"),
        [
            ("bizarre-lineage.json.gz", 361, 300),
            ("deck-fixture.json", 1, 1),
            ("fda-food-recalls.json", 69, 65),
            ("foxy-fives.json", 51, 50),
            ("inovation-technology.json.gz", 71, 71),
            ("nebula-2015-06-18.json", 107, 107),
            ("nebula-2015-06-19.json", 119, 117),
            ("tapmovies.json", 62, 61),
        ],
    )
    def test_every_card_is_read(self, read, name, cards, live):
        found = read(EXPORTS / name)

        assert (len(found.tasks), len(found.live_tasks)) == (cards, live)
        assert found.last_activity
        assert found.last_activity < found.pulled_at

    def test_old_shapes_have_history_labels_and_people_too(self, read):
        found = read(EXPORTS / "nebula-2015-06-19.json")

        assert any(task.history for task in found.tasks)
        assert any(task.labels for task in found.tasks)
        assert any(task.owners for task in found.tasks)
        assert any(task.checklists for task in found.tasks)
