"""Sources that are read before a run comes to them."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Event

import pytest

from trackerbridge.errors import Unreachable
from trackerbridge.model import Completeness, Snapshot
from trackerbridge.trackers.early import Early
from trackerbridge.trackers.tally import count, tallied

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)


def snapshot(source: str) -> Snapshot:
    return Snapshot(source=source, title=source, tasks=(), completeness=Completeness(), pulled_at=NOW)


def reading(source: str, requests: int = 1):
    def pull() -> Snapshot:
        for _ in range(requests):
            count("GET")
        return snapshot(source)

    return pull


def test_each_source_is_there_once_and_its_requests_count_for_whoever_takes_it():
    early = Early()
    with tallied() as before:
        early.begin("web", [reading("one", 3), reading("two", 2)])
    with tallied() as first:
        assert early.take("web", 0) == snapshot("one")
    with tallied() as second:
        assert early.take("web", 1) == snapshot("two")
    assert (dict(before), dict(first), dict(second)) == ({}, {"GET": 3}, {"GET": 2})
    assert early.take("web", 0) is None


def test_nothing_is_there_of_another_project():
    early = Early()
    early.begin("web", [reading("one")])
    assert early.take("shop", 0) is None


def test_an_error_is_raised_where_the_source_is_asked_for_and_those_after_it_are_not_read():
    early, asked = Early(), []

    def broken() -> Snapshot:
        count("GET")
        raise Unreachable("Nobody answers.")

    early.begin("web", [broken, lambda: asked.append(1) or snapshot("two")])
    with tallied() as tally, pytest.raises(Unreachable, match="Nobody answers"):
        early.take("web", 0)
    assert tally == {"GET": 1}
    assert early.take("web", 1) is None
    assert asked == []


def test_what_nobody_comes_for_is_told_to_stop():
    early, stop = Early(), Event()
    early.begin("web", [lambda: snapshot("one") if stop.wait(60) else snapshot("never")])
    early.close(stop.set)
    assert early.take("web", 0) == snapshot("one")


def test_nothing_is_stopped_where_all_was_read():
    early, stopped = Early(), []
    early.begin("web", [reading("one")])
    early.take("web", 0)
    early.close(lambda: None)  # the thread may still be on its way out
    early.close(lambda: stopped.append(1))
    assert stopped == []
