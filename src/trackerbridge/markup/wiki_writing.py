"""Jira's wiki mark-up, written: what stands in the text and could be read as mark-up is escaped. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from trackerbridge.markup import addresses
from trackerbridge.markup.plain_text import block_text, file_text
from trackerbridge.markup.tree import (
    EM,
    STRIKE,
    STRONG,
    SUB,
    SUP,
    UNDERLINE,
    Block,
    Code,
    CodeBlock,
    File,
    Heading,
    Inline,
    Link,
    Listing,
    Mention,
    Panel,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
    lines_of,
)
from trackerbridge.markup.wiki import kind_of
from trackerbridge.markup.wiki_inline import ESCAPABLE, can_close, can_open, is_file_name

_SIGNS = {STRONG: "*", EM: "_", UNDERLINE: "+", STRIKE: "-", SUB: "~", SUP: "^"}
_RUN = re.compile(r"([\\&!{}\[\]|*_+~^\-])\1*")
_NEW_LINE = " \\\\ "
_AFTER_EMPHASIS = frozenset(" \t.,;:)")


def text_of(blocks: Iterable[Block]) -> str:
    """The blocks as wiki text."""
    return "\n\n".join(filter(None, map(_block, blocks)))


def _block(block: Block) -> str:
    match block:
        case Paragraph(inlines):
            return "\n".join(_guarded(_line(line)) for line in lines_of(inlines)).strip()
        case Heading(level, inlines):
            return f"h{level}. {_on_one_line(inlines, ' ')}"
        case Quote(blocks):
            return f"{{quote}}\n{text_of(blocks)}\n{{quote}}"
        case Panel(blocks):
            return f"{{panel}}\n{text_of(blocks)}\n{{panel}}"
        case CodeBlock(text, language):
            return _code_block(text, language)
        case Listing():
            return "\n".join(_items(block, ""))
        case Table(rows):
            return "\n".join(_row([(cell.header, cell.blocks) for cell in row]) for row in rows if row)
        case Rule():
            return "----"


def _code_block(text: str, language: str) -> str:
    if "{code}" not in text:
        return f"{{code{':' * bool(language)}{language}}}\n{text}\n{{code}}"
    return f"{{noformat}}\n{text.replace('{noformat}', '{ noformat }')}\n{{noformat}}"


def _items(listing: Listing, above: str) -> Iterator[str]:
    marks = above + ("#" if listing.ordered else "*")
    for item in listing.items:
        box = "" if item.checked is None else "[x] " if item.checked else "[ ] "
        flowing = [block for block in item.blocks if not isinstance(block, Listing | CodeBlock)]
        text = _one_line(flowing, _NEW_LINE)
        if box or text or not item.blocks:
            yield f"{marks} {box}{text}"
        for block in item.blocks:
            if isinstance(block, Listing):
                yield from _items(block, marks)
            elif isinstance(block, CodeBlock):
                yield _block(block)


def _row(cells: list[tuple[bool, tuple[Block, ...]]]) -> str:
    text = "".join(f"{'||' if header else '|'} {_one_line(blocks, _NEW_LINE)} " for header, blocks in cells)
    return text + ("||" if cells[-1][0] else "|")


def _one_line(blocks: Iterable[Block], between: str) -> str:
    """Blocks where only one line may stand; those that are no paragraphs as their plain text."""
    parts = []
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            parts.append(_on_one_line(block.inlines, between))
        else:
            parts.extend(_escaped(line) for line in block_text(block).split("\n"))
    return between.join(part for part in parts if part)


def _on_one_line(inlines: Iterable[Inline], between: str) -> str:
    return between.join(_line(line) for line in lines_of(inlines)).strip()


def _line(inlines: tuple[Inline, ...]) -> str:
    written = ""
    for number, inline in enumerate(inlines):
        following = inlines[number + 1] if number + 1 < len(inlines) else None
        written += _inline(inline, written[-1:], _first_sign(following))
    return written.strip()


def _first_sign(inline: Inline | None) -> str:
    """What the following inline begins with: a blank where the line ends, and a bracket for any mark-up."""
    if inline is None:
        return " "
    return inline.text[:1] if isinstance(inline, Text) and not inline.marks else "["


def _inline(inline: Inline, before: str, after: str) -> str:
    match inline:
        case Text(text, marks):
            return _emphasised(text, marks, before, after)
        case Code(text):
            return f"{{{{{_braced(text)}}}}}" if text.strip() else ""
        case Link(url, text):
            return _link(url, text, before, after)
        case Mention(account, name):
            plain = bool(set("|{}[]\\\n") & set(account))
            return _escaped(f"@{name or account}") if plain else f"[~accountid:{account}]"
        case File():
            return _file(inline, lonely=not before.isalnum() and not after.isalnum())
    return ""


def _braced(text: str) -> str:
    inner = " ".join(text.replace("{", "\\{").replace("}", "\\}").split("\n")).strip()
    return inner + " " * inner.endswith("\\")


def _file(file: File, lonely: bool) -> str:
    """A picture's sign counts only between blanks and punctuation; elsewhere, and for odd names, words must do."""
    if not is_file_name(file.name) or (file.is_image and not lonely):
        return _escaped(file_text(file))
    return f"!{file.name}!" if file.is_image else f"[^{file.name}]"


