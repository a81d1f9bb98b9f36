"""Tables in Markdown, and putting them into a page between two marks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def markdown(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def put(page: Path, name: str, text: str) -> None:
    """Replace what stands between the two marks of that name. ``ValueError`` where the page has none."""
    before, mark, rest = page.read_text(encoding="utf-8").partition(f"<!-- {name} -->\n")
    _, end, after = rest.partition(f"<!-- /{name} -->")
    if not mark or not end:
        raise ValueError(f"{page.name} has no place for {name!r}: <!-- {name} --> and <!-- /{name} --> mark it.")
    page.write_text(f"{before}{mark}{text.strip()}\n{end}{after}", encoding="utf-8")
