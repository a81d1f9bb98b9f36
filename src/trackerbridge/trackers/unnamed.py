"""What ``check`` says of people whose side nobody named: the same for every tracker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trackerbridge.model import Person, Side
from trackerbridge.people import Sides
from trackerbridge.trackers.base import Finding

_NAMED = 10


def unnamed(authors: Iterable[Person], sides: Sides, *, standing: str) -> Iterator[Finding]:
    """Findings about authors of unknown side, and about a client whom nobody named.

    ``standing`` completes "Wrote comments, and is …": what the tracker could have said of a person, and did not.
    """
    unknown = sorted({who.name or who.id for who in authors if who.side is Side.UNKNOWN})
    if unknown:
        yield Finding(
            ok=True,
            what=f"Wrote comments, and is {standing}: {', '.join(unknown[:_NAMED])}.",
            hint="Name them under team or client of the project.",
        )
    if not sides.knows_client:
        yield Finding(
            ok=True,
            what="Nobody is named as the client, so nothing can be said about the client's own comments.",
            hint="Name the client's people under client of the project.",
        )
