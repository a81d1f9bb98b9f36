"""Files that hold REST payloads: a page, a folder of pages, one issue a line, gzipped or not."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from trackerbridge.errors import BadInput

SUFFIXES = (".json", ".json.gz", ".jsonl", ".jsonl.gz")


def payloads(path: Path) -> Iterator[Any]:
    """Every payload of a file, or of the files of a folder in the order of their names. ``BadInput`` for others.

    Field lists come first, so that the issues after them find their custom fields named.
    """
    if not path.is_dir():
        yield from _read(path)
        return
    inside = sorted(one for one in path.rglob("*") if one.name.endswith(SUFFIXES))
    if not inside:
        raise BadInput(f"{path} holds no JSON files.", hint=f"Known endings: {', '.join(SUFFIXES)}.")
    found = [payload for one in inside for payload in _read(one)]
    yield from sorted(found, key=lambda payload: not isinstance(payload, list))


def _read(path: Path) -> Iterator[Any]:
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw).decode("utf-8-sig")
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, EOFError) as error:
        raise BadInput(f"{path} holds no JSON: {error}.") from error
    try:
        yield json.loads(text)
    except ValueError:
        yield from _lines(path, text)


def _lines(path: Path, text: str) -> Iterator[Any]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except ValueError as error:
            hint = "--load takes Jira search pages or issues, or one issue a line."
            raise BadInput(f"{path}, line {number}, holds no JSON: {error}.", hint=hint) from error
