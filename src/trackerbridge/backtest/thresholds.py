"""Which thresholds would have served better: chosen on the earlier part of the past, tried on the rest. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from trackerbridge.backtest.measures import hits
from trackerbridge.backtest.rows import Past, Row, replayed
from trackerbridge.config.schema import FlagsConfig
from trackerbridge.flags.base import Option, Rule
from trackerbridge.flags.options import check_options
from trackerbridge.flags.registry import all_rules
from trackerbridge.lazy_dataclass import dataclass

_EARLIER = 2 / 3
_FEWEST_ROWS = 30
_FEWEST_FLAGS = 10  # of one rule, before anything can be said about its threshold
_WORTH_IT = 0.02  # F1 on the later part
_ABOUT_DATES_OR_FLOW = ("D", "F")
_FORECAST = "D03"
_UNITS = ("working days", "days", "percent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A threshold that did better on both parts. The two F1 are those of the later part, which did not choose it."""

    code: str
    rule: str
    option: str
    now: float
    suggested: float
    f1_now: float
    f1_suggested: float


def suggestions(past: Past, rows: Sequence[Row], known: Sequence[Rule]) -> tuple[Suggestion, ...]:
    """For every rule about dates or flow that spoke. ``rows`` are those at risk, with today's thresholds."""
    if len(rows) < _FEWEST_ROWS:
        return ()
    cut = sorted(row.at for row in rows)[int(len(rows) * _EARLIER)]
    spoke = Counter(code for row in rows for code in row.flags if code.startswith(_ABOUT_DATES_OR_FLOW))
    rules = [rule for rule in known if spoke[rule.code] >= _FEWEST_FLAGS]
    found = (_best(rule, option, past, rows, cut) for rule in rules if (option := _threshold(rule)))
    return tuple(filter(None, found))


def _threshold(rule: Rule) -> Option | None:
    """The first number that says from when on the rule speaks."""
    if rule.code == "D01":
        return None
    return next((each for each in rule.options if each.unit in _UNITS and not isinstance(each.default, str)), None)


def _best(rule: Rule, option: Option, past: Past, rows: Sequence[Row], cut: datetime) -> Suggestion | None:
    settings = check_options(past.flags, all_rules())[rule.code].options
    now = float(settings[option.name])
    scores = {value: _f1(rule, option.name, value, past, rows, cut) for value in (now, *_others(now, option))}
    best = max(scores, key=lambda value: scores[value][0])
    before, after = scores[now][1], scores[best][1]
    if best == now or after < before + _WORTH_IT:
        return None
    return Suggestion(
        code=rule.code, rule=rule.name, option=option.name, now=now, suggested=best, f1_now=before, f1_suggested=after
    )


def _others(now: float, option: Option) -> Iterator[float]:
    """Half and double, or ten points of a percentage, where the option allows them."""
    wanted = (now - 10, now + 10, now + 20) if option.unit == "percent" else (round(now / 2), now * 2)
    for value in dict.fromkeys(map(float, wanted)):
        if value != now and (option.low or 0) <= value <= (option.high or value):
            yield value


def _f1(rule: Rule, name: str, value: float, past: Past, rows: Sequence[Row], cut: datetime) -> tuple[float, float]:
    """F1 on the earlier and on the later part with this value."""
    judged = _by_chance(rows, value) if rule.code == _FORECAST else _asked_again(rule, name, value, past)
    early, late = ([(end, said) for at, end, said in judged if (at < cut) is first] for first in (True, False))
    return _score(early), _score(late)


def _by_chance(rows: Sequence[Row], percent: float) -> list[tuple[datetime, bool, bool]]:
    """The forecast need not be asked again: its chances stand in the rows."""
    return [(row.at, row.late, round(100 * (row.chance or 0)) >= percent) for row in rows]


def _asked_again(rule: Rule, name: str, value: float, past: Past) -> list[tuple[datetime, bool, bool]]:
    own = {**past.flags.options.get(rule.code, {}), name: int(value) if value.is_integer() else value}
    flags = FlagsConfig(profile=past.flags.profile, **{rule.code: own})
    rows = replayed(past, rules=(rule,), flags=flags)
    return [(row.at, row.late, rule.code in row.flags) for row in rows if not row.overdue]


def _score(judged: Sequence[tuple[bool, bool]]) -> float:
    return hits([late for late, _ in judged], [said for _, said in judged]).f1 or 0.0
