"""The in-memory tracker is the reference for both contracts."""

from collections.abc import Sequence
from datetime import UTC, datetime, time

from trackerbridge.clock import Calendar
from trackerbridge.model import Stage
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.testing import ConnectorContract, SampleTask, WriterBench, WriterContract
from trackerbridge.trackers.memory.connector import MemoryConnector
from trackerbridge.trackers.memory.state import Fault, MemoryTracker
from trackerbridge.trackers.memory.writer import MemoryWriter

LISTS = {Stage.PLANNED: "To do", Stage.IN_PROGRESS: "Doing", Stage.DONE: "Done"}


def connector_to(tracker: MemoryTracker, board: str) -> MemoryConnector:
    return MemoryConnector(tracker, board, stages=StageMap(), sides=Sides.of([], ["anna"]), calendar=Calendar())


class TestMemoryConnector(ConnectorContract):
    def make_connector(self, sample: Sequence[SampleTask]) -> MemoryConnector:
        tracker = MemoryTracker()
        board = tracker.add_board("Restaurant")
        lists = {stage: tracker.add_list(board, name).id for stage, name in LISTS.items()}
        for wanted in sample:
            card = tracker.add_card(board, wanted.title, lists[wanted.stage])
            due = datetime.combine(wanted.due, time(17), UTC) if wanted.due else None
            labels = tuple(tracker.add_label(board, name).id for name in wanted.labels)
            tracker.change_card(
                board, card, description=wanted.description, due=due, label_ids=labels, archived=wanted.archived
            )
            for words in wanted.comments:
                tracker.comment(card, words)
        return connector_to(tracker, board.id)

    def make_invisible(self) -> MemoryConnector:
        return connector_to(MemoryTracker(), "nowhere")


class MemoryBench(WriterBench):
    def __init__(self) -> None:
        self.tracker = MemoryTracker()
        super().__init__(MemoryWriter(self.tracker, self.tracker.add_board("Client").id))

    def lose_next_reply(self, *, done: bool) -> None:
        self.tracker.fail_next(Fault.LOST_AFTER if done else Fault.LOST_BEFORE)

    def unseen(self) -> MemoryWriter:
        return MemoryWriter(self.tracker, "nowhere")


class TestMemoryWriter(WriterContract):
    def make_bench(self) -> MemoryBench:
        return MemoryBench()
