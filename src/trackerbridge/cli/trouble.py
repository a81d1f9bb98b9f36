"""How errors are told: one sentence, the next step, the exit code. A traceback only for our mistakes, on request."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import textwrap
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import click

from trackerbridge.errors import ExitCode, TrackerbridgeError, UsageError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO})
_BEFORE = frozenset({"--config", "--now", "--log-format", "-v", "--verbose", "-q", "--quiet"})


@contextmanager
def told(ctx: click.Context) -> Iterator[None]:
    """Turn whatever the command raises into words on stderr and an exit code."""
    try:
        yield
    except click.NoSuchOption as error:
        raise _placed(error) from None
    except (click.ClickException, click.exceptions.Exit):
        raise
    except (KeyboardInterrupt, click.Abort):
        click.echo("\nInterrupted. What was begun is recorded; run the same command again to go on.", err=True)
        ctx.exit(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        _hush_stdout()
        ctx.exit(ExitCode.OK)
    except TrackerbridgeError as error:
        say_error(error, language=getattr(ctx.obj, "language", "en"))
        ctx.exit(error.exit_code)
    except Exception as error:  # the last net: one line for the user, the rest on request
        if isinstance(error, OSError) and error.errno in _FULL:
            _hush_stdout()
            say_error(UsageError(f"The output could not be written: {error.strerror}.", hint="Make room; run again."))
            ctx.exit(ExitCode.USAGE)
        _our_bug(error, verbose=ctx.obj is not None and ctx.obj.verbosity > 0)
        ctx.exit(ExitCode.OUR_BUG)


def open_streams() -> None:
    """Somebody may start us with stdout or stderr closed (``>&-``): then what is said there goes nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 (until the process ends)


def say_error(error: TrackerbridgeError, *, about: str = "", language: str = "en") -> None:
    """The sentence, and the next step below it, in the team's language as far as it is known by then."""
    from trackerbridge.model.sentence import Sentence
    from trackerbridge.team_words import said_in

    head = Sentence("Error in {about}: ", about=about) if about else Sentence("Error: ")
    click.echo(wrapped(f"{said_in(language, head)}{said_in(language, error.message)}"), err=True)
    if error.hint:
        click.echo(wrapped(said_in(language, error.hint), "  "), err=True)


def wrapped(text: str, indent: str = "") -> str:
    """Broken between words on a terminal; as it is elsewhere, so that a log has one line a sentence."""
    if not sys.stderr.isatty():
        return indent + text
    width = max(40, min(100, shutil.get_terminal_size().columns))
    lines = (
        textwrap.fill(line, width, initial_indent=indent, subsequent_indent="  ", break_long_words=False,
                      break_on_hyphens=False)
        for line in text.split("\n")
    )  # fmt: skip
    return "\n".join(lines)


def _placed(error: click.NoSuchOption) -> click.UsageError:
    """An option of trackerbridge itself, written after the command."""
    if error.option_name not in _BEFORE or error.ctx is None or error.ctx.parent is None:
        return error
    usual = f"trackerbridge {error.option_name} … {error.ctx.info_name} …"
    return click.UsageError(f"{error.option_name} stands before the command: {usual}", error.ctx)


def _our_bug(error: Exception, *, verbose: bool) -> None:
    if verbose:
        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
        return
    click.echo(f"Error: Something went wrong inside trackerbridge ({type(error).__name__}).", err=True)
    click.echo("  This is our mistake. Run the same command with -v for the traceback, and report it.", err=True)


def _hush_stdout() -> None:
    """The reader has gone: nothing more to say, and no complaint at exit either."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (stays open until the process ends)
