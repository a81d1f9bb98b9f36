import pytest
from benchmarks.accuracy.scores import leaf, macro


def test_two_of_three_flags_are_right_and_half_of_the_late_are_found() -> None:
    truth = [True, True, True, True, False, False]
    flagged = [True, True, False, False, True, False]
    found = leaf(truth, flagged)
    assert found["n"] == 6
    assert found["positives"] == 4
    assert found["precision"] == pytest.approx(2 / 3)
    assert found["recall"] == pytest.approx(1 / 2)
    assert found["f1"] == pytest.approx(4 / 7)
    assert "brier" not in found


def test_nothing_flagged_has_no_precision_and_finds_nothing() -> None:
    found = leaf([True, False], [False, False])
    assert found["precision"] is None
    assert found["recall"] == 0
    assert found["f1"] == 0


def test_brier_stands_beside_the_base_rate() -> None:
    found = leaf([True, False], [True, False], chances=[0.8, 0.4], base=0.5)
    assert found["brier"] == pytest.approx((0.04 + 0.16) / 2)
    assert found["brier_base"] == pytest.approx(0.25)


def test_macro_is_the_mean_over_projects_whatever_their_size() -> None:
    large = leaf([True] * 8 + [False] * 2, [True] * 10)
    small = leaf([True, False], [True, False])
    assert macro([large, small])["precision"] == pytest.approx((0.8 + 1.0) / 2)
    assert macro([large, small])["n"] == 12
