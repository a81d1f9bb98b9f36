"""``audit`` judges what the client sees already; ``sync`` what they will see after it (DESIGN decision 12)."""

from trackerbridge.ledger.records import Memory, Publication


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
