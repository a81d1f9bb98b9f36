"""Jira's wiki mark-up within a line: emphasis, links, people, files, code, escapes. One pass, no backtracking.

Source: API-FACTS 1.4 and 9.10. A sign of emphasis counts only where it can open or close, has its partner on the same
line, and is not doubled; everything else is text.
"""

from __future__ import annotations

import re

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.markup import addresses
from trackerbridge.markup.tree import (
    EM,
    STRIKE,
    STRONG,
    SUB,
    SUP,
    UNDERLINE,
    Break,
    Code,
    File,
    Inline,
    Link,
    Mention,
    Text,
    joined,
)

EMPHASIS = {"*": STRONG, "_": EM, "+": UNDERLINE, "-": STRIKE, "~": SUB, "^": SUP}
ESCAPABLE = frozenset("*_+-~^?{}[]|!#")
_SIGN = re.compile(rf"[\\{{\[!&*_+\-~^]|{addresses.BARE.pattern}", re.IGNORECASE)
_SIGN_OR_BAR = re.compile(rf"\||{_SIGN.pattern}", re.IGNORECASE)
_BRACKETS = re.compile(r"\[((?:[^\[\]\\]|\\.){1,6000})\]")
_BETWEEN = re.compile(r"(?<!\\)\|")
_PICTURE = re.compile(r"!([^\s!|][^!|]{0,250})(?:\|[^!]{0,200})?!(?!\w)")
_SILENT_MACRO = re.compile(r"\{(?:color|anchor)(?::[^{}\n]{0,100})?\}")
_ENTITY = re.compile(r"&#(\d{1,6});")
_LONGEST_CODE = 5_000
_ACCOUNT = "accountid:"


@dataclass
class _Sign:
    """A sign of emphasis met on the way; ``paired`` once its partner is found."""

    typed: str
    paired: bool = False


def inlines(line: str) -> tuple[Inline, ...]:
    """The inlines of one line of wiki text."""
    pieces: list[Inline | _Sign] = []
    open_signs: dict[str, _Sign] = {}
    at = 0
    while match := _SIGN.search(line, at):
        pieces.append(Text(line[at : match.start()]))
        atom = atom_at(line, match)
        if atom is not None:
            pieces.extend(atom[0])
            at = atom[1]
            continue
        sign, at = _sign_at(line, match.start())
        pieces.append(sign)
        if isinstance(sign, _Sign):
            _pair(sign, open_signs, line, match.start())
    pieces.append(Text(line[at:]))
    return _set(pieces)


def atom_at(line: str, match: re.Match[str]) -> tuple[tuple[Inline, ...], int] | None:
    """What stands whole at this place (address, link, code, picture, escape) and where it ends; None: a lone sign."""
    at = match.start()
    if len(match.group()) > 1:
        end = addresses.end_of(match)
        return (Link(line[at:end], line[at:end]),), end
    reader = {"\\": _escape, "{": _braces, "[": _brackets, "!": _picture, "&": _entity}.get(match.group())
    return reader(line, at) if reader else None


def next_sign_or_bar(line: str, at: int) -> re.Match[str] | None:
    """The next place where something other than text may stand, or a table's bar."""
    return _SIGN_OR_BAR.search(line, at)


def can_open(line: str, at: int) -> bool:
    """Whether the sign at ``at`` may begin an emphasis: after no letter or digit, before no blank, not doubled."""
    before, after = line[at - 1 : at], line[at + 1 : at + 2]
    return bool(after) and not after.isspace() and not before.isalnum() and line[at] not in (before, after)


def can_close(line: str, at: int) -> bool:
    """Whether the sign at ``at`` may end an emphasis: after no blank, before no letter or digit, not doubled."""
    before, after = line[at - 1 : at] if at else "", line[at + 1 : at + 2]
    return bool(before) and not before.isspace() and not after.isalnum() and line[at] not in (before, after)


def unescaped(text: str) -> str:
    """The text that was meant by wiki text without emphasis."""
    found = re.sub(r"\\([*_+\-~^?{}\[\]|!#])", r"\1", text)
    return _ENTITY.sub(lambda entity: _character(entity) or entity.group(), found)


def _sign_at(line: str, at: int) -> tuple[Text | _Sign, int]:
    if line[at] == "{" and line[at + 1 : at + 2] in EMPHASIS and line[at + 2 : at + 3] == "}":
        return _Sign(line[at : at + 3]), at + 3
    if line[at] in EMPHASIS:
        return _Sign(line[at]), at + 1
    return Text(line[at]), at + 1


