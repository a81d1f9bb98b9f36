"""What ``check`` says in the same way of every tracker: where it was refused, and whom nobody named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trackerbridge.errors import TrackerbridgeError
from trackerbridge.model import Person, Side
from trackerbridge.model.sentence import Sentence
from trackerbridge.people import Sides
from trackerbridge.trackers.base import Finding

_NAMED = 10


def until_refused(findings: Iterable[Finding]) -> list[Finding]:
    """The findings up to the first refusal, and that one."""
    found: list[Finding] = []
    try:
        for finding in findings:
            found.append(finding)  # one by one, so that those before a refusal are kept
    except TrackerbridgeError as refusal:
        found.append(Finding(ok=False, what=refusal.message, hint=refusal.hint, exit_code=int(refusal.exit_code)))
    return found


def unnamed(authors: Iterable[Person], sides: Sides, *, standing: str) -> Iterator[Finding]:
    """Findings about authors of unknown side, and about a client whom nobody named.

    ``standing`` says of "{who}" that they wrote comments, and what the tracker could have said of them and did not.
    """
    unknown = sorted({who.name or who.id for who in authors if who.side is Side.UNKNOWN})
    if unknown:
        yield Finding(
            ok=True,
            what=Sentence(standing, who=", ".join(unknown[:_NAMED])),
            hint=Sentence("Name them under team or client of the project."),
        )
    if not sides.knows_client:
        yield Finding(
            ok=True,
            what=Sentence("Nobody is named as the client, so nothing can be said about the client's own comments."),
            hint=Sentence("Name the client's people under client of the project."),
        )
