"""The register's entries come back as they went in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from trackerbridge.ledger.extras import (
    Ruling,
    TeamWord,
    decision_entry,
    decisions_of,
    same,
    word_entry,
    words_of,
)
from trackerbridge.ledger.store import Ledger
from trackerbridge.model.offer import Choice, ChoiceKind, DecidedHow, Decision, Offer

AT = datetime(2026, 11, 9, 9, tzinfo=UTC)
OFFER = Offer(
    (Choice(ChoiceKind.DATE, day=date(2026, 12, 4)), Choice(ChoiceKind.FEE, text="300 EUR")), AT, date(2026, 11, 20)
)
WORDS = [
    TeamWord(ref="change:a/1", ruling=Ruling.OFFER, at=AT, task="WEB-1", title="Newsletter", minutes=90, offer=OFFER),
    TeamWord(ref="change:a/2", ruling=Ruling.BONUS, at=AT, minutes=0.5),
    TeamWord(ref="change:a/3", ruling=Ruling.REFUSE, at=AT, alternative="A link"),
    TeamWord(ref="change:a/4", ruling=Ruling.WITHDRAW, at=AT),
]  # fmt: skip


@pytest.fixture
def ledger() -> Ledger:
    return Ledger.open("sqlite://")


@pytest.mark.parametrize("word", WORDS)
def test_the_teams_word(ledger: Ledger, word: TeamWord) -> None:
    ledger.remember("website", [word_entry(word)], at=AT)
    assert words_of(ledger.memory("website")) == {word.ref: word}


def test_the_latest_decision_holds(ledger: Ledger) -> None:
    first = Decision(choice=OFFER.choices[0], on=date(2026, 11, 10), at=AT, by="Anna")
    undone = replace(first, undone=True, how=DecidedHow.PHONE)
    for one in (first, undone):
        ledger.remember("website", [decision_entry("change:a/1", one)], at=AT)
    assert decisions_of(ledger.memory("website")) == {"change:a/1": undone}
    assert not same(first, undone)
    assert same(first, replace(first, at=datetime(2026, 11, 12, tzinfo=UTC)))
    assert not same(None, first)
