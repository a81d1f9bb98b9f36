"""``/client offer date 2026-12-12 | fee 400 EUR | instead WEB-7 | leave | talk | until 2026-11-20``. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from trackerbridge.client_notes.days import day_in
from trackerbridge.client_notes.keywords import UNTIL, choice_words, folded
from trackerbridge.model.offer import Choice, ChoiceKind, Offer
from trackerbridge.model.sentence import Sentence

_BETWEEN = re.compile(r"\s*(?:[|;\n]|,(?!\d))\s*")
_OR = re.compile(r"\s+(?:or|или|либо|sau|ori)\s+", re.IGNORECASE)


def offer_in(text: str, *, at: datetime, written_on: date) -> tuple[Offer | None, tuple[str, ...]]:
    """The offer, and what of it could not be understood. None where it offers nothing at all."""
    choices: dict[ChoiceKind, Choice] = {}
    until: date | None = None
    problems: list[str] = []
    for piece in filter(None, (each.strip(" .*_`") for each in _pieces(text))):
        kind, rest = _kind_of(piece)
        if kind is None:
            problems.append(
                Sentence("offers “{text}”, which is none of date, fee, instead, leave, talk, until", text=piece[:40])
            )
        elif kind == UNTIL:
            until = day_in(rest, written_on)
            problems += [] if until else [Sentence("is valid until “{text}”, which is no day", text=rest[:40])]
        else:
            choice, problem = _choice(ChoiceKind(kind), rest, written_on)
            problems += [problem] if problem else []
            if choice is not None:
                choices[choice.kind] = choice
    if not choices:
        return None, tuple(problems or [Sentence("offers nothing; write date, fee, instead, leave or talk")])
    ordered = tuple(choices[kind] for kind in ChoiceKind if kind in choices)
    return Offer(choices=ordered, made_at=at, valid_until=until), tuple(problems)


def _pieces(text: str) -> Iterator[str]:
    """Each choice by itself. An “or” stands between two only where both are choices: it may be part of a title."""
    for piece in _BETWEEN.split(text):
        choices = [each for each in _OR.split(f" {piece}") if each.strip()]
        yield from choices if all(_kind_of(each.strip())[0] for each in choices) else (piece,)


def _kind_of(piece: str) -> tuple[str | None, str]:
    words = piece.split()
    for count in range(min(4, len(words)), 0, -1):
        kind = choice_words().get(folded(" ".join(words[:count]).strip(":")))
        if kind:
            return kind, " ".join(words[count:]).lstrip(": ")
    return None, piece


def _choice(kind: ChoiceKind, rest: str, written_on: date) -> tuple[Choice | None, str]:
    match kind:
        case ChoiceKind.DATE:
            day = day_in(rest, written_on)
            unread = Sentence("offers the date “{text}”, which is no day", text=rest[:40])
            return (Choice(kind, day=day), "") if day else (None, unread)
        case ChoiceKind.FEE | ChoiceKind.INSTEAD:
            unsaid = Sentence("offers {kind} without saying what", kind=kind.value)
            return (Choice(kind, text=rest), "") if rest else (None, unsaid)
        case _:
            return Choice(kind, text=rest), ""
