"""trackerbridge: a calm, honest client view of the work a team tracks in Trello or Jira."""

__version__ = "0.1.0"  # written here, and read by the build: asking what is installed would load a mail parser and zip
