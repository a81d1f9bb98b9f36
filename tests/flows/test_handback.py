"""What a person changed on a card is respected, reported once, and given back with one command. On the sandbox."""

from __future__ import annotations

from typing import Any

import pytest
from tests.flows.office import CLIENT_BOARD
from tests.flows.talk import PAGE, Talk, begun

KEY = "card0001"


@pytest.fixture
def talk(office: Any) -> Talk:
    return begun(office)


def stands(talk: Talk, card: str) -> dict[str, Any]:
    found: dict[str, Any] = talk.office.tracker("GET", f"cards/{card}")
    return {name: found[name] for name in ("name", "desc", "due", "dueComplete", "closed", "idList", "idLabels")}


EDITS: dict[str, dict[str, Any]] = {
    "title": {"name": "Our page"},
    "description": {"desc": "Words of a person's."},
    "due": {"due": "2026-12-24T12:00:00.000Z"},
    "tick": {"dueComplete": "true"},
    "archived": {"closed": "true"},
}


@pytest.mark.parametrize("field", EDITS)
def test_each_field_is_respected_reported_once_and_given_back(talk: Talk, field: str) -> None:
    card = talk.card()
    before = stands(talk, card)
    talk.office.tracker("PUT", f"cards/{card}", **EDITS[field])
    edited = stands(talk, card)
    assert "A person" in talk.notes()
    assert talk.sync()["status"] == "unchanged"
    assert "A person" not in talk.notes()
    assert stands(talk, card) == edited
    said = talk.office.run("handback", KEY, "site", "--field", field)
    assert said.exit_code == 0, said.output
    assert "handed back" in talk.notes()
    assert talk.sync()["applied"] == 1
    again = stands(talk, card)
    assert again["desc"].split("Ref.")[0] == before["desc"].split("Ref.")[0]
    assert {**again, "desc": ""} == {**before, "desc": ""}
    talk.silent()
    talk.office.tracker("PUT", f"cards/{card}", **EDITS[field])  # the word counted once
    assert talk.sync()["status"] == "unchanged"


def test_one_field_is_given_back_and_another_stays_the_persons(talk: Talk) -> None:
    card = talk.card()
    talk.office.tracker("PUT", f"cards/{card}", name="Our page", due="2026-12-24T12:00:00.000Z")
    talk.sync()
    talk.office.run("handback", KEY, "site", "--field", "due")
    talk.sync()
    assert stands(talk, card)["name"] == "Our page"
    assert stands(talk, card)["due"] == "2026-12-01T18:00:00.000Z"


def test_a_label_that_a_person_took_off_comes_back(talk: Talk) -> None:
    card = talk.card()
    (label,) = stands(talk, card)["idLabels"]
    talk.office.tracker("DELETE", f"cards/{card}/idLabels/{label}")
    talk.sync()
    assert stands(talk, card)["idLabels"] == []
    talk.office.run("handback", KEY, "site", "--field", "labels")
    talk.sync()
    assert stands(talk, card)["idLabels"] == [label]
    talk.silent()


def test_a_card_that_was_deleted_is_made_anew(talk: Talk) -> None:
    talk.office.tracker("DELETE", f"cards/{talk.card()}")
    talk.sync()
    talk.office.run("handback", KEY, "site")
    assert talk.sync()["applied"] == 1
    assert talk.card(PAGE)
    talk.silent()


def test_a_word_is_taken_back_before_a_sync_heeds_it(talk: Talk) -> None:
    card = talk.card()
    talk.office.tracker("PUT", f"cards/{card}", name="Our page")
    talk.sync()
    talk.office.run("handback", KEY, "site")
    talk.office.run("handback", KEY, "site", "--off")
    assert talk.sync()["status"] == "unchanged"
    assert stands(talk, card)["name"] == "Our page"


def test_what_is_no_card_of_ours_is_an_error_with_what_there_is(talk: Talk) -> None:
    run = talk.office.run("handback", "card0099", "site")
    assert run.exit_code == 2
    assert "card0001" in " ".join(run.output.split())
    assert talk.office.tracker("GET", f"boards/{CLIENT_BOARD}/cards")
