"""The team's words for the client, from comment to board: what goes out, what is held, what nobody understood."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.flows.talk import Talk, begun

PAGE = "card0001 («Page 1 can be read on a phone»)"
REPLY = "/client reply: Ask ivan@acme.example about it."


@pytest.fixture
def talk(office: Any) -> Talk:
    return begun(office)


def listed(talk: Talk) -> list[tuple[str, str, str]]:
    """What ``preview --notes`` says of each part: part, state, text."""
    found = json.loads(talk.office.run("preview", "site", "--notes", "--format", "json").stdout)["notes"]
    return [(one["part"] or "", one["state"], one["text"]) for one in found]


def test_the_preview_of_notes_says_what_goes_out_what_is_held_and_what_nobody_understands(talk: Talk) -> None:
    talk.team_writes("/client next: the map is drawn by hand\neffect: call +373 22 123 456 about it")
    talk.team_writes("/client why: it rained")
    talk.team_writes("/client becuase: it rained")
    before = talk.office.writes()
    found = listed(talk)
    assert found[:3] == [
        ("next", "goes out", "the map is drawn by hand"),
        ("effect", "held", "call +373 22 123 456 about it"),
        ("why", "not shown", "it rained"),
    ]
    assert found[3][:2] == ("", "not understood")
    assert "begins with “becuase: it rained”, which is no keyword" in found[3][2]
    table = " ".join(talk.office.run("preview", "site", "--notes").output.split())
    assert "1 part held: trackerbridge held release ID" in table
    assert "comment by" in table
    assert talk.office.writes() == before
    assert "begins with “becuase" in talk.notes()  # the manager is told, and not the client
    talk.sync()
    assert listed(talk)[0] == ("next", "read", "the map is drawn by hand")
    talk.at("2026-11-10T21:00").team_writes("/client next: the map is painted by hand")
    assert ("next", "waits", "the map is painted by hand") in listed(talk)  # quiet hours


def test_a_date_waits_until_it_has_stood_and_is_read_then(talk: Talk) -> None:
    talk.team_writes("/client date 2026-12-03")
    [(part, state, text)] = listed(talk)
    assert (part, state, text) == ("date", "waits", "2026-12-03")
    assert listed(talk.at("2026-11-10T13:00")) == [("date", "goes out", "2026-12-03")]
    talk.sync()
    assert listed(talk) == [("date", "read", "2026-12-03")]


def test_the_preview_knows_a_link_that_goes_out(talk: Talk) -> None:
    config = talk.office.config
    config.write_text(config.read_text().replace('select = "all"', 'select = "all"\nlinks = ["shop.example"]'))
    talk.team_writes("/client see: here you are, https://shop.example/page")
    assert listed(talk) == [("see", "goes out", "here you are, https://shop.example/page")]
    talk.sync()
    assert listed(talk)[0][1] == "read"


def test_a_held_reply_is_released_or_reworded_like_any_other_text(talk: Talk) -> None:
    talk.team_writes(REPLY)
    [held] = json.loads(talk.office.run("held", "site", "--format", "json").stdout)["held"]
    assert (held["part"], held["task"]) == ("reply", "card0001")
    assert listed(talk) == [("reply", "held", REPLY.removeprefix("/client reply: "))]
    assert talk.office.run("held", "reword", held["id"], "Write to us about it.").exit_code == 0
    assert talk.sync()["applied"] == 1
    assert talk.said() == ["Write to us about it."]
    assert talk.sync()["status"] == "unchanged"
    talk.team_writes("/client reply: Or call +373 22 123 456.")
    [other] = json.loads(talk.office.run("held", "site", "--format", "json").stdout)["held"]
    talk.office.run("held", "release", other["id"], "--reason", "Their number, by agreement.")
    talk.sync()
    assert talk.said()[1:] == ["Or call +373 22 123 456."]
    assert talk.sync()["status"] == "unchanged"


def test_remembered_facts_stand_on_the_brief_and_never_on_the_board(talk: Talk) -> None:
    talk.team_writes("/remember: Anna is on leave until Monday")
    said = talk.office.run("brief", "site").output
    assert "Remembered\n\n- Anna is on leave until Monday" in said
    assert listed(talk) == []
    talk.sync()
    board = talk.office.run("preview", "site").output
    assert "Anna" not in board


def test_the_manager_reads_all_of_the_digest_in_their_language(talk: Talk) -> None:
    config = talk.office.config
    config.write_text(
        'language = "ru"\n' + config.read_text().replace('select = "all"', 'select = "all"\nlanguage = "en"')
    )
    talk.team_writes("/client becuase: it rained\n/client effect: call +373 22 123 456")
    talk.client("PUT", f"cards/{talk.card('Page 2 can be read on a phone')}", name="Our page")
    said = " ".join(talk.office.run("sync", "site").output.split())
    for sentence in (
        f"{PAGE}: заметка для клиента начинается с «becuase: it rained», а это не ключевое слово",
        f"{PAGE}, что это значит: содержит номер телефона",
        "Кто-то изменил карточку «Page 2 can be read on a phone» (card0002) (заголовок); оставлено как есть.",
    ):
        assert sentence in said
