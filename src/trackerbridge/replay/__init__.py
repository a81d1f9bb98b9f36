"""The past, cut out of what is known today: how tasks stood at a moment, and when their dates mattered. Pure.

Nothing that was recorded after the moment may shine through: what history does not tell is unknown, never today's
value. What a tracker keeps no history of at all is listed in :data:`trackerbridge.replay.snapshot.NOT_TOLD`.
"""

from trackerbridge.replay.moments import Moment, Point, moments_of
from trackerbridge.replay.outcome import Outcome, finished_at, outcome_of
from trackerbridge.replay.snapshot import Film, snapshot_as_of
from trackerbridge.replay.task import as_of
from trackerbridge.replay.world import World

__all__ = [
    "Film",
    "Moment",
    "Outcome",
    "Point",
    "World",
    "as_of",
    "finished_at",
    "moments_of",
    "outcome_of",
    "snapshot_as_of",
]
