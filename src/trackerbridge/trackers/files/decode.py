"""From bytes to text: UTF-8, UTF-16, and the legacy code pages in which Russian and Romanian tables are still saved."""

from __future__ import annotations

import codecs
import re
import unicodedata

from trackerbridge.errors import BadInput

# Western (cp1252) is not among them: every letter that Romanian needs stands elsewhere there, and what it shares with
# cp1250 (é, ü, ö) stands in the same place.
_LEGACY = {"cp1251": "Windows-1251 (Cyrillic)", "cp1250": "Windows-1250", "iso8859-2": "ISO 8859-2"}
_BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_WORD = re.compile(r"[^\W\d_]+")
_ROMANIAN = frozenset("ăâîşţșțĂÂÎŞŢȘȚ")
_SAMPLE = 200_000  # characters judged where the code page is guessed
_TOLERATED = 0.01  # share of control characters beyond which a file is no text


def decoded(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text, and notes on what was not plain UTF-8. Raises :class:`BadInput` for what is no text."""
    text, notes = _read(data, name)
    controls = sum(unicodedata.category(char) == "Cc" and char not in "\t\r\n\f\x1c\x1d\x1e" for char in text)
    if controls > max(8, len(text) * _TOLERATED):
        raise BadInput(f"{name} is a binary file, not a table.", hint="Save the table as CSV (UTF-8).")
    if "\x00" in text:
        notes = (*notes, f"{name} may be damaged: it held NUL bytes ({text.count(chr(0))}), which were left out.")
        text = text.replace("\x00", "")
    return text, notes


def _read(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            return _strictly(data.removeprefix(bom), encoding, name), ()
    wide = _wide(data)
    if wide:
        return _strictly(data, wide, name), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _legacy(data, name)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        where = f"byte {error.start:,}"
        raise BadInput(
            f"{name} says it is {encoding.upper()} and is not ({where}).", hint="Save it as UTF-8."
        ) from None


def _wide(data: bytes) -> str:
    """UTF-16 that lost its mark: every second byte says "Latin" (0, 1, 2) or "Cyrillic" (4), and the others do not."""
    start = data[:2000]
    high = {encoding: sum(byte <= 4 for byte in start[at::2]) for at, encoding in enumerate(("utf-16-be", "utf-16-le"))}
    likely = max(high, key=lambda encoding: high[encoding])
    return likely if high[likely] > 0.7 * (len(start) // 2) and sum(high.values()) < 0.8 * len(start) else ""


def _legacy(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The code page under which the words look most like words."""
    readings = {encoding: text for encoding in _LEGACY if (text := _decode(data, encoding)) is not None}
    if not readings:
        raise BadInput(f"{name} is not UTF-8, and in no code page known here.", hint="Save the table as CSV (UTF-8).")
    best = max(readings, key=lambda encoding: _plausibility(readings[encoding][:_SAMPLE]))
    note = f"{name} is not UTF-8; it was read as {_LEGACY[best]}."
    return readings[best], (note,)


def _decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plausibility(text: str) -> int:
    """Words all in Cyrillic, or Latin with Romanian letters, speak for a reading; mixed and exotic ones against it."""
    return sum(_word_score(word) for word in _WORD.findall(text))


def _word_score(word: str) -> int:
    foreign = [char for char in word if not char.isascii()]
    if not foreign:
        return 0
    cyrillic = sum("а" <= char.lower() <= "я" or char in "ёЁ" for char in foreign)
    if cyrillic == len(word):
        return len(word) if word.islower() or word.istitle() or word.isupper() else -len(word)
    if cyrillic:
        return -2 * len(word)
    return sum(1 if char in _ROMANIAN else -1 for char in foreign)
