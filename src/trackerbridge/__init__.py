"""trackerbridge: a calm, honest client view of the work a team tracks in Trello or Jira."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("trackerbridge")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0+unknown"
