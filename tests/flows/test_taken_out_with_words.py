"""What the team wrote about work that is taken out stands on its card: why, what comes instead. On the sandbox."""

from __future__ import annotations

from typing import Any

import pytest
from tests.flows.talk import Talk, begun

from trackerbridge.sandbox.credentials import TEAM_MEMBER

WORDS = {
    "en": ("why: two short pages serve better", "instead: pages 4 and 5"),
    "ru": ("почему: две короткие страницы удобнее", "вместо этого: страницы 4 и 5"),
    "ro": ("de ce: două pagini scurte sunt mai comode", "în schimb: paginile 4 și 5"),
}
SAID = {
    "en": (
        "Taken out by agreement on 10 November.\n\nThe reason: two short pages serve better.\n\nInstead: pages 4 and 5."
    ),
    "ru": (
        "Исключено из плана по договорённости, 10 ноября.\n\nПричина: две короткие страницы удобнее.\n\n"
        "Вместо этого: страницы 4 и 5."
    ),
    "ro": (
        "Lucrarea a fost scoasă din plan, de comun acord, pe 10 noiembrie.\n\n"
        "Motivul: două pagini scurte sunt mai comode.\n\nÎn schimb: paginile 4 și 5."
    ),
}


@pytest.fixture
def talk(office: Any) -> Talk:
    return begun(office, people=(TEAM_MEMBER,))


def take_out(talk: Talk) -> None:
    card = talk.office.tracker("GET", f"cards/{talk.card(board='s0urce00')}")
    new = talk.office.tracker("POST", "lists", name="Cancelled", idBoard=card["idBoard"])["id"]
    talk.office.tracker("PUT", f"cards/{card['id']}", idList=new)


def text(talk: Talk) -> str:
    card = talk.office.tracker("GET", f"cards/{talk.card()}")
    return str(card["desc"]).split("Ref.")[0].replace("\u00a0", " ").replace("\u2068", "").replace("\u2069", "").strip()


@pytest.mark.parametrize("language", list(WORDS))
def test_why_it_is_out_and_what_comes_instead_is_told(talk: Talk, language: str) -> None:
    config = talk.office.config
    if language != "en":
        config.write_text(f'language = "{language}"\n' + config.read_text())
        assert talk.sync()["status"] == "ok"
    for words in WORDS[language]:
        talk.team_writes(f"/client {words}")
    take_out(talk)
    talk.at("2026-11-10T11:00").sync()
    assert text(talk) == SAID[language]
    talk.silent()


def test_the_reason_of_an_earlier_move_is_not_why_it_is_out(talk: Talk) -> None:
    talk.team_writes("/client why: the printer needs a week more")
    talk.at("2026-11-18T11:00")
    take_out(talk)
    talk.sync()
    assert text(talk) == "Taken out by agreement on 18 November."
    talk.silent()
