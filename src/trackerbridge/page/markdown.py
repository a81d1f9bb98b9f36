"""A card's description as HTML: raw HTML stays text, images are left out, links go to the web or nowhere. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from trackerbridge.markup.harmless import plain, plain_block

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def rendered(markdown: str) -> Markup:
    """A description. No heading of a text may stand above the card's own."""
    return Markup(_parser().render(plain_block(markdown)))  # noqa: S704 (html is off: what comes out was escaped there)


def with_mail(text: str) -> Markup:
    """A line of plain text in which an e-mail address can be followed."""
    said = str(escape(plain(text)))
    return Markup(_MAIL.sub(r'<a href="mailto:\g<0>">\g<0></a>', said))  # noqa: S704 (escaped above)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")
    parser.add_render_rule("link_open", _link)
    parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("heading_close", _heading)
    return parser


def _link(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    tokens[index].attrSet("rel", "noreferrer")
    return str(self.renderToken(tokens, index, options, env))


def _heading(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    tokens[index].tag = "h4"
    return str(self.renderToken(tokens, index, options, env))
