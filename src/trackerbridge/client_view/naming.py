"""What our lists and labels are called on one board: the wording's names, or those that the configuration gives."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from trackerbridge.client_view.view import LabelRole, ListRole
from trackerbridge.client_view.wording import Wording
from trackerbridge.config.schema import PublishConfig
from trackerbridge.model.sentence import Sentence


def list_names(publish: PublishConfig, wording: Wording) -> dict[ListRole, str]:
    """Every list's name, in the order of the board."""
    return {role: publish.lists.get(role.value, "").strip() or wording.list_name(role) for role in ListRole}


def label_names(publish: PublishConfig, wording: Wording) -> dict[LabelRole, str]:
    """Every label's name."""
    return {role: publish.labels.get(role.value, "").strip() or wording.label_name(role) for role in LabelRole}


def naming_notes(publish: PublishConfig) -> list[str]:
    """For the manager: names given to lists and labels that do not exist."""
    lists = _unknown("publish.lists", publish.lists, [role.value for role in ListRole])
    return lists + _unknown("publish.labels", publish.labels, [role.value for role in LabelRole])


def _unknown(table: str, names: Iterable[str], known: list[str]) -> list[str]:
    notes: list[str] = []
    for name in sorted(set(names) - set(known)):
        near = difflib.get_close_matches(name, known, n=1)
        if near:
            notes.append(Sentence("{table} has no {name}; did you mean {near}?", table=table, name=name, near=near[0]))
        else:
            known_names = ", ".join(known)
            notes.append(Sentence("{table} has no {name}; it has {known}.", table=table, name=name, known=known_names))
    return notes
