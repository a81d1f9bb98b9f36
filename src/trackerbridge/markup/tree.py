"""What a formatted text is made of, whatever dialect it was written in. Frozen values; nothing here knows a dialect."""

from __future__ import annotations

from collections.abc import Iterable

from trackerbridge.lazy_dataclass import dataclass

STRONG, EM, UNDERLINE, STRIKE, SUB, SUP = "strong", "em", "underline", "strike", "sub", "sup"
DEEPEST = 40
"""Levels of nesting that are kept; what lies deeper is read as bare text, so that no input can exhaust the stack."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words, without a line break, and how they are set (``STRONG``, ``EM`` and the others above)."""

    text: str
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Code:
    """A few characters of code within a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address with the words that carry it; equal ones mean a bare address."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A person, by the tracker's account id (Data Center: user name), and by name where the text itself tells it."""

    account: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A picture or another attachment shown in the text; the name may be unknown."""

    name: str
    is_image: bool = True


@dataclass(frozen=True, slots=True)
class Break:
    """A new line within a paragraph."""


Inline = Text | Code | Link | Mention | File | Break


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title of level 1 to 6."""

    level: int
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody else's words."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines of code or of a log, as they were typed."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list; ``checked`` is None where it is no check box."""

    blocks: tuple[Block, ...]
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, numbered or not."""

    items: tuple[Item, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    blocks: tuple[Block, ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; rows may differ in length."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A coloured box or a part that unfolds."""

    blocks: tuple[Block, ...]


Block = Paragraph | Heading | Quote | CodeBlock | Listing | Table | Rule | Panel


def titled(title: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks of a box, its title first."""
    heading = (Paragraph((Text(" ".join(title.split()), frozenset({STRONG})),)),) if title.strip() else ()
    return (*heading, *blocks)


def joined(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """The same inlines; neighbouring words that are set alike become one."""
    every = tuple(inlines)
    if len(every) == 1 and isinstance(every[0], Text):  # most paragraphs
        return every if every[0].text else ()
    found: list[Inline] = []
    words: list[str] = []
    marks: frozenset[str] = frozenset()
    for inline in (*every, None):
        if isinstance(inline, Text) and (not words or inline.marks == marks):
            words.append(inline.text)
            marks = inline.marks
            continue
        if words and any(words):
            found.append(Text("".join(words), marks))
        words = []
        if isinstance(inline, Text):
            words, marks = [inline.text], inline.marks
        elif inline is not None:
            found.append(inline)
    return tuple(found)


def lines_of(inlines: Iterable[Inline]) -> list[tuple[Inline, ...]]:
    """The inlines of each line."""
    lines: list[list[Inline]] = [[]]
    for inline in inlines:
        if isinstance(inline, Break):
            lines.append([])
        else:
            lines[-1].append(inline)
    return [tuple(line) for line in lines]
