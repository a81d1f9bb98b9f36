"""Precision, recall, AUC and Brier, by hand."""

from trackerbridge.backtest.measures import Hits, auc, brier, hits


def test_hits():
    assert hits([True, True, False, False], [True, False, True, False]) == Hits(0.5, 0.5, 0.5)


def test_without_warnings_there_is_no_precision():
    assert hits([True, False], [False, False]) == Hits(None, 0.0, 0.0)


def test_auc_counts_ties_half():
    assert auc([True, False, False], [0.5, 0.5, 0.1]) == 0.75


def test_auc_of_one_kind_is_unknown():
    assert auc([True, True], [0.1, 0.9]) is None


def test_brier():
    assert brier([True, False], [0.5, 0.5]) == 0.25
    assert brier([], []) is None
