"""Issues held as text: each once, as it came, in the order in which they came."""

import json
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.trackers.jira.issues import DOING, TO_DO, comment, issue

from trackerbridge.trackers.jira.held import AsTheyStand, Held

EVER = datetime(2999, 1, 1, tzinfo=UTC)


def held(*issues: Any) -> Held:
    made = Held()
    for one in issues:
        made.put(one)
    return made


def size(value: Any) -> int:
    """Bytes of a JSON value in memory, each string as often as it stands there."""
    inside = [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []
    return sys.getsizeof(value) + sum(map(size, inside))


def test_they_come_back_as_they_were_however_often():
    some = [issue(2), issue(1, description="Пекарня")]
    found = held(*some)
    assert list(found) == list(found) == some
    assert len(found) == 2
    assert found.keys == {"10002": "WEB-2", "10001": "WEB-1"}


def test_they_are_written_and_read_again():
    found = held(issue(2), issue(1, description="Пекарня"))
    again = Held.kept(json.loads(json.dumps(found.written())))
    assert list(again) == list(found)
    assert (again.keys, again.newest(EVER)) == (found.keys, found.newest(EVER))


@pytest.mark.parametrize(
    "odd", [None, 7, [], {}, {"ids": ["1"]}, {"ids": ["1"], "keys": [], "updated": [], "told": []}]
)
def test_what_is_no_such_writing_is_refused(odd):
    with pytest.raises((TypeError, ValueError, KeyError)):
        Held.kept(odd)


def test_of_two_versions_the_later_is_known_whatever_zone_it_is_told_in():
    found = held(issue(1, updated="2026-02-20T07:30:00.000+0000"))
    assert not found.has_newer(issue(1, updated="2026-02-20T09:30:00.000+0200"))
    assert found.has_newer(issue(1, updated="2026-02-20T09:29:00.000+0200"))
    assert not found.has_newer(issue(2, updated="2026-01-01T00:00:00.000+0000"))


def test_what_it_is_now_takes_the_place_of_what_it_was():
    found = held(issue(1), issue(2))
    found.put(issue(1, summary="The oven"))
    assert [one["fields"]["summary"] for one in found] == ["The oven", "The cake counter"]
    found.leave_only({"10002"})
    assert [one["key"] for one in found] == ["WEB-2"]


def test_a_link_tells_the_other_as_it_stands_and_only_what_it_told_before():
    other = {"id": "10001", "key": "WEB-1", "fields": {"status": TO_DO}}
    stranger = {"id": "7", "key": "SHOP-7", "fields": {"status": TO_DO}}
    links = [{"type": {}, "inwardIssue": other}, {"type": {}, "outwardIssue": stranger}]
    found = AsTheyStand(held(issue(1, status=DOING), issue(2, issuelinks=links, parent=other)))
    first, second = list(found)
    assert first == issue(1, status=DOING)
    assert second["fields"]["parent"]["fields"] == {"status": DOING}
    one, two = second["fields"]["issuelinks"]
    assert one["inwardIssue"]["fields"] == {"status": DOING}
    assert two["outwardIssue"]["fields"] == {"status": TO_DO}


def test_text_takes_a_fraction_of_the_memory():
    one = issue(1, comments=[comment(str(n), "Words") for n in range(20)])
    assert size(one) > 4 * size(held(one).written())


def test_the_newest_change_is_none_that_is_still_to_come():
    found = held(issue(1), issue(2, updated="2031-01-01T00:00:00.000+0000"))
    at = found.newest(datetime(2030, 1, 1, tzinfo=UTC))
    assert at == datetime(2026, 2, 20, 7, tzinfo=UTC)
    assert found.newest(EVER) == datetime(2031, 1, 1, tzinfo=UTC)
    assert found.newest(at - timedelta(seconds=1)).year == 1970


def test_issues_that_show_another_one_are_known_by_its_id():
    other = {"id": "10001", "key": "WEB-1", "fields": {"status": TO_DO}}
    found = held(issue(1), issue(2, issuelinks=[{"type": {}, "inwardIssue": other}]), issue(3), issue(4, parent=other))
    assert found.speaking_of(["10001"]) == {"10001", "10002", "10004"}
    assert found.speaking_of([]) == frozenset()
