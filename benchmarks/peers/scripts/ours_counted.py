"""One audit that begins from nothing, and how much of the tracker its rules were given: ``ours_counted.py NOW``."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from benchmarks.peers.material import Seen
from click.testing import CliRunner

from trackerbridge import auditing
from trackerbridge.cli import cli
from trackerbridge.ledger.records import Memory
from trackerbridge.model import ChangeField, Snapshot
from trackerbridge.project_run import ProjectRun

pulled: list[Snapshot] = []


def main(now: str) -> None:
    """Note what the pull gave, and print how much it was."""
    pull = auditing.pull

    def noted(run: ProjectRun, memory: Memory) -> tuple[Snapshot, ...]:
        snapshots = pull(run, memory)
        pulled.extend(snapshots)
        return snapshots

    auditing.pull = noted
    done = CliRunner().invoke(cli, ["--config", "tb.toml", "--now", now, "audit", "catalogue", "--format", "json"])
    if done.exit_code:
        sys.exit(done.stderr)
    print(json.dumps(asdict(seen_in(pulled))))


def seen_in(snapshots: list[Snapshot]) -> Seen:
    """Tasks, comments and changes; that a task was made is no change, and no tracker was asked for it."""
    tasks = [task for snapshot in snapshots for task in snapshot.tasks]
    changes = sum(entry.field is not ChangeField.CREATED for task in tasks for entry in task.history)
    return Seen(len(tasks), sum(len(task.comments) for task in tasks), changes)


if __name__ == "__main__":
    main(sys.argv[1])
