"""Markdown: for a ticket, a wiki page or a pull request. Text from tasks cannot become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from trackerbridge.report.backtest import LEGEND, POINTS, RULES, opening, point_rows, rule_rows, sentences
from trackerbridge.report.base import AuditDocument, Listing, PlanDocument, Report, Screen
from trackerbridge.report.changes import grouped, said_fields, title_of, why
from trackerbridge.report.lines import Line, closing, facts_of, lines_of, sections_of, words_for
from trackerbridge.report.team import report_words
from trackerbridge.report.waits import wait_sentences
from trackerbridge.report.words import plain, shorten
from trackerbridge.results import Audited, Backtested, Failure, Planned

if TYPE_CHECKING:  # an audit shows none of them
    from trackerbridge.papers.paper import Paper

_TITLE = 200  # characters of a title; what is longer is no title to read
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~])")


def escaped(text: str) -> str:
    """One line that Markdown leaves alone."""
    return _SPECIAL.sub(r"\\\1", plain(text))


def _read(text: str) -> str:
    """As :func:`escaped`, for a page that is read as it is: parentheses are harmless where no bracket opens a link."""
    return escaped(text).replace(r"\(", "(").replace(r"\)", ")")


class MarkdownReport(Report):
    """For pages that people keep."""

    name: ClassVar[str] = "markdown"

    def audit(self, document: AuditDocument, screen: Screen) -> str:
        """A table of flags, then patterns, abstentions, completeness."""
        return _joined(
            _failure(one) if isinstance(one, Failure) else _audited(one, screen) for one in document.projects
        )

    def plan(self, document: PlanDocument, screen: Screen) -> str:
        """Changes in their order, for a reviewer."""
        return _joined(_failure(one) if isinstance(one, Failure) else _planned(one) for one in document.projects)

    def backtest(self, document: Backtested | Failure, screen: Screen) -> str:
        """Figures per moment and per rule, then what they mean."""
        return _joined([_failure(document) if isinstance(document, Failure) else _backtested(document)])

    def paper(self, document: Paper, screen: Screen) -> str:
        """Headings and lines; what a line says over several of its own stands indented."""
        text = [f"# {_read(document.title)}", "", f"**{_read(document.truth)}**"]
        for part in document.sections:
            text += ["", f"## {_read(part.heading)}", ""]
            for line in document.lines_of(part):
                first, *rest = line.split("\n")
                text += [f"- {_read(first)}", *(f"  {_read(each)}" for each in rest)]
        return _joined([[*text, "", f"*{escaped(document.warning)}*"]])

    def listing(self, document: Listing, screen: Screen) -> str:
        """Rows under their columns."""
        body = _table(document.columns, document.rows) if document.rows else [document.empty]
        return _joined(
            [[f"# {escaped(document.title)}", "", *body, *(["", document.closing] if document.closing else [])]]
        )


def _joined(blocks: Iterable[list[str]]) -> str:
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _failure(one: Failure) -> list[str]:
    not_done = report_words(one.language).said("audit", "not_done").capitalize()
    return [f"# {escaped(one.title)}", "", f"**{not_done}.** {escaped(one.sentence)}"]


def _audited(one: Audited, screen: Screen) -> list[str]:
    text = [f"# {escaped(one.title)}", "", facts_of(one)]
    lines = lines_of(one)
    if lines:
        words = words_for(one)
        columns = [words.said("audit", key) for key in ("severity", "flag", "task", "what", "helps")]
        text += ["", *_table(columns, [_row(line) for line in lines])]
    for title, found in sections_of(one, details=screen.details):
        text += _section(title, found)
    return [*text, "", f"**{escaped(closing(one))}**"]


def _backtested(one: Backtested) -> list[str]:
    found = one.backtest
    text = [f"# {escaped(one.title)}: would the flags have foretold it?", "", escaped(found.why_not or opening(found))]
    if found.points:
        text += ["", "## At four moments", "", *_table(POINTS, point_rows(found)), "", escaped(LEGEND)]
    if found.rules:
        text += ["", "## Rule by rule", "", *_table(RULES, rule_rows(found))]
    for title, said in sentences(found):
        text += _section(title, said)
    return text


def _row(line: Line) -> tuple[str, ...]:
    flag = line.flag
    title = shorten(line.title, _TITLE)
    return (line.severity, f"{flag.code} {flag.rule}", title, flag.message + line.besides, flag.suggestion)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    head = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    return head + [f"| {' | '.join(escaped(cell) for cell in row)} |" for row in rows]


def _section(title: str, sentences: Iterable[str]) -> list[str]:
    lines = [f"- {escaped(sentence)}" for sentence in sentences]
    return ["", f"## {title}", "", *lines] if lines else []


def _planned(one: Planned) -> list[str]:
    words = report_words(one.language)

    def say(key: str, **values: Any) -> str:
        return words.said("plan", key, **values)

    text = [
        f"# {escaped(one.title)}: {say('changes', n=len(one.plan.changes))}",
        "",
        say("board", name=escaped(one.board.name)),
    ]
    if one.plan.changes:
        text += ["", say("whole_digest", digest=one.plan.digest)]
    for title, changes in grouped(one.plan.changes, words):
        text += ["", f"## {title}", ""]
        for change in changes:
            text.append(
                f"- **{escaped(title_of(change, one))}**" + (f": {escaped(why(change, one))}" if change.why else "")
            )
            text += [f"  - {escaped(line)}" for line in said_fields(change, one.theirs, words, long=True)]
    text += _section(say("unsafe"), one.against)
    text += _section(say("waits"), wait_sentences(one))
    text += _section(say("notes"), one.notes)
    return text
