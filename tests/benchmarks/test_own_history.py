import math

import pytest

pytest.importorskip("sklearn", reason="the forecast extra is not installed")
from benchmarks.accuracy.own_history import OWN_COLUMNS, own_chances

COMMENTS = OWN_COLUMNS.index("comments")


def row_with(comments: float) -> list[float]:
    """Nothing is known of it but its comments."""
    row = [math.nan] * len(OWN_COLUMNS)
    row[COMMENTS] = comments
    return row


def test_what_was_late_in_the_history_is_likely_late_again_and_unknown_facts_stop_nothing() -> None:
    history = [row_with(n % 2) for n in range(200)]
    late = [n % 2 == 0 for n in range(200)]
    silent, discussed = own_chances(history, late, [row_with(0), row_with(1)])
    assert silent > 0.9
    assert discussed < 0.1


def test_the_same_history_gives_the_same_chances() -> None:
    history = [row_with(n * 7 % 10) for n in range(200)]
    late = [n % 3 == 0 for n in range(200)]
    asked = [row_with(n) for n in range(10)]
    assert own_chances(history, late, asked) == own_chances(history, late, asked)
