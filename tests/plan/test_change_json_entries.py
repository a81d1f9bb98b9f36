"""What a change remembers goes with it into intents and plan files, and changes no digest where there is nothing."""

from trackerbridge.ledger.records import Entry, EntryKind
from trackerbridge.plan.change_json import change_from_data, change_to_data
from trackerbridge.plan.changes import Change, FieldChange

CARRIED = Change(
    action="create",
    kind="comment",
    ref="comment:1",
    on="task:boards/1",
    fields={"text": FieldChange(None, "Thank you.")},
    entries=(Entry(kind=EntryKind.MESSAGE, ref="comment:1", body={"state": "carried"}),),
)


def test_a_change_comes_back_with_what_it_remembers():
    assert change_from_data(change_to_data(CARRIED)) == CARRIED


def test_a_change_that_remembers_nothing_says_nothing_of_it():
    data = change_to_data(Change(action="update", kind="card", ref="task:boards/1"))
    assert "entries" not in data
    assert "on" not in data
    assert change_from_data(data).entries == ()
