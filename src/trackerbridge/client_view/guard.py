"""What never leaves (CLIENT section 3): the first guard, over the final text of every part of every card.

It holds back the part, never the card: a neutral sentence takes its place, and the team reads what, where and why. It
fails closed: what it cannot read does not pass. Our own sentences, filled with dates and counts, always pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from trackerbridge.client_view.guard_names import TeamNames
from trackerbridge.client_view.guard_patterns import telling_shapes, without_prices
from trackerbridge.client_view.guard_text import folded, legible, phrases, words_of
from trackerbridge.client_view.marks import MARKS
from trackerbridge.client_view.select import Selection
from trackerbridge.client_view.work import BONUS_LABELS
from trackerbridge.config.schema import Settings
from trackerbridge.model import Snapshot

UNREADABLE = "the guard could not read it"
_MOST_READ = 4_000  # characters; whatever is longer is cut long before it reaches a board
_BRACKETED = re.compile(r"[\[{<]\s*([^\[\]{}<>]{1,60}?)\s*[\]}>]")
_HASHTAG = re.compile(r"(?<![\w&])#([^\W\d][\w\-/:]*)")
_CODED = re.compile(r"_|::|^tb-|^[psPS][0-5]$|^(?=.*[a-z][A-Z])\w+$")  # names that nobody uses as a word


@dataclass(frozen=True, slots=True)
class Guard:
    """Knows one project's team, and the labels of its sources (folded; ``coded`` are those that are no words)."""

    names: TeamNames = field(default_factory=TeamNames)
    labels: frozenset[str] = frozenset()
    coded: frozenset[str] = frozenset()

    @classmethod
    def of(cls, settings: Settings, snapshots: Sequence[Snapshot]) -> Guard:
        """For one project: its configuration, and everybody and every label that its sources know."""
        # Our own team labels always: whether they stand on the source yet must not decide what the client reads.
        labels = {label.strip() for snapshot in snapshots for label in _labels(snapshot) if label.strip()}
        labels |= set(MARKS.values())
        shown = {folded(_select_label(settings)), *map(folded, BONUS_LABELS)}
        hidden = {label for label in labels if folded(label) not in shown}
        return cls(
            names=TeamNames.of(settings.project, snapshots),
            labels=frozenset(map(folded, hidden)),
            coded=frozenset(folded(label) for label in hidden if _CODED.search(label)),
        )

    def reason(self, text: str, *, exempt: Sequence[str] = ()) -> str:
        """Why this text may not stand on the client's board, for the team; empty where it may.

        ``exempt`` are prices that the team offers the client, as typed: their money and hours may pass, all else in
        them is read.
        """
        try:
            for price in filter(None, exempt):
                text = text.replace(price, without_prices(price))
            return "; ".join(dict.fromkeys(self._reasons(text[:_MOST_READ])))
        except Exception:  # whatever went wrong here, an unread text must not pass
            return UNREADABLE

    def _reasons(self, text: str) -> Iterator[str]:
        plain = legible(text)
        yield from telling_shapes(plain)
        yield from self.names.found_in(plain)
        yield from self._internal_words(plain)

    def _internal_words(self, text: str) -> Iterator[str]:
        marked = [found[1] for pattern in (_BRACKETED, _HASHTAG) for found in pattern.finditer(text)]
        internal = phrases("internal")
        if any(folded(word) in self.labels for word in marked):
            yield "it carries a label of the source"
        if any(" ".join(words_of(word)) in internal for word in marked):
            yield "it is marked as internal"
        if any(re.search(rf"(?<!\w){re.escape(label)}(?!\w)", folded(text)) for label in self.coded):
            yield "it carries a label of the source"
        said = f" {' '.join(words_of(text))} "
        if any(f" {phrase} " in said for phrase in phrases("not_for_client")):
            yield "it says that it is not for the client"


def _labels(snapshot: Snapshot) -> Iterator[str]:
    yield from snapshot.labels
    for task in snapshot.tasks:
        yield from task.labels


def _select_label(settings: Settings) -> str:
    publish = settings.project.publish
    selection = Selection.of(publish.select) if publish else None
    return selection.name if selection and selection.kind == "label" else ""
