"""Undo a run: what it wrote is written back, where nobody touched it since. On the sandbox."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.flows.office import CLIENT_BOARD
from tests.flows.talk import PAGE, Talk, begun
from tests.flows.team_board import SOURCE

from trackerbridge.sandbox.credentials import TEAM_MEMBER

OTHER = "Page 2 can be read on a phone"
UNOWNED = "tb-unowned"


@pytest.fixture
def talk(office: Any) -> Talk:
    return begun(office)


def last_sync(talk: Talk) -> int:
    runs = json.loads(talk.office.run("runs", "site", "--format", "json").stdout)["runs"]
    return next(int(one["id"]) for one in runs if one["command"] == "sync")


def board(talk: Talk) -> dict[str, Any]:
    """Every card of the client's board as people see it, by name."""
    cards = talk.office.tracker("GET", f"boards/{CLIENT_BOARD}/cards", filter="all")
    seen = ("desc", "due", "dueComplete", "closed", "idList", "idLabels")
    return {card["name"]: {name: card[name] for name in seen} for card in cards}


def undone(talk: Talk, *words: str, code: int = 0) -> dict[str, Any]:
    return talk.office.json("undo", str(last_sync(talk)), *words, code=code)


def renamed(talk: Talk) -> None:
    """The team renames two tasks and moves their dates, and a sync tells it."""
    for number in (1, 2):
        talk.office.tracker("PUT", f"cards/card000{number}", name=f"Site {number}", due="2026-12-08T16:00:00.000Z")
    talk.office.tracker("PUT", "cards/card0003", dueComplete="true")  # done: another list, a tick, no label
    talk.at("2026-11-12T10:00").sync()


def test_what_a_sync_changed_is_written_back(talk: Talk) -> None:
    before = board(talk)
    renamed(talk)
    assert "Site 1" in board(talk)
    assert undone(talk, "--yes")["status"] == "ok"
    assert board(talk) == before
    assert undone(talk, "--yes")["status"] == "unchanged"
    talk.sync()  # the next sync does it again: nothing was held
    assert "Site 1" in board(talk)
    talk.silent()


def test_what_was_undone_is_said_to_be_so_and_not_to_be_somebodys_change(talk: Talk) -> None:
    renamed(talk)
    number = last_sync(talk)
    assert "The next sync would do the same again." in talk.office.run("undo", number, "--yes").stderr
    again = talk.office.run("undo", number, "--yes")
    assert "Nothing of it is left to write back." in again.stderr
    assert "changed since" not in again.output
    assert "A person changed" not in talk.notes()  # labels and all stand as we wrote them


def test_a_new_title_alone_is_written_back_once(talk: Talk) -> None:
    talk.office.tracker("PUT", "cards/card0001", name="Site 1")  # of the description only the reference changes
    talk.at("2026-11-12T10:00").sync()
    assert undone(talk, "--yes")["status"] == "ok"
    assert undone(talk, "--yes")["status"] == "unchanged"


def promised(talk: Talk) -> dict[str, Any]:
    said = talk.office.run("promises", "site", "--format", "json").stdout
    return next(one for one in json.loads(said)["promises"] if one["task"] == "card0001")


def test_a_date_that_was_told_by_mistake_counts_as_no_move_once_it_is_undone(talk: Talk) -> None:
    before = board(talk)
    renamed(talk)
    assert [one["day"] for one in promised(talk)["told"]] == ["2026-12-01", "2026-12-08"]
    undone(talk, "--yes", "--hold")
    for number in (1, 2):  # the team finds its mistake
        old = PAGE.replace("1", str(number))
        talk.office.tracker("PUT", f"cards/card000{number}", name=old, due="2026-12-01T16:00:00.000Z")
    talk.office.tracker("PUT", "cards/card0003", dueComplete="false")
    talk.office.run("hold", "site", "--off")
    assert talk.sync()["notes"] == []
    now = board(talk)
    assert {now[name]["due"] for name in (PAGE, OTHER)} == {"2026-12-01T18:00:00.000Z"}
    assert now[PAGE] == before[PAGE]
    story = promised(talk)
    assert (story["moves"], story["current"]) == (0, "2026-12-01")
    assert [one["day"] for one in story["taken_back"]] == ["2026-12-08"]  # the record keeps that it was read
    assert "8 December 2026 stood on the board as well, and was taken back on 12 November 2026." in story["story"]
    talk.silent()


