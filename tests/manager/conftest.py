"""An engagement that has been published: two cards with dates, one without."""

from __future__ import annotations

import pytest
from tests.manager.engagement import engaged


@pytest.fixture
def here(tmp_path):
    with engaged(tmp_path) as made:
        made.card("Shop window", "2026-11-12")
        made.card("Price list", "2026-12-10")
        made.card("Till")
        made.sync("2026-11-03T10:00", force=True)
        made.sync("2026-11-06T10:00")  # the weekly update has rolled on
        made.recorder.told.clear()
        yield made
