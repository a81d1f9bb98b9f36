"""The board as it will stand: what is ours as planned, what is not ours as it is."""

from __future__ import annotations

from dataclasses import replace

from tests.report.documents import CHANGES, PLANNED

from trackerbridge.plan.changes import Change, FieldChange
from trackerbridge.report.preview import preview_of


def cards(planned):
    return {card.title: card for each in preview_of(planned).lists for card in each.cards}


def test_lists_in_the_boards_order_with_new_ones_at_the_end():
    assert [each.name for each in preview_of(PLANNED).lists] == ["In progress", "Done", "Planned"]


def test_a_changed_card_shows_its_new_date_and_loses_its_label():
    card = cards(PLANNED)["Payment page"]
    assert card.due.isoformat() == "2026-11-19T16:00:00+00:00"
    assert card.labels == ()


def test_a_card_that_is_not_ours_stays_as_it_is():
    assert cards(PLANNED)["The client's own card"].description == "*Hello*"


def test_an_archived_card_is_gone():
    archive = Change(
        action="archive", kind="card", ref="task:x/1", remote_id="c1", fields={"archived": FieldChange(False, True)}
    )
    planned = replace(PLANNED, plan=replace(PLANNED.plan, changes=(*CHANGES, archive)))
    assert "Payment page" not in cards(planned)


def test_the_number_of_changes_to_come():
    assert preview_of(PLANNED).pending == len(CHANGES)
