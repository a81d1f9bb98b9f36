"""Initials beside a word of a text: "F. Grant", "Grant F.", "St. Ceban" for Ștefan Ceban."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trackerbridge.client_view.guard_lookup import Hit
from trackerbridge.client_view.guard_occurrence import Sentence
from trackerbridge.client_view.guard_text import folded
from trackerbridge.client_view.guard_tokens import Token

_NEAR = 12  # characters on either side in which an initial stands


def initial_beside(sentence: Sentence, place: int, found: Sequence[Hit]) -> bool:
    """The first letter of another word of that name stands beside it: "F. Grant", "Grant F."."""
    token = sentence.tokens[place]
    near = sentence.text[max(0, token.start - _NEAR) : token.start]
    before = re.search(r"(?<![^\W_])(?!St)([^\W\d_])[^\W\d_]?\.\s*$", near)  # Șt., Gh.; and not St. Rose
    after = re.match(r"\s*([^\W\d_])\.(?!\w)", sentence.text[token.end : token.end + _NEAR])
    letters = {folded(match[1])[:1] for match in (before, after) if match and match[1].isupper()}
    joined = before is not None and not before[0][-1].isspace()
    letters |= {folded(match[1])[:1] for match in (before, after) if match and (sentence.small or joined)}
    if re.search(r"(?<![^\W_])St\.\s*$", near) and not any(hit.name.first for hit in found):
        letters.add("s")  # Ștefan, cut; no saint has a surname
    return any(letters & hit.name.initials for hit in found)


def is_an_initial(sentence: Sentence, token: Token) -> bool:
    """One letter, and no word: «Любовь и мороз» is no name."""
    return len(token.word) == 1 and (token.word.isupper() or sentence.text[token.end : token.end + 1] == ".")
