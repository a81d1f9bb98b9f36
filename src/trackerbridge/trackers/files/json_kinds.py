"""What a JSON file holds: a Trello board, Jira issues, or something that deserves one clear sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from trackerbridge.errors import BadInput
from trackerbridge.model import Gap
from trackerbridge.trackers.files.jira_pages import pages_in, refusal_in
from trackerbridge.trackers.files.jira_search import JiraFiles
from trackerbridge.trackers.files.json_values import JsonFile

READS = (
    "This version reads Trello board exports, Jira's search answers (JSON, one issue a line, or a folder of pages), "
    "CSV, and Excel and LibreOffice workbooks."
)
NEITHER = "neither a Trello board export nor Jira issues"
EXPORT = "In Trello: board menu, Print, export and share, Export as JSON."


def jira_in(found: JsonFile) -> JiraFiles | None:
    """The Jira issues in a file; None where there are none and nothing speaks of any."""
    pages = tuple(page for value in found.values for page in pages_in(value))
    if not pages:
        return None
    return JiraFiles(pages, gaps=(*_broken_lines(found), *_foreign_lines(found)), notes=found.notes)


def _broken_lines(found: JsonFile) -> Iterator[Gap]:
    if found.broken:
        places = ", ".join(f"line {line} ({what})" for line, what in found.broken[:3])
        yield Gap(None, f"Lines that are no JSON were left out: {len(found.broken)}, {places}. Export them again.")


def _foreign_lines(found: JsonFile) -> Iterator[Gap]:
    strange = sum(not pages_in(value) for value in found.values)
    if found.lines and strange:
        yield Gap(None, f"Lines that hold no Jira issue were left out: {strange}.")


def is_board(raw: Any) -> bool:
    """Whether a value is a Trello board export."""
    return isinstance(raw, dict) and isinstance(raw.get("cards"), list) and isinstance(raw.get("lists"), list)


def board_in(raw: Any, name: str) -> Mapping[str, Any] | None:
    """The Trello board in a value; None where it speaks of no board. Raises :class:`BadInput` for a part of one."""
    if not isinstance(raw, dict):
        return None
    if is_board(raw):
        return raw
    if "cards" in raw and "lists" not in raw:
        raise BadInput(f"{name} is a Trello board without its lists.", hint=f"Export the whole board. {EXPORT}")
    if "idBoard" in raw and "idList" in raw:
        raise BadInput(f"{name} is one Trello card, not a board.", hint=f"Export the whole board. {EXPORT}")
    return None


def unknown(raw: Any, name: str) -> BadInput:
    """What is said of JSON that holds neither."""
    if refusal := refusal_in(raw):
        return BadInput(
            f"{name} holds Jira's refusal of a search: {refusal}", hint="Mend the search, and save its answer."
        )
    if isinstance(raw, dict):
        keys = ", ".join(str(key) for key in list(raw)[:5]) or "nothing"
        return BadInput(f"{name} is JSON, and {NEITHER}: it holds {keys}.", hint=READS)
    first = raw[0] if isinstance(raw, list) and raw else None
    if isinstance(first, dict) and "idBoard" in first:
        return BadInput(f"{name} is a list of parts of a Trello board.", hint=f"Export the whole board. {EXPORT}")
    return BadInput(f"{name} is a JSON list, and {NEITHER}.", hint=READS)
