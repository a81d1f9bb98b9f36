"""Writers of one source that was asked in parts: seen together, written through one."""

from types import SimpleNamespace

import pytest

from trackerbridge.errors import UsageError
from trackerbridge.model import Completeness, Gap
from trackerbridge.trackers.base import Board, BoardCard, BoardLabel, Finding, Writer
from trackerbridge.trackers.parts import InParts


class Part(Writer):
    """Sees the issues it is given, and notes what it was asked to write."""

    def __init__(self, *cards: str, gap: str = "") -> None:
        self.cards = cards
        self.gap = gap
        self.written = []

    @classmethod
    def from_config(cls, settings, publish, transport):
        raise NotImplementedError

    def read(self):
        cards = tuple(
            BoardCard(id=one, title=one, description="", list_id="", label_ids=("tb-stale",)) for one in self.cards
        )
        gaps = (Gap(None, self.gap),) if self.gap else ()
        return Board(
            id="jira", name="jira", cards=cards, labels=(BoardLabel("tb-stale", "tb-stale"),),
            labels_by_name=True, completeness=Completeness(gaps=gaps),
        )  # fmt: skip

    def apply_change(self, change, ids):
        self.written.append(change)
        return change.remote_id

    def check(self):
        return [Finding(ok=True, what=", ".join(self.cards))]


def test_each_issue_and_label_is_there_once():
    board = InParts.of([Part("1", "2"), Part("2", "3")]).read()
    assert [card.id for card in board.cards] == ["1", "2", "3"]
    assert [label.id for label in board.labels] == ["tb-stale"]
    assert board.labels_by_name


def test_what_one_of_them_could_not_see_is_missing_from_the_whole():
    assert InParts.of([Part("1"), Part("2")]).read().completeness.complete
    assert not InParts.of([Part("1"), Part("2", gap="Jira stopped.")]).read().completeness.complete


def test_each_change_is_written_once():
    parts = [Part("1"), Part("2")]
    assert InParts.of(parts).apply_change(SimpleNamespace(remote_id="2"), {}) == "2"
    assert sum(len(part.written) for part in parts) == 1


def test_all_of_them_are_checked():
    assert [finding.what for finding in InParts.of([Part("1"), Part("2")]).check()] == ["1", "2"]


def test_one_alone_needs_nobody_to_join_it():
    alone = Part("1")
    assert InParts.of([alone]) is alone


def test_no_configuration_asks_for_it():
    with pytest.raises(UsageError, match="one board"):
        InParts.from_config(None, None, None)
