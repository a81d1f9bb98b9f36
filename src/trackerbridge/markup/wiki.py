"""Jira's wiki mark-up, read: headings, lists, tables, quotes, panels, code. What stands in a line: ``wiki_inline``.

Source: API-FACTS 1.4. Reading never fails: a macro that is opened and not closed is text, except code that begins its
own line, which then runs to the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.markup.plain_text import inline_text
from trackerbridge.markup.tree import (
    Block,
    Break,
    Cell,
    CodeBlock,
    Heading,
    Inline,
    Item,
    Listing,
    Panel,
    Paragraph,
    Quote,
    Rule,
    Table,
    titled,
)
from trackerbridge.markup.wiki_inline import atom_at, inlines, next_sign_or_bar

_MACRO = re.compile(r"(?<!\\)\{(code|noformat|quote|panel)(?::([^{}\n]{0,300}))?\}")
_HEADING = re.compile(r"h([1-6])\.\s+(?=\S)")
_QUOTE_LINE = re.compile(r"bq\.\s+(?=\S)")
_LIST = re.compile(r"([*#]{1,8}|-)\s+(?=\S)")
_RULE = re.compile(r"-{4,5}")
_LANGUAGE = re.compile(r"[A-Za-z0-9+#_\-]{1,30}")


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a wiki text."""
    page = _Page()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    at = start = 0
    while macro := _MACRO.search(text, at):
        name, settings = macro.group(1), macro.group(2) or ""
        at = macro.end()
        if name in ("quote", "panel"):
            page.extend(_from_lines(text[start : macro.start()]))
            page.toggle(name, settings)
            start = at
            continue
        end = _end_of_code(text, macro)
        if end is None:
            continue
        page.extend(_from_lines(text[start : macro.start()]))
        page.extend(_code(text[at:end], settings))
        at = start = end + len(f"{{{name}}}")
    page.extend(_from_lines(text[start:]))
    return page.finished()


def kind_of(line: str) -> str:
    """What a stripped line is: ``heading``, ``quote``, ``list``, ``rule``, ``table`` or ``text``."""
    for kind, pattern in (("heading", _HEADING), ("quote", _QUOTE_LINE), ("list", _LIST)):
        if pattern.match(line):
            return kind
    if _RULE.fullmatch(line):
        return "rule"
    return "table" if line.startswith("|") and _cells(line) else "text"


@dataclass
class _Page:
    """The blocks so far, with the quotes and panels that are still open."""

    open: list[tuple[str, str, list[Block]]] = field(default_factory=lambda: [("", "", [])])

    def extend(self, found: Iterator[Block]) -> None:
        self.open[-1][2].extend(found)

    def toggle(self, name: str, settings: str) -> None:
        """The same macro opens and closes; what was opened within and not closed was never a box."""
        if name not in (opened for opened, _, _ in self.open):
            self.open.append((name, settings, []))
            return
        while self.open[-1][0] != name:
            self._dissolve()
        _, settings, inner = self.open.pop()
        if name == "panel":
            inner = list(titled(_setting(settings, "title"), inner))
        if inner:
            self.open[-1][2].append(Quote(tuple(inner)) if name == "quote" else Panel(tuple(inner)))

    def finished(self) -> tuple[Block, ...]:
        while len(self.open) > 1:
            self._dissolve()
        return tuple(self.open[0][2])

    def _dissolve(self) -> None:
        self.open[-2][2].extend(self.open.pop()[2])


def _end_of_code(text: str, macro: re.Match[str]) -> int | None:
    end = text.find(f"{{{macro.group(1)}}}", macro.end())
    if end >= 0:
        return end
    begins_line = not text[text.rfind("\n", 0, macro.start()) + 1 : macro.start()].strip()
    return len(text) if begins_line else None


def _code(text: str, settings: str) -> Iterator[Block]:
    if not text.strip():
        return
    first = settings.partition("|")[0].strip()
    yield from titled(_setting(settings, "title"), ())
    yield CodeBlock(text.strip("\n"), first if _LANGUAGE.fullmatch(first) else "")


