"""Blame and an aggrieved tone (CLIENT section 3): not by words alone, but by who is said to have done what.

"The menu broke the layout" passes and "the developer broke the layout" does not. The patterns are data
(``guard_tone.toml``), in three languages; what their signs mean stands at its head. Where a sentence asks or supposes
("if you did not get the mail"), not having done something is no blame. What no pattern fits is weighed by
``guard_learned``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from trackerbridge.client_view.guard_learned import learned_tone
from trackerbridge.client_view.guard_rows import Rows
from trackerbridge.client_view.guard_text import folded

_TOKEN = re.compile(r"[^\W\d_]+|[.!?…:;()\n–—]|,")
_SUPPOSED = re.compile(
    r" (?:if|in case|unless|whether|если|вдруг|в случае|можете|можно|daca|in caz|sa|puteti) (?:[^\W\d_]+ ){0,4}$"
)
_PASSWORD = re.compile(r"(?: [^\W\d_]+){0,2} (?:password|парол|parol)")  # "customer forgot the password" is a page
_LOST = re.compile(r"(?:forgot|forgotten|lost|забыл\w*|забыва\w*|потерял\w*|uitat|pierdut)$")
_KINDS = {
    "blame": "it reads as blame",
    "aggrieved": "it sounds aggrieved",
    "alarmed": "it sounds alarmed",
    "promising": "it promises what nobody can keep",
    "grovelling": "it grovels",
    "gossip": "it tells what only the team should know",
}
_SHOUTED = re.compile(r"!{3,}|\?{2,}|[!?]*(?:\?!|!\?)[!?]*")
_SHOUTS = "it shouts"
_MOST_SEEN = 2_000  # texts, each of which is read when it is composed, and again in the last look


def tone_of(text: str, *, weigh: bool = True) -> list[str]:
    """Why the tone of this text forbids to show it to a client; nothing where it is calm.

    ``weigh``: where no pattern fits, by what was learned; that is for people's words, before ours stand around them.
    """
    return list(_tone_of(text, weigh))


@lru_cache(maxsize=_MOST_SEEN)
def _tone_of(text: str, weigh: bool) -> tuple[str, ...]:
    words = _tokens(text)
    reasons = [reason for kind, reason in _KINDS.items() if _says(kind, words)]
    if weigh and not reasons and (kind := learned_tone(text)):
        reasons = [_KINDS[kind]]
    return (*reasons, _SHOUTS) if _shouts(text) else tuple(reasons)


def _shouts(text: str) -> bool:
    """Runs of ! and ?, or a question all in capitals."""
    if _SHOUTED.search(text):
        return True
    asked = text.split("?")[:-1]
    return any(one.isupper() and len(one.split()) > 1 for one in (re.split(r"[.!\n]", said)[-1] for said in asked))


def _tokens(text: str) -> list[str]:
    """The folded words, and every sign that ends a clause as a word of its own; without asides."""
    return _asides().sub("", f" {' '.join(_TOKEN.findall(folded(text)))} ")[1:-1].split(" ")


@cache
def _asides() -> re.Pattern[str]:
    """Words of courtesy and the like, with the commas around them: they hide nothing."""
    words = "|".join(folded(" ".join(phrase.split())) for phrase in str(_data()["asides"]["words"]).split(","))
    return re.compile(rf"(?: ,)? (?:{words})(?: ,)?(?= )")


def _says(kind: str, words: Sequence[str]) -> bool:
    return any(
        not _SUPPOSED.search(f" {' '.join(words[:begin])} ")
        and not (_LOST.search(words[end - 1]) and _PASSWORD.match(f" {' '.join(words[end:])}"))
        for begin, end in _rows(kind).found_in(words)
    )


@cache
def _rows(kind: str) -> Rows:
    data = _data()
    return Rows([line for text in data[kind].values() for line in text.splitlines() if line.strip()], data["groups"])


@cache
def _data() -> dict[str, Any]:
    text = resources.files("trackerbridge.client_view").joinpath("guard_tone.toml").read_text("utf-8")
    return tomllib.loads(text)
