"""What must be remembered besides promises and publications: appended, never changed, the latest holds."""

from datetime import UTC, datetime, timedelta

from trackerbridge.ledger.records import Entry, EntryKind
from trackerbridge.ledger.steering import ending_entry, standing, steering_entry, steering_of
from trackerbridge.ledger.store import Ledger
from trackerbridge.model import Steering, SteeringKind

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOLD = Steering(kind=SteeringKind.HOLD, made_at=NOW, reason="a call at noon", until=NOW + timedelta(hours=2))


def test_the_latest_entry_of_a_ref_holds_and_the_story_stays(tmp_path):
    with Ledger.open("sqlite:///l.db", tmp_path) as ledger:
        ledger.remember("site", [Entry(kind=EntryKind.HELD, ref="a", body={"state": "held"})], at=NOW)
        ledger.remember("site", [Entry(kind=EntryKind.HELD, ref="a", body={"state": "released"})], at=NOW, run=7)
        ledger.remember("other", [Entry(kind=EntryKind.HELD, ref="a", body={"state": "held"})], at=NOW)
        memory = ledger.memory("site")
    assert memory.latest(EntryKind.HELD)["a"].body == {"state": "released"}
    assert [entry.body["state"] for entry in memory.story(EntryKind.HELD, "a")] == ["held", "released"]
    assert [(entry.at, entry.run) for entry in memory.entries] == [(NOW, None), (NOW, 7)]


def test_a_persons_word_holds_until_its_hour(tmp_path):
    with Ledger.open("sqlite:///l.db", tmp_path) as ledger:
        ledger.remember("site", [steering_entry(HOLD)], at=NOW)
        words = steering_of(ledger.memory("site"))
    assert words == (HOLD,)
    assert standing(words, NOW + timedelta(minutes=119)) == (HOLD,)
    assert standing(words, NOW + timedelta(hours=2)) == ()


def test_a_word_that_was_taken_back_is_gone_and_its_story_is_not(tmp_path):
    with Ledger.open("sqlite:///l.db", tmp_path) as ledger:
        ledger.remember("site", [steering_entry(HOLD)], at=NOW)
        ledger.remember("site", [ending_entry(HOLD, at=NOW + timedelta(hours=1))], at=NOW)
        memory = ledger.memory("site")
    assert steering_of(memory) == ()
    assert len(memory.story(EntryKind.STEERING)) == 2


def test_two_snoozes_of_two_rules_stand_beside_each_other(tmp_path):
    words = [
        Steering(kind=SteeringKind.SNOOZE, made_at=NOW, scope="WEB-1", value=code, reason="known")
        for code in ("F01", "F02")
    ]
    with Ledger.open("sqlite:///l.db", tmp_path) as ledger:
        ledger.remember("site", map(steering_entry, words), at=NOW)
        memory = ledger.memory("site")
    assert {word.value for word in steering_of(memory, SteeringKind.SNOOZE)} == {"F01", "F02"}
    assert steering_of(memory, SteeringKind.HOLD) == ()
