"""Which formats there are. Built-in ones by name, then what plugins add; a format is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module

from trackerbridge.errors import UsageError
from trackerbridge.report.base import Report

BUILT_IN = {
    "table": "trackerbridge.report.table:TableReport",
    "json": "trackerbridge.report.json:JsonReport",
    "markdown": "trackerbridge.report.markdown:MarkdownReport",
    "html": "trackerbridge.report.html:HtmlReport",
    "csv": "trackerbridge.report.csv:CsvReport",
    "sarif": "trackerbridge.report.sarif:SarifReport",
}


def report_named(name: str, kind: str) -> Report:
    """The format of that name, if it can show ``kind``. Raises :class:`UsageError` naming those that can."""
    report = _built_in(name) if name in BUILT_IN else _from_plugin(name, kind)
    if not report.can(kind):
        raise UsageError(f"The format {name} cannot show this.", hint=f"These can: {', '.join(_that_show(kind))}.")
    return report


def _that_show(kind: str) -> list[str]:
    return [each for each in BUILT_IN if _built_in(each).can(kind)]


def _built_in(name: str) -> Report:
    module, _, attribute = BUILT_IN[name].partition(":")
    made = getattr(import_module(module), attribute)()
    if not isinstance(made, Report):
        raise TypeError(f"{BUILT_IN[name]} is no Report")
    return made


def _from_plugin(name: str, kind: str) -> Report:
    from trackerbridge import plugins

    registry = plugins.reports()
    if name not in registry.names:
        known = [*_that_show(kind), *registry.names]
        raise UsageError(f"There is no format {name!r}.", hint=f"These are installed: {', '.join(known)}.")
    made = registry.get(name)()
    if not isinstance(made, Report):
        raise UsageError(f"The format {name!r} is not a trackerbridge Report.", hint="Its plugin needs an update.")
    return made
