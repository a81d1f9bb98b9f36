"""What never leaves, as far as its shape gives it away: addresses, phones, prices, hours, secrets (CLIENT section 3).

Every pattern reads :func:`~trackerbridge.client_view.guard_text.legible` text. Dates are taken out before digits are
looked at. Each has examples that it holds and that it lets pass in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from trackerbridge.client_view.guard_amounts import holds_hours, holds_price

_I = re.IGNORECASE

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"  # or a month: which comes first is a country's habit
_DATES = re.compile(
    rf"\b\d{{4}}[-./]{_DAY}[-./]{_DAY}\b|\b{_DAY}[-./]{_DAY}[-./](?:\d{{4}}|\d{{2}})\b|\b\d{{1,2}}:\d{{2}}(?::\d{{2}})?\b"
)

_AT = r"\s?(?:@|[(\[{]\s?(?:at|собака|arond|a rond)\s?[)\]}])\s?"
_DOT = r"(?:\.|\s?[(\[{]\s?(?:dot|точка|punct)\s?[)\]}]\s?)"
_EMAIL = re.compile(
    rf"[\w.+\-]{{1,64}}{_AT}[\w\-]{{1,63}}(?:{_DOT}[\w\-]{{1,63}})+"
    r"|[\w.+\-]{1,64}\s(?:at|собака|arond)\s[\w\-]{1,63}(?:\s(?:dot|точка|punct)\s[\w\-]{1,63})+",
    _I,
)
_MAYBE_EMAIL = re.compile(r"[@(\[{]|\s(?:at|собака|arond)\s", _I)  # looked for first, since it is fast
_HANDLE = re.compile(r"(?<![\w.])@[^\W\d]\w*|\[~[^\]\s]{1,60}\]")

_LINK = re.compile(
    r"\b[a-z][a-z0-9+.\-]{1,20}://\S"  # any scheme
    r"|\bwww\.\w"
    r"|(?<![\w.])(?:[\w\-]{1,63}\.){1,5}[a-z]{2,12}/\w"  # a domain with a path
    r"|\b(?:mailto|tel|file):\S",
    _I,
)
_HOST = re.compile(
    r"\blocalhost\b"
    r"|(?<![\d.])(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?!\.?\d)"
    r"|(?<![\w.])(?:[\w\-]{1,63}\.){1,5}(?:local|internal|intranet|lan|corp|localdomain)\b"
    r"|(?<![\w.])(?:staging|stage|dev|qa|uat|test|git|gitlab|jira|confluence|jenkins|ci|vpn|intranet|wiki|admin|sentry"
    r"|grafana)\d*\.(?:[\w\-]{1,63}\.){1,4}[a-z]{2,12}\b"
    r"|(?<![\w.])(?:[\w\-]{1,63}\.){1,5}[a-z]{2,12}:\d{2,5}\b"
    r"|\\\\[\w.\-]+\\\w"  # a network share
    r"|\b[a-z]:\\\w"
    r"|(?<!\w)/(?:home|var|etc|usr|srv|opt|mnt)/\w",
    _I,
)

_PHONE_ABROAD = re.compile(r"(?<![\w+])(?:\+\s?|(?<!\d[\s.,])00\s?(?=[1-9]))\d(?:[\s().\-]{0,2}\d){6,14}(?!\d)")
_PHONE = re.compile(
    r"(?<![\d.,])(?<!\d\s)0\s?\d{3}(?:[\s\-]?\d{2}){3}(?!\d)"
    r"|(?<![\d.,])(?<!\d\s)\(?0\d{1,3}\)?(?:[\s.\-]?\d){6,8}(?!\d)"
    r"|(?<![\d.,])8[\s(\-]{1,2}0?\d{2,3}[\s)\-]{1,2}\d(?:[\s\-]?\d){5,6}(?!\d)"
    r"|(?<![\d\-])\d{2,3}-\d{2}-\d{2}(?![\d\-])"
    r"|(?<!\d)\(?\d{3}\)?[\s\-]\d{3}-\d{4}(?!\d)"
    r"|\b(?:tel|phone|mob|cell|тел|моб|телефон|telefon|mobil)\b\W{0,3}\d[\d\s().\-]{4,}",
    _I,
)

_SECRET = re.compile(
    r"-----BEGIN\s"
    r"|\b(?:AKIA|ASIA)[0-9A-Z]{12,}"
    r"|\b(?i:bearer)\s+(?=[\w\-.]*\d)[\w\-.]{16,}|\b[a-z]{2,8}_(?=\w*\d)(?=\w*[A-Z])[A-Za-z0-9]{14,}\b"
    r"|\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk[-_]|pk_live_|ATTA|ATATT)[\w\-]{10,}"
    r"|\beyJ[\w\-]{10,}\."
    r"|\b[0-9a-fA-F]{32,}\b"
    r"|(?<![\w\-])(?=[0-9a-fA-F\-]*\d)(?=[0-9\-]*[a-fA-F])[0-9a-fA-F]{4,12}(?:-[0-9a-fA-F]{4,12}){2,}(?![\w\-])"
    r"|(?<![\w\-])(?=[A-Z\d\-]*\d)(?=[\d\-]*[A-Z])[A-Z\d]{4,6}(?:-[A-Z\d]{4,6}){3,}(?![\w\-])"
    r"|(?<![\w/+=\-])(?=[\w/+=\-]*\d)(?=[\w/+=\-]*[a-z])(?=[\w/+=\-]*[A-Z])[A-Za-z0-9/+=_\-]{24,}(?![\w/+=\-])"
)
_PASSWORD = re.compile(
    r"(?<![^\W_])(?:password|passwd|passcode|pass|pwd|api[ _\-]?key|secret|token|пароль|parol[aă])"
    r"\s?(?:[:=]|is\b|este\b)\s?\S"
    r"|\bpin(?:[\s\-]?(?:code|код))?\s?[:=]?\s?\d{4,8}\b|\bпин(?:-код)?\s?[:=]?\s?\d{4,8}\b",
    _I,
)
_AFTER_PASSWORD = re.compile(
    r"\b(?:password|passwd|passcode|passphrase|pwd|парол\w{1,2}|parol\w{1,2}|logins?|логин\w?)(?=\W)((?:[\s:=/\-–—„“«\"',]+[^\s,;:„“”«»\"']+){1,6})",
    _I,
)
_ENTRY = re.compile(
    r"\b(?:s?ftp|ssh|smtp|imap|vpn|c?panel|admin|root|wi-?fi|доступ\w{0,2}|учетн\w+|учётн\w+|логин\w{0,2}|ключ\w{0,2}"
    r"|access|acces\w{0,3}|credentials?|user(?:name)?|cheia|cheie|key|contul|secret\w{0,3}|секрет\w*)(?=\W)([^.!?\n]{1,80})",
    _I,
)
_KEPT_SECRET = re.compile(
    r"(?<![\w#])(?=\S{6})(?=[^\s]*\d)(?=[^\s]*[^\W\d_])(?:\w+[#$%^&*!~@+]\w+(?:[#$%^&*!~@+.\-]\w*)*|\w{2,}-\w+-\w+-\w+)"
)
_TYPED = re.compile(r"[^\s,;:„“”«»\"']{5,}")
_MIXED = re.compile(r"(?<!\S)[\w!#$%^&*~@?+=.\-]{8,64}(?!\S)")  # "Tr0ub4dor&3": letters, digits and signs in one
_COUNTED = re.compile(r"\d+[\-–]?[^\W\d]{1,4}|\d+[\-–][^\W\d]+|[^\W\d]{1,4}[\-–]?\d{1,3}")  # "10px", "3-step", "iOS17"

_MOST_SEEN = 2_000  # texts
_ADDRESS = re.compile(r"\bhttps://([\w.\-]+)(?::443)?(?:[/?#][^\s)\]]*)?", _I)


def _without(text: str, hosts: Collection[str]) -> str:
    """The text without links to these hosts and what is below them."""
    return _ADDRESS.sub(lambda found: " " if _is_below(found[1].lower(), hosts) else found[0], text) if hosts else text


def _typed_password(text: str) -> bool:
    """A word that nobody would write: near a word for passwords, or with letters, digits and signs within it."""
    near = (one.rstrip("!?.,…)") for found in _AFTER_PASSWORD.finditer(text) for one in _TYPED.findall(found[1]))
    alone = (found[0].rstrip("!?.,…") for found in _MIXED.finditer(text))
    if any(_KEPT_SECRET.search(found[1]) for found in _ENTRY.finditer(text)):
        return True
    return any(map(_no_word, near)) or any(set(word[1:-1]) & set("$%^&*#!~") and _no_word(word) for word in alone)


def _no_word(word: str) -> bool:
    """Letters and digits in one, or capitals in its midst."""
    if _COUNTED.fullmatch(word):
        return False
    letters = [char for char in word[1:] if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    return (any(char.isdigit() for char in word) and any(char.isalpha() for char in word)) or (
        capitals > 1 and len(letters) - capitals > 1
    )


def _is_below(host: str, hosts: Collection[str]) -> bool:
    return any(host == own or host.endswith(f".{own}") for own in hosts)


@lru_cache(maxsize=_MOST_SEEN)
def telling_shapes(text: str, hosts: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Why this legible text may not pass, by shape alone; nothing where it may. ``hosts``: links to them pass.

    A text is read where it is composed, and again in the last look: what was found in it is kept.
    """
    return tuple(_shapes(_without(text, hosts)))


def _shapes(text: str) -> Iterator[str]:
    if _MAYBE_EMAIL.search(text) and _EMAIL.search(text):
        yield "it holds an e-mail address"
    if _HANDLE.search(text):
        yield "it addresses somebody by a handle"
    if _LINK.search(text):
        yield "it holds a link"
    if _HOST.search(text):
        yield "it holds an internal address"
    if holds_price(text):
        yield "it holds a price"
    if holds_hours(text):
        yield "it holds hours or an estimate"
    if _SECRET.search(text) or _PASSWORD.search(text) or _typed_password(text):
        yield "it looks like a secret"
    if _PHONE_ABROAD.search(text) or _PHONE.search(_DATES.sub(" ; ", text)):
        yield "it holds a phone number"
