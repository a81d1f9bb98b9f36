"""The report as a table: ours, with published and simple baselines beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

COLUMNS = ("n", "positives", "precision", "recall", "f1", "auc", "brier")


def lines(report: Mapping[str, Any]) -> Iterator[str]:
    """Every leaf under its path, then what each part took."""
    yield _line("", COLUMNS)
    for part in ("late", "confusing"):
        for path, leaf in leaves(report.get(part, {}), part):
            yield _line(path, [_number(leaf.get(column)) for column in COLUMNS] + _rest(leaf))
    for part, seconds in report.get("seconds", {}).items():
        yield f"{part} took {seconds} s"


def leaves(tree: Mapping[str, Any], path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(path, scores) of every leaf: what holds a number is one."""
    tree = {name: under for name, under in tree.items() if name != "reliability"}  # drawn, not tabled
    branches = {name: under for name, under in tree.items() if isinstance(under, Mapping)}
    if len(branches) < len(tree):
        yield path, {name: value for name, value in tree.items() if name not in branches}
    for name, under in branches.items():
        yield from leaves(under, f"{path} {name}")


def _rest(leaf: Mapping[str, Any]) -> list[str]:
    return [f"{name}={_number(value)}" for name, value in leaf.items() if name not in COLUMNS]


def _line(path: str, cells: Any) -> str:
    return f"{path:66}" + "".join(f"{cell:>10}" if "=" not in str(cell) else f"  {cell}" for cell in cells)


def _number(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
