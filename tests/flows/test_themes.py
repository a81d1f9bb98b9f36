"""A theme on a client board: an upload for a new picture, none the second time, and a person's own picture stays."""

from __future__ import annotations

import pytest
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, Office, empty_board
from tests.flows.team_board import SOURCE, team_board

JOY = PROJECT.format(name="site", source=SOURCE) + PUBLISH.format(name="site", client=CLIENT_BOARD)
NOTES = "A person changed the cover"


@pytest.fixture
def here(office) -> Office:
    made: Office = office(team_board(), empty_board())
    made.configure(JOY + 'theme = "monkeys"\n')
    task = made.tracker("GET", f"boards/{SOURCE}/cards")[0]
    made.tracker("PUT", f"cards/{task['id']}", dueComplete="true")
    assert made.json("sync", "site", "--force")["status"] == "ok"
    return made


def covers(here: Office) -> dict[str, str]:
    found = {}
    for card in here.tracker("GET", f"boards/{CLIENT_BOARD}/cards", attachments="cover"):
        worn = [one["name"] for one in card["attachments"] if one["id"] == card["cover"]["idAttachment"]]
        if worn:
            found[card["name"]] = worn[0]
    return found


def covered(here: Office) -> str:
    [name] = covers(here)
    [card] = [each for each in here.tracker("GET", f"boards/{CLIENT_BOARD}/cards") if each["name"] == name]
    return str(card["id"])


def uploads(here: Office) -> list[str]:
    return [write for write in here.writes() if "attachments" in write]


def test_a_finished_card_wears_its_picture_after_one_upload(here):
    assert list(covers(here).values()) == ["monkeys-done.png"]
    assert len(uploads(here)) == 1


def test_a_second_sync_writes_nothing_also_without_a_ledger(here):
    before = here.writes()
    assert here.json("sync", "site")["status"] == "unchanged"
    here.lose_ledger()
    assert here.json("sync", "site")["status"] == "unchanged"
    assert here.writes() == before


def test_another_theme_takes_the_place_of_the_first(here):
    here.configure(JOY + 'theme = "traffic-lights"\n')
    assert here.json("sync", "site")["applied"] == 1
    assert list(covers(here).values()) == ["traffic-lights-done.png"]


def test_plain_takes_our_pictures_off(here):
    here.configure(JOY)
    assert here.json("sync", "site")["applied"] == 1
    assert covers(here) == {}
    assert here.json("sync", "site")["status"] == "unchanged"


def test_a_picture_that_a_person_took_off_stays_off_and_is_told_once(here):
    here.tracker("PUT", f"cards/{covered(here)}", idAttachmentCover="")
    said = here.run("plan", "site")
    assert NOTES in said.stdout + said.stderr
    assert here.json("sync", "site")["status"] == "unchanged"
    assert NOTES not in here.run("plan", "site").stdout
    assert covers(here) == {}


def test_a_picture_of_a_persons_own_is_left_alone(here):
    card = covered(here)
    here.tracker("POST", f"cards/{card}/attachments", url="https://example.com/x.png", name="ours", setCover="true")
    assert here.json("sync", "site")["status"] == "unchanged"
    assert list(covers(here).values()) == ["ours"]
