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


@lru_cache(maxsize=6)
def _lexicon(key: str) -> frozenset[str]:
    """The words of one kind in all languages; which kinds there are, the file itself says."""
    text = files("trackerbridge.flags").joinpath("words", "closings.toml").read_text(encoding="utf-8")
    return frozenset(word for table in tomllib.loads(text).values() for word in table[key].split())


def _words_of(text: str) -> set[str]:
    return {word.casefold().replace("’", "'") for word in _WORD.findall(text)}


def asks(text: str) -> bool:
    """Whether it holds a question, quotes and links aside."""
    own = _URL.sub(" ", _QUOTE.sub(" ", text))
    return "?" in own


def reports_trouble(text: str) -> bool:
    """Whether it asks something or says that something is not as it should be: so it waits, also on finished work."""
    return asks(text) or (not only_closes(text) and bool(_words_of(_QUOTE.sub(" ", text)) & _lexicon("trouble")))


def only_closes(text: str) -> bool:
    """Whether it only thanks, agrees or greets, in a dozen words at most; an emoji alone does so too."""
    if asks(text):
        return False
    words = _words_of(text)
    if not words:
        return True
    close, beside = _lexicon("close"), _lexicon("beside")
    return len(words) <= _LONGEST_CLOSING and words <= close | beside and bool(words & close)


def agrees(text: str) -> bool:
    """Whether it says yes to what was shown: it begins so, is a dozen words at most, and neither asks nor objects."""
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
    if not words or asks(text) or len(words) > _LONGEST_CLOSING or _lexicon("object") & set(words):
        return False
    return (only_closes(text) and not only_thanks(text)) or words[0] in _lexicon("yes")


def only_thanks(text: str) -> bool:
    """Whether it only thanks or greets, so that it can be no answer: "Yes" and "Approved" close too, and can be one."""
    words, thanks = _words_of(text), _lexicon("thanks")
    return only_closes(text) and words <= thanks | _lexicon("beside") and bool(words & thanks)
