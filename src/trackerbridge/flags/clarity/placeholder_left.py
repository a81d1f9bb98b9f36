"""C05: something was meant to be filled in and was not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from trackerbridge.flags.base import Context, Finding, Rule, Severity
from trackerbridge.flags.remembered import remembered
from trackerbridge.flags.text import URL, folded, own_words, phrases
from trackerbridge.markup.plain_text import EMBEDDED
from trackerbridge.model import Task

_MARKS = re.compile(r"(?:^|[:=–—(]|\s-)[ \t]*(\?{3,}|[xX]{3,})[ \t]*(?=$|[),.;])|(?<!\w)(TODO:|FIXME)", re.MULTILINE)
_BRACKETS = re.compile(
    r"[\[<]\s*(?:insert|fill in|describe|вставьте|впишите|introduceti|completati)\b[^\]>\n]{0,80}[\]>]"
)
_SLOT_NAMES = (
    r"(?:(?:your |first |last |client |company |project )?name|date|company|client|"
    r"имя|дата|название|компания|клиент|nume|data|titlu|companie|client)"
)
_SLOT = re.compile(rf"\{{\{{\s?{_SLOT_NAMES}\s?\}}\}}|\[{_SLOT_NAMES}\](?!\()")
_IMAGE_WITHOUT_ADDRESS = re.compile(r"!\[[^\[\]\n]{0,200}\]\(\s{0,20}\)")
_FENCED = re.compile(r"(```|~~~).*?(?:\1|\Z)", re.DOTALL)
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+\S")
_LABEL = re.compile(r"^\s*(?:[*_]{1,3})?([^\n:*_]{2,40}?)\s*(?::\s*[*_]{1,3}|[*_]{1,3}\s*:|:|[*_]{1,3})\s*$")
_LONGEST_QUOTE = 40
_LONGEST_LINE = 200
_LONGEST_HEADING = 5
_LONGEST_READ = 50_000


class PlaceholderLeft(Rule):
    """TBD, ???, lorem ipsum, an empty section of a template, or an attachment that the text promises and nobody added.

    Why it matters to a client
        A text with holes says that nobody read it again, and the hole is usually the part that mattered.

    Flagged
        - A description says “Colours: TBD”.
        - A description says “Тексты: будет позже”.
        - A description says “Prețuri: de completat”.
        - A description has a heading “Acceptance criteria” and nothing beneath it.
        - A description greets “Dear [client name]”.
        - A description has an image without an address.
        - A description says “see the attached screenshot” and nothing is attached, though other cards have files.

    Not flagged
        - A description asks “Is that right???”.
        - A description shows TBD only inside a code block.
        - A description says “see the attached screenshot” and a file is attached.

    What usually helps
        Fill it in, or ask the one question whose answer is missing and say by when it is needed.

    When this rule is wrong
        The word is meant literally, such as in “remove the lorem ipsum”.
    """

    code = "C05"
    name = "placeholder-left"
    narrow = True
    sentences = ("message", "message_section", "message_attachment", "suggestion")
    placeholders = frozenset({"quote"})

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """The first thing left open, in the title, the description, or the steps."""
        text = own_words(task.description)
        steps = "\n".join(item.name for checklist in task.checklists for item in checklist.items if not item.done)
        quote = _placeholder(own_words(task.title)) or _placeholder(text) or _placeholder(own_words(steps))
        sentence = "message"
        if not quote:
            quote, sentence = _empty_section(task.description), "message_section"
        if not quote:
            quote, sentence = _lost_image(task.description), "message_attachment"
        if not quote and context.facts.has_attachments:
            quote, sentence = _missing_attachment(task, text), "message_attachment"
        if not quote:
            return
        severity = Severity.MEDIUM if context.is_published(task) else Severity.LOW
        kind = sentence.partition("_")[2] or "placeholder"
        yield Finding(severity, task.created_at, {"quote": quote, "kind": kind}, sentence, values={"quote": quote})


@remembered(50_000)
def _placeholder(text: str) -> str:
    """The placeholder as it was typed, or empty. Removing one ("remove the lorem ipsum") is work, not a hole."""
    mark = _MARKS.search(text)
    if mark:
        return (mark.group(1) or mark.group(2))[:_LONGEST_QUOTE]
    low = folded(text)
    found = phrases("placeholders", "placeholder").search(low) or _BRACKETS.search(low) or _SLOT.search(low)
    if found is None or phrases("placeholders", "removal").search(low[max(0, found.start() - 40) : found.start()]):
        return ""
    return found.group().strip("{} ")[:_LONGEST_QUOTE]


@remembered(20_000)
def _empty_section(description: str) -> str:
    """A heading, or a template's label such as "Acceptance criteria:", with nothing beneath it.

    Headings outside the lexicon only count among others that are filled: a lone one is somebody's large print.
    """
    text = _FENCED.sub("\ncode\n", description[:_LONGEST_READ])
    lines = [line[:_LONGEST_LINE] for line in text.splitlines() if line.strip()]
    sections = [(line, _ends_section(line, after)) for line, after in pairwise([*lines, ""]) if _opens_section(line)]
    is_template = any(not empty and _is_title(line) for line, empty in sections)
    for line, empty in sections:
        if empty and (_is_known_section(line) or (is_template and _is_title(line))):
            return line.strip(" #*_:")[:_LONGEST_QUOTE]
    return ""


def _is_title(line: str) -> bool:
    """A few words without a link or a full stop: a heading, and not a sentence in large print."""
    bare = line.strip(" \t#*_:")
    return len(bare.split()) <= _LONGEST_HEADING and not URL.search(bare) and not bare.endswith((".", "!", "?", ","))


def _opens_section(line: str) -> bool:
    return bool(_HEADING.match(line)) or (bool(_LABEL.match(line)) and _is_known_section(line))


def _is_known_section(line: str) -> bool:
    return bool(phrases("placeholders", "section").fullmatch(folded(line.strip(" \t#*_:"))))


def _ends_section(line: str, following: str) -> bool:
    """What follows is the end, or another section of the same or a higher level."""
    if not following:
        return True
    heading, after = _HEADING.match(line), _HEADING.match(following)
    if heading and after:
        return len(after.group(1)) <= len(heading.group(1))
    return not heading and _opens_section(following)


def _lost_image(description: str) -> str:
    """An image of the description that has no address: it was pasted and did not come through."""
    found = _IMAGE_WITHOUT_ADDRESS.search(_FENCED.sub(" ", description[:_LONGEST_READ]))
    return found.group()[:_LONGEST_QUOTE] if found else ""


def _missing_attachment(task: Task, text: str) -> str:
    shown = EMBEDDED.search(task.description) or URL.search(task.description) or "](" in task.description
    if task.attachments or shown:
        return ""
    found = phrases("placeholders", "attached").search(folded(text))
    return found.group()[:_LONGEST_QUOTE] if found else ""
