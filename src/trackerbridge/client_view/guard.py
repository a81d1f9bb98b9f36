"""What never leaves (CLIENT section 3): the first guard, over the final text of every part of every card.

It holds back the part, never the card: a neutral sentence takes its place, and the team reads what, where and why, with
a safer wording. It fails closed: what it cannot read does not pass. Our own sentences, filled with dates and counts,
always pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from trackerbridge.client_view.guard_amounts import without_prices
from trackerbridge.client_view.guard_names import TeamNames
from trackerbridge.client_view.guard_patterns import telling_shapes
from trackerbridge.client_view.guard_text import folded, legible, phrases, says, words_of
from trackerbridge.client_view.guard_tone import tone_of
from trackerbridge.client_view.held_digest import digest_of
from trackerbridge.client_view.marks import MARKS
from trackerbridge.client_view.select import Selection
from trackerbridge.client_view.work import BONUS_LABELS
from trackerbridge.config.schema import Settings
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Snapshot

UNREADABLE = "the guard could not read it"
_MOST_READ = 4_000  # characters; whatever is longer is cut long before it reaches a board
_BRACKETED = re.compile(r"[\[{<]\s*([^\[\]{}<>]{1,60}?)\s*[\]}>]")
_HASHTAG = re.compile(r"(?<![\w&])#([^\W\d][\w\-/:]*)")
_CODED = re.compile(r"_|::|^tb-|^[psPS][0-5]$|^(?=.*[a-z][A-Z])\w+$")  # names that nobody uses as a word
_SENTENCES = re.compile(r"(?<=[.!?…])\s+|\n+")
_ASIDE = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
_JARGON = "it uses words of the trade that a client need not know"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the guard says of one text. ``reasons`` are for the team; ``safer`` is what of it may stand, or empty.

    ``instead`` is what a person put in its place.
    """

    reasons: tuple[str, ...] = ()
    safer: str = ""
    instead: str | None = None
    released: bool = False

    @property
    def passes(self) -> bool:
        """Nothing was found, or a person released it."""
        return not self.reasons

    @property
    def held(self) -> bool:
        """It may not stand, and waits for a person."""
        return bool(self.reasons) and self.instead is None


@dataclass(frozen=True, slots=True)
class Guard:
    """Knows one project's team, and the labels of its sources (folded; ``coded`` are those that are no words).

    ``hosts`` are those that links may lead to (``publish.links``). ``decided``: by digest, None for a text that was
    released by a person, else what they put in its place.
    """

    names: TeamNames = field(default_factory=TeamNames)
    labels: frozenset[str] = frozenset()
    coded: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    decided: Mapping[str, str | None] = field(default_factory=dict)
    passing: list[str] = field(default_factory=list)  # pieces that a person let out: they pass wherever they are quoted

    @classmethod
    def of(
        cls, settings: Settings, snapshots: Sequence[Snapshot], decided: Mapping[str, str | None] | None = None
    ) -> Guard:
        """For one project: its configuration, and everybody and every label that its sources know."""
        # Our own team labels always: whether they stand on the source yet must not decide what the client reads.
        labels = {label.strip() for snapshot in snapshots for label in _labels(snapshot) if label.strip()}
        labels |= set(MARKS.values())
        shown = {folded(_select_label(settings)), *map(folded, BONUS_LABELS)}
        hidden = {label for label in labels if folded(label) not in shown}
        publish = settings.project.publish
        return cls(
            names=TeamNames.of(settings.project, snapshots),
            labels=frozenset(map(folded, hidden)),
            coded=frozenset(folded(label) for label in hidden if _CODED.search(label)),
            hosts=frozenset(host.strip().lower() for host in (publish.links if publish else ())),
            decided=decided or {},
        )

    def let_pass(self, *pieces: str) -> None:
        """A person released these words: they pass in every sentence that quotes them, too."""
        self.passing.extend(piece for piece in pieces if piece not in self.passing)

    def reason(self, text: str, *, exempt: Sequence[str] = ()) -> str:
        """Why this text may not stand on the client's board, for the team; empty where it may."""
        return "; ".join(self.read(text, exempt=exempt).reasons)

    def read(self, text: str, *, exempt: Sequence[str] = (), title: bool = False, composed: bool = False) -> Reading:
        """What stands against a text. ``exempt``: prices that the team offers the client, as typed.

        Their money and hours may pass, all else in them is read.
        ``title``: what somebody opted in may use words of the trade.
        ``composed``: its parts were read before by themselves; how all of it sounds with our words is not weighed.
        """
        reasons = self._all_reasons(text, exempt, title=title, weigh=not composed)
        if not reasons:
            return Reading()
        digest = digest_of(text)
        if digest not in self.decided:
            return Reading(reasons, self._safer(text, exempt, title=title))
        instead = self.decided[digest]
        return Reading(released=True) if instead is None else Reading(reasons, instead=instead)

    def _all_reasons(self, text: str, exempt: Sequence[str], *, title: bool, weigh: bool = True) -> tuple[str, ...]:
        try:
            for price in filter(None, exempt):
                text = text.replace(price, without_prices(price))
            for piece in self.passing:
                text = text.replace(piece, " ")
            return tuple(dict.fromkeys(self._reasons(text[:_MOST_READ], title=title, weigh=weigh)))
        except Exception:  # whatever went wrong here, an unread text must not pass
            return (UNREADABLE,)

    def _reasons(self, text: str, *, title: bool, weigh: bool) -> Iterator[str]:
        plain = legible(text)
        yield from telling_shapes(plain, self.hosts)
        yield from self.names.found_in(plain)
        yield from self._internal_words(plain)
        yield from tone_of(plain, weigh=weigh)
        if not title and says("jargon", plain):
            yield _JARGON

    def _safer(self, text: str, exempt: Sequence[str], *, title: bool) -> str:
        """The sentences that may pass, and of the others what is left without their asides; often nothing."""
        kept = []
        for sentence in _SENTENCES.split(text):
            for wording in dict.fromkeys((sentence, _ASIDE.sub("", sentence).strip())):
                if wording and not self._all_reasons(wording, exempt, title=title):
                    kept.append(wording)
                    break
        said = " ".join(kept)
        return said if said and not self._all_reasons(said, exempt, title=title) else ""

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
