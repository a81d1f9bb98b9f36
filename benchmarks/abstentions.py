"""Which rule abstains on which real board, and why: ``python -m benchmarks.abstentions --data DIR``.

A rule may abstain only where its named evidence is absent. Per board the table marks every rule: a number of flags, 0
where it looked and found nothing, ``-`` where it abstained altogether, and ``n/m`` where it flagged n and abstained on
m tasks. Beneath it stands each reason, with the rules and boards it was given for. Boards are judged as of their last
activity; ``--client`` names people to treat as the client, so that R-rules have sides to tell.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import FlagsConfig, ProjectConfig, Settings, SourceConfig
from trackerbridge.errors import TrackerbridgeError
from trackerbridge.flags.base import Assessment
from trackerbridge.flags.engine import assess
from trackerbridge.flags.registry import all_rules
from trackerbridge.model import Snapshot
from trackerbridge.trackers.files.connector import FilesConnector

SOURCES = ("trello-exports/*.json*", "jira-payloads/apache-search", "jira-payloads/hack-jira-cfd/jql-search.json")
_LONGEST_NAME = 12


@dataclass(frozen=True, slots=True)
class Judged:
    """One board and what the rules said of it."""

    name: str
    snapshot: Snapshot
    assessment: Assessment

    def mark(self, code: str) -> str:
        """What the table shows for one rule."""
        flags = sum(flag.code == code for flag in self.assessment.flags)
        abstained = [one for one in self.assessment.abstained if one.code == code]
        if any(one.task is None for one in abstained) and not flags:
            return "-"
        return f"{flags}/{len(abstained)}" if abstained else str(flags)


def main() -> None:
    """Print the table and the reasons."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True, help="the folder with trello-exports and jira-payloads")
    options.add_argument("--client", nargs="*", default=(), help="names or addresses to treat as the client")
    given = options.parse_args()
    boards = list(judged(given.data, tuple(given.client)))
    print(table(boards))
    print()
    print(reasons(boards))


def judged(data: Path, client: Sequence[str] = ()) -> Iterator[Judged]:
    """Every board that can be read; one that cannot is named with its sentence."""
    for path in sorted(one for pattern in SOURCES for one in data.glob(pattern)):
        try:
            snapshot = _read(path, client)
        except TrackerbridgeError as error:
            print(f"{path.name}: {error.message}")
            continue
        now = (snapshot.last_activity or datetime.now(UTC)) + timedelta(minutes=1)
        assessment = assess(
            project=path.name, snapshots=[snapshot], flags=FlagsConfig(), calendar=Calendar.of("UTC", "MD"), now=now
        )
        yield Judged(path.name.partition(".")[0], snapshot, assessment)


def _read(path: Path, client: Sequence[str]) -> Snapshot:
    source = SourceConfig(path=str(path.absolute()))
    project = ProjectConfig(sources=(source,), client=tuple(client))
    settings = Settings(name=path.stem, project=project, folder=path.parent)
    return FilesConnector.from_config(settings, source, None).pull(now=datetime.now(UTC))


def table(boards: Sequence[Judged]) -> str:
    """Rules down, boards across."""
    head = "rule".ljust(34) + " ".join(board.name[:_LONGEST_NAME].rjust(_LONGEST_NAME) for board in boards)
    open_tasks = [sum(task.open for task in board.snapshot.tasks) for board in boards]
    lines = [head, "open tasks".ljust(34) + " ".join(str(number).rjust(_LONGEST_NAME) for number in open_tasks)]
    for rule in all_rules():
        marks = " ".join(board.mark(rule.code).rjust(_LONGEST_NAME) for board in boards)
        lines.append(f"{rule.code} {rule.name}".ljust(34) + marks)
    return "\n".join(lines)


def reasons(boards: Sequence[Judged]) -> str:
    """Each reason once, with the rules it was given for and on how many boards."""
    found: dict[str, dict[str, set[str]]] = {}
    for board in boards:
        for one in board.assessment.abstained:
            found.setdefault(one.reason, {}).setdefault(one.code, set()).add(board.name)
    lines = []
    for reason, codes in sorted(found.items(), key=lambda one: -len(one[1])):
        lines.append(f"- {reason}\n    " + ", ".join(f"{code} ({len(on)})" for code, on in sorted(codes.items())))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
