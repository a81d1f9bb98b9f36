"""What a card says, field by field, in comparable form: as it stands, as it should be, as we last wrote it. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from trackerbridge.client_view.marker import alike, comparable_description
from trackerbridge.client_view.normal_text import comparable_text, comparable_title
from trackerbridge.client_view.view import StatusCard
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Publication
from trackerbridge.plan.ownership import Places, comparable_due
from trackerbridge.plan.reference import reference_of
from trackerbridge.trackers.base import BoardCard

FIELDS = ("title", "description", "list", "due", "due_complete", "labels")


def wanted_values(card: StatusCard, places: Places) -> dict[str, str]:
    """The card as it should be."""
    return {
        "title": comparable_title(card.title),
        "description": comparable_text(card.description),
        "list": places.canonical(card.list.ref),
        "due": comparable_due(card.due),
        "due_complete": truth(card.due_complete),
        "labels": ",".join(sorted({places.canonical(label.ref) for label in card.labels})),
    }


def standing_values(card: BoardCard, places: Places) -> dict[str, str]:
    """The card as it stands. A list of nobody's is named by its id; labels that are not ours are left out."""
    refs = places.refs
    labels = {refs[label] for label in card.label_ids if refs.get(label, "").startswith("label:")}
    return {
        "title": comparable_title(card.title),
        "description": comparable_description(card.description),
        "list": refs.get(card.list_id, f"id:{card.list_id}"),
        "due": comparable_due(card.due),
        "due_complete": truth(card.due_complete),
        "labels": ",".join(sorted(labels)),
    }


def truth(value: bool) -> str:
    """A yes or no in comparable form."""
    return "true" if value else "false"


@dataclass(frozen=True, slots=True)
class Compared:
    """Three-way, per field: ``write`` holds what we may write, ``edited`` what a person changed (as it stands now).

    ``written`` is what we last wrote, per field, as far as it is known; the reference itself under ``marker``.
    """

    write: Mapping[str, str]
    edited: Mapping[str, str]
    written: Mapping[str, str]


def compare(publication: Publication, card: BoardCard, wanted: Mapping[str, str], places: Places) -> Compared:
    """What we last wrote, what stands, what we want.

    =================== ============================ ======================
    stands              was last written by us       then
    =================== ============================ ======================
    as we want it       whatever                     nothing; it counts as ours
    otherwise           as it stands                 we write
    otherwise           otherwise, or unknown        a person's edit: left alone
    =================== ============================ ======================
    """
    standing = standing_values(card, places)
    written = dict(last_written(publication, card, standing))
    write, edited = {}, {}
    for field in FIELDS:
        if standing[field] == wanted[field]:
            written[field] = wanted[field]
        elif field in written and alike(written[field], standing[field]):
            written[field] = standing[field]
            write[field] = wanted[field]
        else:
            edited[field] = standing[field]
    return Compared(write, edited, written)


def last_written(publication: Publication, card: BoardCard, standing: Mapping[str, str]) -> dict[str, str]:
    """Per field, what we last wrote: the ledger's word, unless the card carries a reference that it does not know.

    An unknown reference was written after the ledger's last entry (an older copy was restored, or there is none), so it
    is believed. Where it is the known one, the ledger is: fingerprints are short, and the reference cannot be renewed
    while a person's own description stands around it.
    """
    marker = reference_of(card)
    if marker is None or publication.written.get("marker") == marker.text:
        return dict(publication.written)
    values = {
        field: standing[field] if marker.says(field, standing[field]) else marker.remembered(field) for field in FIELDS
    }
    return {**publication.written, **values, "marker": marker.text}
