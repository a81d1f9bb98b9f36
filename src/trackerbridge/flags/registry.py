"""Every rule there is: the built-in ones, found in their folders, and those of plugins. Codes are never reused."""

from __future__ import annotations

import os
import pkgutil
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache
from importlib import import_module

from trackerbridge import plugins
from trackerbridge.errors import UsageError
from trackerbridge.flags.base import Rule
from trackerbridge.flags.wording import problems_of
from trackerbridge.lazy_dataclass import dataclass

FAMILIES = ("dates", "clarity", "scope", "flow", "relationship")
_CODE = re.compile(r"[A-Z]{1,4}\d{2,3}")

# Codes of the catalogue that may be named in `ignore` before their rule is there; no plugin may take them.
RESERVED = frozenset(
    f"{family}{number:02}"
    for family, last in (("D", 14), ("C", 13), ("S", 9), ("F", 10), ("R", 11))
    for number in range(1, last + 1)
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Rules in the order of their codes, and the rules of plugins that were left out, with one sentence each."""

    rules: tuple[Rule, ...]
    rejected: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def built_in_rules() -> tuple[Rule, ...]:
    """The rules that come with trackerbridge. That none lacks a sentence in any language, the tests see to."""
    return tuple(sorted((found() for found in _classes_in_families()), key=lambda rule: rule.code))


def _classes_in_families() -> Iterator[type[Rule]]:
    for family in FAMILIES:
        package = f"trackerbridge.flags.{family}"
        folder = _folder_of(package)
        for module in pkgutil.iter_modules(folder):
            yield from _rules_of(f"{package}.{module.name}")


def _folder_of(package: str) -> list[str]:
    try:
        return list(import_module(package).__path__)
    except ModuleNotFoundError as error:
        if error.name == package:
            return []
        raise


def _rules_of(module: str) -> Iterator[type[Rule]]:
    for value in vars(import_module(module)).values():
        if isinstance(value, type) and Rule in value.__mro__ and value.__module__ == module:
            yield value


def catalogue() -> Catalogue:
    """Built-in rules and those of installed plugins. A plugin's rule that cannot be used is named and left out."""
    return _catalogue(os.environ.get(plugins.SWITCH, ""))


@lru_cache(maxsize=4)
def _catalogue(switch: str) -> Catalogue:
    rules = {rule.code: rule for rule in built_in_rules()}
    rejected: list[str] = []
    for name, classes in plugins.rules({plugins.SWITCH: switch}).loaded().items():
        for found in classes:
            reason = _unusable(found, rules)
            if reason:
                rejected.append(f'The rule {found.code} of the plugin "{name}" was left out: {reason}.')
            else:
                rules[found.code] = found()
    return Catalogue(tuple(rules[code] for code in sorted(rules)), tuple(rejected))


def _unusable(found: type[Rule], taken: Iterable[str]) -> str:
    if not _CODE.fullmatch(found.code):
        return "its code is not one to four capital letters and two or three digits"
    if found.code in taken or found.code in RESERVED:
        return "its code is taken"
    return "; ".join(problems_of(found))


def all_rules() -> tuple[Rule, ...]:
    """Every usable rule, in the order of codes."""
    return catalogue().rules


def rule_for(code: str, rules: Sequence[Rule] | None = None) -> Rule:
    """One rule by code or by name. Raises :class:`UsageError` naming the nearest one."""
    known = all_rules() if rules is None else rules
    wanted = code.strip().casefold()
    for rule in known:
        if wanted in (rule.code.casefold(), rule.name.casefold()):
            return rule
    raise UsageError(f"There is no rule {code!r}.{_nearest(code, known)}", hint="`trackerbridge rules` lists them all.")


def codes_of(named: Iterable[str], rules: Sequence[Rule], *, reserved: bool = False) -> frozenset[str]:
    """Codes from codes or names as a person wrote them. ``reserved``: also those whose rule is not there yet."""
    return frozenset(
        name.strip().upper() if reserved and name.strip().upper() in RESERVED else rule_for(name, rules).code
        for name in named
        if name.strip()
    )


def _nearest(code: str, known: Sequence[Rule]) -> str:
    """``Did you mean D01 (overdue)?``, or nothing where nothing is near."""
    by_word = {word.casefold(): rule for rule in known for word in (rule.code, rule.name)}
    near = get_close_matches(code.strip().casefold(), list(by_word), 1, 0.5)
    return f" Did you mean {by_word[near[0]].code} ({by_word[near[0]].name})?" if near else ""
