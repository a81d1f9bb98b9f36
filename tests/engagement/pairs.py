"""The pairs of trackers, and the languages, in which the engagement is told."""

from __future__ import annotations

PAIRS = [
    ("Jira", "Trello", "cloud"),
    ("Trello", "Trello", "cloud"),
    ("Jira", "Jira", "cloud"),
    ("Trello", "Jira", "dc"),
]

LANGUAGES = ["en", "ru", "ro"]
