"""``trackerbridge check``: configuration, credentials, permissions, visibility, limits; says what to mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trackerbridge.cli.app import App
from trackerbridge.cli.params import format_option, output_option, projects_argument

if TYPE_CHECKING:
    from trackerbridge.config.schema import Settings
    from trackerbridge.flags.wording import Words
    from trackerbridge.report.base import Listing
    from trackerbridge.trackers.base import Finding
    from trackerbridge.wiring import Wiring


@click.command("check", short_help="What works, and what to mend.")
@projects_argument
@format_option("table", "json", "markdown")
@output_option
@click.option("--notify", is_flag=True, help="Also send a test message through every channel of the manager's.")
@click.pass_obj
def command(app: App, projects: tuple[str, ...], format_name: str, output: Path | None, notify: bool) -> None:
    """Look at configuration, credentials, permissions, board visibility and limits, and say what to mend.

    Writes nothing to any tracker. The exit code is the worst finding's.
    """
    from trackerbridge.report.formats import report_named
    from trackerbridge.report.team import report_words

    report = report_named(format_name, "listing")
    with app.wiring() as wiring, app.progress() as tell:
        boards = app.boards(wiring, projects)
        language = boards[0].language if boards else "en"
        found = [("", finding) for finding in _common(wiring, report_words(language))]
        for settings in boards:
            tell(f"looking at {settings.title}")
            found += [(settings.name, finding) for finding in dict.fromkeys(_project(wiring, settings))]
            found += [(settings.name, finding) for finding in _channels(wiring, settings, send=notify)]
    found = [(name, _in_words(finding, language)) for name, finding in found]
    app.deliver(report.listing(_listing(found, report_words(language)), app.screen(output)), output)
    click.get_current_context().exit(max(finding.exit_code for _, finding in found))


def _common(wiring: Wiring, words: Words) -> Iterator[Finding]:
    from trackerbridge.errors import TrackerbridgeError
    from trackerbridge.trackers.base import Finding

    yield Finding(True, words.said("check", "configuration", path=wiring.path))
    try:
        where = wiring.ledger.url.render_as_string(hide_password=True)
        yield Finding(True, words.said("check", "ledger", where=where))
    except TrackerbridgeError as error:
        yield finding_of(error)


def _project(wiring: Wiring, settings: Settings) -> Iterator[Finding]:
    from trackerbridge.errors import TrackerbridgeError
    from trackerbridge.report.team import report_words
    from trackerbridge.trackers.base import Finding

    for source in settings.project.sources:
        try:
            yield from wiring.connector(settings, source).check()
        except TrackerbridgeError as error:
            yield finding_of(error)
    if settings.project.publish is None:
        yield Finding(True, report_words(settings.language).said("check", "only_audited"))
        return
    try:
        yield from wiring.writer(settings, settings.project.publish).check()
    except TrackerbridgeError as error:
        yield finding_of(error)
    yield from _own_words(settings)
    yield from _put_back(wiring, settings)


def _own_words(settings: Settings) -> Iterator[Finding]:
    """Sentences of the office's own that the guard would hold."""
    from trackerbridge.client_view.own_words import own_words_held
    from trackerbridge.errors import TrackerbridgeError
    from trackerbridge.model.sentence import Sentence
    from trackerbridge.team_words import reasons_in
    from trackerbridge.trackers.base import Finding

    try:
        held = list(own_words_held(settings))
    except TrackerbridgeError as error:
        yield finding_of(error)
        return
    for key, sentence, reasons in held:
        yield Finding(
            True,
            Sentence(
                "{file}, {key}: “{sentence}” would be held back ({why}).", file=settings.wording_file, key=key,
                sentence=sentence, why=reasons_in(settings.language, reasons),
            ),
            Sentence("Write it without that: a card whose sentence is held says less, and a list or label shows it."),
            warning=True,
        )  # fmt: skip


