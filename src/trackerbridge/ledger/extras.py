"""The register of extras and the client's decisions, as the ledger's entries hold them. The latest of a ref holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Entry, EntryKind, Memory
from trackerbridge.model.offer import Choice, ChoiceKind, DecidedHow, Decision, Offer


class Ruling(StrEnum):
    """What the team said of an extra."""

    BONUS = "bonus"
    OFFER = "offer"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamWord:
    """The team's latest word on one extra. ``minutes`` is its size in minutes of work, where they said it."""

    ref: str
    ruling: Ruling
    at: datetime
    task: str = ""  # its key
    title: str = ""
    minutes: float | None = None
    offer: Offer | None = None
    alternative: str = ""  # the other way, with a refusal


def word_entry(word: TeamWord) -> Entry:
    """The entry that remembers this word."""
    body: dict[str, Any] = {"ruling": word.ruling.value, "task": word.task, "title": word.title}
    if word.minutes is not None:
        body["minutes"] = word.minutes
    if word.offer is not None:
        body["offer"] = _offer_data(word.offer)
    if word.alternative:
        body["alternative"] = word.alternative
    return Entry(kind=EntryKind.EXTRA, ref=word.ref, body=body, at=word.at)


def words_of(memory: Memory) -> dict[str, TeamWord]:
    """What the team said of each extra last, by ref."""
    return {ref: _word(entry) for ref, entry in memory.latest(EntryKind.EXTRA).items()}


def decision_entry(ref: str, decision: Decision) -> Entry:
    """The entry that remembers what the client chose, or took back."""
    body = {
        "choice": _choice_data(decision.choice), "on": decision.on.isoformat(), "by": decision.by,
        "how": decision.how.value, "undone": decision.undone,
    }  # fmt: skip
    return Entry(kind=EntryKind.DECISION, ref=ref, body=body, at=decision.at)


def decisions_of(memory: Memory) -> dict[str, Decision]:
    """What the client chose last, by ref; taken-back ones included."""
    return {ref: decision_in(entry) for ref, entry in memory.latest(EntryKind.DECISION).items()}


def decisions_about(memory: Memory, ref: str) -> tuple[Decision, ...]:
    """Everything that the client ever chose about one extra, oldest first."""
    return tuple(map(decision_in, memory.story(EntryKind.DECISION, ref)))


def same(one: Decision | None, other: Decision | None) -> bool:
    """Whether two decisions say the same; when we learned of it does not matter."""
    if one is None or other is None:
        return one is other
    return replace(one, at=other.at) == other


def _word(entry: Entry) -> TeamWord:
    assert entry.at is not None
    body = entry.body
    offer, minutes = body.get("offer"), body.get("minutes")
    return TeamWord(
        ref=entry.ref, ruling=Ruling(body["ruling"]), at=entry.at,
        task=str(body.get("task", "")), title=str(body.get("title", "")),
        minutes=float(minutes) if minutes is not None else None,
        offer=_offer(offer, entry.at) if offer else None, alternative=str(body.get("alternative", "")),
    )  # fmt: skip


def decision_in(entry: Entry) -> Decision:
    """The decision that an entry remembers."""
    assert entry.at is not None
    body = entry.body
    return Decision(
        choice=_choice(body["choice"]), on=date.fromisoformat(body["on"]), at=entry.at, by=str(body.get("by", "")),
        how=DecidedHow(body["how"]), undone=bool(body.get("undone")),
    )  # fmt: skip


def _offer_data(offer: Offer) -> dict[str, Any]:
    until = offer.valid_until.isoformat() if offer.valid_until else None
    return {"choices": [_choice_data(one) for one in offer.choices], "until": until}


def _offer(data: Mapping[str, Any], at: datetime) -> Offer:
    until = data.get("until")
    choices = tuple(_choice(one) for one in data["choices"])
    return Offer(choices, at, date.fromisoformat(until) if until else None)


def _choice_data(choice: Choice) -> dict[str, Any]:
    return {"kind": choice.kind.value, "day": choice.day.isoformat() if choice.day else None, "text": choice.text}


def _choice(data: Mapping[str, Any]) -> Choice:
    day = data.get("day")
    return Choice(ChoiceKind(data["kind"]), date.fromisoformat(day) if day else None, str(data.get("text", "")))
