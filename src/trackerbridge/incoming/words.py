"""A client's message as it reads on the source task: who, where, when, the words, and our reference. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files

from trackerbridge.carried import CarriedMark
from trackerbridge.cldr import written

LONGEST = 12_000  # characters of the message itself: what Trello takes, with room for the rest
_MENTION = re.compile(r"(?<!\w)@(?=\w)")
_JIRA_MENTION = re.compile(r"\[~")


@lru_cache(maxsize=8)
def _sentences(language: str) -> Mapping[str, str]:
    text = files("trackerbridge.incoming").joinpath("wording", f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def carried_text(*, language: str, who: str, day: date, text: str, mark: CarriedMark, edited: bool = False) -> str:
    """The whole comment. ``edited``: it follows an earlier one, which nobody can change any more.

    The client's words are quoted as they stand, but for what would call somebody by a mention.
    """
    say = _sentences(language)
    head = say["head"].format(who=_one_line(who) or say["nobody"], day=_day(day, language))
    quoted = "\n".join(f"> {line}".rstrip() for line in _harmless(text[:LONGEST]).strip().splitlines())
    after = [say["cut"]] if len(text) > LONGEST else []
    after += [say["withdrawn"]] if mark.gone else []
    before = [head, say["edited"]] if edited else [head]
    return "\n\n".join((" ".join(before), quoted, *after, mark.line))


def decided_text(*, language: str, who: str, day: date, text: str, mark: CarriedMark) -> str:
    """What the client chose (``text``, one line of theirs), as a comment for the team."""
    say = _sentences(language)
    head = say["decided"].format(who=_one_line(who) or say["nobody"], day=_day(day, language))
    after = [say["undone"]] if mark.gone else []
    return "\n\n".join((head, f"> {_harmless(_one_line(text))}", *after, mark.line))


def _one_line(who: str) -> str:
    """A name that begins like one of the team's commands must not make one."""
    return " ".join(who.replace("[", "(").replace("]", ")").split()).lstrip("/\\ ")


def _day(day: date, language: str) -> str:
    return written(day, "d MMMM y", language)


def _harmless(text: str) -> str:
    return _JIRA_MENTION.sub("[ ~", _MENTION.sub("(at) ", text))
