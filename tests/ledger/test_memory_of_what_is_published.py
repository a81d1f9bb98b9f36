"""``audit`` judges what the client sees already; ``sync`` what they will see after it (DESIGN decision 12)."""

from datetime import UTC, date, datetime

from trackerbridge.ledger.records import Memory, Publication
from trackerbridge.model import Promise, Told


def card(ref: str, task: str | None, **more: bool) -> Publication:
    return Publication(ref=ref, kind="card", remote_id=ref, task=task, **more)


def test_published_are_the_tasks_whose_cards_stand_on_the_board():
    standing = card("task:a/1", "K1")
    put_away = card("task:a/2", "K2", archived=True)
    taken_away = card("task:a/3", "K3", archived_by_person=True)
    fixed = card("summary", None)
    label = Publication(ref="label:moved", kind="label", remote_id="l", task="K4")
    memory = Memory(publications={each.ref: each for each in (standing, put_away, taken_away, fixed, label)})
    assert memory.published_tasks == {"K1"}


def test_a_task_under_a_new_key_is_remembered_under_that() -> None:
    """A Jira issue that was moved to another project, or a sheet's row once a second sheet has the same numbers."""
    told = (Told(date(2026, 12, 1), datetime(2026, 11, 2, tzinfo=UTC)),)
    ref, other = "task:jira:a/1", "task:jira:a/2"
    memory = Memory(
        publications={ref: card(ref, "WEB-1"), other: card(other, "WEB-2")},
        promises=(Promise(ref=ref, title="A page", told=told, task="WEB-1"),),
    ).by_present_keys({ref: "SHOP-7"})
    assert memory.published_tasks == {"SHOP-7", "WEB-2"}
    assert [promise.task for promise in memory.promises] == ["SHOP-7"]
