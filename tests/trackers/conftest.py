"""Fixtures of what talks to trackers: a clock that nobody waits for, and answers without a network."""

import pytest
import responses
from tests.trackers.passing_time import Clock


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def web():
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock
