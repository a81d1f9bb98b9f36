"""``trackerbridge audit``: red flags, of configured projects or of files as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trackerbridge.cli.app import App, Telling
from trackerbridge.cli.params import format_option, output_option, rule_options

if TYPE_CHECKING:
    from trackerbridge.results import Audited, Failure


@click.command("audit", short_help="Red flags of projects, or of a file.")
@click.argument("targets", nargs=-1, metavar="[PROJECT|FILE]...")
@format_option("table", "json", "markdown", "html", "csv", "sarif")
@output_option
@click.option(
    "--fail-on", type=click.Choice(["low", "medium", "high", "never"]), default="never", show_default=True,
    help="End with exit code 1 where a flag is at least that severe.",
)  # fmt: skip
@rule_options
@click.option(
    "--date-order", type=click.Choice(["dmy", "mdy", "ymd"]),
    help="How dates are written in a table: with dmy, 03.04.2026 is 3 April.",
)  # fmt: skip
@click.option(
    "--sheet", metavar="NAME", help="Which sheet of a workbook to read; default: the first with a task table."
)
@click.pass_obj
def command(
    app: App, /, targets: tuple[str, ...], format_name: str, output: Path | None, fail_on: str, **how: Any
) -> None:
    """Red flags: what is late, what will be, what is confusing.

    Without an argument all projects of the configuration are judged. An argument that is a file is read as it is
    and needs no configuration: a Trello board export, Jira's search answers (a folder of pages too), a CSV, an Excel
    or LibreOffice workbook; gzipped or not.
    """
    _known(how["select"], how["ignore"], format_name)
    files = [Path(target) for target in targets if is_file(target)]
    names = [target for target in targets if not is_file(target)]
    reading = {"date_order": how.pop("date_order"), "sheet": how.pop("sheet")}
    requests: dict[str, int] = {}
    results: list[Audited | Failure] = []
    with app.progress() as tell:
        if names or not files:
            results, requests = _projects(app, names, tell, how)
        results += _files(app, files, tell, how | reading) if files else []
    from trackerbridge.report.base import AuditDocument
    from trackerbridge.report.formats import report_named
    from trackerbridge.results import exit_code_of

    report = report_named(format_name, "audit")
    document = AuditDocument(now=_moment(app, results), projects=results, requests=requests)
    app.present(results, lambda: report.audit(document, app.screen(output)), report.name, output)
    if files:
        _mention_age(app, results[-len(files) :])
    app.mention_plugins()
    code = exit_code_of(results)
    click.get_current_context().exit(code or (1 if _loud(results, fail_on) else 0))


def _known(select: Sequence[str], ignore: Sequence[str], format_name: str) -> None:
    """Raise UsageError for a rule or a format that there is not, before anybody is asked anything."""
    from trackerbridge.report.formats import BUILT_IN, report_named

    if format_name not in BUILT_IN:
        report_named(format_name, "audit")
    if select or ignore:
        from trackerbridge.flags.registry import all_rules, codes_of

        rules = all_rules()
        codes_of(select, rules)
        codes_of(ignore, rules, reserved=True)


def is_file(argument: str) -> bool:
    """Decision 5: an argument is a file if it exists and has a suffix or a ``/``. A missing one is a clear sentence."""
    from trackerbridge.errors import BadInput

    path = Path(argument)
    if "/" not in argument and not path.suffix:
        return False
    if not path.exists():
        raise BadInput(
            f"There is no file {argument}.", hint="Check the path; a project's name has no suffix and no slash."
        )
    return True


def _projects(
    app: App, names: Sequence[str], tell: Telling, how: dict[str, Any]
) -> tuple[list[Audited | Failure], dict[str, int]]:
    with _perhaps_a_file(names), app.wiring(only_audits=True) as wiring:
        projects = app.settings(wiring, names)
        wiring.expect(projects, client_side=False)
        wiring.read_early(projects[0], app.now_of(projects[0]))

        from trackerbridge.auditing import audit  # the larger part of the program: loaded while the tracker answers
        from trackerbridge.flags.ready import make_ready
        from trackerbridge.runner import run_projects, shared_requests

        if wiring.early.reading:
            first = projects[0]
            with suppress(Exception):  # a rule that fails at that fails again where its project can say so
                make_ready(language=first.language, now=app.now_of(first), calendar=first.calendar)

        results = run_projects(
            projects,
            audit,
            wiring=wiring,
            command="audit",
            now_of=app.now_of,
            tell=tell,
            overlap=True,
            bare=True,
            **how,
        )
        return results, shared_requests(wiring.counts, results)


@contextmanager
def _perhaps_a_file(names: Sequence[str]) -> Iterator[None]:
    """Whoever names a folder as they see it, without a slash, is told how a folder is named."""
    from trackerbridge.errors import UsageError

    try:
        yield
    except UsageError as error:
        there = next((name for name in names if Path(name).exists()), None)
        if there is None:
            raise
        hint = f"For the file or folder of that name: trackerbridge audit ./{there}"
        raise UsageError(error.message, hint=f"{error.hint} {hint}".strip()) from error


def _files(app: App, files: Sequence[Path], tell: Telling, how: dict[str, Any]) -> list[Audited | Failure]:
    from trackerbridge.clock import Calendar
    from trackerbridge.file_audit import audit_files

    return audit_files(files, now=app.now_in(Calendar()), tell=tell, **how)


def _mention_age(app: App, results: Sequence[Audited | Failure]) -> None:
    from trackerbridge.file_audit import stale_note
    from trackerbridge.results import Audited

    for one in results:
        if isinstance(one, Audited) and (note := stale_note(one)):
            app.note(note)


def _moment(app: App, results: Sequence[Audited | Failure]) -> datetime:
    from trackerbridge.clock import Calendar

    judged = [one.assessment.now for one in results if hasattr(one, "assessment")]
    return judged[0] if judged else app.now_in(Calendar())


def _loud(results: Sequence[Audited | Failure], fail_on: str) -> bool:
    from trackerbridge.flags.base import Severity

    if fail_on == "never":
        return False
    least = Severity(fail_on).rank
    flags = (flag for one in results if hasattr(one, "assessment") for flag in one.assessment.flags)
    return any(flag.severity.rank >= least for flag in flags)
