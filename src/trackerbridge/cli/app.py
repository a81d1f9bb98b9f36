"""What the options before the command decide: where the configuration is, what time it is judged to be, who listens."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trackerbridge.lazy_dataclass import dataclass

if TYPE_CHECKING:
    from rich.status import Status

    from trackerbridge.clock import Calendar
    from trackerbridge.config.schema import Settings
    from trackerbridge.report.base import Screen
    from trackerbridge.results import Result
    from trackerbridge.wiring import Wiring


@dataclass
class App:
    """One call of the command line. ``verbosity``: -1 quiet, 0, 1 (-v), 2 (-vv).

    ``language`` is the team's, once it is known.
    """

    config_file: Path | None = None
    asked_now: datetime | None = None
    verbosity: int = 0
    log_format: str = "text"
    language: str = "en"
    started: datetime = field(default_factory=lambda: datetime.now(UTC))

    def start_logging(self) -> None:
        """Log records go to stderr."""
        from trackerbridge.cli.logs import start_logging

        start_logging(self.verbosity, self.log_format)

    def now_in(self, calendar: Calendar) -> datetime:
        """The moment of judgement (UTC): now, or ``--now``, which is local to the project without an offset."""
        asked = self.asked_now or self.started
        return (asked if asked.tzinfo else asked.replace(tzinfo=calendar.zone)).astimezone(UTC)

    def now_of(self, settings: Settings) -> datetime:
        """As :meth:`now_in`, for a project."""
        return self.now_in(settings.calendar)

    @contextmanager
    def wiring(self, *, only_audits: bool = False) -> Iterator[Wiring]:
        """The configuration, and what it takes to run it; closed afterwards. ``only_audits``: nothing is published."""
        from trackerbridge.config.load import load_config
        from trackerbridge.wiring import Wiring, check_flags

        config, path = load_config(self.config_file, os.environ, check_flags=check_flags)
        self.language = config.language
        with Wiring(config=config, path=path, environ=os.environ, only_audits=only_audits) as wiring:
            yield wiring

    def settings(self, wiring: Wiring, names: Sequence[str]) -> list[Settings]:
        """The projects asked for; all of them where none is named."""
        from trackerbridge.config.load import settings_of
        from trackerbridge.errors import UsageError

        found = settings_of(wiring.config, wiring.folder, names)
        if not found:
            raise UsageError(f"{wiring.path} has no project.", hint="Add a [projects.NAME] table with its sources.")
        return self._known(found)

    def boards(self, wiring: Wiring, names: Sequence[str], *, exactly: bool = False) -> list[Settings]:
        """The projects asked for, once for every board that they publish to; ``exactly``: the boards named alone."""
        from trackerbridge.config.load import boards_of

        return self._known(boards_of(wiring.config, wiring.folder, names, exactly=exactly))

    def _known(self, found: list[Settings]) -> list[Settings]:
        """What goes wrong from here on is said in the language of the team that asked."""
        if len({settings.language for settings in found}) == 1:
            self.language = found[0].language
        return _worded(found)

    @contextmanager
    def progress(self) -> Iterator[Telling]:
        """Says what is being done, on a terminal; silent in cron, in a pipe and with ``--quiet``."""
        if self.verbosity < 0 or not sys.stderr.isatty():
            yield Telling()
            return
        from rich.console import Console

        with Console(stderr=True).status("…", spinner="dots") as status:
            yield Telling(status)

    def present(
        self, results: Sequence[Result], draw: Callable[[], str], format_name: str, output: Path | None
    ) -> None:
        """The data, and on stderr what could not be done. Where nothing was done, a table would only say it twice."""
        from trackerbridge.cli.trouble import say_error
        from trackerbridge.results import Failure

        failures = [one for one in results if isinstance(one, Failure)]
        onscreen = format_name == "table" and output is None
        if not (onscreen and len(failures) == len(results)):
            self.deliver(draw(), output)
            failures = [] if onscreen else failures
        for one in failures:
            say_error(one.error, about=one.title if len(results) > 1 else "", language=one.language)

    def mention_plugins(self) -> None:
        """Rule packs that were skipped: the run went on without them, and that is said."""
        from trackerbridge import plugins
        from trackerbridge.flags.registry import catalogue

        for sentence in (*(each.sentence for each in plugins.rules().broken), *catalogue().rejected):
            self.note(sentence)

    def note(self, text: str) -> None:
        """A sentence beside the data, on stderr."""
        from trackerbridge.cli.trouble import wrapped

        if self.verbosity >= 0:
            click.echo(wrapped(text), err=True)

    def screen(self, output: Path | None = None) -> Screen:
        """Where the data will be read."""
        from trackerbridge.report.base import Screen

        details = self.verbosity > 0
        if output is not None or not sys.stdout.isatty():
            return Screen(details=details)
        color = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return Screen(width=max(40, _columns()), color=color, details=details)

    def say(self, language: str, sentence: str) -> None:
        """What a command did, in the team's language; a sentence that nobody translated stays as it is."""
        from trackerbridge.team_words import said_in

        self.deliver(f"{said_in(language, sentence)}\n")

    def deliver(self, text: str, output: Path | None = None) -> None:
        """The data itself: to stdout, or to a file. Raises :class:`UsageError` where the file cannot be written."""
        if output is None:
            click.echo(text, nl=False, color=True)
            return
        from trackerbridge.errors import UsageError
        from trackerbridge.model.sentence import Sentence

        try:
            output.write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            raise UsageError(
                Sentence("{file} cannot be written: {why}.", file=output, why=error.strerror),
                hint=Sentence("Name another --output."),
            ) from None
        self.note(f"Written to {output}")


def _worded(found: list[Settings]) -> list[Settings]:
    """The same, once an office's own sentences are known to be right: before anything is read or written."""
    if any(settings.wording for settings in found):
        from trackerbridge.client_view.wording import wording_of

        for settings in found:
            wording_of(settings)
    return found


class Telling:
    """What a run says while it works; says nothing without a line to say it on."""

    def __init__(self, status: Status | None = None) -> None:
        self._status = status

    def __call__(self, text: str) -> None:
        """Say what is being done now."""
        if self._status is not None:
            from rich.text import Text

            self._status.update(Text(text))

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Keep the line still while a person is asked."""
        if self._status is None:
            yield
            return
        self._status.stop()
        yield
        self._status.start()


def _columns() -> int:
    import shutil

    return shutil.get_terminal_size((80, 24)).columns
