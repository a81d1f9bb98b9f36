"""HTML: one self-contained file without scripts, light and dark, readable by a screen reader and on paper.

Every text is escaped by the templates. The client's board is a page of its own (``page``).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from trackerbridge.page.render import render
from trackerbridge.report.base import AuditDocument, Listing, Report, Screen
from trackerbridge.report.lines import closing, facts_of, lines_of, sections_of, words_for
from trackerbridge.report.team import report_words
from trackerbridge.report.words import plain, shorten
from trackerbridge.results import Audited, Failure

if TYPE_CHECKING:  # an audit shows none of them
    from trackerbridge.papers.paper import Paper
    from trackerbridge.report.preview import Preview

_CODE = re.compile(r"`([^`\n]+)`")
_TITLE = 200  # characters of a title; what is longer is no title to read


class HtmlReport(Report):
    """A page to send or to keep."""

    name: ClassVar[str] = "html"

    def audit(self, document: AuditDocument, screen: Screen) -> str:
        """The flags, for a browser or the printer."""
        projects = [_failure(one) if isinstance(one, Failure) else _audited(one, screen) for one in document.projects]
        spoken = (one.assessment.language for one in document.projects if isinstance(one, Audited))
        return _page("audit.html.j2", language=next(spoken, "en"), projects=projects)

    def preview(self, document: Preview, screen: Screen) -> str:
        """The board as the client sees it, in the board's language."""
        return render(document.page)

    def paper(self, document: Paper, screen: Screen) -> str:
        """One screen of a phone."""
        parts = [(part.heading, document.lines_of(part)) for part in document.sections]
        return _page("paper.html.j2", language=document.language, paper=document, parts=parts)

    def listing(self, document: Listing, screen: Screen) -> str:
        """A list as one table."""
        return _page("listing.html.j2", language=document.language, listing=document)


def _failure(one: Failure) -> dict[str, Any]:
    not_done = report_words(one.language).said("audit", "not_done")
    return {"title": one.title, "failure": one.said, "not_done": not_done}


def _audited(one: Audited, screen: Screen) -> dict[str, Any]:
    words = words_for(one)
    columns = [words.said("audit", key) for key in ("severity", "task", "what", "helps")]
    return {
        "title": one.title,
        "failure": None,
        "facts": facts_of(one),
        "closing": closing(one),
        "lines": lines_of(one),
        "sections": sections_of(one, details=screen.details),
        "columns": [column[:1].upper() + column[1:] for column in columns],
    }


def _page(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**values) + "\n"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("trackerbridge", "report/templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {
        "plain": plain,
        "short": lambda title: shorten(plain(title), _TITLE),
        "with_code": with_code,
        "is_web": lambda url: str(url).startswith(("https://", "http://")),
    }
    return environment


def with_code(sentence: str) -> Markup:
    """A sentence as HTML; what stands in backticks, as commands do, as code. All of it is escaped first."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(plain(sentence)))))  # noqa: S704
