"""The client's messages on Jira's own issues: internal always, restricted where that is configured, in both faces."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from tests.trackers.jira.conftest import World
from tests.trackers.jira.issues import issue

from trackerbridge.carried import CarriedMark, key_of, mark_in, ours_apart, print_of
from trackerbridge.errors import TrackerRefused
from trackerbridge.incoming.words import carried_text
from trackerbridge.model import Side
from trackerbridge.people import Sides
from trackerbridge.plan.changes import Change, FieldChange
from trackerbridge.plan.comments import comment_landed
from trackerbridge.sandbox.jira import views
from trackerbridge.stages import StageMap
from trackerbridge.trackers.jira.api import JiraApi
from trackerbridge.trackers.jira.fields import Fields
from trackerbridge.trackers.jira.survey import Survey, surveyed
from trackerbridge.trackers.jira.writer import JiraWriter

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
MARK = CarriedMark(key_of("web", "9001"), print_of("Where is the map?"))
TEXT = carried_text(
    language="en", who="Anna [~ivan]", day=NOW.date(), text="Where is the map?\n\n[~ivan] @ivan", mark=MARK
)


def on(world: World, visibility: str = "") -> JiraWriter:
    world.serve([issue(1)])
    return JiraWriter(JiraApi.on(world.transport()), "project = WEB", "web", visibility)


def change(text: str = TEXT, action: str = "create", remote_id: str = "") -> Change:
    fields = {"text": FieldChange(None, text)}
    return Change(
        action=action, kind="comment", ref="carried:9001", on="task:jira/1", fields=fields, remote_id=remote_id,
        side="source", source="jira",
    )  # fmt: skip


def ids(world: World) -> dict[str, str]:
    (row,) = world.sandbox.jira.state.issues
    return {"task:jira/1": str(row["id"])}


def stored(world: World) -> list[dict[str, Any]]:
    (row,) = world.sandbox.jira.state.issues
    return list(row["comments"])


def test_what_is_carried_is_hidden_from_the_customer_and_stays_so_when_it_changes(world: World) -> None:
    writer = on(world)
    made = writer.apply_change(change(), ids(world))
    (comment,) = stored(world)
    assert not views.is_public(comment)
    writer.apply_change(change(TEXT.replace("map", "big map"), "update", made), ids(world))
    (comment,) = stored(world)
    assert not views.is_public(comment)
    assert "visibility" not in comment


@pytest.mark.parametrize("visibility", ["role:Developers", "group: jira-software-users"])
def test_where_it_is_configured_a_role_or_group_alone_reads_it(world: World, visibility: str) -> None:
    writer = on(world, visibility)
    kind, _, name = (each.strip() for each in visibility.partition(":"))
    made = writer.apply_change(change(), ids(world))
    writer.apply_change(change(TEXT.replace("map", "big map"), "update", made), ids(world))
    (comment,) = stored(world)
    assert (comment["visibility"]["type"], comment["visibility"]["value"]) == (kind, name)


def test_its_reference_survives_the_editor_and_tells_it_again(world: World) -> None:
    writer = on(world)
    made = writer.apply_change(change(), ids(world))
    (seen,) = writer.comments_on(ids(world)["task:jira/1"])
    assert (seen.id, mark_in(seen.text)) == (made, MARK)
    assert seen.internal is not False  # Data Center does not tell
    assert comment_landed(change(), [seen], {}) == made
    assert "Anna (~ivan), on the client's board, 18 November 2026:" in seen.text
    (told,) = ours_apart([world.connector().pull(now=NOW)])
    (task,) = told.tasks
    assert [one.author.side for one in task.comments if one.author] == [Side.OURS]


def survey(*issues: Any) -> Survey:
    return surveyed(Survey(stages=StageMap(), sides=Sides(), fields=Fields()), issues)


def test_a_service_desk_hides_comments_and_other_projects_need_a_role(world: World) -> None:
    world.serve([issue(1)])
    assert not world.connector().pull(now=NOW).secluded
    assert world.connector(restricted=True).pull(now=NOW).secluded
    desk, web = ({"fields": {"project": {"projectTypeKey": kind}}} for kind in ("service_desk", "software"))
    assert survey(desk, desk).all_service_desks
    assert not survey(desk, web).all_service_desks
    assert not survey().all_service_desks


def test_text_that_is_too_long_is_not_sent(world: World) -> None:
    writer = on(world)
    with pytest.raises(TrackerRefused, match="32768 characters"):
        writer.apply_change(change("x" * 32_768), ids(world))
    assert stored(world) == []