def _setting(settings: str, name: str) -> str:
    for setting in settings.split("|"):
        key, _, value = setting.partition("=")
        if key.strip() == name:
            return value.strip()
    return ""


def _from_lines(text: str) -> Iterator[Block]:
    """Blocks of text without macros: runs of lines of one kind; plain lines after a list item continue it."""
    run: list[str] = []
    kind = "text"
    for line in (raw.strip() for raw in (text + "\n").split("\n")):
        now = kind_of(line) if line else ""
        if now == "text" and kind == "list" and run:
            run.append(line)
            continue
        if run and (now != kind or now in ("heading", "quote", "rule")):
            yield from _block(kind, run)
            run = []
        if line:
            kind = now
            run.append(line)


def _block(kind: str, lines: list[str]) -> Iterator[Block]:
    first = lines[0]
    match kind:
        case "heading":
            content = inlines(first[3:].strip())
            if inline_text(content):
                yield Heading(int(first[1]), content)
        case "quote":
            yield from _filled(Quote, inlines(first[3:].strip()))
        case "rule":
            yield Rule()
        case "table":
            yield Table(tuple(_cells(line) for line in lines))
        case "list":
            yield from _lists(_entries(lines))
        case _:
            content = _flowing(lines)
            if inline_text(content):
                yield Paragraph(content)


def _filled(box: type[Quote], content: tuple[Inline, ...]) -> Iterator[Block]:
    if inline_text(content):
        yield box((Paragraph(content),))


def _flowing(lines: list[str]) -> tuple[Inline, ...]:
    found: list[Inline] = []
    for number, line in enumerate(lines):
        found.extend([Break()] if number else [])
        found.extend(inlines(line))
    return tuple(found)


_Entry = tuple[str, tuple[Inline, ...]]


def _entries(lines: list[str]) -> list[_Entry]:
    """Each item: its marks, such as ``*#``, and its content; items without words are left out."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        mark = _LIST.match(line)
        if mark:
            found.append((mark.group(1).replace("-", "*"), [line[mark.end() :]]))
        else:
            found[-1][1].append(line)
    entries = [(marks, _flowing(content)) for marks, content in found]
    return [(marks, content) for marks, content in entries if inline_text(content)]


def _lists(entries: list[_Entry], depth: int = 1) -> Iterator[Listing]:
    """Entries as lists within lists; a level that was skipped is not made up."""
    items: list[Item] = []
    ordered = False
    at = 0
    while at < len(entries):
        marks, content = entries[at]
        kind = marks[min(depth, len(marks)) - 1] == "#"
        if items and kind != ordered:
            yield Listing(tuple(items), ordered)
            items = []
        ordered = kind
        end = at + 1
        while end < len(entries) and len(entries[end][0]) > depth:
            end += 1
        items.append(Item((Paragraph(content), *_lists(entries[at + 1 : end], depth + 1))))
        at = end
    if items:
        yield Listing(tuple(items), ordered)


def _cells(line: str) -> tuple[Cell, ...]:
    """The cells of a row; bars within links, code and pictures, and escaped ones, part nothing."""
    cells: list[Cell] = []
    for header, text in _parts(line):
        content = inlines(text.strip())
        cells.append(Cell((Paragraph(content),) if content else (), header))
    return tuple(cells)


def _parts(line: str) -> Iterator[tuple[bool, str]]:
    at = 0
    header = False
    start: int | None = None
    while sign := next_sign_or_bar(line, at):
        bar = sign.start()
        if sign.group() != "|":
            atom = atom_at(line, sign)
            at = atom[1] if atom else bar + 1
            continue
        if start is not None:
            yield header, line[start:bar]
        header = line.startswith("||", bar)
        at = start = bar + 1 + header
    if start is not None and line[start:].strip():
        yield header, line[start:]
