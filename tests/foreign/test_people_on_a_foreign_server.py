"""What people do on the client's board of a foreign server: it stands, it is told once, and nothing is written."""

from __future__ import annotations

from typing import Any

import pytest
from tests.foreign.boards import CLIENT, WORK, client_board, remote_id
from tests.foreign.foreign_answers import edited
from tests.foreign.workshop import FRIDAY, THURSDAY, Workshop, standing

AFTER_GRACE = "2026-11-25T16:00:00+00:00"


class TestAPersonOnTheClientsBoard:
    @pytest.fixture
    def client(self, shop: Workshop) -> dict[str, Any]:
        _, client = shop.boards()
        assert shop.sync(now=THURSDAY).code == 0
        return client

    @pytest.mark.parametrize(
        "edit",
        [
            {"name": "Our lovely shop window"},
            {"desc": "Anna: please ring me before you start."},
            {"due": "2026-12-24T12:00:00.000Z"},
            {"idList": "another"},
            {"idLabels": []},
            {"dueComplete": True},
        ],
        ids=lambda edit: next(iter(edit)),
    )
    def test_an_edit_stands_and_is_told_once(
        self, shop: Workshop, client: dict[str, Any], edit: dict[str, Any]
    ) -> None:
        card = next(card for card in client["cards"] if card["name"].startswith("Shop window"))
        if "idList" in edit:
            edit = {"idList": next(each["id"] for each in client["lists"] if each["id"] != card["idList"])}
        reference = card["desc"].splitlines()[-1]
        card.update(edit)
        if "desc" in edit:
            card["desc"] += f"\n\n{reference}"
        shop.trello.notice_people()
        before = standing(client)
        told = shop.assert_silent(now=THURSDAY).project["notes"]
        assert len([note for note in told if "A person changed" in note]) == 1
        again = shop.assert_silent(now=THURSDAY).project["notes"]
        assert [note for note in again if "A person changed" in note] == []
        shop.forget()
        shop.assert_silent(now=FRIDAY)
        assert standing(client) == before

    def test_the_editor_is_no_person(self, shop: Workshop, client: dict[str, Any]) -> None:
        for card in client["cards"]:
            card["desc"] = edited(card["desc"])
        assert shop.assert_silent(now=THURSDAY).project["notes"] == []
        shop.forget()
        told = shop.assert_silent(now=THURSDAY).project["notes"]
        assert [note for note in told if not note.startswith("The ledger knows none of the cards")] == []

    def test_an_archived_card_is_not_created_again(self, shop: Workshop, client: dict[str, Any]) -> None:
        next(card for card in client["cards"] if card["name"] == "Newsletter")["closed"] = True
        shop.assert_silent(now=THURSDAY)
        shop.forget()
        shop.assert_silent(now=THURSDAY)

    def test_an_archived_list_takes_its_cards_along(self, shop: Workshop, client: dict[str, Any]) -> None:
        done = next(each for each in client["lists"] if each["name"] == "Done")
        done["closed"] = True
        shop.assert_silent(now=THURSDAY)
        shop.forget()
        shop.assert_silent(now=THURSDAY)

    def test_a_copied_card_is_the_persons(self, shop: Workshop, client: dict[str, Any]) -> None:
        card = next(card for card in client["cards"] if card["name"] == "Newsletter")
        copied = shop.trello.add_card(client, **{k: v for k, v in card.items() if k not in ("id", "shortLink")})
        before = standing(client)
        shop.assert_silent(now=THURSDAY)
        shop.forget()
        shop.assert_silent(now=THURSDAY)
        assert standing(client) == before
        assert copied in client["cards"]

    def test_a_renamed_list_is_still_the_list(self, shop: Workshop, client: dict[str, Any]) -> None:
        next(each for each in client["lists"] if each["name"] == "Planned")["name"] = "Coming up"
        shop.assert_silent(now=THURSDAY)

    def test_a_renamed_list_and_a_lost_ledger(self, shop: Workshop, client: dict[str, Any]) -> None:
        next(each for each in client["lists"] if each["name"] == "Planned")["name"] = "Coming up"
        shop.forget()
        shop.assert_silent(now=THURSDAY)

    @pytest.mark.parametrize("forgotten", [False, True])
    def test_a_renamed_label(self, shop: Workshop, client: dict[str, Any], forgotten: bool) -> None:
        next(each for each in client["labels"] if each["name"] == "On track")["name"] = "All good"
        if forgotten:
            shop.forget()
        shop.assert_silent(now=THURSDAY)
        shop.trello.boards[WORK]["cards"][5]["due"] = "2026-12-15T15:00:00.000Z"  # the newsletter is on track now, too
        assert shop.sync(now=FRIDAY).code == 0
        assert [each["name"] for each in client["labels"]].count("On track") == 0
        assert [each["name"] for each in client["labels"]].count("All good") == 1

    @pytest.mark.parametrize("forgotten", [False, True])
    def test_a_deleted_label(self, shop: Workshop, client: dict[str, Any], forgotten: bool) -> None:
        gone = next(each for each in client["labels"] if each["name"] == "On track")
        client["labels"].remove(gone)
        for card in client["cards"]:
            card["idLabels"] = [each for each in card["idLabels"] if each != gone["id"]]
        if forgotten:
            shop.forget()
        shop.assert_silent(now=THURSDAY)

    def test_a_deleted_card_is_not_created_again(self, shop: Workshop, client: dict[str, Any]) -> None:
        client["cards"].remove(next(card for card in client["cards"] if card["name"] == "Newsletter"))
        shop.assert_silent(now=THURSDAY)

    def test_a_card_moved_to_another_board_is_not_created_again(self, shop: Workshop, client: dict[str, Any]) -> None:
        other = shop.trello.load({**client_board(), "id": remote_id(901), "shortLink": "f0re1gn4", "name": "Other"})
        card = next(card for card in client["cards"] if card["name"] == "Newsletter")
        client["cards"].remove(card)
        other["cards"].append(card)
        shop.assert_silent(now=THURSDAY)

    def test_words_below_the_reference_are_an_edit_too(self, shop: Workshop, client: dict[str, Any]) -> None:
        card = next(card for card in client["cards"] if card["name"] == "Newsletter")
        card["desc"] += "\n\nAnna: and the opening hours, please."
        told = shop.assert_silent(now=THURSDAY).project["notes"]
        assert len(told) == 1
        shop.forget()
        shop.assert_silent(now=THURSDAY)

    def test_the_persons_word_and_ours_meet_on_one_card(self, shop: Workshop, client: dict[str, Any]) -> None:
        """The title is the person's now; the date goes on being ours."""
        card = next(card for card in client["cards"] if card["name"].startswith("Shop window"))
        card["name"] = "Our lovely shop window"
        source = shop.trello.card("Shop window")
        shop.trello.note(shop.trello.boards[WORK], "updateCard", source, old={"due": source["due"]},
                         changed={"due": "2026-12-02T15:00:00.000Z"})  # fmt: skip
        source["due"] = "2026-12-02T15:00:00.000Z"
        assert shop.sync(now=AFTER_GRACE).code == 0  # without a word beside it, a move is told when grace has ended
        assert (card["name"], card["due"]) == ("Our lovely shop window", "2026-12-02T18:00:00.000Z")
        shop.assert_silent(now=AFTER_GRACE)

    def test_what_others_put_there_is_never_touched(self, shop: Workshop, client: dict[str, Any]) -> None:
        shop.trello.add_card(
            client, name="Ours: flowers for the opening", idList=client["lists"][0]["id"], desc="Ref. tb"
        )
        client["labels"].append({"id": remote_id(700), "name": "Urgent", "color": "red_dark", "idBoard": CLIENT})
        next(card for card in client["cards"] if card["name"] == "Newsletter")["idLabels"] += [remote_id(700)]
        shop.trello.card("Ours")["idLabels"] = [remote_id(700)]
        shop.trello.notice_people()
        before = standing(client)
        shop.assert_silent(now=THURSDAY)
        shop.forget()
        shop.assert_silent(now=THURSDAY)
        assert standing(client) == before
        shop.trello.card("Payment by card")["dueComplete"] = True
        assert shop.sync(now=THURSDAY).code == 0
        assert shop.trello.card("Ours") == next(c for c in before["cards"] if c["name"].startswith("Ours"))
        assert remote_id(700) in next(c for c in client["cards"] if c["name"] == "Newsletter")["idLabels"]

    def test_a_foreign_board_full_of_labels_gets_none_twice(self, shop: Workshop) -> None:
        _, client = shop.boards()
        client["labels"] += [
            {"id": remote_id(1000 + n), "name": f"L{n}", "color": None, "idBoard": CLIENT} for n in range(60)
        ]
        for nested in (True, False):
            shop.trello.nested = nested
            shop.forget()
            assert shop.sync(now=THURSDAY).code == 0
        names = [each["name"] for each in client["labels"] if each["name"]]
        assert len(names) == len(set(names))
