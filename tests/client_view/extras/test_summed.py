"""Fees are added only where nothing has to be guessed."""

import pytest

from trackerbridge.client_view.extras.summed import summed


@pytest.mark.parametrize(
    ("fees", "together"),
    [
        (["300 EUR", "150 EUR"], "450 EUR"),
        (["300 EUR", "150 eur"], "450 EUR"),
        (["€300", "€ 49.50"], "€349.50"),
        (["1 200,50 EUR", "99 EUR"], "1 299,50 EUR"),
        (["1\u00a0200 lei", "12\u00a0800 lei"], "14\u00a0000 lei"),
        (["300 EUR", "150 USD"], ""),
        (["300", "150"], ""),
        (["300 EUR", "one day"], ""),
        (["1,200 EUR", "300 EUR"], ""),
        (["1.200 EUR", "300 EUR"], ""),
        (["1,5 EUR", "1.5 EUR"], ""),
        (["-300 EUR", "300 EUR"], ""),
        (["300 EUR a month", "300 EUR"], ""),
        ([], ""),
    ],
)
def test_the_sum(fees: list[str], together: str) -> None:
    assert summed(fees) == together
