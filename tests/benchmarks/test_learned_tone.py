"""The weights in the package are what the training command makes of the sentences beside it."""

from __future__ import annotations

import json
import re
from itertools import repeat
from pathlib import Path

import pytest
from benchmarks.tone.__main__ import PACKAGED, learned
from benchmarks.tone.fit import fitted, rounded, scores
from benchmarks.tone.written import examples, marks

from trackerbridge.client_view.guard_learned import learned_tone, unpacked

_ENGAGEMENTS = Path(__file__).parents[1] / "engagement" / "snapshots"
_BULLET = re.compile(r"^[\s>*+|#`-]+")
_LARGEST_FILE = 500_000  # bytes


def test_the_packaged_weights_are_those_of_the_data() -> None:
    there, made = unpacked(json.loads(PACKAGED.read_text("utf-8"))), learned(examples())
    assert (there.marks.names, there.marks.packed()) == (marks().names, marks().packed())
    assert (there.threshold, there.kinds) == (made.threshold, made.kinds)
    # The sums are in a fixed order; still, the last bit of a root may differ between computers.
    assert max(abs(one - other) for one, other in zip(there.of, made.of, strict=True)) <= 1


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
def test_what_a_client_reads_of_a_whole_engagement_is_calm(language: str) -> None:
    """All that stands in the pictures of the engagements, but for what the client says."""
    lines = map(_BULLET.sub, repeat(""), (_ENGAGEMENTS / f"{language}.md").read_text("utf-8").splitlines())
    read = [line for line in dict.fromkeys(lines) if line and not line.startswith("Elena Rusu: ")]
    assert len(read) > 300
    assert [line for line in read if learned_tone(line)] == []


def test_the_weights_stay_small() -> None:
    assert PACKAGED.stat().st_size < _LARGEST_FILE


def test_there_are_enough_sentences_of_either_side_in_every_language() -> None:
    read = [one for one in examples() if not one.situation.startswith("plain ")]
    for language in ("en", "ru", "ro"):
        of_it = [one for one in read if one.language == language]
        assert min(sum(bool(one.kind) for one in of_it), sum(not one.kind for one in of_it)) >= 400


def test_no_sentence_stands_on_both_sides() -> None:
    held = {one.text for one in examples() if one.kind}
    assert [one.text for one in examples() if not one.kind and one.text in held] == []


def test_two_heaps_are_parted() -> None:
    rows, held = [[0, 1], [0, 2], [3, 1], [3, 2]], [True, True, False, False]
    found = scores(fitted(rows, held, 4, cost=1.0), rows)
    assert [score > 0 for score in found] == held


def test_weights_are_rounded_to_bytes() -> None:
    whole, by = rounded([0.5, -2.0, *[1.0] * 20])
    assert (whole[:2], by) == ([64, -127], 127.0)