def test_after_an_undo_our_own_words_are_still_known_as_ours(talk: Talk) -> None:
    talk.office.tracker("PUT", "cards/card0001", name="Site 1")
    talk.at("2026-11-12T10:00").sync()
    undone(talk, "--yes")  # a title, and nothing else
    talk.office.tracker("PUT", "cards/card0001", name="Site 1", dueComplete="true")  # another list, tick and label
    assert talk.sync()["notes"] == []
    assert board(talk)["Site 1"]["dueComplete"] is True
    talk.silent()


def test_to_undo_an_undo_tells_its_date_again(talk: Talk) -> None:
    renamed(talk)
    told = board(talk)
    undone(talk, "--yes")
    runs = json.loads(talk.office.run("runs", "site", "--format", "json").stdout)["runs"]
    back = talk.office.run("undo", runs[0]["id"], "--yes")
    assert back.exit_code == 0
    assert "the same again" not in back.stderr
    assert board(talk) == told
    assert (promised(talk)["moves"], promised(talk)["title"]) == (1, "Site 1")
    talk.silent()


def test_an_answer_that_was_announced_in_a_run_that_is_undone_is_not_said_to_have_come(talk: Talk) -> None:
    renamed(talk)
    assert "The client was told to expect the reason by" in " ".join(promised(talk)["story"])
    undone(talk, "--yes", "--hold")
    assert "expect the reason" not in " ".join(promised(talk)["story"])


def test_a_first_date_that_is_undone_was_never_promised_and_is_told_with_the_card_again(talk: Talk) -> None:
    assert promised(talk)["first"] == "2026-12-01"
    undone(talk, "--yes")  # the first publication
    assert json.loads(talk.office.run("promises", "site", "--format", "json").stdout)["promises"] == []
    talk.at("2026-11-12T10:00").sync()
    assert [one["at"][:10] for one in promised(talk)["told"]] == ["2026-11-12"]
    talk.silent()


def test_a_retirement_that_is_undone_says_that_the_project_stays_retired(talk: Talk) -> None:
    before = board(talk)
    talk.office.run("retire", "site", "--yes")
    runs = json.loads(talk.office.run("runs", "site", "--format", "json").stdout)["runs"]
    said = talk.office.run("undo", runs[0]["id"], "--yes").stderr
    assert board(talk) == before
    assert "stays retired" in said
    assert "trackerbridge retire site --off" in said
    assert talk.office.run("sync", "site").exit_code == 5


def test_with_hold_the_next_sync_does_not_do_it_again(talk: Talk) -> None:
    renamed(talk)
    undone(talk, "--yes", "--hold")
    talk.sync()
    assert PAGE in board(talk)


def test_what_somebody_touched_since_stays_and_is_named(talk: Talk) -> None:
    renamed(talk)
    talk.office.tracker("PUT", f"cards/{talk.card('Site 1')}", name="Our page")
    said = undone(talk, "--yes")
    assert "“Our page” (card0001): it was changed since (title), so it stays as it is." in said["notes"]
    now = board(talk)
    assert now["Our page"]["due"] == "2026-12-01T18:00:00.000Z"
    assert OTHER in now


def test_cards_that_a_run_made_are_put_away_unless_somebody_wrote_on_them(talk: Talk) -> None:
    talk.writes("Where is the map?")
    said = undone(talk, "--yes")
    closed = {name for name, card in board(talk).items() if card["closed"]}
    assert PAGE not in closed
    assert {OTHER, "How we work together"} <= closed
    assert any("somebody has changed it or written on it since" in note for note in said["notes"])
    talk.sync()
    assert not [name for name, card in board(talk).items() if card["closed"]]


