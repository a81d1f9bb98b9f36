"""What is installed: connectors, writers, rule packs and report formats, found by their entry points.

Built-ins and plugins come the same way; the built-ins are the entry points of trackerbridge's own distribution and are
always there. ``TRACKERBRIDGE_PLUGINS=off`` leaves everything else out. Nothing is imported before it is asked for. A
plugin that cannot be used is named with its version and its reason (:attr:`Registry.broken`) and skipped: the run goes
on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from difflib import get_close_matches
from functools import cache, cached_property
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from inspect import isabstract
from types import ModuleType
from typing import Any

from trackerbridge.errors import UsageError
from trackerbridge.lazy_dataclass import dataclass

SWITCH = "TRACKERBRIDGE_PLUGINS"
OWN_DISTRIBUTION = "trackerbridge"
_OFF = frozenset({"off", "no", "0", "false", "none"})


@dataclass(frozen=True, slots=True)
class Plugin:
    """One entry point: what it is called, whose it is, and where it lives (``module:attribute``)."""

    family: str  # connectors, writers, rules or reports
    name: str
    distribution: str
    version: str
    target: str

    @property
    def built_in(self) -> bool:
        """It came with trackerbridge itself."""
        return self.distribution == OWN_DISTRIBUTION

    @property
    def origin(self) -> str:
        """Distribution and version, for people."""
        return f"{self.distribution} {self.version}".strip()


@dataclass(frozen=True, slots=True)
class Broken:
    """A plugin that is installed and cannot be used, and why."""

    plugin: Plugin
    reason: str

    @property
    def sentence(self) -> str:
        """One sentence for a person."""
        plugin = self.plugin
        return f'The plugin "{plugin.name}" ({plugin.family}, {plugin.origin}) was skipped: {self.reason}'


class UnusableError(Exception):
    """What an entry point names is not what its group needs; the text is the reason."""


@dataclass
class Registry:
    """The plugins of one family, by name.

    ``accept`` turns what an entry point names into what this family serves, or raises :class:`UnusableError`.
    """

    family: str
    plugins: tuple[Plugin, ...]
    accept: Callable[[Any], Any]
    _sources: Mapping[str, EntryPoint] = field(repr=False)
    _shadowed: tuple[Broken, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every installed name, in alphabetical order. Imports nothing."""
        return tuple(plugin.name for plugin in self.plugins)

    def get(self, name: str) -> Any:
        """Load one by name. Raises :class:`UsageError` where it is not installed, or installed and broken."""
        kind = self.family.removesuffix("s")
        if name not in self._sources:
            near = get_close_matches(name, self.names, 1)
            guess = f' Did you mean "{near[0]}"?' if near else ""
            raise UsageError(
                f'This version has no {kind} named "{name}".{guess}', hint=f"Installed: {listing(self.names)}."
            )
        loaded = self._load(name)
        if isinstance(loaded, Broken):
            raise UsageError(loaded.sentence, hint=f"Update or uninstall {loaded.plugin.distribution}.")
        return loaded

    def loaded(self) -> dict[str, Any]:
        """Everything that works, by name. Broken ones are left out; :attr:`broken` names them."""
        return {name: found for name, found in self._everything.items() if not isinstance(found, Broken)}

    @property
    def broken(self) -> tuple[Broken, ...]:
        """What is installed and cannot be used. Loads everything to find out."""
        return self._shadowed + tuple(found for found in self._everything.values() if isinstance(found, Broken))

    @cached_property
    def _everything(self) -> dict[str, Any]:
        return {name: self._load(name) for name in self.names}

    def _load(self, name: str) -> Any:
        try:
            return self.accept(self._sources[name].load())
        except UnusableError as error:
            reason = str(error)
        except (Exception, SystemExit) as error:  # a stranger's code: whatever it raises must not end our run
            reason = f"{type(error).__name__}: {' '.join(str(error).split())}"
        return Broken(next(plugin for plugin in self.plugins if plugin.name == name), reason)


def listing(names: Iterable[str]) -> str:
    """Names as a sentence holds them: ``files, memory, trello``, or ``none``."""
    return ", ".join(sorted(names)) or "none"


def connectors(environ: Mapping[str, str] | None = None) -> Registry:
    """The reading sides, by the name that ``type`` in the configuration uses."""
    return _registry("connectors", _subclass_of("trackerbridge.trackers.base:Connector"), environ)


