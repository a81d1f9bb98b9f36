"""The tables that the benchmark prints."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from benchmarks.guard.readings import Read, wrong


def rates(reads: Sequence[Read], must_pass: bool) -> Iterator[str]:
    """A line per kind and language: right of all, and of the held-out part. Holding is right unless it must pass."""
    groups: dict[tuple[str, str], list[Read]] = defaultdict(list)
    for one in reads:
        for kind in (one.sentence.kind, "all"):
            for language in (one.sentence.language, "all"):
                groups[kind, language].append(one)
    word = "false holds" if must_pass else "recall"
    yield f"{'kind':32} {'language':9} {word:>24} {'held out: ' + word:>31}"
    for kind, language in sorted(groups, key=lambda key: (key[0] == "all", key[0], key[1] == "all", key[1])):
        group = groups[kind, language]
        out = [one for one in group if one.sentence.held_out]
        yield f"{kind:32} {language:9} {_share(group):>24} {_share(out):>31}"


def _share(reads: Sequence[Read]) -> str:
    if not reads:
        return "-"
    held = sum(not one.passes for one in reads)
    return f"{held / len(reads):8.2%} ({held} of {len(reads)})"


def patterns(reads: Sequence[Read], must_pass: bool, most: int = 40) -> Iterator[str]:
    """What the wrong ones have in common: wrong of all, those first that are furthest above the average.

    Of what is not held out only: the held-out part shows its figures and nothing else.
    """
    seen = [one for one in reads if not one.sentence.held_out]
    counted = Counter(pattern for one in seen for pattern in one.sentence.pattern)
    failed = Counter(pattern for one in wrong(seen, must_pass) for pattern in one.sentence.pattern)
    average = len(wrong(seen, must_pass)) / max(1, len(seen))
    above = sorted(failed, key=lambda pattern: (average * counted[pattern] - failed[pattern], pattern))
    for pattern in above[:most]:
        yield f"  {failed[pattern]:4} of {counted[pattern]:5}  {pattern}"


def shown(reads: Sequence[Read], must_pass: bool, most: int) -> Iterator[str]:
    """Up to so many of the wrong ones, evenly from the whole, none of them held out."""
    failed = [one for one in wrong(reads, must_pass) if not one.sentence.held_out]
    step = max(1, -(-len(failed) // most)) if most else 1
    for one in failed[::step] if most else ():
        sentence = one.sentence
        facts = ", ".join((sentence.kind, sentence.language, *sentence.pattern, *one.reasons))
        yield f"  {sentence.text!r}  [{facts}]"
