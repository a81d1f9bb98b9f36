"""A tracker in memory: the reference for the contract suites."""