def _put_back(wiring: Wiring, settings: Settings) -> Iterator[Finding]:
    """An old copy of what people said, that nothing else gives away."""
    from trackerbridge.errors import TrackerbridgeError
    from trackerbridge.model.sentence import Sentence
    from trackerbridge.trackers.base import Finding

    try:
        beside = wiring.ledger.beside
    except TrackerbridgeError:
        return  # said above
    put, reaches = beside.put_there(settings.name), beside.of(settings.name).reaches
    if put is None or reaches is None:
        return
    came, last = (moment.astimezone(settings.calendar.zone) for moment in (put, reaches))
    yield Finding(
        True,
        Sentence(
            "What people said of {project} by command is known up to {last_day}, {last_hour}; somebody put these files "
            "beside the ledger on {day}, {hour}.",
            project=settings.title, last_day=last.date(), last_hour=f"{last:%H:%M}", day=came.date(),
            hour=f"{came:%H:%M}",
        ),
        Sentence(
            "If an old copy was put back, whatever was said in between (a hold, a snooze, a date) is forgotten: say it "
            "again. If they were only moved here, all is well. What holds now: trackerbridge hold"
        ),
        warning=True,
    )  # fmt: skip


def _channels(wiring: Wiring, settings: Settings, *, send: bool) -> Iterator[Finding]:
    """How the manager hears what matters. None is no mistake (cron may mail stdout), and is said all the same."""
    from trackerbridge.errors import ExitCode
    from trackerbridge.notify import Message
    from trackerbridge.report.team import report_words
    from trackerbridge.trackers.base import Finding

    words = report_words(settings.language)
    channels = wiring.channels(settings)
    if not channels:
        if settings.project.publish is not None:
            yield Finding(True, words.said("check", "no_channel"), words.said("check", "no_channel_hint"), warning=True)
        return
    problems = channels.problems()
    yield from (Finding(False, problem, exit_code=int(ExitCode.USAGE)) for problem in problems)
    if problems:
        return
    hint, reached = words.said("check", "lost_hint", project=settings.name), True
    for urgent in (False, True) if send else ():
        title, text = (words.said("check", key, project=settings.title) for key in ("test_title", "test_text"))
        message = Message(title, text, urgent=urgent)
        if urgent and not channels.urgent:
            continue
        lost = channels.send(message)
        reached &= not lost
        yield from (Finding(False, sentence, hint, int(ExitCode.UNREACHABLE)) for sentence in lost)
    if not reached:
        return
    number = len(channels.channels) + len(channels.urgent)
    yield Finding(True, words.said("check", "told_through", n=number))


def _in_words(finding: Finding, language: str) -> Finding:
    """The same in the team's language; what an error says stays as it is."""
    from dataclasses import replace

    from trackerbridge.team_words import said_in

    return replace(finding, what=said_in(language, finding.what), hint=said_in(language, finding.hint))


def finding_of(error: Exception) -> Finding:
    """An error as a line of the check."""
    from trackerbridge.errors import TrackerbridgeError
    from trackerbridge.trackers.base import Finding

    if not isinstance(error, TrackerbridgeError):
        raise TypeError("only errors that are meant for people become findings")
    return Finding(False, error.message, error.hint, int(error.exit_code))


def _listing(found: Sequence[tuple[str, Finding]], words: Words) -> Listing:
    from trackerbridge.report.base import Listing

    def say(key: str, **values: Any) -> str:
        return words.said("check", key, **values)

    wrong = [finding for _, finding in found if not finding.ok]
    steps = dict.fromkeys(f"- {finding.hint}" for finding in wrong if finding.hint)
    remarks = dict.fromkeys(f"- {finding.hint}" for _, finding in found if finding.warning)
    return Listing(
        title=say("title"), key="findings", columns=("", say("project"), say("what"), say("mend")),
        rows=[(say(_word(finding)), name, finding.what, finding.hint) for name, finding in found],
        records=[{"ok": finding.ok, "project": name or None, "what": finding.what, "hint": finding.hint,
                  "exit_code": finding.exit_code, "warning": finding.warning} for name, finding in found],
        closing="\n".join([say("to_mend", n=len(wrong)) if wrong else say("well"), *steps, *remarks]),
        wide=frozenset({say("mend")}), language=words.language,
    )  # fmt: skip


def _word(finding: Finding) -> str:
    if finding.warning:
        return "word_note"
    return "word_ok" if finding.ok else "word_mend"
