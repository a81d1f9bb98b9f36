"""The command line: one file a command. Heavy imports happen inside the commands, so that ``--help`` is quick."""

from __future__ import annotations

import sys
from typing import Any

__all__ = ["cli", "main"]


def main() -> None:
    """The entry point. Ctrl-C while the program is still being read ends it without a traceback, too."""
    try:
        from trackerbridge.cli.root import main as run

        run()
    except KeyboardInterrupt:
        print("\nInterrupted before anything was begun.", file=sys.stderr)
        sys.exit(130)


def __getattr__(name: str) -> Any:
    if name == "cli":
        from trackerbridge.cli.root import cli

        return cli
    raise AttributeError(name)
