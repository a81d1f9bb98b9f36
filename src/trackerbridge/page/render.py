"""The bytes of a page: the same values give the same bytes, whenever and wherever they are made. Pure.

One file that asks for nothing: no scripts, no outside address, pictures drawn in place. Its content security policy
allows its own style, by that style's hash, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup

from trackerbridge.markup.harmless import plain
from trackerbridge.markup.reference import apart
from trackerbridge.page.markdown import rendered, with_mail
from trackerbridge.page.timeline import timeline
from trackerbridge.page.values import Page
from trackerbridge.page.words import PageWords
from trackerbridge.pictures import NAMES, drawing

if TYPE_CHECKING:
    from jinja2 import Environment

_COLORS = frozenset(["green", "yellow", "orange", "red", "purple", "blue", "sky", "lime", "pink", "black"])


def render(page: Page) -> str:
    """The whole file. Empty lists are left out."""
    words = PageWords(page.language, years=len({day.year for day in page.days}) > 1, own=page.own)
    return _environment().get_template("page.html.j2").render(
        page=page,
        lists=[each for each in page.lists if each.cards],
        words=words,
        timeline=timeline(page),
        pictures=sorted({card.cover for card in page.cards if card.cover in NAMES}),
        style=_style(),
        style_hash=_hash(_style()),
    )  # fmt: skip


@lru_cache(maxsize=1)
def _style() -> Markup:
    return Markup(files("trackerbridge.page").joinpath("templates", "page.css").read_text("utf-8"))  # noqa: S704


@lru_cache(maxsize=1)
def _hash(style: str) -> str:
    """Of the very text between the tags, line breaks included."""
    digest = hashlib.sha256(f"\n{style}".encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # most commands know of pages and make none

    environment = Environment(
        loader=PackageLoader("trackerbridge.page", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters |= {
        "plain": plain,
        "rendered": lambda description: rendered(apart(description)[0]),
        "with_mail": with_mail,
        "color": _color,
        "picture": lambda name: Markup(drawing(name)),  # noqa: S704 (ours)
        "drawn": NAMES.__contains__,
    }
    return environment


def _color(name: str) -> str:
    """A class of the style: ``green_dark`` and ``green`` are one."""
    plain_name = str(name or "").partition("_")[0]
    return f"is-{plain_name if plain_name in _COLORS else 'other'}"
