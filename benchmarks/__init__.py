"""Benchmarks: each is one command that prints figures; nothing here is asserted by a test."""
