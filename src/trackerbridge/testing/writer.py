"""What every writer keeps to (``trackers.base.Writer``). Inherit and implement ``make_bench``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar

import pytest

from trackerbridge.errors import LostReply, NotLetIn, TrackerRefused
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Side
from trackerbridge.testing.changes import card_change, card_of, part_change, place_change
from trackerbridge.trackers.base import Writer

_LABELS = {"label:on_track": "green", "label:moved": "yellow"}
_ODD = "Ready 🎉 — «готово» ‏שלום‏ *not bold* `code` <b>&amp;</b>\n\nSecond line"


@dataclass
class WriterBench(ABC):
    """A writer on a fresh, empty board that its account may write, and ways to make things go wrong."""

    writer: Writer
    odd_text: ClassVar[str] = _ODD  # what a description may hold and give back exactly

    def make_places(self) -> dict[str, str]:
        """Two lists, Planned and Done, and two labels, by reference: made here, where they are made at all."""
        ids: dict[str, str] = {}
        for ref, name in {"list:planned": "Planned", "list:done": "Done"}.items():
            ids[ref] = self.writer.apply_change(place_change("create", "list", ref, name=name), ids)
        for ref, color in _LABELS.items():
            ids[ref] = self.writer.apply_change(place_change("create", "label", ref, name=ref, color=color), ids)
        return ids

    @abstractmethod
    def lose_next_reply(self, *, done: bool) -> None:
        """The next write is done or not done, and its answer is lost either way."""

    @abstractmethod
    def unseen(self) -> Writer:
        """A writer to a board that does not exist or cannot be seen."""


class WriterContract(ABC):
    """Tests that a writer inherits."""

    @abstractmethod
    def make_bench(self) -> WriterBench:
        """A fresh bench; what it opened may be closed at the end of the test by a fixture of yours."""

    @pytest.fixture
    def bench(self) -> WriterBench:
        """A fresh bench."""
        return self.make_bench()

    @pytest.fixture
    def writer(self, bench: WriterBench) -> Writer:
        """Its writer."""
        return bench.writer

    @pytest.fixture
    def ids(self, bench: WriterBench, writer: Writer) -> dict[str, str]:
        """A board with two lists, two labels and one card in the first list, by reference."""
        ids = bench.make_places()
        ids["card"] = writer.apply_change(
            card_change("create", title="Book a table", description="With a form.", labels=("label:on_track",)), ids
        )
        return ids

    def test_a_new_board_has_no_cards(self, writer: Writer) -> None:
        """And can be written."""
        board = writer.read()
        assert board.cards == ()
        assert board.id
        assert board.completeness.complete
        assert (board.can_write, board.public) == (True, False)

    def test_what_was_created_stands_there(self, writer: Writer, ids: Mapping[str, str]) -> None:
        """With the ids that creating returned."""
        board = writer.read()
        card = card_of(board, ids["card"])
        names = {item.id: item.name for item in board.lists}
        colors = {label.id: label.color for label in board.labels}
        if board.labels_by_name:  # nothing was made: places are what the tracker has
            assert {ids["list:planned"], ids["list:done"]} <= names.keys()
        else:
            assert (names[ids["list:planned"]], names[ids["list:done"]]) == ("Planned", "Done")
            assert {ref: colors[ids[ref]] for ref in _LABELS} == _LABELS
        assert (card.title, card.description) == ("Book a table", "With a form.")
        assert (card.list_id, card.label_ids) == (ids["list:planned"], (ids["label:on_track"],))
        assert (card.due, card.due_complete, card.archived) == (None, False, False)

    def test_lists_come_in_the_order_of_their_making(self, writer: Writer, ids: Mapping[str, str]) -> None:
        """The board reads from left to right."""
        places = [item.id for item in writer.read().lists]
        assert places.index(ids["list:planned"]) < places.index(ids["list:done"])

    def test_an_update_changes_what_it_names_and_nothing_else(self, writer: Writer, ids: Mapping[str, str]) -> None:
        """A person's own edits of other fields survive."""
        returned = writer.apply_change(card_change("update", card=ids["card"], title="Book a table online"), ids)
        card = card_of(writer.read(), ids["card"])
        assert returned == ids["card"]
        assert (card.title, card.description, card.label_ids) == (
            "Book a table online",
            "With a form.",
            (ids["label:on_track"],),
        )

    def test_a_due_date_is_set_ticked_and_cleared(self, writer: Writer, ids: Mapping[str, str]) -> None:
        """An instant in, the same instant out."""
        due, kept = "2026-03-20T18:00:00+00:00", "due_complete" not in writer.read().cannot
        writer.apply_change(card_change("update", card=ids["card"], due=due, due_complete=True), ids)
        card = card_of(writer.read(), ids["card"])
        assert card.due is not None
        assert (card.due.isoformat(), card.due_complete) == (due, kept)
        writer.apply_change(card_change("update", card=ids["card"], due=None, due_complete=False), ids)
        card = card_of(writer.read(), ids["card"])
        assert (card.due, card.due_complete) == (None, False)

    def test_a_card_moves_to_another_list(self, writer: Writer, ids: Mapping[str, str]) -> None:
        """By reference."""
        writer.apply_change(card_change("update", card=ids["card"], list_ref="list:done", list="Done"), ids)
        assert card_of(writer.read(), ids["card"]).list_id == ids["list:done"]

    def test_labels_go_on_and_off_one_by_one(self, writer: Writer, ids: Mapping[str, str]) -> None:
        """The others are left alone."""
        writer.apply_change(card_change("label", card=ids["card"], labels=("label:moved",)), ids)
        assert set(card_of(writer.read(), ids["card"]).label_ids) == {ids["label:on_track"], ids["label:moved"]}
        writer.apply_change(card_change("unlabel", card=ids["card"], labels=("label:on_track",)), ids)
        assert card_of(writer.read(), ids["card"]).label_ids == (ids["label:moved"],)

    def test_a_label_that_is_there_already_is_a_success(self, writer: Writer, ids: Mapping[str, str]) -> None:
        """What was wanted is so."""
        writer.apply_change(card_change("label", card=ids["card"], labels=("label:on_track",)), ids)
        assert card_of(writer.read(), ids["card"]).label_ids == (ids["label:on_track"],)

    def test_archiving_hides_and_restoring_brings_back(self, writer: Writer, ids: Mapping[str, str]) -> None:
        """An archived card is still read, so that it is not created again."""
        writer.apply_change(card_change("archive", card=ids["card"], archived=True), ids)
        assert card_of(writer.read(), ids["card"]).archived
        writer.apply_change(card_change("restore", card=ids["card"], archived=False), ids)
        assert not card_of(writer.read(), ids["card"]).archived

    def test_every_script_and_sign_comes_back_as_written(
        self, bench: WriterBench, writer: Writer, ids: Mapping[str, str]
    ) -> None:
        """Emoji, right to left, Markdown and HTML."""
        writer.apply_change(card_change("update", card=ids["card"], description=bench.odd_text), ids)
        assert card_of(writer.read(), ids["card"]).description == bench.odd_text

    @pytest.mark.usefixtures("ids")
    def test_nothing_is_missing_from_a_board_that_was_read_whole(self, writer: Writer) -> None:
        """What its history tells besides, where the ledger was lost, is no other card."""
        seen = writer.read()
        for lost in (True, False):
            recalled = writer.recall(seen, lost=lost)
            assert [card.id for card in recalled.cards] == [card.id for card in seen.cards]
            assert (recalled.gone, {card.reference for card in recalled.cards}) == (0, {""})

    @pytest.mark.usefixtures("ids")
    def test_reading_twice_says_the_same(self, writer: Writer) -> None:
        """Reading changes nothing."""
        assert writer.read() == writer.read()

    @pytest.fixture
    def decision(self, writer: Writer, ids: dict[str, str]) -> dict[str, str]:
        """The ids with a checklist of two lines on the card, where this tracker has checklists."""
        if not writer.capabilities.checklists:
            pytest.skip("this tracker has no checklists")
        ids["checklist"] = writer.apply_change(part_change("create", "checklist", on="card", name="Your decision"), ids)
        for ref in ("Do it 🎉", "Leave it"):
            ids[ref] = writer.apply_change(part_change("create", "checkitem", on="checklist", name=ref), ids)
        return ids

    def test_a_checklist_stands_on_its_card_with_its_lines_in_order(
        self, writer: Writer, decision: Mapping[str, str]
    ) -> None:
        """Nothing is ticked, and nobody did."""
        board = writer.read()
        (checklist,) = card_of(board, decision["card"]).checklists
        assert board.ticks
        assert (checklist.id, checklist.name) == (decision["checklist"], "Your decision")
        assert [(item.id, item.name, item.done, item.marked_by) for item in checklist.items] == [
            (decision[name], name, False, None) for name in ("Do it 🎉", "Leave it")
        ]

    def test_a_line_is_ticked_unticked_and_renamed(self, writer: Writer, decision: Mapping[str, str]) -> None:
        """By its id; the other lines are left alone. Our own ticks are told from a person's."""
        for done in (True, False, True):
            one = part_change("update", "checkitem", on="card", remote_id=decision["Leave it"], done=done)
            assert writer.apply_change(one, decision) == decision["Leave it"]
            board = writer.read()
            first, second = card_of(board, decision["card"]).checklists[0].items
            assert (first.done, second.done) == (False, done)
            if done:
                assert second.marked_by is not None
                assert second.marked_by.id == board.account
                assert second.marked_at is not None
        writer.apply_change(
            part_change("update", "checkitem", on="card", remote_id=decision["Leave it"], name="Later"), decision
        )
        second = card_of(writer.read(), decision["card"]).checklists[0].items[1]
        assert (second.name, second.done) == ("Later", True)

    def test_a_line_on_a_checklist_that_was_never_made_is_refused(
        self, writer: Writer, decision: Mapping[str, str]
    ) -> None:
        """Before anything is sent."""
        with pytest.raises(TrackerRefused):
            writer.apply_change(part_change("create", "checkitem", on="unknown", name="Nowhere"), decision)

    @pytest.fixture
    def said(self, writer: Writer, ids: dict[str, str]) -> dict[str, str]:
        """The ids with a comment of ours on the card, where this tracker has comments on the client's side."""
        if not writer.capabilities.replies:
            pytest.skip("this tracker has no comments on the client's side")
        ids["comment"] = writer.apply_change(
            part_change("create", "comment", on="card", text="We have your message."), ids
        )
        return ids

    def test_a_comment_of_ours_stands_on_its_card_and_is_known_as_ours(
        self, writer: Writer, said: Mapping[str, str]
    ) -> None:
        """By the account, which the board names; and it can be looked at by itself."""
        board = writer.read()
        (comment,) = card_of(board, said["card"]).comments
        assert (comment.id, comment.text, comment.edited_at) == (said["comment"], "We have your message.", None)
        assert comment.author is not None
        assert (comment.author.id, comment.author.side) == (board.account, Side.OURS)
        assert board.account
        assert [(one.id, one.text) for one in writer.comments_on(said["card"])] == [(comment.id, comment.text)]

    def test_a_comment_gets_other_words_and_stays_one(self, writer: Writer, said: Mapping[str, str]) -> None:
        """By its id; another one beside it is left alone."""
        writer.apply_change(part_change("create", "comment", on="card", text=_ODD), said)
        words = part_change("update", "comment", on="card", remote_id=said["comment"], text="Here is the answer.")
        assert writer.apply_change(words, said) == said["comment"]
        first, second = card_of(writer.read(), said["card"]).comments
        assert (first.id, first.text) == (said["comment"], "Here is the answer.")
        assert second.text.startswith("Ready 🎉 — «готово» ‏שלום‏")

    def test_a_comment_on_a_card_that_was_never_made_is_refused(self, writer: Writer, said: Mapping[str, str]) -> None:
        """Before anything is sent, or by the tracker; it stands nowhere."""
        with pytest.raises((TrackerRefused, KeyError)):
            writer.apply_change(part_change("create", "comment", on="unknown", text="Nowhere"), said)
        assert [one.text for one in card_of(writer.read(), said["card"]).comments] == ["We have your message."]

    def test_text_that_is_too_long_is_refused_and_changes_nothing(self, writer: Writer, ids: Mapping[str, str]) -> None:
        """With a next step."""
        with pytest.raises(TrackerRefused) as refusal:
            writer.apply_change(card_change("update", card=ids["card"], description="x" * 100_000), ids)
        assert refusal.value.hint
        assert card_of(writer.read(), ids["card"]).description == "With a form."

    def test_a_card_that_is_gone_is_refused(self, writer: Writer, ids: Mapping[str, str]) -> None:
        """And is not made anew."""
        with pytest.raises(TrackerRefused):
            writer.apply_change(card_change("update", card="0" * 24, title="Nobody's"), ids)
        assert [card.title for card in writer.read().cards] == ["Book a table"]

    def test_a_list_that_was_never_made_is_refused(self, writer: Writer, ids: Mapping[str, str]) -> None:
        """Before anything is sent."""
        with pytest.raises(TrackerRefused):
            writer.apply_change(card_change("create", title="Homeless", list_ref="list:unknown"), ids)
        assert len(writer.read().cards) == 1

    @pytest.mark.parametrize("done", [True, False])
    def test_a_lost_reply_is_said_and_never_repeated(
        self, bench: WriterBench, ids: Mapping[str, str], done: bool
    ) -> None:
        """Looking tells whether it was done; it never was done twice."""
        bench.lose_next_reply(done=done)
        with pytest.raises(LostReply):
            bench.writer.apply_change(card_change("create", title="Perhaps"), ids)
        assert [card.title for card in bench.writer.read().cards].count("Perhaps") == int(done)

    def test_a_board_that_cannot_be_seen_is_an_error(self, bench: WriterBench) -> None:
        """For read and for check."""
        with pytest.raises(NotLetIn):
            bench.unseen().read()
        assert [finding.exit_code for finding in bench.unseen().check() if not finding.ok] == [3]

    def test_check_finds_nothing_to_mend(self, writer: Writer) -> None:
        """On a private board that may be written."""
        assert all(finding.ok for finding in writer.check())
