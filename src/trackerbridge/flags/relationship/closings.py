"""Whether a message asks for something, or only closes a conversation ("Thank you!"). en, ru, ro. Pure.

A message that only thanks or agrees waits for nothing; flagging it would teach people to ignore R01.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

_URL = re.compile(r"https?://\S+")
_QUOTE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LONGEST_CLOSING = 12


@lru_cache(maxsize=1)
def _lexicon() -> tuple[frozenset[str], frozenset[str]]:
    """Words that close a conversation, and words that may stand beside them, of all languages."""
    text = files("trackerbridge.flags").joinpath("words", "closings.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text).values()
    close, beside = (frozenset(word for table in tables for word in table[key].split()) for key in ("close", "beside"))
    return close, beside


def asks(text: str) -> bool:
    """Whether it holds a question, quotes and links aside."""
    own = _URL.sub(" ", _QUOTE.sub(" ", text))
    return "?" in own


def only_closes(text: str) -> bool:
    """Whether it only thanks, agrees or greets, in a dozen words at most; an emoji alone does so too."""
    if asks(text):
        return False
    close, beside = _lexicon()
    words = {word.casefold().replace("’", "'") for word in _WORD.findall(text)}
    if not words:
        return True
    return len(words) <= _LONGEST_CLOSING and words <= close | beside and bool(words & close)
