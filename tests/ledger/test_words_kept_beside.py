"""What people said is kept a second time: which entries, what of them is taken over, and what costs no run."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from trackerbridge.ledger.beside import Beside, not_known, still_void
from trackerbridge.ledger.held import held_entry, release_entry, reword_entry
from trackerbridge.ledger.records import Entry, EntryKind
from trackerbridge.ledger.steering import ending_entry, steering_entry
from trackerbridge.ledger.store import Ledger
from trackerbridge.model import Promise, PromiseState, Steering, SteeringKind, Told

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
HOLD = Steering(kind=SteeringKind.HOLD, made_at=NOON, reason="Мы подписываем договор “сегодня”")
TOLD = Entry(kind=EntryKind.TOLD, ref="digest", body={"ids": ["a"]}, at=NOON)
SEEN = Entry(kind=EntryKind.SEEN, ref="x", body={"day": "2026-11-18"}, at=NOON)


@pytest.fixture
def beside(tmp_path: Path) -> Beside:
    return Beside(tmp_path / "ledger.words")


def kept(beside: Beside) -> list[tuple[str, str]]:
    return [(one.kind.value, one.ref) for one in beside.of("web").words]


def test_a_word_comes_back_as_it_was_said(beside):
    beside.say("web", [steering_entry(HOLD)], at=LATER)
    [word] = beside.of("web").words
    assert (word.kind, word.ref, word.at, word.body["reason"]) == (EntryKind.STEERING, "hold:", NOON, HOLD.reason)
    assert beside.of("shop").words == ()


def test_what_stands_elsewhere_is_not_kept(beside):
    held = held_entry("d1", ref="task:1", part="why", task="WEB-1", why="a name")
    released, reworded = (
        release_entry("d1", reason="ok", at=NOON),
        reword_entry("d2", instead="x", reason="ok", at=NOON),
    )
    beside.say("web", [SEEN, held, released, reworded], at=NOON)
    assert kept(beside) == [("held", "d1"), ("held", "d2")]


def test_of_what_was_told_only_the_latest_is_kept(beside):
    for ids in (["a"], ["a", "b"]):
        beside.say("web", [Entry(kind=EntryKind.TOLD, ref="digest", body={"ids": ids})], at=NOON)
    beside.say("web", [Entry(kind=EntryKind.TOLD, ref="urgent", body={"ids": ["c"]})], at=NOON)
    assert [one.body["ids"] for one in beside.of("web").words] == [["a", "b"], ["c"]]


def test_the_files_are_the_owners_alone(beside, tmp_path):
    beside.say("web", [steering_entry(HOLD), TOLD], at=NOON)
    beside.mark("web", lambda: ())
    folder = tmp_path / "ledger.words"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert len(list(folder.iterdir())) == 3


def test_a_line_that_was_cut_or_is_somebody_elses_is_passed_over(beside, tmp_path):
    beside.say("web", [steering_entry(HOLD)], at=NOON)
    [file] = (tmp_path / "ledger.words").iterdir()
    whole = file.read_text()
    file.write_text('{"kind": "nothing we know"}\n[]\nnull\n' + whole + whole[: len(whole) // 2])
    assert kept(beside) == [("steering", "hold:")]


@pytest.mark.parametrize("there", [lambda path: path.write_text("a file"), lambda path: path.symlink_to("/nowhere/x")])
def test_what_cannot_be_kept_costs_nothing(tmp_path, there):
    there(tmp_path / "ledger.words")
    beside = Beside(tmp_path / "ledger.words")
    beside.say("web", [steering_entry(HOLD), TOLD], at=NOON)
    beside.mark("web", lambda: ())
    assert (beside.of("web").words, beside.of("web").reaches) == ((), None)


def test_a_ledger_in_memory_keeps_nothing():
    with Ledger.open("sqlite://") as ledger:
        ledger.remember("web", [steering_entry(HOLD)], at=NOON)
        assert ledger.beside.of("web").words == ()


def test_a_ledger_of_an_earlier_version_hands_over_what_it_holds(tmp_path):
    with Ledger.open(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        ledger.remember("web", [steering_entry(HOLD)], at=NOON, beside=False)
        ledger.beside.mark("web", lambda: ledger.entries("web"))
        assert kept(ledger.beside) == [("steering", "hold:")]
        ledger.beside.mark("web", lambda: pytest.fail("it is there already"))
        assert ledger.beside.of("web").reaches is not None


WORD = steering_entry(HOLD)
ENDED = ending_entry(HOLD, at=LATER)


@pytest.mark.parametrize(
    ("kept", "known", "taken"),
    [
        ([WORD], [], [WORD]),  # lost
        ([WORD], [WORD], []),  # as it should be
        ([WORD, ENDED], [WORD], [ENDED]),  # an older copy
        ([WORD], [WORD, ENDED], []),  # the file is the older one: the ledger decides
        ([WORD, ENDED], [], [WORD, ENDED]),
        ([WORD], [SEEN], [WORD]),
        ([TOLD], [TOLD], []),
    ],
)
def test_only_what_was_said_after_the_ledgers_own_word_is_taken_over(kept, known, taken):
    assert list(not_known(kept, known)) == taken


FIRST, SECOND = Told(date(2026, 12, 1), NOON, "as agreed"), Told(date(2026, 12, 8), LATER)
OPEN = Promise(ref="task:1", title="The map", task="WEB-1", told=(FIRST,))
VOID = replace(OPEN, state=PromiseState.VOID, void_reason="Told by mistake.")


def test_a_promise_that_was_voided_comes_back_as_it_was(tmp_path):
    with Ledger.open(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        ledger.record_promise("web", OPEN, at=NOON)
        assert ledger.void_promise("web", "task:1", "Told by mistake.", at=LATER) == VOID
        assert ledger.beside.of("web").voided == (VOID,)
    with Ledger.open(f"sqlite:///{tmp_path}/other.db") as other:
        other.void_again("web", VOID, at=LATER)
        assert other.promises("web") == (VOID,)


@pytest.mark.parametrize(
    ("known", "again"),
    [
        ((), (VOID,)),  # the ledger was lost
        ((OPEN,), (VOID,)),  # an older copy
        ((VOID,), ()),  # as it should be
        ((replace(OPEN, told=(FIRST, SECOND)),), ()),  # another date was told since
        ((replace(OPEN, told=(FIRST, FIRST)),), ()),  # the same one was told anew
        ((replace(OPEN, state=PromiseState.KEPT, delivered_on=FIRST.day),), ()),
    ],
)
def test_it_stays_void_until_a_date_is_told(known, again):
    assert still_void((VOID,), known) == again
