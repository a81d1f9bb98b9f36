import math

import pytest

from trackerbridge.flags.forecast.facts import COLUMNS, row
from trackerbridge.flags.forecast.trees import chance_of, log_odds_of, shipped, trees_of

ONE_TREE = {
    "columns": ["days", "comments"],
    "base": -1.0,
    "trees": [[[0, 7.0, 1, 2, 1, 0.5], 2.0, [1, 0.0, 3, 4, 0, -0.25], 0.5, -1.0]],
}


def test_a_hand_made_tree_is_walked_to_its_leaf() -> None:
    trees = trees_of(ONE_TREE)
    assert trees.log_odds([7, 5]) == 1.0
    assert trees.log_odds([8, 0]) == -0.5
    assert trees.log_odds([8, 1]) == -2.0


def test_what_is_not_known_goes_where_the_tree_says() -> None:
    trees = trees_of(ONE_TREE)
    assert trees.log_odds([math.nan, 0]) == 1.0
    assert trees.log_odds([8, math.nan]) == -2.0


def test_shares_add_up_to_the_leaf() -> None:
    shares = trees_of(ONE_TREE).shares([8, 1])
    assert shares == {"days": -0.75, "comments": -0.75}
    assert 0.5 + sum(shares.values()) == -1.0


def test_chances_and_log_odds_are_each_others_inverse() -> None:
    assert chance_of(log_odds_of(0.3)) == pytest.approx(0.3)
    assert chance_of(1000) == pytest.approx(1)
    assert chance_of(-1000) == pytest.approx(0)


def test_the_shipped_model_wants_our_columns_and_answers_where_only_days_are_known() -> None:
    assert shipped().columns == COLUMNS
    numbers = row({"window_days": 10.0, "elapsed_days": 2.0, "left_days": 8.0})
    assert 0 < chance_of(shipped().log_odds(numbers)) < 1


def test_the_shipped_models_card_says_what_it_saw() -> None:
    card = shipped().card
    assert card["projects"]
    assert sum(card["rows"].values()) > card["late"] > 0
    assert 0 < card["threshold"] < 1
