"""The pictures on cards: put on and taken off where they are ours, never where a person chose one. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trackerbridge.client_view.view import StatusCard
from trackerbridge.ledger.records import Publication
from trackerbridge.model.sentence import Sentence
from trackerbridge.pictures import NAMES
from trackerbridge.plan.changes import Change, FieldChange
from trackerbridge.trackers.base import BoardCard

COVER = "cover"


def cover_change(card: StatusCard, publication: Publication | None, remote: BoardCard | None) -> Iterator[Change]:
    """What to do about one card's cover.

    =============== ===================== ==========================================================
    stands          was written by us     then
    =============== ===================== ==========================================================
    as we want it   whatever              nothing
    none            never                 we put ours on
    ours            whatever              we put the right one on, or take it off
    none, other     ours                  a person's edit: left alone (see :func:`edited_cover`)
    other           never                 a person's own: left alone
    =============== ===================== ==========================================================
    """
    standing = remote.cover if remote else ""
    wanted = card.cover
    if wanted is None or standing == wanted or edited_cover(card, publication, remote):
        return
    given_back = publication is not None and standing == publication.written.get(COVER)
    if standing and standing not in NAMES and not given_back:
        return
    yield Change(
        action="update",
        kind=COVER,
        ref=card.ref,
        task=card.task,
        fields={COVER: FieldChange(standing or None, wanted)},
        why=Sentence("Good news gets a picture." if wanted else "The picture no longer fits."),
        remote_id=remote.id if remote else "",
        on=card.ref,
        written={COVER: wanted},
        first=card.first,
        moved_on=card.moved_on,
    )


def edited_cover(card: StatusCard, publication: Publication | None, remote: BoardCard | None) -> Mapping[str, str]:
    """The cover as a person left it, where we had put one on; empty where nobody changed it."""
    if publication is None or remote is None:
        return {}
    written = publication.written.get(COVER, "")
    if not written or remote.cover in (written, card.cover) or remote.cover in NAMES:
        return {}
    return {COVER: remote.cover}
