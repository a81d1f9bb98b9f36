"""The one table: completeness first, then requests, seconds, CPU and memory, each beside the floor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.peers.libraries import Floor
from benchmarks.peers.material import Seen, Size
from benchmarks.peers.ours import Ours
from benchmarks.peers.page import markdown
from benchmarks.peers.running import Result

NOTHING = "–"


@dataclass(frozen=True)
class Row:
    """One command of one tool over one tracker: at every latency, and under the tracker's real limit."""

    size: Size
    peer: str
    step: str
    at: dict[float, Result]
    limited: Result | None = None

    @property
    def first(self) -> Result:
        """At the least latency, where the tool itself takes the time."""
        return self.at[min(self.at)]

    @property
    def name(self) -> str:
        """For the table."""
        return f"**{self.peer}, {self.step}**" if self.peer == Ours.name else self.peer


def rows_of(results: Iterable[Result], limited: Iterable[Result] = ()) -> list[Row]:
    """Results as rows: by tracker as measured, ours first and the floor last."""
    grouped: dict[tuple[Size, str, str], dict[float, Result]] = {}
    for one in results:
        grouped.setdefault((one.size, one.peer, one.step), {})[one.latency] = one
    under = {(one.size, one.peer, one.step): one for one in limited}
    rows = [Row(*key, at, under.get(key)) for key, at in grouped.items()]
    sizes = list(dict.fromkeys(row.size for row in rows))
    return sorted(rows, key=lambda row: (sizes.index(row.size), row.peer != Ours.name, row.peer == Floor.name))


def table(rows: Sequence[Row]) -> str:
    """In Markdown; one heading row for each tracker."""
    latencies = sorted({latency for row in rows for latency in row.at})
    heads = ["tool", "comments", "changes", "says so", "requests", *(f"s at {ms:g} ms" for ms in latencies)]
    heads += ["CPU s", "memory MB", "under the real limit, at 20 ms"]
    lines: list[list[str]] = []
    for size in dict.fromkeys(row.size for row in rows):
        lines.append([f"*{size.words}*", *[""] * (len(heads) - 1)])
        group = [row for row in rows if row.size == size]
        lines += [_line(row, group, latencies) for row in group]
    return markdown(heads, lines)


def _line(row: Row, group: Sequence[Row], latencies: Sequence[float]) -> list[str]:
    first, floor = row.first, _floor(group)
    if first.measured is None:
        return [row.name, first.why, *[""] * (len(latencies) + 6)]
    walls = [_wall(row, floor, latency) for latency in latencies]
    cpu = f"{first.cpu:.2f}{_times(first.cpu, floor.first.cpu if floor else None)}"
    requests = f"{first.asked.requests:,}" if first.asked and not first.why else NOTHING
    return [
        row.name, *_completeness(row), _says(first), requests, *walls, cpu,
        f"{first.measured.memory_mb:.0f}", _limited(row.limited),
    ]  # fmt: skip


def _wall(row: Row, floor: Row | None, latency: float) -> str:
    one = row.at.get(latency)
    if one is None or one.measured is None:
        return NOTHING
    if one.why:
        return one.why
    least = floor.at.get(latency) if floor else None
    return (
        f"{one.measured.wall:.2f}{_times(one.measured.wall, least.measured.wall if least and least.measured else None)}"
    )


def _times(one: float | None, floor: float | None) -> str:
    return f" ({one / floor:.1f})" if one is not None and floor else ""


def _floor(group: Sequence[Row]) -> Row | None:
    return next((row for row in group if row.peer == Floor.name), None)


def _completeness(row: Row) -> tuple[str, str]:
    """Of comments and of changes; a range where it differs from latency to latency."""
    seen = [one.seen for one in row.at.values() if one.seen]
    if not row.first.whole or not seen:
        return NOTHING, NOTHING
    truth = row.first.truth
    return _range([one.comments for one in seen], truth.comments), _range([one.changes for one in seen], truth.changes)


