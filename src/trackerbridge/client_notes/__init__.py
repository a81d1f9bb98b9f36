"""What the team wrote for the client on its own tasks: notes, offers, and facts for the manager (CLIENT section 3)."""

from trackerbridge.client_notes.of_task import TaskNotes, notes_of
from trackerbridge.client_notes.parse import Written, parse

__all__ = ["TaskNotes", "Written", "notes_of", "parse"]