def test_what_was_said_cannot_be_unsaid(talk: Talk) -> None:
    talk.writes("Where is the map?")
    talk.sync()
    said = undone(talk, "--yes")
    assert said["status"] == "unchanged"
    assert any("cannot be unsaid" in note for note in said["notes"])
    assert len(talk.said()) == 2
    assert len(talk.said(SOURCE)) == 1


def test_without_a_person_or_yes_nothing_is_written(talk: Talk) -> None:
    renamed(talk)
    before = talk.office.writes()
    refused = talk.office.run("undo", str(last_sync(talk)))
    assert refused.exit_code == 5
    assert "--yes" in " ".join(refused.output.split())
    assert talk.office.writes() == before


def test_a_run_that_wrote_nothing_or_is_not_there(talk: Talk) -> None:
    talk.sync()
    for number in (last_sync(talk), 4711):
        assert talk.office.run("undo", str(number), "--yes").exit_code == 2
    assert talk.office.run("runs", "--show", "4711").exit_code == 2


def test_an_undo_is_a_run_of_its_own_and_a_run_is_shown_from_to(talk: Talk) -> None:
    renamed(talk)
    number = last_sync(talk)
    undone(talk, "--yes")
    runs = json.loads(talk.office.run("runs", "site", "--format", "json").stdout)["runs"]
    assert runs[0]["command"] == "undo"
    assert runs[0]["applied"] > 0
    shown = json.loads(talk.office.run("runs", "--show", str(number), "--format", "json").stdout)["changes"]
    titles = [one["fields"]["title"] for one in shown if one["kind"] == "card" and "title" in one["fields"]]
    assert {"from": PAGE, "to": "Site 1"} in titles
    table = " ".join(talk.office.run("runs", "--show", str(number)).output.split())
    assert f"Run {number}: sync on site" in table


def labels(talk: Talk) -> dict[str, set[str]]:
    """The team's labels on the source's own tasks."""
    cards = talk.office.tracker("GET", f"boards/{SOURCE}/cards")
    return {
        card["shortLink"]: {one["name"] for one in card["labels"] if one["name"].startswith("tb-")} for card in cards
    }


def marked(talk: Talk) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The labels before and after a sync that takes one off, and puts others on."""
    talk.office.config.write_text(talk.office.config.read_text() + "\nmark_source = true\n")
    talk.office.tracker("PUT", "cards/card0002", idMembers=TEAM_MEMBER["id"])
    talk.sync()
    before = labels(talk)
    assert [UNOWNED in before[f"card000{number}"] for number in (1, 2)] == [True, False]
    for number, members in ((1, TEAM_MEMBER["id"]), (2, "")):
        talk.office.tracker("PUT", f"cards/card000{number}", idMembers=members)
    talk.at("2026-11-10T13:00").sync()
    after = labels(talk)
    assert [UNOWNED in after[f"card000{number}"] for number in (1, 2)] == [False, True]
    return before, after


def test_the_teams_labels_are_written_back_where_nobody_touched_them(talk: Talk) -> None:
    before, _ = marked(talk)
    assert undone(talk, "--yes")["status"] == "ok"
    assert labels(talk) == before
    assert undone(talk, "--yes")["status"] == "unchanged"


def test_a_team_label_that_somebody_touched_since_stays(talk: Talk) -> None:
    before, _ = marked(talk)
    found = talk.office.tracker("GET", f"boards/{SOURCE}/labels")
    label = next(one["id"] for one in found if one["name"] == UNOWNED)
    talk.office.tracker("POST", "cards/card0001/idLabels", value=label)
    notes = undone(talk, "--yes")["notes"]
    assert notes == ["card0001: the team's labels were changed since, so they stay as they are."]
    assert labels(talk) == before  # a person had put that one back already


def test_a_source_that_cannot_be_looked_at_keeps_its_labels_and_the_board_is_undone(talk: Talk) -> None:
    talk.office.tracker("PUT", "cards/card0001", name="Site 1")
    _, after = marked(talk)
    talk.office.sandbox.faults.add({"method": "GET", "path": f"/boards/{SOURCE}", "status": 404})
    notes = undone(talk, "--yes")["notes"]
    assert any("it could not be looked at" in note for note in notes)
    talk.office.sandbox.faults.clear()
    assert labels(talk) == after
