"""The last look: a change whose final bytes do not pass is left out, whoever composed it."""

from trackerbridge.plan.changes import Change, FieldChange, Plan
from trackerbridge.plan.last_look import last_look


def change(
    ref: str, action: str = "create", kind: str = "card", on: str = "", side: str = "client", **fields
) -> Change:
    made = {name: FieldChange(None, value) for name, value in fields.items()}
    return Change(action=action, kind=kind, ref=ref, on=on, side=side, fields=made)


def reads(kind: str, text: str) -> str:
    return "it names a person of the team" if "Ivan" in text else ""


def looked(*changes: Change, own=()) -> Plan:
    return last_look(Plan(project="web", changes=changes, digest="d"), reads, own)


def test_what_passes_is_the_same_plan():
    plan = Plan(project="web", changes=(change("a", title="Menu", description="Soon."),), digest="d")
    assert last_look(plan, reads) is plan


def test_one_bad_paragraph_keeps_the_change_back_and_says_so():
    plan = looked(change("a", title="Menu", description="Soon.\n\nIvan knows."), change("b", title="Cake"))
    assert [each.ref for each in plan.changes] == ["b"]
    assert plan.notes == (
        "Not written, since its description does not pass (it names a person of the team): the card for a.",
    )
    assert plan.digest != "d"


def test_what_hangs_on_a_card_that_is_not_made_goes_with_it():
    plan = looked(
        change("a", title="Ivan"), change("c", kind="checklist", on="a", name="Your decision"),
        change("a", action="update", title="Menu"),
    )  # fmt: skip
    assert plan.changes == ()


def test_comments_and_lines_are_read_too():
    assert looked(change("c", kind="comment", on="x", text="Ivan says yes")).changes == ()
    assert looked(change("i", kind="checkitem", on="x", name="Ask Ivan")).changes == ()


def test_what_a_person_released_passes_as_it_stands():
    assert looked(change("a", title="Menu", description="Ivan knows."), own=("Ivan knows.",)).changes


def test_the_teams_own_side_is_not_read():
    assert looked(change("a", side="source", kind="comment", text="Ivan")).changes
