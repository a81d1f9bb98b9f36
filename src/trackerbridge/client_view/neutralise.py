"""Makes people's text safe on a board: it stays readable, and it cannot become a link, image, mention, heading or list.

Nothing is escaped with backslashes, since Trello's editor rewrites those (API-FACTS 3.4): a sign that could mean
something to Markdown is left out or replaced by one that looks alike and means nothing. So text survives the editor.
"""

from __future__ import annotations

import html
import re
import unicodedata

LONGEST_TITLE = 120  # characters of a card's title
LONGEST_QUOTE = 60  # characters of a title quoted in the summary
QUOTES = (LONGEST_QUOTE, 40, 25)  # and where the summary would grow too long
_DASH = "– "  # no markup to Markdown, Jira or Trello
_MOST_MARKS = 3  # combining marks on one letter; more is no language's habit
_FSI, _PDI = "\u2068", "\u2069"  # isolate right-to-left text inside a left-to-right sentence
_JOINERS = "\u200c\u200d"
_EMOJI_PARTS = "\ufe0f\u20e3\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"

_ENTITY = re.compile(r"&#?\w{1,32};")
_LINK_OR_IMAGE = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_CHECKBOX = re.compile(r"^[\s\-*+]*\[[ xX]?\]\s+")
_STRUCK = re.compile(r"~{2,}")
_TAG = re.compile(r"<!--.*?(?:-->|$)|</?[A-Za-z][^<>]*>")
_SCHEME = re.compile(r"\b(?:mailto|tel|javascript|data):(?=\S)|\b[A-Za-z][A-Za-z0-9+.\-]*://+|:+(?=//)", re.IGNORECASE)
_ARROWS = re.compile(r"<?(-{1,2}|=)>|<--?(?=\s)")
_TIMES = re.compile(r"(?<=\d) ?\* ?(?=\d)")
_INNER_STAR = re.compile(r"(?<=[^\W_])\*(?=[^\W_])")
_PLAIN = str.maketrans(
    {"[": "(", "]": ")", "<": "‹", ">": "›", "`": "", "_": " ", "~": "∼", "\\": "/", "*": " ", "|": "¦"}
)
_MENTION = re.compile(r"(?<!\w)@+(?=[\w@])")
_AT = re.compile(r"@(?=\S)")
_DOMAIN_DOT = re.compile(r"(?<=\w)\.(?=[^\W\d_]{2})")  # as linkifiers see it: something, a dot, two letters
_SHORTCODE = re.compile(r"(?<![\w:]):([a-zA-Z][\w+\-]*):(?![\w:])")
_COLON_BEFORE_WORD = re.compile(r":(?=[\w+\-]+:)")
_LEADING = re.compile(r"^(?:[#>+=\-–—•·]+\s+|#+(?!\d)|\(\d{1,3}(?:[.,]\d)?\)\s+)+")  # (5): how boards write estimates
_POINTS_AFTER = re.compile(r"\s\[\d{1,3}(?:[.,]\d)?\]\s*$")  # [3]: how they write what it took
_ORDERED = re.compile(r"^(\d{1,9}[.)])\s+")
_SPACES = re.compile(r"\s+")
_ENDING = re.compile(r"[\s.,;:–—\-\u200c\u200d]+$")
_LETTERS = re.compile(
    r"[ -~\u00a1-\u00ac\u00ae-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027]*"
)  # seen, in one form, alone
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")  # blank, and no format characters to Unicode


def plain(text: str, limit: int = LONGEST_TITLE) -> str:
    """``text`` as one line that Markdown, Trello and a reader's eyes take for plain words; empty if nothing is left.

    At most ``limit`` characters, cut between words and never inside a letter. Applied again, it changes nothing.
    """
    text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    text = _without_entities(text)
    text = _without_entities(_without_addresses(_without_markup(_visible(text))))  # what is left out may leave one
    while (tidied := _tidy(text)) != text:  # again, for a mark whose letter was left out
        text = tidied
    text = _ORDERED.sub("\\1\u00a0", text)
    return shortened(text, limit) if _says_something(text) else ""


