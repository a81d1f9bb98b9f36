"""The sentences read by the guard, and what it got wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from benchmarks.guard.people import Person, team_of, teams
from benchmarks.guard.sentences import Sentence, word_team

from trackerbridge.client_view.guard import Guard
from trackerbridge.client_view.guard_names import TeamNames
from trackerbridge.config.schema import ProjectConfig, SourceConfig

Called = tuple[tuple[str, tuple[str, ...]], ...]  # names, each with what the person is called besides


@dataclass(frozen=True)
class Read:
    """A sentence and whether the guard let it pass, with its reasons where it did not."""

    sentence: Sentence
    passes: bool
    reasons: tuple[str, ...]


@cache
def guard_of(called: Called) -> Guard:
    """A guard that knows these people and nothing else of a project."""
    also = {name: besides for name, besides in called if besides}
    names = tuple(name for name, _ in called)
    source = SourceConfig(path="x.csv")
    return Guard(names=TeamNames.of(ProjectConfig(team=names, also_called=also, sources=(source,)), []))


def read_held(sentences: Iterable[Sentence]) -> list[Read]:
    """What must be held, each read by the guard of its person's team."""
    return [_read(_guard(teams()[team_of(one.person)], one.other_script), one) for one in sentences]


def read_innocent(sentences: Iterable[Sentence]) -> list[Read]:
    """What must pass, each read by the guard of the team that is called by words of its language."""
    return [_read(_guard(word_team(one.language), other_script=False), one) for one in sentences]


def read_with(called: Called, text: str, kind: str) -> Read:
    """A text from a file."""
    return _read(guard_of(called), Sentence(text, kind, "-", held_out=False))


@cache
def _guard(team: tuple[Person, ...], other_script: bool) -> Guard:
    each = (one.configured(other_script and one.other_script()) for one in team)
    return guard_of(tuple((name, tuple(besides)) for name, besides in each))


def _read(guard: Guard, sentence: Sentence) -> Read:
    reading = guard.read(sentence.text, title=sentence.title)
    return Read(sentence, reading.passes, tuple(map(str, reading.reasons)))


def wrong(reads: Sequence[Read], must_pass: bool) -> list[Read]:
    """Misses among what must be held, false holds among what must pass."""
    return [one for one in reads if one.passes != must_pass]
