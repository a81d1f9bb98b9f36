"""Here the ledger itself is tried, as the product makes and opens it."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _as_it_is(real_ledgers: None) -> None:
    """No short cut."""
