"""``python -m benchmarks.accuracy --data DIR [--format json] [--part late|replay|confusing]``."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.accuracy import tell

PARTS = ("late", "replay", "confusing")
DEFAULT_DATA = Path(__file__).parents[3] / "shared" / "data"


def main(arguments: list[str] | None = None) -> int:
    """Measure every part the folder has data for, and print the report."""
    options = _parser().parse_args(arguments)
    if not options.data.is_dir():
        print(f"{options.data} is not a folder. --data wants one with late/ or confusing/ in it.", file=sys.stderr)
        return 2
    report = measured(options.data, options.part or PARTS)
    print(json.dumps(report, indent=1) if options.format == "json" else "\n".join(tell.lines(report)))
    return 0


def measured(data: Path, parts: tuple[str, ...] | list[str] = PARTS) -> dict[str, Any]:
    """The report, as PROTOCOL.md shapes it, with what each part took in ``seconds``."""
    report: dict[str, Any] = {"late": {}, "confusing": {}, "seconds": {}}
    for part in parts:
        began = time.perf_counter()
        found = _measure(part, data)
        report["seconds"][part] = round(time.perf_counter() - began, 1)
        if part == "late":
            report["late"] |= found
        elif part == "replay":
            report["late"]["replay"] = found
        else:
            report["confusing"] = found
    return report


def _measure(part: str, data: Path) -> dict[str, Any]:
    name = f"benchmarks.accuracy.{part}"
    if importlib.util.find_spec(name) is None:
        print(f"{part}: not measured, there is no {name} yet.", file=sys.stderr)
        return {}
    found: dict[str, Any] = importlib.import_module(name).measure(data)
    if not found:
        print(f"{part}: {data} has nothing to measure it on.", file=sys.stderr)
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="a folder with late/ and confusing/ in it")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--part", action="append", choices=PARTS, help="measure this part only; may be repeated")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
