"""Dates in queries: absolute, relative, and functions of now, in the caller's zone (API-FACTS 1.2)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta, tzinfo

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.sandbox.jira import errors
from trackerbridge.sandbox.jira.jql.tree import Empty, Function, Operand

_FORMATS = ("%Y/%m/%d %H:%M", "%Y-%m-%d %H:%M", "%Y/%m/%d", "%Y-%m-%d")
_PERIOD = re.compile(r"[+-]?(?:\d+[wdhm]?\s*)+\Z", re.I)
_PART = re.compile(r"(\d+)([wdhm]?)", re.I)
_STEP = re.compile(r"([+-]?)(\d+)([yMwdhm]?)\Z")
_UNITS = {"w": timedelta(weeks=1), "d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}
_SPANS = {"day": "d", "week": "w", "month": "M", "year": "y"}
FUNCTIONS = frozenset({"now", "currentlogin", *(f"{edge}of{span}" for edge in ("start", "end") for span in _SPANS)})


@dataclass(frozen=True)
class Moment:
    """Now, and the zone in which dates are read."""

    now: datetime
    zone: tzinfo

    def read(self, operand: Operand, field: str) -> datetime:
        """The instant an operand means, UTC. 400 in Jira's words if it is none."""
        if isinstance(operand, Empty):
            raise errors.jql(f"The operator does not support EMPTY for the field '{field}'.")
        if isinstance(operand, Function):
            return self._function(operand)
        return self._value(operand.text.strip(), field)

    def _value(self, text: str, field: str) -> datetime:
        if _PERIOD.match(text) and (text[0] in "+-" or text[-1].lower() in _UNITS):
            sign = -1 if text.startswith("-") else 1
            return self.now + sign * sum(
                (int(n) * _UNITS[u.lower() or "m"] for n, u in _PART.findall(text)), timedelta()
            )
        if text.isdigit() and len(text) > 8:  # epoch milliseconds
            return datetime.fromtimestamp(int(text) / 1000, UTC)
        for form in _FORMATS:
            try:
                return datetime.strptime(text, form).replace(tzinfo=self.zone).astimezone(UTC)
            except ValueError:
                continue
        raise errors.jql(
            f"Date value '{text}' for field '{field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', "
            "'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'."
        )

    def _function(self, function: Function) -> datetime:
        name = function.name.lower()
        if name == "now":
            return self.now
        edge, _, span = name.partition("of")
        if edge not in ("start", "end") or span not in _SPANS:
            raise errors.jql(f"Unable to find JQL function '{function.text}'.")
        start = _floor(self.now.astimezone(self.zone), span)
        if function.arguments:
            start = _moved(start, function.arguments[0], _SPANS[span])
        if edge == "end":
            start = _moved(start, "1", _SPANS[span]) - timedelta(milliseconds=1)
        return start.astimezone(UTC)


def _floor(moment: datetime, span: str) -> datetime:
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    if span == "week":
        return day - timedelta(days=(day.weekday() + 1) % 7)  # weeks begin on Sunday
    if span == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if span == "year" else day


def _moved(moment: datetime, step: str, unit: str) -> datetime:
    found = _STEP.match(step.strip())
    if found is None:
        raise errors.jql(f"Duration for function is invalid: '{step}'.")
    count = int(found[2]) * (-1 if found[1] == "-" else 1)
    unit = found[3] or unit
    if unit not in ("M", "y"):
        return moment + count * _UNITS[unit]
    months = moment.year * 12 + moment.month - 1 + count * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))
