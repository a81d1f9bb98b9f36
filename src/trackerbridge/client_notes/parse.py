"""One comment as a client note: ``/client why: …``, each part on a line of its own. Pure; any text may come in.

A note is a comment whose first words are ``/client`` or ``[client]`` (``/клиент`` too), however they are formatted;
what somebody else is quoted to have written is none, and what stands below the quotation may be one. After that word
a keyword needs no colon; on every other line it does, so that a sentence that begins with "next" stays a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field

from trackerbridge.client_notes.keywords import OFFER, examples, folded, part_words
from trackerbridge.client_notes.lines import BULLET, Said, below_each_other, row_said, run_on
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.markup.plain_text import EMBEDDED
from trackerbridge.model import NotePart
from trackerbridge.model.sentence import Sentence

_MARKS = " \t*_~`\\\u200b\ufeff\u00a0"
_BEFORE = re.escape(_MARKS) + "#•–—-"  # of a heading or a list as well
_COMMAND = re.compile(
    rf"^[{_BEFORE}]*(?:[/\\]+(client|клиент)|\[(client|клиент)\]|\\\[(client|клиент)\\\])(?![^\W\d_])"
    rf"[{re.escape(_MARKS)}]*[:：—–-]?[{re.escape(_MARKS)}]*",
    re.IGNORECASE,
)
_REMEMBER = re.compile(
    rf"^[{_BEFORE}]*/(?:remember|запомнить|запомни|reține|retine)(?![^\W\d_])[{re.escape(_MARKS)}]*:?\s*",
    re.IGNORECASE,
)
_BELOW = re.compile(
    rf"^[|{_BEFORE}]*(?:/(?:client|клиент)|\[(?:client|клиент)\])[{re.escape(_MARKS)}:]+", re.IGNORECASE
)
_QUOTE = re.compile(r"^\s*>")
_COLON = re.compile(r"[:：]")
_SEPARATOR = re.compile(r"\s*(?:;|\|)\s*(?=\S)")
may_be_note = re.compile(r"[/\\[]").search  # one of these stands in the first words of every note
_STRUCK = re.compile(r"~~[^~\n]+~~")
_SHOWN = re.compile(rf"!\[[^\[\]\n]*\]\([^()\n]*\)|{EMBEDDED.pattern}")  # their names are the team's
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")  # as Trello's editor writes a sign that could mean something
_SIGNS = re.compile(r"(?<![\w:]):[a-z0-9_+\-]*[a-z][a-z0-9_+\-]*:(?![\w:])|\((?:!|/|\*)\)")  # an emoji's name, an icon
_CITED = re.compile(r"\?\?(?=\S)([^?\n]+)(?<=\S)\?\?")
_FENCE = re.compile(r"^\s*(?:`{3,}|~{3,})\s*[\w+#.\-]*\s*$")
_BOX = re.compile(r"^\[([ xX])\]\s+")
_ADDRESSED = re.compile(r"^\s*@[^/\[\n]{1,60}?(?=/|\[)")
_RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,})\s*$")
_LONGEST = 10_000  # characters of a comment that are read
_LONGEST_KEYWORD = 30


@dataclass(frozen=True, slots=True)
class Written:
    """What one comment says. ``parts``: (a ``NotePart``'s value or "offer", text), in order; an empty text takes back.

    ``facts`` are for the manager alone. ``problems`` say what could not be understood, for the team.
    """

    parts: tuple[tuple[str, str], ...] = ()
    facts: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    listed: bool = False  # an entry of a list


@dataclass(slots=True)
class _Reading:
    parts: list[tuple[str, list[_Line]]] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def parse(text: str) -> Written | None:
    """The note in a comment's plain text, or None where it is an ordinary comment."""
    if not may_be_note(text):
        return None
    lines = _words(text[:_LONGEST]).split("\n")
    first = next((line for line in lines if line.strip(_MARKS) and not _QUOTE.match(line)), "")
    if not _COMMAND.match(first) and not _REMEMBER.match(first):
        return _below(lines)
    reading = _Reading()
    for line in lines:
        if not _QUOTE.match(line):
            _read(line, reading)
    parts = tuple((kind, _joined(kind, said)) for kind, said in reading.parts)
    if not parts and not reading.facts and not reading.problems:
        reading.problems.append(Sentence("says nothing; write one of {known}", known=_known()))
    return Written(parts, tuple(reading.facts), tuple(reading.problems))


def _words(text: str) -> str:
    """Without what is no word for the client: pictures, icons, what was struck out, lines across the page, fences."""
    shown = _SHOWN.sub("", _STRUCK.sub("", text.replace("\r", "")))
    shown = _SIGNS.sub("", _CITED.sub(r"\1", shown))
    lines = (line for line in shown.split("\n") if not _FENCE.match(line))
    return "\n".join(
        "" if _RULE.match(line) else _ESCAPED.sub(r"\1", line if _BELOW.match(line) else row_said(line))
        for line in lines
    )


def _below(lines: list[str]) -> Written | None:
    """Words for the client that stand below others are none; whoever wrote them thinks that they are."""
    for line in lines:
        said = _ADDRESSED.sub("", line)
        found = None if _QUOTE.match(line) else _BELOW.match(said)
        if found and _keyword(said[found.end() :], colon_needed=False) is not None:
            problem = Sentence(
                "has “{line}” below other words, so the client does not read it; begin the comment with it",
                line=line[: _LONGEST_KEYWORD + 10].strip(_MARKS),
            )
            return Written(problems=(problem,))
    return None


def _read(line: str, reading: _Reading) -> None:
    if found := _REMEMBER.match(line):
        fact = line[found.end() :].strip(_MARKS)
        if fact:
            reading.facts.append(fact)
        else:
            reading.problems.append(Sentence("has /remember without anything to remember"))
        return
    found = _COMMAND.match(line)
    rest = line[found.end() :] if found else BULLET.sub("", line)
    if found and not rest.strip(_MARKS):
        return
    for number, piece in enumerate(_pieces(rest)):
        _read_piece(_Line(piece, BULLET.match(line) is not None), reading, commanded=bool(found) and number == 0)


def _read_piece(said: _Line, reading: _Reading, *, commanded: bool) -> None:
    piece = said.text
    keyed = _keyword(piece, colon_needed=not commanded)
    if keyed is not None:
        reading.parts.append((keyed[0], [_Line(keyed[1], said.listed)]))
    elif commanded:
        word = piece.strip(_MARKS)[:_LONGEST_KEYWORD]
        reading.problems.append(
            Sentence("begins with “{word}”, which is no keyword; write one of {known}", word=word, known=_known())
        )
    elif reading.parts:
        reading.parts[-1][1].append(said)
    elif piece.strip(_MARKS):
        line = piece.strip(_MARKS)[:_LONGEST_KEYWORD]
        reading.problems.append(Sentence("has the line “{line}” before any keyword", line=line))


def _pieces(text: str) -> Iterator[str]:
    """A line may hold several parts, where each next one begins with a keyword and a colon."""
    start = 0
    for found in _SEPARATOR.finditer(text):
        following = text[found.end() :]
        if _keyword(following, colon_needed=True) is not None and not _is_offer(text[start:]):
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]


