"""``python -m benchmarks.accuracy.train_text_models [--data DIR]``: makes ``flags/models/*.json`` anew. Deterministic.

Besides the models it writes ``benchmarks/accuracy/seen/NAME.txt``, the fingerprints of the rows each model saw, so that
the benchmark never scores a row by a model that was made from it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.accuracy.__main__ import DEFAULT_DATA
from benchmarks.accuracy.scores import leaf
from benchmarks.accuracy.text_fit import RECIPES, Recipe, Table, nested
from benchmarks.accuracy.text_rows import SETS, Row, TextSet

MODELS = Path(__file__).parents[2] / "src" / "trackerbridge" / "flags" / "models"
SEEN = Path(__file__).parent / "seen"
SEEDS = (0, 1, 2)
ABOUT = {
    "confused": "Whether a comment shows that its writer does not understand, or is not sure (English).",
    "vague": "Whether a requirement is worded so that people may read it differently (English).",
    "unclear": "Whether a comment is hard to act on: off the point, without information, or badly put (English).",
}


CAUTION = {
    "vague": "The lexicon in cues.toml was written by people who had seen these rows, so these figures flatter it.",
}


def main() -> None:
    """Train every model, and print what nested cross-validation says of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA)
    data = parser.parse_args().data
    MODELS.mkdir(exist_ok=True)
    SEEN.mkdir(exist_ok=True)
    for recipe in RECIPES.values():
        rows = [(text_set.name, row) for text_set in SETS if _for(recipe, text_set) for row in text_set.rows(data)]
        made = trained(recipe, rows)
        _write(MODELS / f"{recipe.name}.json", json.dumps(made, indent=1, ensure_ascii=False))
        _write(SEEN / f"{recipe.name}.txt", "\n".join(sorted({row.fingerprint for _, row in rows})))
        print(recipe.name, json.dumps(made["card"], indent=1))


def _for(recipe: Recipe, text_set: TextSet) -> bool:
    return text_set.trains and text_set.model == recipe.name


def trained(recipe: Recipe, rows: list[tuple[str, Row]]) -> dict[str, Any]:
    """The model's file: threshold, weights, and its card."""
    table = Table.of(recipe, [row for _, row in rows])
    every = np.arange(len(rows))
    weights, bias = table.fitted(every)
    return {
        "about": ABOUT[recipe.name],
        "kinds": list(recipe.kinds),
        "longest_phrase": recipe.longest_phrase,
        "circumstances": list(recipe.circumstances),
        "threshold": round(table.threshold(every, SEEDS), 4),
        "bias": round(bias, 4),
        "card": _card(recipe, table, [name for name, _ in rows]),
        "weights": table.weights_by_name(weights),
    }


def _card(recipe: Recipe, table: Table, names: list[str]) -> dict[str, Any]:
    """What it saw, and how nested cross-validation judged it, set by set: mean and spread over the seeds."""
    sets = sorted(set(names))
    runs = [nested(table, seed) for seed in SEEDS]
    scores: dict[str, Any] = {}
    for name in sets:
        own = np.array([at for at, one in enumerate(names) if one == name])
        truth = table.labels[own].tolist()
        leaves = [leaf(truth, verdicts[own].tolist(), chances[own].tolist()) for chances, verdicts in runs]
        scores[name] = {
            key: [round(min(values), 3), round(sum(values) / len(values), 3), round(max(values), 3)]
            for key in ("precision", "recall", "f1", "auc")
            if (values := [one[key] or 0.0 for one in leaves])
        }
    return {
        "saw": {name: names.count(name) for name in sets},
        "nearly_the_same_rows": 0 if table.by_project else len(names) - len(set(table.groups.tolist())),
        "folds": "one project left out at a time" if table.by_project else "ten, near-duplicates kept together",
        "threshold_chosen_for": f"{recipe.goal} at precision {recipe.least_precision} or more, on training folds",
        "nested_cross_validation_min_mean_max": scores,
        "caution": CAUTION.get(recipe.name, ""),
    }


def _write(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
