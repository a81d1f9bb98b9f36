"""The rate limit is tested by itself; here it would only make the weeks wait for the clock."""

from __future__ import annotations

from tests.flows.conftest import _no_waiting as _no_waiting
