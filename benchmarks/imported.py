"""What a run imports, so that a benchmark can import it first: start-up is no part of what work takes.

Much is imported where it is first used. A module that a measured run were the first to import would count as its own
CPU and memory, though it is there only once, whatever the run reads. So a run over a handful of issues tells which
modules there are in the end, and the measured process imports those by name before it begins to count. What modules
load later on, such as the weights of a model, still counts as the run's own.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any


def imported_by(words: str, folder: Path, told: Any) -> None:
    """In a process of its own: tells the modules that are there after a command, which reads a few issues."""
    from click.testing import CliRunner

    from benchmarks.jira_of_1000 import NOW
    from trackerbridge.cli import cli

    done = CliRunner().invoke(
        cli, ["--config", str(folder / "tb.toml"), "--now", NOW.isoformat(), "-q", *words.split()]
    )
    if done.exit_code not in (0, 5):  # 5: a plan that wants --force is a plan all the same
        raise SystemExit(f"{words} ended with {done.exit_code}: {done.stderr[-500:]}")
    told.put(sorted(name for name, module in sys.modules.items() if module is not None and name != "__main__"))


def import_all(names: Sequence[str]) -> None:
    """Import them, as far as they can be imported by name."""
    for name in names:
        with suppress(ImportError):
            importlib.import_module(name)
