"""Every promise on the page has a test that is there."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "client-promises.md"


def named_tests() -> list[str]:
    rows = [line.strip("| \n").rpartition("| ") for line in PAGE.read_text("utf-8").splitlines() if "| tests/" in line]
    return [test.strip() for _, _, test in rows]


@cache
def names_in(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text("utf-8")) if path.exists() else ast.Module([], [])
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_named_test_is_there() -> None:
    named = [test.partition("::") for test in named_tests()]
    lost = [f"{file}::{name}" for file, _, name in named
            if not (ROOT / file).exists() or (name and name not in names_in(ROOT / file))]  # fmt: skip
    assert lost == []
    assert len(named) > 60
