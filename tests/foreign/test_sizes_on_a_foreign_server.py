"""Boards of many pages, boards that say little, and names that nobody expects."""

from __future__ import annotations

from tests.foreign.workshop import Workshop, counted


class TestLargeBoards:
    def test_pages_of_cards_and_of_actions(self, shop: Workshop) -> None:
        cards = [{"name": f"Piece {n}", "list": "To do", "labels": ("client",) if n < 5 else ()} for n in range(1200)]
        work, _ = shop.boards(cards)
        for n in range(1300):
            shop.trello.note(work, "commentCard", work["cards"][n % 1200], text=f"Word {n}")
            work["cards"][n % 1200]["badges"]["comments"] += 1
        ran = shop.run("audit", "--format", "json")
        assert (ran.code, ran.project["tasks"], ran.project["completeness"]["complete"]) == (0, 1200, True)
        assert counted(ran.requests)["GET"] == 7  # who we are, the board, two pages of cards, three of actions
        assert shop.sync().code == 0
        shop.assert_silent()

    def test_a_card_for_each_of_many_tasks_goes_beyond_the_limit_only_when_told(self, shop: Workshop) -> None:
        _, client = shop.boards([{"name": f"Piece {n}", "list": "To do"} for n in range(60)])
        refused = shop.run("plan", "--format", "json")
        assert (refused.code, refused.project["safe"]) == (5, False)
        assert "limits.create" in refused.project["refusals"][0]
        assert shop.sync().code == 0
        assert len(client["cards"]) == 62


class TestBoardsThatSayLittle:
    def test_no_due_dates_at_all(self, shop: Workshop) -> None:
        shop.boards([{"name": f"Piece {n}"} for n in range(4)])
        ran = shop.run("audit", "--format", "json")
        assert any("due date" in note for note in ran.project["completeness"]["notes"])
        assert "No open task has a due date" in shop.run("audit").out
        assert shop.sync().code == 0
        shop.assert_silent()

    def test_no_cards(self, shop: Workshop) -> None:
        shop.boards([])
        assert shop.run("audit", "--format", "json").project["tasks"] == 0
        assert shop.run("plan").code in (0, 5)

    def test_names_that_nobody_expects(self, shop: Workshop) -> None:
        _, client = shop.boards(
            [
                {"name": "  "},
                {"name": "Ünïcödé 🎂 \u202eright to left", "due": "2026-11-25T15:00:00.000Z"},
                {"name": "x" * 16_384},
                {"name": "# **Bold** [link](https://example.com) @anna"},
                {"name": "Due in no year", "due": "0000-00-00"},
            ]
        )
        ran = shop.sync()
        assert ran.code in (0, 5), ran.project
        if ran.code == 0:
            shop.assert_silent()
        assert len(client["cards"]) <= 7
