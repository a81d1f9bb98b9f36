"""Texts in comparable form: what a person wrote differs, what an editor merely respelled does not.

Trello's editor rewrites Markdown when somebody opens a description and saves it (API-FACTS 3.4): bullets, escapes,
blank lines, trailing spaces, emphasis, links with their own text. None of that is a person's edit (decision 13). The
comparable form is only ever compared, never shown.
"""

from __future__ import annotations

import html
import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_ENTITY = re.compile(r"&#?\w{1,32};")  # with its semicolon, as Markdown wants it: “R&D &copy” stands for itself
_SPACES = re.compile(r"[^\S\n]+")
_BULLET = re.compile(r"^[-*+•‣▪]\s+")
_NUMBER = re.compile(r"^(\d+)[.)]\s+")
_HEADING = re.compile(r"^(#{1,6})\s*(.*?)\s*#*$")
_RULE = re.compile(r"^([-*_])(\s*\1){2,}$")
_TITLED_LINK = re.compile(r'\[([^\]]*)\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)')
_ANGLED = re.compile(r"<((?:https?://|mailto:)?[^<>\s]+)>")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def comparable_title(text: str) -> str:
    """A title in comparable form: one line, single spaces, nothing invisible."""
    return " ".join(_plain(text).split())


def comparable_text(text: str) -> str:
    """A Markdown text in comparable form. Blank lines, bullets, escapes, emphasis and self-titled links count alike."""
    lines = (_comparable_line(line) for line in _plain(text).split("\n"))
    return "\n".join(line for line in lines if line)


def _plain(text: str) -> str:
    text = _ENTITY.sub(lambda found: html.unescape(found.group()), text).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text).translate(_INVISIBLE)


def _comparable_line(line: str) -> str:
    line = _SPACES.sub(" ", line).strip().removesuffix("\\").strip()
    if _RULE.match(line):
        return "---"
    line = _BULLET.sub("- ", line)
    line = _NUMBER.sub(r"\1. ", line)
    if found := _HEADING.match(line):
        line = f"{found[1]} {found[2]}"
    line = _ESCAPE.sub(r"\1", _links(line))
    return line.replace("_", "*").strip()


def _links(line: str) -> str:
    """A link whose text is its own address is that address, however it is spelled."""
    return _ANGLED.sub(lambda found: found[1].removeprefix("mailto:"), _TITLED_LINK.sub(_link, line))


def _link(found: re.Match[str]) -> str:
    text, address = _ESCAPE.sub(r"\1", found[1]), _ESCAPE.sub(r"\1", found[2]).removeprefix("mailto:")
    bare = address.rstrip("/")
    same = text.rstrip("/") in (bare, bare.removeprefix("https://"), bare.removeprefix("http://"))
    return address if same else f"[{text}]({address})"
