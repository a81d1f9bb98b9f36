"""What Jira's answers or files do not hold, in sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from trackerbridge.model import Evidence, Gap, Stage, Task
from trackerbridge.trackers.jira.values import moment
from trackerbridge.trackers.values import objects, part, text


def gaps_in(issues: Sequence[Mapping[str, Any]]) -> tuple[Gap, ...]:
    """Histories and comments that are shorter than the issues themselves count them."""
    short_history = cut_histories(issues)
    short_comments = cut_comments(issues)
    found = []
    if short_history:
        found.append(Gap(Evidence.HISTORY, f"The history of {_named(short_history)} is cut."))
    if short_comments:
        found.append(Gap(Evidence.COMMENTS, f"Comments of {_named(short_comments)} are missing."))
    found += _told_for_some(issues)
    found += _undated(issues)
    return tuple(found)


def cut_histories(issues: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Issues by key whose changelog counts more entries than are there, and how many it counts."""
    return _cut(issues, ("changelog",), "histories")


def cut_comments(issues: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Issues by key whose comments are counted higher than those that are there, and the count."""
    return _cut(issues, ("fields", "comment"), "comments")


def _cut(issues: Iterable[Mapping[str, Any]], path: tuple[str, ...], inside: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for issue in issues:
        page = part(issue, *path)
        total = part(page, "total")
        if isinstance(total, int) and total > len({str(item.get("id")) for item in objects(part(page, inside))}):
            found[text(issue.get("key"))] = total
    return found


def _told_for_some(issues: Sequence[Mapping[str, Any]]) -> Iterator[Gap]:
    """A file may be put together from answers that were asked differently."""
    without = [text(issue.get("key")) for issue in issues if not isinstance(issue.get("changelog"), Mapping)]
    if without and len(without) < len(issues):
        yield Gap(Evidence.HISTORY, f"{_named(without)} came without a history.")
    silent = [text(issue.get("key")) for issue in issues if not isinstance(part(issue, "fields", "comment"), Mapping)]
    if silent and len(silent) < len(issues):
        yield Gap(Evidence.COMMENTS, f"{_named(silent)} came without comments.")


def _undated(issues: Sequence[Mapping[str, Any]]) -> Iterator[Gap]:
    """What happened at no time that can be read has no place in a history, and must not be missing unseen."""
    for evidence, path, what in (
        (Evidence.HISTORY, ("changelog", "histories"), "history"),
        (Evidence.COMMENTS, ("fields", "comment", "comments"), "comments"),
    ):
        keys = [
            text(issue.get("key"))
            for issue in issues
            if any(moment(item.get("created")) is None for item in objects(part(issue, *path)))
        ]
        if keys:
            yield Gap(evidence, f"In the {what} of {_named(keys)} are dates that cannot be read; those were left out.")


def notes_on(tasks: Sequence[Task]) -> tuple[str, ...]:
    """Sentences worth telling about issues of which nothing was cut."""
    opens = [task for task in tasks if task.open]
    found = []
    if opens and not any(task.due for task in opens):
        found.append("No open issue has a due date or a dated release, so nothing can be called on time or late.")
    unreadable = [task.key for task in tasks if task.live and task.due and not task.due.readable]
    if unreadable:
        found.append(f"The due date of {_named(unreadable)} cannot be read, so it counts as none.")
    unclear = sorted({task.status for task in tasks if task.live and task.stage is Stage.UNKNOWN and task.status})
    if unclear:
        said = ", ".join(f"“{name}”" for name in unclear[:5])
        found.append(
            f"Statuses without a category whose names do not say where work stands: {said}. Name them under "
            "statuses in the configuration."
        )
    return tuple(found)


def _named(keys: Iterable[str]) -> str:
    """Keys for a sentence: "WEB-1, WEB-2 and 12 more"."""
    every = list(keys)
    more = f" and {len(every) - 5} more" if len(every) > 5 else ""
    return ", ".join(every[:5]) + more
