"""HTML: one self-contained file without scripts, light and dark, readable by a screen reader and on paper.

Every text is escaped by the templates; descriptions of cards are rendered as Markdown with raw HTML switched off, links
to anything but the web left as text, and no images.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Any, ClassVar

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from trackerbridge.clock import Calendar
from trackerbridge.papers.paper import Paper, said_lines
from trackerbridge.report.base import AuditDocument, Listing, Report, Screen
from trackerbridge.report.lines import abstentions_of, closing, lines_of, pattern_sentence
from trackerbridge.report.preview import Preview
from trackerbridge.report.words import count, moment, plain, plain_block, shorten
from trackerbridge.results import Audited, Failure

_CODE = re.compile(r"`([^`\n]+)`")
_TITLE = 200  # characters of a title; what is longer is no title to read
_SWATCHES = {
    "green": "#3c8d57", "yellow": "#c99a06", "orange": "#d0722b", "red": "#c0392f", "purple": "#8458b3",
    "blue": "#2f6fb2", "sky": "#3aa0c9", "lime": "#7aa32f", "pink": "#c7568f", "black": "#4a4f57",
}  # fmt: skip


class HtmlReport(Report):
    """A page to send or to keep."""

    name: ClassVar[str] = "html"

    def audit(self, document: AuditDocument, screen: Screen) -> str:
        """The flags, for a browser or the printer."""
        projects = [_failure(one) if isinstance(one, Failure) else _audited(one, screen) for one in document.projects]
        return _page("audit.html.j2", Calendar(), language="en", projects=projects)

    def preview(self, document: Preview, screen: Screen) -> str:
        """The board as the client sees it, in the board's language."""
        return _page("preview.html.j2", document.calendar, language=document.language, board=document)

    def paper(self, document: Paper, screen: Screen) -> str:
        """One screen of a phone."""
        parts = [(part.heading, said_lines(document, part)) for part in document.sections]
        return _page("paper.html.j2", Calendar(), language=document.language, paper=document, parts=parts)

    def listing(self, document: Listing, screen: Screen) -> str:
        """A list as one table."""
        return _page("listing.html.j2", Calendar(), language="en", listing=document)


def _failure(one: Failure) -> dict[str, Any]:
    return {"title": one.title, "failure": one.error}


def _audited(one: Audited, screen: Screen) -> dict[str, Any]:
    assessment = one.assessment
    read = "What was read" if assessment.completeness.complete else "This look was incomplete"
    sections = [
        ("Habits of this board", [pattern_sentence(each) for each in assessment.patterns]),
        ("Could not judge", abstentions_of(one, details=screen.details)),
        (read, assessment.completeness.sentences),
    ]
    return {
        "title": one.title,
        "failure": None,
        "facts": f"{count(assessment.tasks, 'task')}, {moment(assessment.now, one.calendar)}",
        "closing": closing(one),
        "lines": lines_of(one),
        "sections": [(title, sentences) for title, sentences in sections if sentences],
    }


def _page(template: str, calendar: Calendar, **values: Any) -> str:
    page = _environment().get_template(template)
    return page.render(calendar=calendar, **values) + "\n"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("trackerbridge", "report/templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {
        "day": _day,
        "plain": plain,
        "short": lambda title: shorten(plain(title), _TITLE),
        "rendered": rendered,
        "with_code": with_code,
        "is_web": lambda url: str(url).startswith(("https://", "http://")),
        "swatch": lambda color: _SWATCHES.get(str(color or "").partition("_")[0], "#8a9099"),
    }
    return environment


@pass_context
def _day(context: Context, instant: datetime) -> str:
    """The day in the board's zone and language."""
    from babel.dates import format_date

    return str(format_date(context["calendar"].day_of(instant), "d MMMM", locale=context["language"]))


def with_code(sentence: str) -> Markup:
    """A sentence as HTML; what stands in backticks, as commands do, as code. All of it is escaped first."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(plain(sentence)))))  # noqa: S704


def rendered(markdown: str) -> Markup:
    """A card's description as HTML. Raw HTML stays text, images are left out, links go to the web or nowhere."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")
    parser.add_render_rule("link_open", _link)
    return Markup(parser.render(plain_block(markdown)))  # noqa: S704 (html is off: what comes out was escaped there)


def _link(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    tokens[index].attrSet("rel", "noreferrer")
    return str(self.renderToken(tokens, index, options, env))
