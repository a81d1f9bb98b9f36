"""Issues as a search brings them: each counts once, as it was last, whatever pages overlap."""

from types import SimpleNamespace
from typing import Any

from tests.trackers.jira.issues import ANA, BORIS, comment, issue

from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.jira.coming import Coming
from trackerbridge.trackers.jira.fields import Fields
from trackerbridge.trackers.jira.survey import Survey

EARLIER, LATER = "2026-02-20T09:00:00.000+0200", "2026-02-20T09:00:00.000+0100"


def coming(*issues: Any) -> Coming:
    """They need no completing, so that nothing is asked."""
    silent: Any = SimpleNamespace(cloud=True, transport=SimpleNamespace(server_time=None))
    made = Coming(silent, lambda: Survey(stages=StageMap(), sides=Sides(), fields=Fields()))
    for one in issues:
        made.put(one)
    made.complete()
    return made


def test_of_an_issue_that_came_twice_the_later_version_alone_is_surveyed():
    left = issue(1, updated=EARLIER, assignee=ANA, reporter=None)
    now = issue(1, updated=LATER, assignee=BORIS, reporter=None)
    other = issue(2, reporter=None)
    for pages in ((left, other, now), (now, other, left)):
        found = coming(*pages)
        assert {person.name for person in found.survey.people.all()} == {"Boris Ilin"}
        assert sorted(found.survey.places) == ["10001", "10002"]
        assert next(one["fields"]["assignee"] for one in found.held) == BORIS


def test_a_search_that_begins_anew_forgets_what_came():
    found = coming(issue(1))
    found.begin()
    found.put(issue(2))
    assert list(found.survey.places) == ["10002"]
    assert found.signs.keys() == {"10002"}


def test_an_issue_that_is_changed_has_another_sign():
    before, after = (coming(issue(1, comments=some)).signs["10001"] for some in ([], [comment("1", "Words")]))
    assert before != after