def _pair(sign: _Sign, open_signs: dict[str, _Sign], line: str, at: int) -> None:
    braced = len(sign.typed) > 1
    partner = open_signs.get(sign.typed)
    if partner and (braced or can_close(line, at)):
        partner.paired = sign.paired = True
        del open_signs[sign.typed]
    elif not partner and (braced or can_open(line, at)):
        open_signs[sign.typed] = sign


def _set(pieces: list[Inline | _Sign]) -> tuple[Inline, ...]:
    """The pieces with emphasis laid on the words between paired signs."""
    active: set[str] = set()
    found: list[Inline] = []
    for piece in pieces:
        if isinstance(piece, _Sign) and piece.paired:
            active ^= {piece.typed}
            continue
        words = piece.typed if isinstance(piece, _Sign) else piece.text if isinstance(piece, Text) else None
        if words is None:
            found.append(piece)  # type: ignore[arg-type]
        else:
            found.append(Text(words, frozenset(EMPHASIS[typed.strip("{}")] for typed in active)))
    return joined(found)


def _escape(line: str, at: int) -> tuple[tuple[Inline, ...], int]:
    """An escaped sign is itself; two backslashes are a new line, but not in the name of a share or in a path."""
    run = len(line) - at - len(line[at:].lstrip("\\")) if line.startswith("\\\\", at) else 1
    after = line[at + run : at + run + 1]
    before = line[:at].rpartition(" ")[2]
    ends_a_word = (before[-1:].isalnum() or before[-1:] in (".", ",", ";", "!", "?", ")")) and "\\" not in before
    if run == 2 and (not after.isalnum() or (before and ends_a_word)):
        return (Break(),), at + 2
    if run == 1 and after in ESCAPABLE and after:
        return (Text(after),), at + 2
    return (Text("\\" * run),), at + run


def _entity(line: str, at: int) -> tuple[tuple[Inline, ...], int] | None:
    entity = _ENTITY.match(line, at)
    character = _character(entity) if entity else ""
    return ((Text(character),), entity.end()) if entity and character else None


def _character(entity: re.Match[str]) -> str:
    number = int(entity.group(1))
    return chr(number) if 32 <= number < 0xD800 else ""


def _braces(line: str, at: int) -> tuple[tuple[Inline, ...], int] | None:
    macro = _SILENT_MACRO.match(line, at)
    if macro:
        return (), macro.end()
    if not line.startswith("{{", at):
        return None
    end = line.find("}}", at + 2, at + _LONGEST_CODE)
    while end > 0 and line[end - 1] == "\\":
        end = line.find("}}", end + 1, at + _LONGEST_CODE)
    while end > 0 and line.startswith("}", end + 2):
        end += 1
    text = line[at + 2 : end].replace("\\{", "{").replace("\\}", "}").strip() if end > 0 else ""
    return ((Code(text),), end + 2) if text else None


def _picture(line: str, at: int) -> tuple[tuple[Inline, ...], int] | None:
    match = None if line[at - 1 : at].isalnum() and at else _PICTURE.match(line, at)
    if not match:
        return None
    name = match.group(1).strip()
    if addresses.is_bare(name):
        return (Link(name, name),), match.end()
    return ((File(name),), match.end()) if is_file_name(name) else None


def is_file_name(name: str) -> bool:
    """Whether it ends the way files do, and holds none of wiki text's own signs."""
    ending = name.rpartition(".")[2]
    return "." in name[1:] and ending.isalnum() and len(ending) <= 5 and not set("!|{}[]\\\n") & set(name)


def _brackets(line: str, at: int) -> tuple[tuple[Inline, ...], int] | None:
    match = _BRACKETS.match(line, at)
    if not match:
        return None
    inline = _bracketed(match.group(1))
    return ((inline,), match.end()) if inline else None


def _bracketed(inside: str) -> Inline | None:
    """``[~person]``, ``[^file]``, ``[address]``, ``[words|address]`` and perhaps ``|tip``; other brackets are text."""
    if inside.startswith("~"):
        account = inside[1:].strip().removeprefix(_ACCOUNT).strip()
        return Mention(account) if account and not set("|{}\\") & set(account) else None
    if inside.startswith("^"):
        name = inside[1:].strip()
        return File(name, is_image=False) if name and not set("|{}\\") & set(name) else None
    words, *rest = _BETWEEN.split(inside)
    url = (rest[0] if rest else words).strip()
    if not addresses.is_target(url) or (not rest and url.startswith(("/", "#"))):
        return None
    text = unescaped(words).strip() if rest else url
    return Link(url, text or url)
