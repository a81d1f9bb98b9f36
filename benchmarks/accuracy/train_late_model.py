"""``python -m benchmarks.accuracy.train_late_model [--data DIR]``: makes ``flags/models/late.json`` anew.

Every row is given twice: as it is, and with whole families of notions left out at random, so that the model also
answers where a tracker tells less. Deterministic.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.accuracy.__main__ import DEFAULT_DATA
from benchmarks.accuracy.row_facts import known_of
from benchmarks.accuracy.tables import MOMENTS, Row, projects_in, rows_of
from trackerbridge.flags.forecast.facts import COLUMNS, FAMILIES, row
from trackerbridge.flags.forecast.fitting import SHIPPED_SHAPE, fitted_data

MODEL = Path(__file__).parents[2] / "src" / "trackerbridge" / "flags" / "models" / "late.json"
LEFT_OUT = 0.3  # how likely a family is left out of the second copy
THRESHOLD = 0.35  # chosen on the history quarters of projects that the model had not seen


def main() -> None:
    """Train on every project of the folder and write the model with its card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA)
    data = parser.parse_args().data
    rows = {(name, moment): rows_of(data, name, moment) for name in projects_in(data) for moment in MOMENTS}
    known = {key: known_of(several, by_key(rows[key[0], "due"])) for key, several in rows.items()}
    made = trained(
        [facts for several in known.values() for facts in several],
        [one.late for several in rows.values() for one in several],
    )
    MODEL.write_text(_as_json(made, _card(rows)), encoding="utf-8")
    print(f"{MODEL}: {MODEL.stat().st_size // 1024} KiB")


def by_key(rows: Iterable[Row]) -> dict[str, Row]:
    """Rows by the issue's key."""
    return {one.key: one for one in rows}


def trained(known: Sequence[dict[str, float]], late: Sequence[bool]) -> dict[str, Any]:
    """The model of these facts and outcomes, each given twice, as it stands in a file."""
    chance = random.Random(20)
    rows = [row(facts) for facts in known] + [row(_less(facts, chance)) for facts in known]
    return fitted_data(COLUMNS, rows, [*late, *late], SHIPPED_SHAPE)


def _less(known: dict[str, float], chance: random.Random) -> dict[str, float]:
    hidden = {name for family in FAMILIES.values() if chance.random() < LEFT_OUT for name in family}
    return {name: value for name, value in known.items() if name not in hidden}


def _card(rows: dict[tuple[str, str], tuple[Row, ...]]) -> dict[str, Any]:
    projects = sorted({project for project, _ in rows})
    return {
        "about": "The chance that an issue with a date is late, from what is known of it at a moment.",
        "made_from": "morakotch/datasets, EMSE 2017 (Choetkiertikul et al.): public Jira issues with due dates",
        "projects": projects,
        "moments": list(MOMENTS),
        "rows": {f"{project} {moment}": len(several) for (project, moment), several in rows.items()},
        "late": sum(one.late for several in rows.values() for one in several),
        "threshold": THRESHOLD,
        "made_with": "python -m benchmarks.accuracy.train_late_model",
    }


def _as_json(made: Mapping[str, Any], card: dict[str, Any]) -> str:
    data = {"card": card, "columns": made["columns"], "base": round(made["base"], 6)}
    lines = [json.dumps(_short(tree), separators=(",", ":")) for tree in made["trees"]]
    return json.dumps(data, indent=1)[:-2] + ',\n "trees": [\n' + ",\n".join(lines) + "\n]}\n"


def _short(tree: Sequence[Any]) -> list[Any]:
    return [[node[0], _rounded(node[1]), *node[2:]] if isinstance(node, list) else node for node in tree]


def _rounded(threshold: float) -> float:
    """Five digits, and finite: JSON knows no infinity."""
    return float(f"{threshold:.5g}") if math.isfinite(threshold) else math.copysign(1e300, threshold)


if __name__ == "__main__":
    main()
