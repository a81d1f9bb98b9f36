"""``trackerbridge plugins``: what is installed, with versions and capabilities; what is broken, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from trackerbridge.cli.app import App
from trackerbridge.cli.params import format_option, output_option


@click.command("plugins", short_help="What is installed, and what it can do.")
@format_option("table", "json", "markdown")
@output_option
@click.pass_obj
def command(app: App, format_name: str, output: Path | None) -> None:
    """Connectors, writers, rule packs and report formats, built in or added.

    TRACKERBRIDGE_PLUGINS=off leaves the added ones out.
    """
    from trackerbridge import plugins
    from trackerbridge.report.base import Listing
    from trackerbridge.report.formats import report_named

    report = report_named(format_name, "listing")
    families = plugins.families()
    records = [_record(registry, plugin) for registry in families for plugin in registry.plugins]
    broken = [each for registry in families for each in registry.broken]
    listing = Listing(
        title="Installed", key="plugins", columns=("what", "name", "from", "can"),
        rows=[(one["family"], one["name"], one["from"], ", ".join(one["can"])) for one in records],
        records=records, extra={"broken": [{"name": each.plugin.name, "reason": each.reason} for each in broken]},
        closing="\n".join(each.sentence for each in broken),
    )  # fmt: skip
    app.deliver(report.listing(listing, app.screen(output)), output)


def _record(registry: Any, plugin: Any) -> dict[str, Any]:
    origin = "built in" if plugin.built_in else plugin.origin
    loaded = registry.loaded().get(plugin.name)
    return {
        "family": plugin.family,
        "name": plugin.name,
        "from": origin,
        "version": plugin.version,
        "can": _can(loaded),
    }


def _can(loaded: Any) -> list[str]:
    """What it declares: capabilities of a tracker, codes of rules."""
    if loaded is None:
        return ["nothing: broken"]
    if isinstance(loaded, tuple):
        return [str(rule.code) for rule in loaded]
    capabilities = getattr(loaded, "capabilities", None)
    if capabilities is None:
        return []
    names = ("reads", "writes", "marks_source", "history", "comments")
    return [name.replace("_", " ") for name in names if getattr(capabilities, name)]
