"""Jira keeps the writers' contract as the client's side, over real HTTP, on the sandbox: Cloud and Data Center."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.trackers.jira.conftest import World

from trackerbridge.clock import Calendar
from trackerbridge.errors import NotLetIn, PartlyRefused, TrackerRefused, UsageError
from trackerbridge.people import Sides
from trackerbridge.plan.changes import Change, FieldChange
from trackerbridge.testing import WriterBench, WriterContract
from trackerbridge.trackers.jira.api import JiraApi
from trackerbridge.trackers.jira.client_writer import JiraClientWriter

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def writer_to(world: World, project: str = "CLIENT", **more) -> JiraClientWriter:
    api = JiraApi.on(world.transport())
    return JiraClientWriter(api, project, sides=Sides(), calendar=Calendar(), **more)


def served(world: World, **site) -> JiraClientWriter:
    sandbox = world.serve([], **site)
    sandbox.jira.state.add_project("CLIENT", "For you")
    return writer_to(world)


class JiraBench(WriterBench):
    odd_text = "Ready 🎉 — «готово» ‏שלום‏ *leaning* **bold** `code` & 5 < 6\n\n- Second line\n- Third"

    def __init__(self, world: World) -> None:
        self.world = world
        super().__init__(served(world))

    def make_places(self) -> dict[str, str]:
        """A workflow is an administrator's to change, and a label is its word."""
        board = self.writer.read()
        return {**board.lists_for, "label:on_track": "On-track", "label:moved": "Date-moved"}

    def lose_next_reply(self, *, done: bool) -> None:
        self.world.sandbox.faults.add(
            {"method": "POST", "path": "/issue$", "nth": 1, "drop": "after" if done else "before"}
        )

    def unseen(self) -> JiraClientWriter:
        return writer_to(self.world, "NOWHERE")


class TestJiraClientWriter(WriterContract):
    @pytest.fixture(autouse=True)
    def _world(self, world: World) -> None:
        self.world = world

    def make_bench(self) -> JiraBench:
        return JiraBench(self.world)


def create(title: str = "Menu", **more) -> Change:
    fields = {"title": title, "description": "Soon.\n\nRef. tb" + "a" * 40, **more}
    return Change(
        action="create", kind="card", ref="task:x/1", fields={k: FieldChange(None, v) for k, v in fields.items()}
    )


def test_a_new_card_is_one_request_and_carries_its_reference_as_a_property(world):
    writer = served(world)
    writer.read()
    before = len(world.asked)
    writer.apply_change(create(), {})
    assert [asked.partition(" ")[0] for asked in world.asked[before:]] == ["POST"]
    (card,) = writer.read().cards
    assert card.description == "Soon.\n\nRef. tb" + "a" * 40


def test_a_card_that_moves_into_its_list_keeps_its_newest_reference(world):
    writer = served(world)
    made = writer.apply_change(create(), {})
    newer = FieldChange("Soon.\n\nRef. tb" + "a" * 40, "Soon.\n\nRef. tb" + "b" * 40)
    move = Change(action="update", kind="card", ref="task:x/1", remote_id=made, list_ref="list:in_progress",
                  fields={"description": newer, "list": FieldChange(None, "In Progress")})  # fmt: skip
    places = writer.read().lists_for
    writer.apply_change(move, places)
    (card,) = writer.read().cards
    assert (card.list_id, card.description) == (places["list:in_progress"], newer.after)


def test_a_card_that_the_search_does_not_show_yet_is_asked_for(world):
    if not world.cloud:
        pytest.skip("Data Center's search does not lag")
    writer = served(world)
    world.sandbox.jira.state.index_delay = 3600
    made = writer.apply_change(create(), {})
    assert writer.read().cards == ()
    assert [card.id for card in writer.knowing({made: NOW}).read().cards] == [made]


def test_a_status_without_a_way_to_it_is_refused_with_its_name(world):
    writer = served(world)
    made = writer.apply_change(create(), {})
    move = Change(action="update", kind="card", ref="task:x/1", remote_id=made, list_ref="list:x",
                  fields={"list": FieldChange("To Do", "Nowhere")})  # fmt: skip
    with pytest.raises(TrackerRefused, match="has no way to"):
        writer.apply_change(move, {"list:x": "99999"})


def in_review(world, status: str = "Done") -> tuple[JiraClientWriter, str, str]:
    """A project whose workflow goes step by step, an issue at its beginning, and the id of the named status."""
    writer = served(world, step_by_step={"CLIENT"})
    made = writer.apply_change(create(), {})
    ids = {each.name: each.id for each in writer.read().lists}
    return writer, made, ids[status]


def moved(made: str, **fields: str) -> Change:
    every = {"list": FieldChange("To Do", "Done"), **{name: FieldChange("", text) for name, text in fields.items()}}
    return Change(action="update", kind="card", ref="task:x/1", remote_id=made, list_ref="list:x", fields=every)


def test_where_a_workflow_goes_step_by_step_an_issue_is_led_along_it(world):
    writer, made, done = in_review(world)
    writer.apply_change(moved(made, title="Ready"), {"list:x": done})
    [card] = writer.read().cards
    assert (card.title, card.list_id) == ("Ready", done)


def test_a_card_is_put_away_along_the_workflow_too(world):
    writer, made, done = in_review(world)
    writer.apply_change(Change(action="archive", kind="card", ref="task:x/1", remote_id=made), {})
    [card] = writer.read().cards
    assert (card.archived, card.list_id) == (True, done)


def test_where_no_way_leads_to_a_status_the_words_are_written_and_the_rest_is_named(world):
    writer = served(world)
    made = writer.apply_change(create(), {})
    with pytest.raises(PartlyRefused, match="has no way to") as refused:
        writer.apply_change(moved(made, title="Ready"), {"list:x": "99999"})
    assert refused.value.left == {"list"}
    [card] = writer.read().cards
    assert card.title == "Ready"


def test_a_kind_of_issue_that_the_project_does_not_have_is_named(world):
    served(world)
    with pytest.raises(UsageError, match="no kind of issue named “Ticket”"):
        writer_to(world, issue_type="Ticket").read()


def test_a_project_that_strangers_can_read_is_public_and_check_refuses_it(world):
    writer = served(world, open_projects={"CLIENT"})
    assert writer.read().public
    assert [finding.exit_code for finding in writer.check() if not finding.ok] == [5]


def test_without_the_due_date_on_the_screen_dates_stand_in_the_text_alone(world):
    writer = served(world, off_screen={"CLIENT": {"duedate"}})
    board = writer.read()
    assert "due" in board.cannot
    assert any("not on the screen" in finding.what for finding in writer.check())


def test_nobody_may_create_there(world):
    served(world)
    with pytest.raises(NotLetIn):
        writer_to(world, "NOWHERE").read()
