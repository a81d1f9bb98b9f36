"""Precision, recall, AUC and Brier, by hand."""

import pytest

from trackerbridge.backtest.measures import Hits, auc, brier, hits


def test_hits():
    assert hits([True, True, False, False], [True, False, True, False]) == Hits(0.5, 0.5, 0.5)


def test_without_warnings_there_is_no_precision():
    assert hits([True, False], [False, False]) == Hits(None, 0.0, 0.0)


def test_auc_counts_ties_half():
    assert auc([True, False, False], [0.5, 0.5, 0.1]) == 0.75
    assert auc([False, False, True, True], [0.1, 0.4, 0.35, 0.8]) == pytest.approx(0.75)
    assert auc([True, False], [0.5, 0.5]) == pytest.approx(0.5)


def test_auc_of_one_kind_is_unknown():
    assert auc([True, True], [0.1, 0.9]) is None


def test_brier():
    assert brier([True, False], [0.5, 0.5]) == 0.25
    assert brier([True, False], [0.8, 0.4]) == pytest.approx((0.04 + 0.16) / 2)
    assert brier([], []) is None
