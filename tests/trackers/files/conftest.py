"""Ways to put a file down and to read it back."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from trackerbridge.clock import Calendar
from trackerbridge.errors import BadInput
from trackerbridge.model import Snapshot
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.files.connector import HowToRead, read_file

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
CHISINAU = Calendar(ZoneInfo("Europe/Chisinau"), "MD")


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Write a file from text, bytes, or anything JSON can hold."""

    def put(content: object, name: str = "plan.csv") -> Path:
        path = tmp_path / name
        if not isinstance(content, str | bytes):
            content = json.dumps(content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return put


@pytest.fixture
def read(put) -> Callable[..., Snapshot]:
    """Put a file down and read it, in Chisinau, on 21 November 2026 at noon UTC."""

    def read(content: object, name: str = "plan.csv", **how) -> Snapshot:
        path = content if isinstance(content, Path) else put(content, name)
        sides = Sides.of(["Ana"], ["@client.example"])
        return read_file(path, HowToRead(StageMap.of({}), sides, CHISINAU, **how), pulled_at=NOW)

    return read


@pytest.fixture
def refusal(read) -> Callable[..., str]:
    """What is said of a file that cannot be read."""

    def refusal(content: object, name: str = "plan.csv") -> str:
        with pytest.raises(BadInput) as caught:
            read(content, name)
        return str(caught.value)

    return refusal
