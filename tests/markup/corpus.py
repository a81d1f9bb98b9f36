"""Real texts to try: what people wrote in Jira, and the schema that Atlassian publishes; skipped where absent."""

import gzip
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.shared_data import SHARED

SCHEMA = SHARED / "specs" / "adf.schema.json"
_TEXTS = ("description", "body", "comment", "environment")


@cache
def validator() -> jsonschema.protocols.Validator:
    if not SCHEMA.exists():
        pytest.skip(f"the official ADF schema is not there: {SCHEMA}")
    return jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def assert_valid(document: dict[str, Any]) -> None:
    """The document validates; the error that names the innermost place is shown."""
    errors = sorted(validator().iter_errors(document), key=lambda error: -len(error.absolute_path))
    assert not errors, f"{list(errors[0].absolute_path)}: {errors[0].message[:300]}"


@cache
def wiki_texts() -> tuple[str, ...]:
    """Every description, environment and comment of the recorded and saved Jira payloads that is wiki text."""
    files = [SHARED / "data/late/raw-jira/apache.jsonl.gz"]
    for folder in ("jira-payloads", "recordings/jira-v2", "recordings/jira-server-bodies"):
        files += sorted(
            path for path in (SHARED / "data" / folder).rglob("*") if path.suffix in (".json", ".jsonl", ".gz")
        )
    if not files[0].exists():
        pytest.skip(f"the recorded Jira texts are not there: {files[0]}")
    return tuple(dict.fromkeys(text for path in files for value in _values(path) for text in _found(value)))


def documents() -> dict[str, dict[str, Any]]:
    """Every ADF document of the recordings."""
    found: dict[str, dict[str, Any]] = {}
    for folder in ("recordings/adf", "recordings/jira-v3"):
        for path in sorted((SHARED / "data" / folder).rglob("*.json")):
            for number, document in enumerate(_documents(json.loads(path.read_text(encoding="utf-8")))):
                found[f"{path.name} {number}"] = document
    if not found:
        pytest.skip(f"the recorded documents are not there: {SHARED / 'data/recordings/adf'}")
    return found


def _values(path: Path) -> list[Any]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    if ".jsonl" in path.name:
        return [json.loads(line) for line in raw.decode().splitlines() if line.strip()]
    return [json.loads(raw)]


def _found(value: Any) -> Iterator[str]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        if key in _TEXTS and isinstance(inner, str):
            yield inner
        else:
            yield from _found(inner)


def _documents(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict) and value.get("type") == "doc":
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _documents(inner)