def writers(environ: Mapping[str, str] | None = None) -> Registry:
    """The writing sides, by the name that ``type`` in the configuration uses."""
    return _registry("writers", _subclass_of("trackerbridge.trackers.base:Writer"), environ)


def rules(environ: Mapping[str, str] | None = None) -> Registry:
    """Rule packs from plugins, each a tuple of rule classes. The rules that come with trackerbridge are not here."""
    return _registry("rules", _rule_classes, environ)


def reports(environ: Mapping[str, str] | None = None) -> Registry:
    """Report formats from plugins, each a callable. The formats that come with trackerbridge are not here."""
    return _registry("reports", _callable, environ)


def families(environ: Mapping[str, str] | None = None) -> tuple[Registry, ...]:
    """All four, in the order in which ``trackerbridge plugins`` shows them."""
    return connectors(environ), writers(environ), rules(environ), reports(environ)


def _registry(family: str, accept: Callable[[Any], Any], environ: Mapping[str, str] | None) -> Registry:
    only_own = (os.environ if environ is None else environ).get(SWITCH, "").strip().lower() in _OFF
    chosen: dict[str, tuple[Plugin, EntryPoint]] = {}
    shadowed: list[Broken] = []
    for plugin, point in sorted(_installed(family), key=lambda pair: (not pair[0].built_in, pair[0].distribution)):
        if only_own and not plugin.built_in:
            continue
        if plugin.name not in chosen:
            chosen[plugin.name] = (plugin, point)
        elif chosen[plugin.name][0].distribution != plugin.distribution:
            shadowed.append(Broken(plugin, f"{chosen[plugin.name][0].origin} already has this name"))
    plugins = tuple(chosen[name][0] for name in sorted(chosen))
    return Registry(family, plugins, accept, {name: point for name, (_, point) in chosen.items()}, tuple(shadowed))


@cache
def _installed(family: str) -> tuple[tuple[Plugin, EntryPoint], ...]:
    """What is installed of one family."""
    return tuple((_described(family, point), point) for point in _every().select(group=f"trackerbridge.{family}"))


@cache
def _every() -> Any:
    """Reading what every distribution brings is slow, and one process sees one set."""
    return entry_points()


def _described(family: str, point: EntryPoint) -> Plugin:
    distribution = point.dist
    if distribution is None:
        return Plugin(family, point.name, "unknown distribution", "", point.value)
    return Plugin(family, point.name, distribution.name, distribution.version, point.value)


def _subclass_of(target: str) -> Callable[[Any], Any]:
    """Accept a concrete subclass of the named class, which is imported only when something is loaded."""
    module, _, attribute = target.partition(":")

    def accept(found: Any) -> Any:
        base = getattr(import_module(module), attribute)
        if not (isinstance(found, type) and issubclass(found, base)):
            raise UnusableError(f"{found!r} is not a subclass of {attribute}")
        if isabstract(found):
            missing = listing(vars(found)["__abstractmethods__"])
            raise UnusableError(f"{found.__name__} leaves methods of {attribute} abstract: {missing}")
        return found

    return accept


def _rule_classes(found: Any) -> tuple[Any, ...]:
    """A rule class, a module with rule classes, or an iterable of them: always a tuple of classes, in order of code."""
    base = import_module("trackerbridge.flags.base").Rule
    if isinstance(found, ModuleType):
        inside = [value for value in vars(found).values() if isinstance(value, type) and issubclass(value, base)]
        found = [rule for rule in inside if rule.__module__.startswith(found.__name__) and not isabstract(rule)]
    classes = (found,) if isinstance(found, type) or not isinstance(found, Iterable) else tuple(found)
    if not classes:
        raise UnusableError("it holds no rule")
    for rule in classes:
        _require_rule(rule, base)
    return tuple(sorted(classes, key=lambda rule: str(rule.code)))


def _require_rule(rule: Any, base: type) -> None:
    if not (isinstance(rule, type) and issubclass(rule, base)):
        raise UnusableError(f"{rule!r} is not a subclass of Rule")
    if isabstract(rule):
        raise UnusableError(f"{rule.__name__} has no check")
    for needed in ("code", "name"):
        if not getattr(rule, needed, ""):
            raise UnusableError(f"{rule.__name__} declares no {needed}")


def _callable(found: Any) -> Any:
    if not callable(found):
        raise UnusableError(f"{found!r} cannot be called")
    return found
