"""``trackerbridge`` itself: the options before the command, the grouped help, the one place where errors are told."""

from __future__ import annotations

import gc
import os
import sys
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from trackerbridge import __version__
from trackerbridge.cli.app import App
from trackerbridge.cli.headings import COMMANDS, HEADINGS
from trackerbridge.cli.params import Moment
from trackerbridge.cli.trouble import open_streams, told
from trackerbridge.errors import ExitCode

_NAMES = max(map(len, COMMANDS))
_GARBAGE = (200_000, 20, 50)
"""When Python looks for garbage that refers to itself. What a run reads of trackers is hundreds of thousands of values
that all stay until it ends, and looking through them every 700 values, as Python does, took a sixth of its time."""

_TURN = 0.0005
"""Seconds that a thread may work while another has an answer to read. Python's own are ten times as many, and answers
come in dozens of pieces while the rest of the program is loaded."""


class Root(click.Group):
    """Commands by name from their own files, shown under headings; errors become one sentence and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Each command lives in the file of its name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"trackerbridge.cli.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest command's name where there is no such one."""
        from difflib import get_close_matches

        _refuse_what_is_no_text(ctx, args)
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, 1)
            guess = f" Did you mean {near[0]!r}?" if near else ""
            ctx.fail(f"There is no command {args[0]!r}.{guess}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The five headings."""
        width = formatter.width - 6 - _NAMES
        for heading, names in HEADINGS.items():
            commands = [(name, self.get_command(ctx, name)) for name in names]
            rows = [(name.ljust(_NAMES), command.get_short_help_str(width)) for name, command in commands if command]
            with formatter.section(heading):
                formatter.write_dl(rows)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """As click does; but Ctrl-C here ends with its own exit code, not with that of an abort."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except KeyboardInterrupt:
            click.echo("\nInterrupted before anything was begun.", err=True)
            sys.exit(int(ExitCode.INTERRUPTED))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; whatever it raises is told here, once."""
        with told(ctx):
            return super().invoke(ctx)


def _refuse_what_is_no_text(ctx: click.Context, args: list[str]) -> None:
    """Bytes that are no text can name a file that is there. In a reason or a title nothing could write them down."""
    for word in args:
        if any("\ud800" <= char <= "\udfff" for char in word) and not os.path.exists(word):
            shown = word.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            ctx.fail(f"“{shown}” is no text in UTF-8. Type it again, in a terminal that is set to UTF-8.")


@click.group(cls=Root, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--config", "config_file", type=click.Path(path_type=Path), metavar="FILE",
    help="The configuration. Default: $TRACKERBRIDGE_CONFIG, ./trackerbridge.toml, the user's configuration folder.",
)  # fmt: skip
@click.option(
    "--now", type=Moment(), metavar="ISO", help="Judge as of this moment; without an offset it is local to the project."
)
@click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the log on stderr is written.",
)
@click.option(
    "-v", "--verbose", count=True, help="Say more; twice: the requests too. Unexpected errors show their traceback."
)
@click.option("-q", "--quiet", is_flag=True, help="Only errors on stderr.")
@click.version_option(__version__, "--version", prog_name="trackerbridge", message="%(prog)s %(version)s")
@click.pass_context
def cli(
    ctx: click.Context, config_file: Path | None, now: datetime | None, log_format: str, verbose: int, quiet: bool
) -> None:
    """A calm, honest client view of the work your team tracks.

    Reads the tracker, spots what is late or confusing before the client does, and keeps a small board that the client
    can see. Start with: trackerbridge demo
    """
    gc.set_threshold(*_GARBAGE)
    sys.setswitchinterval(_TURN)
    ctx.obj = App(config_file=config_file, asked_now=now, verbosity=-1 if quiet else verbose, log_format=log_format)
    ctx.obj.start_logging()


def main() -> None:
    """The entry point."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # it would look for some in all that is installed
    open_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal without UTF-8 shows a mark instead of ending the run
            stream.reconfigure(errors="replace")
    try:
        cli.main(prog_name="trackerbridge")
    finally:
        gc.freeze()  # else Python looks through all that was read once more before it ends: a fifth of a small run