def _link(url: str, text: str, before: str, after: str) -> str:
    url, words = addresses.unbroken(url), " ".join(text.split())
    if not addresses.is_target(url):
        return _escaped(words)
    if words and text.strip() != url:
        return f"[{_escaped(words)}|{url}]"
    alone = not before.strip() and not after.strip()
    if alone and addresses.is_bare(url):
        return url
    return f"[{url}]" if not url.startswith(("/", "#")) else f"[{_escaped(url)}|{url}]"


def _emphasised(text: str, marks: frozenset[str], before: str, after: str) -> str:
    inner = text.strip()
    if not marks or not inner:
        return _escaped(text)
    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    free_before = bool(lead) or not before.strip()
    free_after = bool(trail) or after in _AFTER_EMPHASIS
    simple = free_before and free_after and inner[0].isalnum() and inner[-1].isalnum() and len(marks) == 1
    written = _escaped(inner)
    for mark in sorted(marks):
        sign = _SIGNS[mark] if simple else f"{{{_SIGNS[mark]}}}"
        written = f"{sign}{written}{sign}"
    return lead + written + trail


def _escaped(text: str) -> str:
    return _RUN.sub(lambda run: _escaped_run(text, run), text)


def _escaped_run(text: str, run: re.Match[str]) -> str:
    """One sign, or several alike, where they would be read as mark-up.

    At the ends of a text nobody knows what follows, so there they always count. Elsewhere doubled emphasis is none.
    """
    sign, at = run.group()[0], run.start()
    before, after = text[at - 1 : at] if at else "", text[run.end() : run.end() + 1]
    alone = len(run.group()) == 1
    match sign:
        case "\\":
            last = "&#92;" if not after or after in ESCAPABLE else sign
            return "&#92;" * (len(run.group()) - 1) + last
        case "&":
            return run.group()[:-1] + ("&#38;" if after in ("", "#") else sign)
        case "!":
            is_inert = (alone and before.isalnum()) or (bool(after) and after.isspace())
        case "}":
            is_inert = bool(before)
        case "{" | "[" | "]" | "|":
            is_inert = False
        case _:
            is_inert = bool(before and after) and not (alone and (can_open(text, at) or can_close(text, at)))
    return run.group() if is_inert else f"\\{sign}" * len(run.group())


def _guarded(line: str) -> str:
    """A line that would be read as a heading, list, table or rule, and is none."""
    if kind_of(line) == "text":
        return line
    return f"\\{line}" if line[0] in ESCAPABLE else f"&#{ord(line[0])};{line[1:]}"
