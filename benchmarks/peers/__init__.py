"""Ours beside other tools that read the same trackers, on the sandbox, in one run: ``make bench``."""
