"""The summary's lines about changes: what was chosen, what waits for a choice, and the effect of all that was chosen.

Dates: the latest one that was chosen. Fees are summed only where each is a plain number in one and the same currency;
else each stands beside its change, and nothing is added up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from trackerbridge.client_view.dates import DateWords
from trackerbridge.client_view.extras.request import Request
from trackerbridge.client_view.neutralise import LONGEST_QUOTE, isolated, shortened
from trackerbridge.client_view.wording import Wording
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import ExtraState, Stage
from trackerbridge.model.offer import ChoiceKind, Decision

_AMOUNT = re.compile(r"(?P<before>[^\d\s.,'+-]{0,5})\s*(?P<number>\d{1,3}(?:(?P<by>[ \u00a0\u202f'])\d{3})+|\d+)"
                     r"(?:(?P<point>[.,])(?P<cents>\d{1,2}))?\s*(?P<after>[^\d\s.,'+-]{0,5})")  # fmt: skip
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class SummaryChanges:
    """Words them in one language on one day."""

    wording: Wording
    dates: DateWords
    quote: int = LONGEST_QUOTE

    def asks(self, requests: Sequence[Request]) -> list[str]:
        """What the client is asked to choose, the most urgent first."""
        return [
            self._say("choose", title=self._quoted(one.title), date=self._until(one))
            for one in sorted((each for each in requests if each.pending), key=_until)
        ]

    def lines(self, requests: Sequence[Request]) -> list[str]:
        """What was chosen and is not done yet, then what waits."""
        chosen = [self._chosen(one, decision) for one, decision in _accepted(requests)]
        waiting = sorted((each for each in requests if each.pending), key=_until)
        return chosen + [
            self._say("change_waiting", title=self._quoted(one.title), date=self._until(one)) for one in waiting
        ]

    def together(self, requests: Sequence[Request]) -> str:
        """The summed effect of what was chosen; empty where one line has said it all."""
        decisions = [decision for _, decision in _accepted(requests)]
        days = [one.choice.day for one in decisions if one.choice.day]
        fees = [one.choice.text for one in decisions if one.choice.kind is ChoiceKind.FEE]
        total = summed(fees) if len(fees) >= _SEVERAL else ""
        said = [
            self._say("changes_date", date=self.dates.day(max(days))) if len(days) >= _SEVERAL else "",
            self._say("changes_fee", fee=total) if total else "",
        ]
        return " ".join(filter(None, said))

    def _chosen(self, request: Request, decision: Decision) -> str:
        title, choice = self._quoted(request.title), decision.choice
        if choice.day:
            return self._say("change_date", title=title, date=self.dates.day(choice.day))
        if choice.kind is ChoiceKind.FEE:
            return self._say("change_fee" if choice.text else "change_fee_unnamed", title=title, fee=choice.text)
        return self._say("change_instead", title=title, instead=self._quoted(request.instead))

    def _until(self, request: Request) -> str:
        assert request.case.valid_until is not None
        return self.dates.day(request.case.valid_until)

    def _quoted(self, title: str) -> str:
        return self.wording.quoted(isolated(shortened(title, self.quote)))

    def _say(self, key: str, **values: str) -> str:
        return self.wording.say(f"summary.{key}", **values)


def _accepted(requests: Sequence[Request]) -> list[tuple[Request, Decision]]:
    """What the client chose to have done and what is not delivered yet, in the order of deciding."""
    found = [
        (one, decision)
        for one in requests
        if (decision := one.case.chosen) is not None
        and one.case.extra.state is ExtraState.ACCEPTED
        and one.case.task.stage is not Stage.DONE
    ]
    return sorted(found, key=lambda pair: (pair[1].on, pair[0].case.ref))


def summed_fees(requests: Sequence[Request]) -> list[str]:
    """Every price that the summary may name, as the team typed it, and their sum."""
    fees = [one.choice.text for _, one in _accepted(requests) if one.choice.kind is ChoiceKind.FEE]
    return sorted({*fees, summed(fees)} - {""}, key=len, reverse=True)


def _until(request: Request) -> tuple[str, str]:
    until = request.case.valid_until
    return (until.isoformat() if until else "9999", request.case.ref)


def summed(fees: Sequence[str]) -> str:
    """All of them together, written as the first one is; empty where they cannot be added without a guess.

    ``1,200`` and ``1.200`` are thousands in one country and little more than one in another, so three digits after a
    point or a comma are never added.
    """
    found = [_AMOUNT.fullmatch(fee.strip()) for fee in fees]
    if not found or not all(found):
        return ""
    amounts = [one for one in found if one]
    units = {(one["before"].casefold(), one["after"].casefold()) for one in amounts}
    points = {one["point"] for one in amounts if one["point"]}
    if len(units) != 1 or units == {("", "")} or len(points) > 1:
        return ""
    total = sum((_value(one) for one in amounts), Decimal(0))
    return _written(total, amounts, next(iter(points), "."))


def _value(amount: re.Match[str]) -> Decimal:
    whole = "".join(char for char in amount["number"] if char.isdigit())
    return Decimal(f"{whole}.{amount['cents'] or '0'}")


def _written(total: Decimal, amounts: Sequence[re.Match[str]], point: str) -> str:
    by = next((one["by"] for one in amounts if one["by"]), "")
    whole = f"{int(total):,}".replace(",", by) if by else str(int(total))
    cents = f"{point}{int(total % 1 * 100):02d}" if total % 1 else ""
    first = amounts[0]
    text = first.group()
    before = text[: first.start("number")]
    after = text[first.end("cents") if first["cents"] else first.end("number") :]
    return f"{before}{whole}{cents}{after}"
