"""What our cards themselves remember of announced answers and agreed dates, where the ledger does not. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from trackerbridge.client_view.answers import NONE, Answers, entries
from trackerbridge.client_view.ask_queue import AT_ONCE, Turn, turn_entries, turns_of
from trackerbridge.client_view.marker import Marker
from trackerbridge.clock import DAY_STARTS, Calendar
from trackerbridge.ledger.promised_before import declared_entry, is_declared
from trackerbridge.ledger.records import Entry, EntryKind, Memory, Publication
from trackerbridge.plan.reference import reference_of
from trackerbridge.trackers.base import BoardCard


def recovered_entries(
    memory: Memory, own: Mapping[str, Publication], cards: Mapping[str, BoardCard], calendar: Calendar
) -> tuple[Entry, ...]:
    """The entries that a lost ledger would have; nothing that the ledger knows already. They have no number."""
    known, turns = memory.latest(EntryKind.ANSWER), turns_of(memory)
    found, agreed = [], is_declared(memory)
    for ref, publication in own.items():
        card = cards.get(publication.remote_id)
        marker = reference_of(card)
        if marker is None:
            continue
        found += [entry for entry in _answers(ref, publication, marker, calendar) if not _known(entry, known)]
        turn = Turn(marker.asked_later, marker.asked_on)
        found += turn_entries(ref, turns, turn) if turn != AT_ONCE else ()
        if marker.agreed and not agreed:
            found.append(replace(declared_entry("the board"), at=_instant(marker.first, calendar)))
            agreed = True
    return tuple(found)


def _answers(ref: str, publication: Publication, marker: Marker, calendar: Calendar) -> Iterator[Entry]:
    """What this card announces, as of the day of the move or of the date that passed."""
    since = {"reason": marker.moved_on, "new-date": marker.told}
    for entry in entries(ref, publication.task, NONE, Answers(marker.reason_by, marker.new_date_by)):
        day = since[entry.ref.partition(":")[0]]
        yield replace(entry, at=_instant(day or date.fromisoformat(entry.body["by"]), calendar))


def _known(entry: Entry, known: Mapping[str, Entry]) -> bool:
    """The ledger has heard of this very answer, whatever became of it."""
    return entry.ref in known and known[entry.ref].body.get("by") == entry.body["by"]


def _instant(day: date | None, calendar: Calendar) -> datetime | None:
    return calendar.at(day, DAY_STARTS) if day else None
