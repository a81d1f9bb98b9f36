"""``python -m benchmarks.tone``: what the guard's learned weights are worth, and ``--write`` to learn them anew."""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path

from benchmarks.tone.fit import fitted, rounded, scores
from benchmarks.tone.written import LANGUAGES, Example, examples, marks
from trackerbridge.client_view.guard_learned import KINDS, SIZE, Weights, features, heard, packed, tokens

PACKAGED = Path(__file__).parents[2] / "src" / "trackerbridge" / "client_view" / "guard_weights.json"
COST = 3.0
_OURS = 10.0  # so many sentences each of our own counts for
FOLDS = 6
_MOST_FALSE = 0.01
_FALSE = (0.005, 0.01, 0.02, 0.03)


def main(arguments: list[str] | None = None) -> int:
    """Cross-validate and print; with --write, learn from everything and write the data file."""
    options = _parser().parse_args(arguments)
    read = examples()
    if options.write:
        PACKAGED.write_text(said(learned(read, options.threshold)), "utf-8")
        return 0
    rows = [rows_of(one) for one in read]
    print(f"{len(read)} sentences, {sum(bool(one.kind) for one in read)} to be held, {FOLDS} parts by situation")
    _table(read, asked_of_others(read, rows))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.tone",
        description="Learns the tone of the sentences in benchmarks/tone/data and asks, part by part, about situations "
        "that were not learned from: how many would be held at which threshold. Takes a minute.",
    )
    parser.add_argument("--write", action="store_true", help="learn from everything, and write guard_weights.json")
    parser.add_argument("--threshold", type=float, default=THRESHOLD, help=f"what is held ({THRESHOLD})")
    return parser


THRESHOLD = 0.8
"""Chosen where no more than one calm sentence in a hundred is held among situations that were not learned from."""


def rows_of(one: Example) -> list[list[int]]:
    """The places of an example's weights, in order, as the guard hears it: whole, and by its sentences."""
    return [sorted(features(words, marks().found_in(words))) for words in heard(one.text)]


def learned(read: Sequence[Example], threshold: float = THRESHOLD) -> Weights:
    """What all these examples teach."""
    weights = _fitted(read, [rows_of(one) for one in read])
    whole, by = rounded(weights)
    return Weights(marks(), whole, round(threshold * by, 1), _kinds(read))


def _fitted(read: Sequence[Example], rows: Sequence[list[list[int]]]) -> list[float]:
    """Of what must be held the whole is learned from, for which part of it is at fault nobody wrote down."""
    learned_from, held, counts = [], [], []
    for one, heard_as in zip(read, rows, strict=True):
        for row in heard_as[:1] if one.kind else heard_as:
            learned_from.append(row)
            held.append(bool(one.kind))
            counts.append(_OURS if one.situation.startswith("ours ") else 1.0)
    return fitted(learned_from, held, SIZE, cost=COST, counts=counts)


def said(weights: Weights) -> str:
    """The data file: a mark a line, so that a change can be read."""
    return json.dumps(packed(weights), indent=1, ensure_ascii=False) + "\n"


def _kinds(read: Sequence[Example]) -> list[list[int]]:
    """By mark, how much more often than elsewhere it stands in sentences of each kind."""
    with_mark = [[1.0] * len(KINDS) for _ in marks().names]
    of_kind = [len(marks().names) / 2] * len(KINDS)
    for one in read:
        if one.kind in KINDS and one.situation:
            kind = KINDS.index(one.kind)
            of_kind[kind] += 1
            for mark in frozenset[int]().union(*marks().found_in(tokens(one.text))):
                with_mark[mark][kind] += 1
    shares = [[count / of_kind[kind] for kind, count in enumerate(counts)] for counts in with_mark]
    return [[round(10 * math.log(share * len(each) / sum(each))) for share in each] for each in shares]


def asked_of_others(read: Sequence[Example], rows: Sequence[list[list[int]]]) -> list[float]:
    """What each example comes to when nothing about its situation was learned."""
    situations = sorted({one.situation for one in read})
    part = [situations.index(one.situation) % FOLDS for one in read]
    found = [0.0] * len(read)
    for asked in range(FOLDS):
        rest = [at for at in range(len(read)) if part[at] != asked]
        weights = _fitted([read[at] for at in rest], [rows[at] for at in rest])
        for at in range(len(read)):
            if part[at] == asked:
                found[at] = max(scores(weights, rows[at]))
    return found


def _table(read: Sequence[Example], found: Sequence[float]) -> None:
    calm = sorted((score for one, score in zip(read, found, strict=True) if not one.kind), reverse=True)
    print("held for nothing  threshold  held  " + "  ".join(f"{language:>5}" for language in LANGUAGES))
    for false in _FALSE:
        least = calm[int(false * len(calm))]
        of = [_share(read, found, least, (language,)) for language in (*LANGUAGES,)]
        shown = "  ".join(f"{one:5.1%}" for one in of)
        print(f"{false:16.1%}  {least:9.2f}  {_share(read, found, least, LANGUAGES):4.0%}  {shown}")


def _share(read: Sequence[Example], found: Sequence[float], least: float, languages: Sequence[str]) -> float:
    those = [score > least for one, score in zip(read, found, strict=True) if one.kind and one.language in languages]
    return sum(those) / len(those)


if __name__ == "__main__":
    raise SystemExit(main())
