"""The words of a change request's choices, and the way back: what a line or a sentence of ours on the board says.

The way back is for a lost ledger. It goes by the shape of the sentence, so it holds for an office's own wording too;
days are found by writing every day near the card's making and comparing, so no language has to be parsed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from string import Formatter

from trackerbridge.client_view.dates import DateWords
from trackerbridge.client_view.wording import Wording
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model.offer import Choice, ChoiceKind

_NEAR_DAYS = 750
_END = " .!?…;,:"


@dataclass(frozen=True, slots=True)
class ChoiceWords:
    """Words choices in one language. Their dates always name the year, so that no line changes at the turn of one."""

    wording: Wording
    dates: DateWords

    def line(self, choice: Choice, instead: str = "") -> str:
        """One line of the checklist. ``instead`` is the quoted title of what would be taken out."""
        match choice.kind:
            case ChoiceKind.DATE:
                assert choice.day is not None
                return self.wording.say("choices.date", date=self.dates.dated(choice.day))
            case ChoiceKind.FEE:
                key = "fee" if choice.text else "fee_unnamed"
                return self.wording.say(f"choices.{key}", fee=choice.text)
            case ChoiceKind.INSTEAD:
                return self.wording.say("choices.instead", title=instead)
            case _:
                return self.wording.say(f"choices.{choice.kind.value}")


@dataclass(frozen=True, slots=True)
class ReadBack:
    """Reads our own words on a card that was made around the day ``made``."""

    wording: Wording
    made: date

    def choice(self, line: str) -> Choice | None:
        """The choice that a checklist's line offers; of INSTEAD ``text`` is the quoted title. None: not one of ours."""
        if self._said("choices.withdrawn", line):
            return None
        if self._said("choices.fee_unnamed", line):
            return Choice(ChoiceKind.FEE)
        for kind in (ChoiceKind.LEAVE, ChoiceKind.TALK, ChoiceKind.DATE, ChoiceKind.INSTEAD, ChoiceKind.FEE):
            found = self._said(f"choices.{kind.value}", line)
            if found is None:
                continue
            day = self.day(found["date"]) if kind is ChoiceKind.DATE else None
            if kind is ChoiceKind.DATE and day is None:
                continue
            return Choice(kind, day, found.get("fee") or found.get("title") or "")
        return None

    def withdrawn(self, line: str) -> Choice | None:
        """The choice that a line says is offered no more; None: it says no such thing."""
        found = self._said("choices.withdrawn", line)
        return self.choice(found["choice"]) if found else None

    def is_line(self, line: str) -> bool:
        """Whether it is worded as a line of ours, offered still or no longer."""
        return self.choice(line) is not None or self._said("choices.withdrawn", line) is not None

    def valid_until(self, description: str) -> date | None:
        """The last day that an open or an ended offer names."""
        found = self._inside("change.asked", description) or self._inside("change.expired", description)
        return self.day(found["until"]) if found else None

    def chosen(self, description: str) -> tuple[date, Choice] | None:
        """What the card confirms, and the day it names."""
        found = self._inside("change.chosen", description)
        if found is None:
            return None
        choice, day = self.choice(found["choice"]), self.day(found["date"])
        return (day, choice) if choice is not None and day is not None else None

    def day(self, text: str) -> date | None:
        """The day nearest to the card's making that is written so."""
        wanted = _plain(text)
        for distance in range(_NEAR_DAYS):
            for day in {self.made + timedelta(days=distance), self.made - timedelta(days=distance)}:
                words = DateWords(self.wording, day)
                if wanted in (_plain(words.day(day)), _plain(DateWords(self.wording, date(1, 1, 1)).day(day))):
                    return day
        return None

    def _said(self, key: str, text: str) -> Mapping[str, str] | None:
        found = re.fullmatch(_shape(self.wording.sentences[key]), _plain(text))
        return found.groupdict() if found else None

    def _inside(self, key: str, text: str) -> Mapping[str, str] | None:
        shape = re.compile(_shape(self.wording.sentences[key]))
        return next((found.groupdict() for line in text.split("\n") if (found := shape.search(_plain(line)))), None)


def _shape(sentence: str) -> str:
    parts = []
    for literal, name, _, _ in Formatter().parse(" ".join(sentence.split())):
        parts.append(re.escape(literal))
        if name is not None:
            parts.append(f"(?P<{name}>.+?)")
    return "".join(parts)


def _plain(text: str) -> str:
    return " ".join(text.replace("\\", "").split())


def words_of_line(line: str) -> str:
    """A line of the checklist without what changes no sense: case, space, and marks around it."""
    return _plain(line).casefold().strip(_END)


def unended(text: str) -> str:
    """People's text for the middle of a sentence of ours: without the sign that ends their own."""
    return text.rstrip(_END) or text
