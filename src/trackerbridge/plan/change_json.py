"""A change as JSON and back, and the digest over many: the same in the ledger's intents and in plan files. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from trackerbridge.errors import UsageError
from trackerbridge.ledger.records import Entry, EntryKind
from trackerbridge.model.sentence import Sentence, put_together, taken_apart
from trackerbridge.plan.changes import Change, FieldChange

_DAYS = ("told", "first", "moved_on")


def change_to_data(change: Change) -> dict[str, Any]:
    """A change as JSON, nothing left out."""
    days = {name: day.isoformat() if (day := getattr(change, name)) else None for name in _DAYS}
    return {
        "action": change.action,
        "kind": change.kind,
        "side": change.side,
        "ref": change.ref,
        "task": change.task,
        "fields": {name: {"from": each.before, "to": each.after} for name, each in change.fields.items()},
        "why": change.why,
        "remote_id": change.remote_id,
        "list_ref": change.list_ref,
        "label_refs": list(change.label_refs),
        "source": change.source,
        "written": dict(change.written),
        **days,
        **_later_fields(change),
    }


def intent_to_data(change: Change) -> dict[str, Any]:
    """What the ledger keeps of a change that is begun: why it is made can be told in the team's language later."""
    why = {"why_of": taken_apart(change.why)} if isinstance(change.why, Sentence) else {}
    return change_to_data(change) | why


def change_from_text(text: str) -> Change:
    """The change that an intent holds. Raises UsageError where it is none."""
    try:
        return change_from_data(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError(
            "The ledger holds a change that this version cannot read: another one wrote it, or the ledger is damaged.",
            hint="See which versions of trackerbridge use this ledger; if it is damaged, restore it from a copy.",
        ) from None


def change_from_data(data: Mapping[str, Any]) -> Change:
    """The change that :func:`change_to_data` made. Raises KeyError, TypeError or ValueError where it is none."""
    days = {name: date.fromisoformat(data[name]) if data[name] else None for name in _DAYS}
    return Change(
        action=str(data["action"]),
        kind=str(data["kind"]),
        side=str(data["side"]),
        ref=str(data["ref"]),
        task=data["task"],
        fields={str(name): FieldChange(each["from"], each["to"]) for name, each in data["fields"].items()},
        why=put_together(data["why_of"]) if data.get("why_of") else str(data["why"]),
        remote_id=str(data["remote_id"]),
        list_ref=str(data["list_ref"]),
        label_refs=tuple(str(ref) for ref in data["label_refs"]),
        source=str(data["source"]),
        written={str(name): str(value) for name, value in data["written"].items()},
        **days,
        untold=date.fromisoformat(data["untold"]) if data.get("untold") else None,
        on=str(data.get("on", "")),
        entries=tuple(
            Entry(kind=EntryKind(each["kind"]), ref=str(each["ref"]), body=dict(each["body"]))
            for each in data.get("entries", ())
        ),
    )


def _later_fields(change: Change) -> dict[str, Any]:
    """Only where they say something, so that plans that were kept before still have their digest."""
    entries = [{"kind": each.kind.value, "ref": each.ref, "body": dict(each.body)} for each in change.entries]
    untold = {"untold": change.untold.isoformat()} if change.untold else {}
    return ({"on": change.on} if change.on else {}) | ({"entries": entries} if entries else {}) | untold


def digest_of(project: str, board: str, changes: Iterable[Change]) -> str:
    """One name for exactly these changes: SHA-256 over their canonical JSON."""
    data = {"project": project, "board": board, "changes": [change_to_data(change) for change in changes]}
    text = json.dumps(data, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
