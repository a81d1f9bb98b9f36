"""Is a chance what it says? ``python -m benchmarks.accuracy.reliability REPORT.json`` draws the plot of a saved report.

The report is what ``python -m benchmarks.accuracy --format json`` printed; the drawing goes to
``docs/images/late-reliability.svg``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[2] / "docs" / "images" / "late-reliability.svg"
BINS = 10
SIZE, EDGE = 320, 45
TRACKS = {"t1": ("own history", "#1b6ca8"), "t0": ("no history", "#c25b12")}


def bins(truth: Sequence[bool], chances: Sequence[float]) -> list[dict[str, float]]:
    """Rows by tenths of chance: what was said on average, what happened, how many. Empty tenths are left out."""
    groups: dict[int, list[tuple[float, bool]]] = {}
    for late, chance in zip(truth, chances, strict=True):
        groups.setdefault(min(BINS - 1, int(chance * BINS)), []).append((chance, late))
    return [
        {
            "said": sum(chance for chance, _ in group) / len(group),
            "happened": sum(late for _, late in group) / len(group),
            "n": len(group),
        }
        for _, group in sorted(groups.items())
    ]


def drawing(curves: dict[str, Any]) -> str:
    """An SVG: said on the way right, happened on the way up; on the diagonal, chances are what they say."""
    low, high = EDGE, EDGE + SIZE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE + 2 * EDGE} {SIZE + 2 * EDGE}" role="img" '
        'font-family="sans-serif" font-size="12">',
        "<title>How often tasks were late, by the chance that was said</title>",
        f'<rect width="{SIZE + 2 * EDGE}" height="{SIZE + 2 * EDGE}" fill="#fff"/>',
        f'<path d="M{low} {low}V{high}H{high}" fill="none" stroke="#555"/>',
        f'<path d="M{low} {high}L{high} {low}" stroke="#aaa" stroke-dasharray="4 4"/>',
        f'<text x="{low + SIZE / 2}" y="{high + 34}" text-anchor="middle">chance that was said, %</text>',
        f'<text transform="translate(14 {low + SIZE / 2}) rotate(-90)" text-anchor="middle">were late, %</text>',
    ]
    parts += [_tick(percent) for percent in range(0, 101, 20)]
    for place, (track, (name, colour)) in enumerate(TRACKS.items()):
        parts += list(_curve(curves.get(track, []), colour))
        parts.append(f'<text x="{low + 12}" y="{low + 16 + 18 * place}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _tick(percent: int) -> str:
    right, up = EDGE + SIZE * percent / 100, EDGE + SIZE * (1 - percent / 100)
    return (
        f'<text x="{right:g}" y="{EDGE + SIZE + 16}" text-anchor="middle">{percent}</text>'
        f'<text x="{EDGE - 6}" y="{up + 4:g}" text-anchor="end">{percent}</text>'
    )


def _curve(points: Sequence[dict[str, float]], colour: str) -> Iterable[str]:
    where = [(EDGE + SIZE * one["said"], EDGE + SIZE * (1 - one["happened"]), one["n"]) for one in points]
    if where:
        line = " ".join(f"{right:.1f},{up:.1f}" for right, up, _ in where)
        yield f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
    for right, up, rows in where:
        yield f'<circle cx="{right:.1f}" cy="{up:.1f}" r="{2 + min(6, rows**0.5 / 12):.1f}" fill="{colour}"/>'


def main() -> None:
    """Draw the plot of a saved report."""
    report = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    TARGET.write_text(drawing(report["late"]["reliability"]), encoding="utf-8")


if __name__ == "__main__":
    main()
