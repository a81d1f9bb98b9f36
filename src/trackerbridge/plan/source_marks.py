"""Team labels (``tb-overdue`` …) on the source's own tasks: put on and taken off by verb, nothing else. Pure.

Only labels by these names are ours on a source; every other label there belongs to the team.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.changes import Change, FieldChange
from trackerbridge.trackers.base import Board, BoardCard

COLORS: Mapping[str, str] = {
    "tb-overdue": "red",
    "tb-due-soon": "yellow",
    "tb-no-date": "sky",
    "tb-unclear": "purple",
    "tb-stale": "black",
    "tb-unowned": "pink",
    "tb-client-waiting": "orange",
}


def mark_ref(source: str, name: str) -> str:
    """The reference of a team label on one source."""
    return f"mark:{source}/{name}"


def mark_ids(source: str, board: Board) -> dict[str, str]:
    """Where our team labels are on a source; of several with one name the lowest id."""
    ids: dict[str, str] = {}
    if board.labels_by_name:
        return {mark_ref(source, name): name for name in COLORS}
    for label in sorted(board.labels, key=lambda label: label.id, reverse=True):
        if label.name in COLORS:
            ids[mark_ref(source, label.name)] = label.id
    return ids


def marks_on(source: str, marks: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Of the team labels by task identity: those of one source, by task id."""
    start = f"{source}/"
    return {identity.removeprefix(start): names for identity, names in marks.items() if identity.startswith(start)}


def mark_changes(source: str, board: Board, marks: Mapping[str, frozenset[str]], *, complete: bool) -> Iterator[Change]:
    """Labels that are missing on the source, then every card's. ``marks``: per task id, the names it should carry."""
    names = {label.id: label.name for label in board.labels if label.name in COLORS}
    live = sorted((card for card in board.cards if not card.archived), key=lambda card: card.id)
    wanted = {name for card in live for name in marks.get(card.id, frozenset())}
    if not board.labels_by_name:
        for name in sorted(wanted - set(names.values())):
            yield _creation(source, name)
    kept = {label.id for label in board.labels if not label.removable}
    for card in live:
        yield from _verbs(source, card, marks.get(card.id, frozenset()), names, kept, complete)


def _creation(source: str, name: str) -> Change:
    return Change(
        action="create",
        kind="label",
        ref=mark_ref(source, name),
        fields={"name": FieldChange(None, name), "color": FieldChange(None, COLORS[name])},
        why=Sentence("The team's board has no such label yet."),
        side="source",
        source=source,
    )


def _verbs(
    source: str, card: BoardCard, wanted: frozenset[str], names: Mapping[str, str], kept: set[str], complete: bool
) -> Iterator[Change]:
    carried = {names[label] for label in card.label_ids if label in names}
    for name in sorted(wanted - carried):
        yield _verb("label", source, card, name, mark_ref(source, name), names)
    if not complete:
        return
    for label in card.label_ids:
        if label in names and names[label] not in wanted and label not in kept:
            # By its own id: the team may have made a second label of this name.
            yield _verb("unlabel", source, card, names[label], f"{mark_ref(source, names[label])}#{label}", names)


def _verb(action: str, source: str, card: BoardCard, name: str, ref: str, names: Mapping[str, str]) -> Change:
    before = [names[label] for label in card.label_ids if label in names]
    after = [*before, name] if action == "label" else [other for other in before if other != name]
    one = FieldChange(None, name) if action == "label" else FieldChange(name, None)
    return Change(
        action=action,
        kind="card",
        ref=f"task:{source}/{card.id}",
        fields={"label": one, "labels": FieldChange(before, after)},
        why=Sentence(
            "“{title}”: the flag holds." if action == "label" else "“{title}”: the flag no longer holds.",
            title=card.title,
        ),
        side="source",
        remote_id=card.id,
        label_refs=(ref,),
        source=source,
    )


def mark_back(change: Change, board: Board) -> Change | None:
    """What puts a team label back that this change took off, or the reverse; None where somebody did so since.

    ``board`` is the source as it stands. A task that is put away or gone, a label that is gone or cannot be taken off
    here: None as well.
    """
    names = {label.id: label.name for label in board.labels if label.name in COLORS}
    name = str(change.fields["label"].after or change.fields["label"].before)
    card = next((each for each in board.cards if change.ref == f"task:{change.source}/{each.id}"), None)
    if card is None or card.archived:
        return None
    carried = next((label for label in card.label_ids if names.get(label) == name), None)
    if change.action == "label":
        kept = {label.id for label in board.labels if not label.removable}
        if carried is None or carried in kept:
            return None
        return _verb("unlabel", change.source, card, name, f"{mark_ref(change.source, name)}#{carried}", names)
    if carried is not None or not (board.labels_by_name or name in names.values()):
        return None
    return _verb("label", change.source, card, name, mark_ref(change.source, name), names)


def extra_mark_ids(source: str, board: Board) -> dict[str, str]:
    """Every carried team label by its own id, for taking it off."""
    return {f"{mark_ref(source, label.name)}#{label.id}": label.id for label in board.labels if label.name in COLORS}