def _range(counts: Sequence[int], of: int) -> str:
    if not of:
        return NOTHING
    least, most = (_percent(count, of) for count in (min(counts), max(counts)))
    return most if least == most else f"{least.removesuffix(' %')}–{most}"


def _percent(count: int, of: int) -> str:
    """Whole percents; 100 only where nothing is missing."""
    return f"{100 if count == of else min(99, round(100 * count / of))} %"


def _says(first: Result) -> str:
    if not first.whole:
        return ""
    return {True: "yes: complete", False: "yes: incomplete", None: "no"}[first.told]


def _limited(one: Result | None) -> str:
    if one is None:
        return NOTHING
    if one.measured is None or one.why:
        return one.why
    refused = f", {one.asked.refused} refused" if one.asked and one.asked.refused else ""
    return f"{one.measured.wall:.1f} s{refused}"


# -- goals -----------------------------------------------------------------------------------------------


def goals(rows: Sequence[Row], latency: float = 20) -> str:
    """What was aimed at, what was measured, and whether that is enough; in Markdown."""
    lines = [line for size in dict.fromkeys(row.size for row in rows) for line in _goals(size, rows, latency)]
    return markdown(
        ["goal", "measured", ""], [[goal, said, "met" if met else "**not met**"] for goal, said, met in lines]
    )


def _goals(size: Size, rows: Sequence[Row], latency: float) -> list[tuple[str, str, bool]]:
    group = [row for row in rows if row.size == size]
    ours = [row for row in group if row.peer == Ours.name and row.first.measured and row.first.asked]
    floor = _floor(group)
    if not ours or not floor or floor.first.cpu is None:
        return []
    whole, found = ours[0], []
    where = f"{size.tracker.capitalize()}, {size.tasks:,}"
    seen = whole.first.seen or Seen(0, 0, 0)
    found.append((
        f"{where}: everything is seen, and that is said",
        f"{', '.join(_completeness(whole))}, {_says(whole.first)}",
        seen == whole.first.truth and whole.first.told is True,
    ))  # fmt: skip
    if size.tracker == "trello" and whole.first.asked:
        count = whole.first.asked.requests
        found.append((f"{where}: at most 7 requests for the whole pull", str(count), count <= 7))
        again = next((row.first.asked.requests for row in ours[1:] if row.first.asked), None)
        found.append((f"{where}: 1 request where nothing is new", str(again), again == 1))
    best = _best_other(group, latency)
    if best and latency in whole.at and whole.at[latency].measured:
        ratio = _seconds(whole, latency) / _seconds(best, latency)
        found.append((
            f"{where}: at most 0.6 of the seconds of the best other tool at {latency:g} ms",
            f"{ratio:.2f} of {best.peer}{_without_start_up(whole, best, latency)}", ratio <= 0.6,
        ))  # fmt: skip
    if size.tasks >= 10_000 and whole.first.cpu is not None and floor.first.cpu:
        ratio = whole.first.cpu / floor.first.cpu
        found.append(
            (f"{where}: at most 10 times the CPU of the floor, start-up left out", f"{ratio:.1f}", ratio <= 10)
        )
    return found


def _without_start_up(whole: Row, best: Row, latency: float) -> str:
    ours, others = whole.at[latency].wall, best.at[latency].wall
    return f"; start-up left out of both: {ours / others:.2f}" if ours is not None and others else ""


def _best_other(group: Sequence[Row], latency: float) -> Row | None:
    """The quickest of the other tools that came to its end; the floor is no tool."""
    others = [row for row in group if row.peer not in (Ours.name, Floor.name) and row.first.whole]
    done = [row for row in others if latency in row.at and row.at[latency].measured and not row.at[latency].why]
    return min(done, key=lambda row: _seconds(row, latency), default=None)


def _seconds(row: Row, latency: float) -> float:
    measured = row.at[latency].measured
    assert measured is not None
    return measured.wall
