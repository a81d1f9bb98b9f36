"""The changes of one card, each with its reason and what the ledger will remember of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trackerbridge.client_view.marker import PRINTED, Marker, decode, fingerprint, owner_of, with_marker
from trackerbridge.client_view.view import StatusCard
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Publication
from trackerbridge.markup.reference import together
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.card_values import FIELDS, Compared, compare, truth, wanted_values
from trackerbridge.plan.changes import Change, FieldChange
from trackerbridge.plan.ownership import Places, comparable_due
from trackerbridge.trackers.base import BoardCard

_BUNDLED = ("title", "list", "due", "due_complete")


@dataclass(frozen=True, slots=True)
class Names:
    """What lists and labels are called, for people: by our reference and by remote id."""

    refs: Mapping[str, str]
    ids: Mapping[str, str]

    def of_refs(self, refs: str) -> list[str]:
        """Names of comma-separated references."""
        return [self.refs[ref] for ref in _refs(refs)]

    def of_ids(self, ids: tuple[str, ...]) -> list[str]:
        """Names of remote ids; nameless labels have none."""
        return [name for each in ids if (name := self.ids.get(each))]


@dataclass(frozen=True, slots=True)
class Scene:
    """What all cards of one plan share. ``complete``: the pull may take things away."""

    project: str
    places: Places
    names: Names
    complete: bool
    born_in: str = ""  # ids of lists: see ``Board``
    archived_in: str = ""
    reference_apart: bool = False


def creations(card: StatusCard, scene: Scene) -> Iterator[Change]:
    """A card that was never published; and its way into its list, where new cards all appear in one and the same.

    The reference that it is made with says the list that it is going to, so that it need not be written a second time.
    Where the way there breaks off, the ledger knows where the card was born, and the next run moves it on.
    """
    wanted = wanted_values(card, scene.places)
    born = _list(scene.born_in, scene) if scene.born_in else wanted["list"]
    yield _creation(card, wanted, born, scene)
    if born != wanted["list"]:
        yield _placement(card, wanted, scene)


def _list(list_id: str, scene: Scene) -> str:
    """A list in comparable form (see ``card_values``)."""
    return scene.places.refs.get(list_id, f"id:{list_id}")


def _placement(card: StatusCard, wanted: Mapping[str, str], scene: Scene) -> Change:
    return Change(
        action="update",
        kind="card",
        ref=card.ref,
        task=card.task,
        fields={"list": FieldChange(None, scene.names.refs[wanted["list"]])},
        why=Sentence("New work appears at the beginning of the workflow, and moves on from there."),
        list_ref=wanted["list"],
        written={"list": wanted["list"]},
        first=card.first,
        moved_on=card.moved_on,
    )


def _creation(card: StatusCard, wanted: Mapping[str, str], born: str, scene: Scene) -> Change:
    here = born if born in scene.names.refs else ""
    marker = _marker(card, wanted, scene)
    values = {
        "title": card.title,
        "description": with_marker(card.description, marker),
        "list": scene.names.refs[here] if here else None,
        "labels": scene.names.of_refs(wanted["labels"]),
        "due": comparable_due(card.due) or None,
        "due_complete": card.due_complete or None,
    }
    return Change(
        action="create",
        kind="card",
        ref=card.ref,
        task=card.task,
        fields={name: FieldChange(None, value) for name, value in values.items() if value},
        why=card.why or Sentence("It is new to the client."),
        list_ref=here,
        label_refs=tuple(_refs(wanted["labels"])),
        written={**wanted, "list": born, "marker": marker.text},
        told=card.told,
        first=card.first,
        moved_on=card.moved_on,
        entries=card.entries,
    )


def restoration(card: StatusCard, publication: Publication) -> Change:
    """A card that we had put away and that the client should see again."""
    return Change(
        action="restore",
        kind="card",
        ref=card.ref,
        task=card.task,
        fields={"archived": FieldChange(True, False)},
        why=Sentence("The task is published again."),
        remote_id=publication.remote_id,
        told=card.told,  # no news where it was told before; where that was undone, it is told again
    )


def ending(publication: Publication, reason: str, scene: Scene) -> Change:
    """A card that should leave the board: put away, never deleted."""
    moved = {"list": _list(scene.archived_in, scene)} if scene.archived_in else {}
    return Change(
        action="archive",
        kind="card",
        ref=publication.ref,
        task=publication.task,
        fields={"archived": FieldChange(False, True)},
        why=reason,
        remote_id=publication.remote_id,
        written=moved,
    )


@dataclass(frozen=True, slots=True)
class Differences:
    """What to write to one card, the comparison behind it, and whether an incomplete pull kept something back."""

    changes: tuple[Change, ...]
    compared: Compared
    kept_back: bool = False


def differences(card: StatusCard, publication: Publication, remote: BoardCard, scene: Scene) -> Differences:
    """One update that bundles every field, then labels one by one."""
    compared = compare(publication, remote, wanted_values(card, scene.places), scene.places)
    write = dict(compared.write) if scene.complete else _without_loss(compared)
    kept_back = write != compared.write
    if not write:
        return Differences((), compared, kept_back)
    after = {**compared.written, **write}
    changes = [*_update(card, remote, write, compared, after, scene)]
    if "labels" in write:
        changes += _label_changes(card, remote, compared.written["labels"], write["labels"], scene)
    return Differences(tuple(changes), compared, kept_back)


def _without_loss(compared: Compared) -> dict[str, str]:
    """After an incomplete pull nothing is cleared and no label is taken off; what is new is still written."""
    write = {name: value for name, value in compared.write.items() if value}
    if "labels" in write:
        carried = _refs(compared.written["labels"])
        write["labels"] = _joined({*carried, *_refs(write["labels"])})
        if set(_refs(write["labels"])) == set(carried):
            del write["labels"]
    return write


def _update(
    card: StatusCard,
    remote: BoardCard,
    write: Mapping[str, str],
    compared: Compared,
    after: Mapping[str, str],
    scene: Scene,
) -> Iterator[Change]:
    """The description goes along with every change, since the reference in it tells what was written last."""
    fields = {name: _field(name, card, remote, scene) for name in _BUNDLED if name in write}
    written = {name: write[name] for name in _BUNDLED if name in write}
    if "description" not in compared.edited:
        marker = _marker(card, after, scene)
        final = with_marker(card.description, marker)
        fields["description"] = FieldChange(_with_reference(remote.description, compared, scene), final)
        written |= {"description": after["description"], "marker": marker.text}
    if not fields:
        return
    telling = "due" in write or "description" in write
    yield Change(
        action="update",
        kind="card",
        ref=card.ref,
        task=card.task,
        fields={name: fields[name] for name in FIELDS if name in fields},
        why=card.why or Sentence("The client should see the current {fields}.", fields=_listed(write)),
        remote_id=remote.id,
        list_ref=write.get("list", ""),
        written=written,
        told=card.told if telling else None,
        first=card.first,
        moved_on=card.moved_on,
        entries=card.entries if "description" in written else (),
    )


def _with_reference(text: str, compared: Compared, scene: Scene) -> str:
    """What stands there, with the reference that stands elsewhere: whoever undoes this writes that back as well."""
    known = compared.written.get("marker", "") if scene.reference_apart and decode(text) is None else ""
    return together(text, known)


def _field(name: str, card: StatusCard, remote: BoardCard, scene: Scene) -> FieldChange:
    match name:
        case "title":
            return FieldChange(remote.title, card.title)
        case "list":
            wanted = scene.names.refs[scene.places.canonical(card.list.ref)]
            return FieldChange(scene.names.ids.get(remote.list_id, ""), wanted)
        case "due":
            return FieldChange(comparable_due(remote.due) or None, comparable_due(card.due) or None)
        case _:
            return FieldChange(remote.due_complete, card.due_complete)


def _label_changes(card: StatusCard, remote: BoardCard, stands: str, wanted: str, scene: Scene) -> Iterator[Change]:
    """Put on first, then taken off, so that a card is never without its health."""
    now, goal = set(_refs(stands)), set(_refs(wanted))
    names = scene.names.of_ids(remote.label_ids)
    for ref in sorted(goal - now):
        before, now, names = names, now | {ref}, [*names, scene.names.refs[ref]]
        yield _label_change("label", ref, card, remote, before, names, now, scene)
    for ref in sorted(now - goal):
        before, now, names = names, now - {ref}, [name for name in names if name != scene.names.refs[ref]]
        yield _label_change("unlabel", ref, card, remote, before, names, now, scene)


def _label_change(
    action: str,
    ref: str,
    card: StatusCard,
    remote: BoardCard,
    before: list[str],
    after: list[str],
    now: set[str],
    scene: Scene,
) -> Change:
    name = scene.names.refs[ref]
    one = FieldChange(None, name) if action == "label" else FieldChange(name, None)
    return Change(
        action=action,
        kind="card",
        ref=card.ref,
        task=card.task,
        fields={"label": one, "labels": FieldChange(before, after)},
        why=card.why or Sentence("It holds now." if action == "label" else "It no longer holds."),
        remote_id=remote.id,
        label_refs=(ref,),
        written={"labels": _joined(now)},
    )


def _marker(card: StatusCard, after: Mapping[str, str], scene: Scene) -> Marker:
    return Marker(
        owner=owner_of(scene.project, card.ref),
        prints={name: fingerprint(after.get(name, "")) for name in PRINTED},
        first=card.first,
        told=card.told,
        moved_on=card.moved_on,
        moves=card.moves if card.moves > 1 else 0,
        earlier=card.earlier,
        asked_later=card.asked_later,
        asked_on=card.asked_on,
        without_task=card.without_task,
        done_on=card.done_on,
        reason_by=card.reason_by,
        new_date_by=card.new_date_by,
        agreed=card.agreed,
        due_complete=after.get("due_complete") == truth(True),
    )


def _refs(joined: str) -> list[str]:
    return [ref for ref in joined.split(",") if ref]


def _joined(refs: set[str]) -> str:
    return ",".join(sorted(refs))


def _listed(write: Mapping[str, str]) -> Sentence:
    names = [{"due_complete": "tick", "labels": "label"}.get(name, name) for name in FIELDS if name in write]
    said, *others = map(Sentence, names)
    for one in others[:-1]:
        said = Sentence("{said}, {other}", said=said, other=one)
    return Sentence("{said} and {other}", said=said, other=others[-1]) if others else said