def _is_offer(text: str) -> bool:
    keyed = _keyword(text, colon_needed=False)
    return keyed is not None and keyed[0] == OFFER


def _keyword(text: str, *, colon_needed: bool) -> tuple[str, str] | None:
    """(kind, rest) where ``text`` begins with a keyword."""
    bare = text.lstrip(_MARKS)
    head, colon, rest = _split_at_colon(bare)
    if colon and (kind := part_words().get(folded(head.strip(_MARKS)))):
        return kind, rest.lstrip(_MARKS)
    if colon_needed:
        return None
    words = bare.split()
    for count in range(min(4, len(words)), 0, -1):
        kind = part_words().get(folded(" ".join(words[:count]).strip(_MARKS + ":,—–-")))
        if kind:
            return kind, bare.split(maxsplit=count)[count] if len(words) > count else ""
    return None


def _split_at_colon(text: str) -> tuple[str, str, str]:
    found = _COLON.search(text[: _LONGEST_KEYWORD + 10])
    return (text[: found.start()], ":", text[found.end() :]) if found else (text, "", "")


def _joined(kind: str, said: list[_Line]) -> str:
    """Lines of an offer are choices of their own, those of a reply stay lines, and those of any other part run on."""
    lines: list[Said] = []
    apart = False
    for line in said:
        words = _BOX.sub("", " ".join(line.text.split()).strip(_MARKS))
        if _is_over(kind, line):
            continue
        if words:
            lines.append(Said(words, item=line.listed, apart=apart))
        apart = not words
    if lines and not (len(lines) > 1 and lines[1].item):  # the keyword's own bullet makes no list of its words
        lines[0] = Said(lines[0].text, apart=lines[0].apart)
    if kind == OFFER:
        return " | ".join(line.text for line in lines)
    return below_each_other(lines) if kind == NotePart.REPLY else run_on(lines)


def _is_over(kind: str, line: _Line) -> bool:
    """What is ticked is needed no more, and is no next step; what is not ticked is not done."""
    box = _BOX.match(line.text.strip(_MARKS))
    ticked = box is not None and box[1] != " "
    return (
        ticked if kind in (NotePart.NEED, NotePart.NEXT) else kind == NotePart.DONE and box is not None and not ticked
    )


def _known() -> str:
    return ", ".join(examples().values())
