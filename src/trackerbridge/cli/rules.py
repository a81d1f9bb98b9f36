"""``trackerbridge rules``: the catalogue of red flags, or one rule explained."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trackerbridge.cli.app import App
from trackerbridge.cli.params import format_option, output_option

if TYPE_CHECKING:
    from trackerbridge.flags.base import Rule


@click.command("rules", short_help="The catalogue of flags, or one explained.")
@click.argument("code", required=False)
@format_option("table", "json", "markdown")
@output_option
@click.pass_obj
def command(app: App, code: str | None, format_name: str, output: Path | None) -> None:
    """Every red flag with what it spots; with CODE (or a name such as overdue), its page: law, examples, options."""
    from trackerbridge.flags.pages import law
    from trackerbridge.flags.registry import all_rules, catalogue, rule_for
    from trackerbridge.report.base import Listing
    from trackerbridge.report.formats import report_named

    report = report_named(format_name, "listing")
    if code and format_name in ("table", "markdown"):
        app.deliver(_page(rule_for(code), app, format_name, output), output)
        return
    rules = [rule_for(code)] if code else list(all_rules())
    listing = Listing(
        title="Red flags", key="rules", columns=("code", "name", "spots"),
        rows=[(rule.code, rule.name, law(rule)) for rule in rules], records=[_record(rule) for rule in rules],
        closing="\n".join(["One of them explained: trackerbridge rules CODE", *catalogue().rejected]),
    )  # fmt: skip
    app.deliver(report.listing(listing, app.screen(output)), output)


def _page(rule: Rule, app: App, format_name: str, output: Path | None) -> str:
    from trackerbridge.flags.pages import page

    if format_name == "markdown":
        return page(rule)
    from rich.markdown import Markdown

    from trackerbridge.report.console import drawn

    return drawn([Markdown(_for_terminal(rule))], app.screen(output))


def _for_terminal(rule: Rule) -> str:
    """The page without what only a reference needs; options as a list, since a table would cut their names."""
    from trackerbridge.flags.pages import law, sections

    parts = [f"# {rule.code} {rule.name}", law(rule)]
    parts += [f"## {heading}\n\n{text}" for heading, text in sections(rule).items()]
    options = [
        f"- `{option.name} = {str(option.default).lower()}` ({option.unit}): {option.sentence}"
        for option in rule.options
    ]
    if options:
        parts.append(f"## Options, in `[projects.NAME.flags.{rule.code}]`\n\n" + "\n".join(options))
    return "\n\n".join(parts)


def _record(rule: Rule) -> dict[str, Any]:
    from trackerbridge.flags.pages import law

    return {
        "code": rule.code,
        "name": rule.name,
        "law": law(rule),
        "needs": sorted(evidence.value for evidence in rule.needs),
        "explained_by": sorted(rule.explained_by),
        "options": [
            {"name": option.name, "default": option.default, "unit": option.unit, "sentence": option.sentence,
             "low": option.low, "high": option.high, "choices": list(option.choices)}
            for option in rule.options
        ],
    }  # fmt: skip
