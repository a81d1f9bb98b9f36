"""The request counts are exact, so that one more is a regression."""

from __future__ import annotations

import pytest

from benchmarks import quick


def test_no_step_takes_a_request_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shared rate limit, which is tested by itself, would only make this wait for the clock."""
    monkeypatch.setattr("trackerbridge.trackers.limits.SharedLimiter.acquire", lambda self, budget: None)
    assert dict(quick.measured()) == quick.ALLOWED
