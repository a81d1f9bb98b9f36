"""The confusing track: every labelled set of PROTOCOL.md, ours beside simple and published baselines.

A row that the shipped model was made from is never scored by it: its text's fingerprint stands in ``seen/``, and it is
judged out of fold instead, by the same recipe fitted without its fold (one project left out at a time where there are
projects; else ten folds, near-duplicates together), model and threshold both. Every other row is judged by the shipped
model as it is. ``how`` says which of the two it was. Where a folder holds only a few such rows (short texts like
"Done." come up anywhere), the shipped model judges them, and ``how`` says how many they were.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks.accuracy.near import near_groups
from benchmarks.accuracy.scores import leaf
from benchmarks.accuracy.text_rows import SETS, Row, TextSet, any_smell
from trackerbridge.flags.text_model import reading

SEEN = Path(__file__).parent / "seen"
PUBLISHED: Mapping[str, Mapping[str, Mapping[str, float]]] = {
    "arta-requirement-smells": {
        "ARTA, as published": {"precision": 0.63, "f1": 0.71},
        "Smella, as published": {"f1": 0.66},
    },
}
_SIX_WORDS = 6
_FEWEST_TO_FIT = 100  # labelled rows, below which nothing can be fitted

Verdicts = list[tuple[float, bool]]  # chance and verdict, row by row


def measure(data: Path) -> dict[str, Any]:
    """{SET: scores of ours, ``how`` they were had, and the baselines under ``beside``}; absent sets are left out."""
    rows = {one.name: one.rows(data) for one in SETS}
    verdicts = {name: _judged_together(name, rows) for name in sorted({one.model for one in SETS})}
    found = {}
    for one in SETS:
        if rows[one.name]:
            found[one.name] = _scored(one, rows[one.name], verdicts[one.model][one.name])
    return found


def _judged_together(model: str, rows: Mapping[str, Sequence[Row]]) -> dict[str, tuple[Verdicts, str]]:
    """Verdicts of all sets that one model answers for: the seen ones out of fold, folds over all its sets."""
    own = [one for one in SETS if one.model == model]
    seen = [(one.name, at) for one in own for at, row in enumerate(rows[one.name]) if row.fingerprint in _seen(model)]
    enough = len(seen) >= _FEWEST_TO_FIT
    again = dict(zip(seen, _out_of_fold(model, [rows[name][at] for name, at in seen]), strict=True)) if enough else {}
    found: dict[str, tuple[Verdicts, str]] = {}
    for one in own:
        told = [
            again[one.name, at] if (one.name, at) in again else _shipped(model, row)
            for at, row in enumerate(rows[one.name])
        ]
        found[one.name] = (told, _how(len(told), sum(name == one.name for name, _ in seen), enough))
    return found


def _how(rows: int, seen: int, out_of_fold: bool) -> str:
    if not seen:
        return f"shipped model on {rows} rows, none of which it was made from"
    if not out_of_fold:
        return f"shipped model on {rows} rows; {seen} of these texts were also among those it was made from"
    return f"out of fold on {seen} rows that the shipped model was made from, the shipped model on {rows - seen}"


def _shipped(model: str, row: Row) -> tuple[float, bool]:
    said = reading(model, row.text)
    return said.chance, said.flagged


def _out_of_fold(model: str, rows: Sequence[Row]) -> Verdicts:
    """Needs scikit-learn: without it nothing honest can be said of these rows, and the error says so."""
    try:
        from benchmarks.accuracy.text_fit import RECIPES, Table, nested
    except ModuleNotFoundError as error:
        raise SystemExit(
            f"Rows that the model {model!r} was made from need {error.name} to be judged out of fold."
        ) from None
    chances, verdicts = nested(Table.of(RECIPES[model], rows), seed=0)
    return list(zip(chances.tolist(), verdicts.tolist(), strict=True))


@lru_cache(maxsize=8)
def _seen(model: str) -> frozenset[str]:
    path = SEEN / f"{model}.txt"
    return frozenset(path.read_text(encoding="utf-8").split()) if path.is_file() else frozenset()


def _scored(text_set: TextSet, rows: Sequence[Row], told: tuple[Verdicts, str]) -> dict[str, Any]:
    truth = [row.label for row in rows]
    verdicts, how = told
    found = leaf(truth, [flagged for _, flagged in verdicts], [chance for chance, _ in verdicts])
    simple = {name: leaf(truth, [rule(row) for row in rows]) for name, rule in _rules(text_set).items()}
    return {**found, "how": how, "beside": {**simple, **_bag(rows, truth), **PUBLISHED.get(text_set.name, {})}}


def _rules(text_set: TextSet) -> dict[str, Callable[[Row], bool]]:
    """The simple rules that make sense for a set."""
    rules: dict[str, Callable[[Row], bool]] = {"always": lambda _: True}
    if text_set.model == "confused":
        rules["a question mark"] = lambda row: "?" in row.text
    if text_set.model == "unclear":
        rules["fewer than six words"] = lambda row: len(row.text.split()) < _SIX_WORDS
    if text_set.name == "arta-requirement-smells":
        rules["ARTA's column"] = lambda row: any_smell(row.columns, "arta")
        rules["Smella's column"] = lambda row: any_smell(row.columns, "smella")
    return rules


def _bag(rows: Sequence[Row], truth: Sequence[bool]) -> dict[str, Any]:
    """A bag of words, cross-validated on these very rows; left out where scikit-learn or rows are lacking."""
    if len(rows) < _FEWEST_TO_FIT:
        return {}
    try:
        from benchmarks.accuracy.text_fit import bag_of_words
    except ModuleNotFoundError:
        return {}
    texts = [row.text for row in rows]
    chances = bag_of_words(texts, truth, near_groups(texts)).tolist()
    return {"bag of words": leaf(truth, [chance >= 0.5 for chance in chances], chances)}
