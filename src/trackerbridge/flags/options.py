"""Thresholds: declared by the rules, set together by a profile, set one by one in ``[projects.NAME.flags]``. Pure.

Precedence: a rule's default, then the profile (``profiles.toml``), then the configuration's table for the rule's code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import field
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from typing import Any

from trackerbridge.config.schema import FlagsConfig
from trackerbridge.errors import UsageError
from trackerbridge.flags.base import Option, Rule, Severity
from trackerbridge.flags.registry import RESERVED, codes_of, rule_for
from trackerbridge.lazy_dataclass import dataclass

_ABOUT = "about"
_IGNORE = "ignore"
_SEVERITY = "severity"


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """What holds for one rule in one project: its options, whether it is on, and a severity that beats its own."""

    options: Mapping[str, Any] = field(default_factory=dict)
    on: bool = True
    severity: Severity | None = None


@lru_cache(maxsize=1)
def profiles() -> Mapping[str, Mapping[str, Any]]:
    """The profiles by name: ``about``, ``ignore``, and a table of options per code."""
    text = files("trackerbridge.flags").joinpath("profiles.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def check_options(flags: FlagsConfig, rules: Sequence[Rule]) -> dict[str, RuleSettings]:
    """What holds for every rule, by code.

    Raises :class:`UsageError` for an unknown profile, code (in a snooze too) or option, naming the nearest, and for a
    value of the wrong kind or out of its range, naming range and unit.
    """
    profile = _profile(flags.profile)
    ignored = codes_of(flags.ignore, rules, reserved=True) | frozenset(profile.get(_IGNORE, ()))
    codes_of((snooze.code for snooze in flags.snooze), rules, reserved=True)
    configured = {_code_of(name, rules): _table(name, table) for name, table in flags.options.items()}
    return {rule.code: _settings(rule, profile, configured.get(rule.code, {}), ignored) for rule in rules}


def _settings(
    rule: Rule, profile: Mapping[str, Any], configured: Mapping[str, Any], ignored: frozenset[str]
) -> RuleSettings:
    own = {key: value for key, value in configured.items() if key != _SEVERITY}
    asked = {**profile.get(rule.code, {}), **own}
    declared = {option.name: option for option in rule.options}
    for name in asked:
        if name not in declared:
            raise UsageError(_unknown_option(rule, name, [*declared, _SEVERITY]), hint=_see(rule))
    values = {name: _value(rule, option, asked.get(name, option.default)) for name, option in declared.items()}
    return RuleSettings(values, rule.code not in ignored, _severity(rule, configured.get(_SEVERITY)))


def _profile(name: str) -> Mapping[str, Any]:
    if name in profiles():
        return profiles()[name]
    near = get_close_matches(name, list(profiles()), 1)
    guess = f" Did you mean {near[0]!r}?" if near else ""
    raise UsageError(f"flags.profile: there is no profile {name!r}.{guess}", hint=f"Use {', '.join(profiles())}.")


def _code_of(name: str, rules: Sequence[Rule]) -> str:
    if name not in (rule.code for rule in rules) and name in RESERVED:
        raise UsageError(
            f"flags.{name}: this version has no rule {name} yet.", hint="Take the table out, or ignore it."
        )
    if name in ("profiles", "ignored", "ignores", "snoozes"):
        meant = get_close_matches(name, ["profile", "ignore", "snooze"], 1)[0]
        raise UsageError(f"flags.{name}: unknown key; did you mean {meant!r}?")
    return rule_for(name, rules).code


def _table(name: str, table: object) -> Mapping[str, Any]:
    if isinstance(table, Mapping):
        return table
    raise UsageError(
        f"flags.{name} should be a table of options, not {table!r}.", hint="For example: F01 = { working_days = 7 }."
    )


def _unknown_option(rule: Rule, name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, 1, 0.5)
    guess = f" Did you mean {near[0]!r}?" if near else f" It has {', '.join(known)}."
    return f"flags.{rule.code}: the rule {rule.code} ({rule.name}) has no option {name!r}.{guess}"


def _see(rule: Rule) -> str:
    return f"`trackerbridge rules {rule.code}` explains its options."


def _value(rule: Rule, option: Option, value: object) -> Any:
    """The value, if it is of the option's kind and within its range."""
    where = f"flags.{rule.code}.{option.name}"
    if isinstance(option.default, bool):
        if not isinstance(value, bool):
            raise UsageError(f"{where} should be true or false, not {value!r}.", hint=_see(rule))
        return value
    if isinstance(option.default, str):
        if not isinstance(value, str) or (option.choices and value not in option.choices):
            raise UsageError(f"{where} should be one of {', '.join(option.choices)}, not {value!r}.", hint=_see(rule))
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UsageError(f"{where} should be a number of {option.unit}, not {value!r}.", hint=_see(rule))
    return _in_range(where, rule, option, value)


def _in_range(where: str, rule: Rule, option: Option, value: float) -> float:
    low, high = option.low, option.high
    if (low is None or value >= low) and (high is None or value <= high):
        return value
    unit = f" {option.unit}" if option.unit else ""
    if low is not None and high is not None:
        span = f"between {low:g} and {high:g}{unit}"
    else:
        span = f"at least {low:g}{unit}" if low is not None else f"at most {high:g}{unit}"
    raise UsageError(f"{where} should be {span}, not {value!r}.", hint=_see(rule))


def _severity(rule: Rule, value: object) -> Severity | None:
    if value is None:
        return None
    try:
        return Severity(str(value))
    except ValueError:
        levels = ", ".join(Severity)
        raise UsageError(
            f"flags.{rule.code}.severity should be one of {levels}, not {value!r}.", hint=_see(rule)
        ) from None
