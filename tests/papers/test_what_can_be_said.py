"""What the brief puts into the manager's mouth: sentences of the client's card, no heading, list or line to tick."""

from __future__ import annotations

import pytest

from trackerbridge.papers.brief import _spoken


@pytest.mark.parametrize(
    ("card", "said"),
    [
        (
            "You asked for: A map.\n\n**What it affects**\n\n- Cost: 300 EUR more\n\nPlease tick.",
            "You asked for: A map.",
        ),
        ("The date has moved.\n\nThe reason: it rained.", "The date has moved. The reason: it rained."),
        ("**Only a heading**", "**Only a heading**"),
    ],
)
def test_the_sentences_up_to_the_first_heading(card: str, said: str) -> None:
    assert _spoken(card) == said