def paragraphs(text: str, limit: int) -> str:
    """As :func:`plain`, with paragraphs and the dash of a list's line kept: for a comment, where they may stand."""
    said = []
    for line in text[:limit].split("\n"):
        bare = plain(line, limit)
        said += [f"{_DASH}{bare}" if line.startswith(_DASH) else bare] if bare else []
    return "\n\n".join(said)


def shortened(text: str, limit: int) -> str:
    """At most ``limit`` characters, ended by an ellipsis where something was cut."""
    if len(text) <= limit:
        return text
    end = limit - 1
    while end and _inside_a_letter(text, end):
        end -= 1
    cut = text[:end]
    space = cut.rfind(" ")
    if space > limit * 2 // 3:
        cut = cut[:space]
    return _ENDING.sub("", cut) + "…"


def isolated(text: str) -> str:
    """The text with its direction kept to itself, for use inside a sentence; left-to-right text comes back as it is."""
    if any(unicodedata.bidirectional(char) in ("R", "AL") for char in text):
        return f"{_FSI}{text}{_PDI}"
    return text


def _visible(text: str) -> str:
    """Without controls, direction overrides and invisible characters; one form for every letter."""
    return text if _LETTERS.fullmatch(text) else _looked_through(text)


def _looked_through(text: str) -> str:
    spaced = "".join(_seen(char) for char in unicodedata.normalize("NFC", text))
    kept: list[str] = []
    marks = 0
    for position, char in enumerate(spaced):
        before = kept[-1] if kept else " "
        if char in _JOINERS and not _joins(before, spaced[position + 1 : position + 2]):
            continue
        marks = marks + 1 if unicodedata.category(char)[0] == "M" else 0
        if marks > _MOST_MARKS or (marks and before.isspace()):
            continue
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def _tidy(text: str) -> str:
    """One line without what would begin a list, a heading or a quotation, and without an estimate in brackets."""
    return _visible(_LEADING.sub("", _SPACES.sub(" ", text).strip())).strip()


def _seen(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    if char in _JOINERS:
        return char
    return "" if category in ("Cf", "Cs", "Co", "Cn") or char in _UNSEEN else char


def _joins(before: str, after: str) -> bool:
    """Whether a joiner between these two has a meaning: parts of one emoji, or letters of a script that needs it."""
    if not after:
        return False
    if unicodedata.category(after) == "So":
        return unicodedata.category(before) == "So" or before in _EMOJI_PARTS
    return all("\u0600" <= char <= "\u0dff" for char in (before, after))


def _without_markup(text: str) -> str:
    text = _POINTS_AFTER.sub("", _CHECKBOX.sub("", text))
    text = _STRUCK.sub("", _LINK_OR_IMAGE.sub(r"\1", text))
    text = _TAG.sub(" ", text)
    text = _ARROWS.sub(_arrow, text)
    text = _INNER_STAR.sub("∗", _TIMES.sub(" × ", text))
    return text.translate(_PLAIN)


def _arrow(found: re.Match[str]) -> str:
    sign = found.group()
    if not sign.startswith("<"):
        return "→"
    return "↔" if sign.endswith(">") else "←"


def _without_addresses(text: str) -> str:
    text = _SHORTCODE.sub(r"\1", _SPACES.sub(" ", text))  # first: what it leaves may be an address
    text = _SCHEME.sub("", text)
    text = _AT.sub(" (at) ", _MENTION.sub("", text)).strip()
    text = _DOMAIN_DOT.sub("\u2024", text)  # looks like a full stop and makes no domain
    return _COLON_BEFORE_WORD.sub("\u2236", text)  # looks like a colon and makes no emoji shortcode


def _without_entities(text: str) -> str:
    return _ENTITY.sub(lambda found: "＆" + found.group()[1:], text)


def _says_something(text: str) -> bool:
    return any(unicodedata.category(char)[0] in "LN" or unicodedata.category(char) == "So" for char in text)


def _inside_a_letter(text: str, end: int) -> bool:
    return (
        unicodedata.category(text[end])[0] == "M" or text[end] in _JOINERS + _EMOJI_PARTS or text[end - 1] in _JOINERS
    )
