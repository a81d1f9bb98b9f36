"""The pictures that good news may wear: drawn for trackerbridge, the SVG beside the PNG that was made from it."""

from __future__ import annotations

from functools import cache
from importlib import resources

NAMES = frozenset(f"{theme}-{news}" for theme in ("traffic-lights", "monkeys") for news in ("done", "early", "bonus"))
"""The name of every picture of ours; a cover of another name is a person's."""


@cache
def picture(name: str) -> bytes:
    """The PNG of one of :data:`NAMES` (480 × 200 pixels). Raises KeyError for any other name."""
    if name not in NAMES:
        raise KeyError(name)
    return resources.files("trackerbridge.pictures").joinpath(f"{name}.png").read_bytes()


@cache
def drawing(name: str) -> str:
    """What stands inside the SVG of one of :data:`NAMES`, for a page that draws it in place (480 × 200 units)."""
    if name not in NAMES:
        raise KeyError(name)
    text = resources.files("trackerbridge.pictures").joinpath(f"{name}.svg").read_text("utf-8")
    return text.partition(">")[2].rpartition("</svg>")[0].strip()
