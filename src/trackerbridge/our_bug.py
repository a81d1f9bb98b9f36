"""A mistake of ours in the middle of a run: one project's result says so, and the others go on."""

from __future__ import annotations

from trackerbridge.errors import TrackerbridgeError
from trackerbridge.model.sentence import Sentence

__all__ = ["OurBugError", "our_bug"]


class OurBugError(TrackerbridgeError):
    """Something unexpected inside trackerbridge; the traceback is in the log."""


def our_bug(title: str, error: Exception) -> OurBugError:
    """What people are told of it."""
    return OurBugError(
        Sentence(
            "Something went wrong inside trackerbridge while it worked on {title} ({kind}).",
            title=title,
            kind=type(error).__name__,
        ),
        hint=Sentence("This is our mistake. Run the same command with -v for the traceback, and report it."),
    )
