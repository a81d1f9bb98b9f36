"""What every connector keeps to (``trackers.base.Connector``). Inherit and implement the two makers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from trackerbridge.errors import ExitCode, NotLetIn
from trackerbridge.model import Evidence, Snapshot, Stage, Task
from trackerbridge.testing.sample import NOW, SAMPLE, SampleTask
from trackerbridge.trackers.base import Connector


class ConnectorContract(ABC):
    """Tests that a connector inherits. ``pull`` is called with :data:`~trackerbridge.testing.sample.NOW`."""

    @abstractmethod
    def make_connector(self, sample: Sequence[SampleTask]) -> Connector:
        """A connector to a fresh source that holds exactly these tasks, in the calendar UTC."""

    @abstractmethod
    def make_invisible(self) -> Connector:
        """A connector to a source that does not exist, or that its account may not see."""

    @pytest.fixture
    def connector(self) -> Connector:
        """A connector to the whole sample."""
        return self.make_connector(SAMPLE)

    @pytest.fixture
    def snapshot(self, connector: Connector) -> Snapshot:
        """What it pulls."""
        return connector.pull(now=NOW)

    @pytest.fixture
    def tasks(self, snapshot: Snapshot) -> Mapping[str, Task]:
        """The pulled tasks by title."""
        return {task.title: task for task in snapshot.tasks}

    def test_every_task_is_there_once(self, snapshot: Snapshot) -> None:
        """Archived ones too: "done, then archived" is not "gone"."""
        assert sorted(task.title for task in snapshot.tasks) == sorted(sample.title for sample in SAMPLE)

    def test_ids_and_keys_are_unique(self, snapshot: Snapshot) -> None:
        """Tasks can be told apart."""
        assert all(task.id and task.key for task in snapshot.tasks)
        assert len({task.id for task in snapshot.tasks}) == len({task.key for task in snapshot.tasks}) == len(SAMPLE)

    def test_pulling_again_says_the_same(self, connector: Connector) -> None:
        """Nothing but the stamp differs, so nothing is written twice."""
        first, second = connector.pull(now=NOW), connector.pull(now=NOW + timedelta(hours=1))
        assert second == replace(first, pulled_at=NOW + timedelta(hours=1))

    def test_the_snapshot_is_stamped_and_named(self, snapshot: Snapshot) -> None:
        """``now`` stamps, ``source`` identifies."""
        assert snapshot.pulled_at == NOW
        assert snapshot.source
        assert "/" not in snapshot.source  # references put one behind it
        assert snapshot.title

    def test_words_come_through_unchanged(self, tasks: Mapping[str, Task]) -> None:
        """Titles and descriptions are the tracker's, whatever the script."""
        assert {title: task.description for title, task in tasks.items()} == {s.title: s.description for s in SAMPLE}

    def test_stages(self, tasks: Mapping[str, Task]) -> None:
        """Where it stands is what the tracker says."""
        assert {title: task.stage for title, task in tasks.items()} == {s.title: s.stage for s in SAMPLE}

    def test_due_dates_are_days_here_and_missing_ones_are_none(self, tasks: Mapping[str, Task]) -> None:
        """Never today, never a guess."""
        days = {title: task.due.day if task.due else None for title, task in tasks.items()}
        assert days == {s.title: s.due for s in SAMPLE}

    def test_archived_tasks_are_not_live(self, snapshot: Snapshot) -> None:
        """They are kept, and do not count."""
        assert {task.title for task in snapshot.live_tasks} == {s.title for s in SAMPLE if not s.archived}

    def test_labels(self, snapshot: Snapshot, tasks: Mapping[str, Task]) -> None:
        """By name, as far as the source knows labels."""
        if not snapshot.completeness.can_tell(Evidence.LABELS):
            pytest.skip("this source knows no labels")
        assert {title: set(task.labels) for title, task in tasks.items()} == {s.title: set(s.labels) for s in SAMPLE}

    def test_comments_oldest_first(self, connector: Connector, tasks: Mapping[str, Task]) -> None:
        """As far as the connector declares comments."""
        if not connector.capabilities.comments:
            pytest.skip("this connector declares no comments")
        said = {title: tuple(comment.text for comment in task.comments) for title, task in tasks.items()}
        assert said == {s.title: s.comments for s in SAMPLE}

    def test_history_is_oldest_first(self, connector: Connector, snapshot: Snapshot) -> None:
        """As far as the connector declares history."""
        if not connector.capabilities.history:
            pytest.skip("this connector declares no history")
        assert snapshot.completeness.can_tell(Evidence.HISTORY)
        for task in snapshot.tasks:
            moments = [change.at for change in task.history]
            assert moments == sorted(moments)

    def test_instants_know_their_zone(self, snapshot: Snapshot) -> None:
        """Every instant is UTC."""
        for moment in _instants(snapshot):
            assert moment.utcoffset() == timedelta(0)

    def test_a_whole_pull_is_complete(self, snapshot: Snapshot) -> None:
        """Nothing was cut, and the source says that it knows of dates."""
        assert snapshot.completeness.complete
        assert snapshot.completeness.can_tell(Evidence.DUE_DATES)

    def test_an_empty_source_is_an_empty_snapshot(self) -> None:
        """Emptiness is not an error here; whoever remembers better refuses it later."""
        assert self.make_connector(()).pull(now=NOW).tasks == ()

    def test_one_task_alone(self) -> None:
        """The smallest source there is."""
        task = self.make_connector([SampleTask(title="Alone", stage=Stage.PLANNED)]).pull(now=NOW).tasks[0]
        assert (task.title, task.due, task.done_at) == ("Alone", None, None)

    def test_what_cannot_be_seen_is_an_error_and_not_an_empty_source(self) -> None:
        """With the next step in the hint."""
        with pytest.raises(NotLetIn) as refusal:
            self.make_invisible().pull(now=NOW)
        assert refusal.value.hint

    def test_check_reports_and_does_not_raise(self, connector: Connector) -> None:
        """A refusal is a finding with the exit code of what it would be."""
        assert all(finding.ok for finding in connector.check())
        worst = [finding for finding in self.make_invisible().check() if not finding.ok]
        assert [finding.exit_code for finding in worst] == [ExitCode.NOT_LET_IN]
        assert worst[0].hint


def _instants(snapshot: Snapshot) -> list[datetime]:
    found = [snapshot.pulled_at, snapshot.last_activity]
    for task in snapshot.tasks:
        found += [task.created_at, task.updated_at, task.done_at, task.due.instant if task.due else None]
        found += [change.at for change in task.history] + [comment.at for comment in task.comments]
    return [moment for moment in found if moment]
