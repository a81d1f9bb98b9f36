"""Where a task stands, from what its list or status is called. Pure.

The configuration's ``statuses`` come first; then the lexicon of :mod:`trackerbridge.stage_words`. Whoever is not named
is not accused of waiting: "Review" and "Ready for review" are the team checking (TESTING), only "Client review" is
REVIEW; "Waiting" or "Blocked" without saying on whom is work in progress, only "Waiting for client" is WAITING, since
the client's board would otherwise ask for an answer that nobody needs. Names that say nothing are UNKNOWN.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from types import MappingProxyType

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Stage
from trackerbridge.stage_words import ANYWHERE, CLIENT_STEMS, WHOLE, Notion

_NOT_A_WORD = re.compile(r"[\W_]+", re.UNICODE)

# The most cautious reading first: a name that says two things is never read as finished.
_CAUTION = (Stage.WAITING, Stage.REVIEW, Stage.TESTING, Stage.IN_PROGRESS, Stage.PLANNED)
_PLAIN = {
    Notion.PLAN: Stage.PLANNED,
    Notion.PROGRESS: Stage.IN_PROGRESS,
    Notion.CHECK: Stage.TESTING,
    Notion.WAIT: Stage.IN_PROGRESS,
    Notion.CLIENT_LOOKS: Stage.REVIEW,
    Notion.CLIENT_OWES: Stage.WAITING,
    Notion.DONE: Stage.DONE,
    Notion.CANCELLED: Stage.CANCELLED,
}
_WITH_CLIENT = {**_PLAIN, Notion.CHECK: Stage.REVIEW, Notion.WAIT: Stage.WAITING}


@lru_cache(maxsize=4096)  # few names, and each of them asked for with every task
def normalise(name: str) -> str:
    """A name as words in lower case: NFKC, casefold, without diacritics, emoji, punctuation or decoration.

    ``"✅ În_Lucru!"`` is ``"in lucru"``; an emoji alone is empty.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    return _NOT_A_WORD.sub(" ", bare).strip()


def _key(name: str) -> str:
    return normalise(name) or name.strip()


def _lexicon(table: Mapping[Notion, str]) -> dict[tuple[str, ...], Notion]:
    return {
        tuple(normalise(words).split()): notion for notion, phrases in table.items() for words in phrases.split(",")
    }


_ANYWHERE = _lexicon(ANYWHERE)
_WHOLE = _lexicon(WHOLE)
_LONGEST = max(map(len, _ANYWHERE))


def _notions(words: tuple[str, ...]) -> set[Notion]:
    """What the words say, longest entries first from the left; a word belongs to one entry only."""
    found: set[Notion] = set()
    place = 0
    while place < len(words):
        for length in range(min(_LONGEST, len(words) - place), 0, -1):
            notion = _ANYWHERE.get(words[place : place + length])
            if notion:
                found.add(notion)
                place += length
                break
        else:
            place += 1
    return found


def _settled(stages: set[Stage]) -> Stage:
    """One stage out of those a name speaks of."""
    if len(stages) == 1:
        return stages.pop()
    return next((stage for stage in _CAUTION if stage in stages), Stage.UNKNOWN)


@lru_cache(maxsize=4096)
def _read(name: str) -> Stage:
    words = tuple(normalise(name).split())
    whole = _WHOLE.get(words)
    if whole:
        return _PLAIN[whole]
    named = any(word.startswith(CLIENT_STEMS) for word in words)
    notions = _notions(words)
    if Notion.NOTHING in notions and Notion.DONE in notions:
        notions.discard(Notion.DONE)
    meaning = _WITH_CLIENT if named else _PLAIN
    stage = _settled({meaning[notion] for notion in notions if notion in meaning})
    return Stage.UNKNOWN if stage is Stage.DONE and "?" in name else stage


@dataclass(frozen=True)
class StageMap:
    """What the names of statuses mean in one project. ``configured`` maps normalised names to stages."""

    configured: Mapping[str, Stage] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, statuses: Mapping[str, Sequence[str]]) -> StageMap:
        """From the configuration: ``{"testing": ["QA", "В проверке"]}``. Raises ValueError for an unknown stage."""
        return cls(MappingProxyType({_key(name): Stage(stage) for stage, names in statuses.items() for name in names}))

    def configured_stage(self, status: str) -> Stage | None:
        """What the configuration says of this status name; None where it says nothing."""
        return self.configured.get(_key(status))

    def stage_of(self, status: str, *, done: bool = False) -> Stage:
        """The stage a status name means. ``done``, the tracker's own tick, beats every name but a cancelled one."""
        stage = self.configured_stage(status) or _read(status)
        if done and stage is not Stage.CANCELLED:
            return Stage.DONE
        return stage
