"""The command line: one file a command. Heavy imports happen inside the commands, so that ``--help`` is quick."""

from __future__ import annotations

from trackerbridge.cli.root import cli, main

__all__ = ["cli", "main"]
