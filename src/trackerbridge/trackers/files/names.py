"""What a file's name says of its content."""

from __future__ import annotations


def title_of(name: str) -> str:
    """A file's name without what says its format: "plan" for "plan.csv.gz"."""
    bare = name.removesuffix(".gz")
    return bare.rpartition(".")[0] or bare
