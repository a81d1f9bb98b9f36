"""The table: for people at a terminal, and for cron mail. Good in 80 columns, plain when piped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from trackerbridge.flags.wording import Words
from trackerbridge.report.backtest import LEGEND, POINTS, RULES, WORDS, opening, point_rows, rule_rows, sentences
from trackerbridge.report.base import AuditDocument, Listing, PlanDocument, Report, Screen, SyncDocument
from trackerbridge.report.changes_table import held_sentence, planned
from trackerbridge.report.console import (
    STYLES,
    Sentence,
    bullet,
    bullets,
    drawn,
    heading,
    indented,
    paragraph,
    plain_table,
)
from trackerbridge.report.lines import Line, closing, facts_of, lines_of, sections_of
from trackerbridge.report.rows import rows_of
from trackerbridge.report.team import moment_in, report_words
from trackerbridge.report.waits import wait_sentences
from trackerbridge.report.words import plain, plain_block, requests_made, shorten
from trackerbridge.results import Audited, Backtested, Failure, News, Planned, Synced

if TYPE_CHECKING:  # an audit shows none of them
    from trackerbridge.papers.paper import Paper
    from trackerbridge.report.preview import Preview, SeenCard

_RECOGNISED = 24  # characters of a title by which a message that names it is known
_TITLE = 60


class TableReport(Report):
    """The default format."""

    name: ClassVar[str] = "table"

    def audit(self, document: AuditDocument, screen: Screen) -> str:
        """One line a task, then patterns, abstentions, and how complete the look was."""
        parts: list[RenderableType] = []
        for one in document.projects:
            parts += _failure(one) if isinstance(one, Failure) else _audited(one, screen)
            parts.append("")
        return drawn(parts[:-1], screen)

    def plan(self, document: PlanDocument, screen: Screen) -> str:
        """Changes in their order, grouped by what happens, with reasons."""
        parts: list[RenderableType] = []
        for one in document.projects:
            parts += _failure(one) if isinstance(one, Failure) else planned(one, screen)
            parts.append("")
        return drawn(parts[:-1], screen)

    def paper(self, document: Paper, screen: Screen) -> str:
        """For reading in a terminal before a call."""
        parts: list[RenderableType] = [heading(document.title), paragraph(document.truth)]
        for part in document.sections:
            parts += ["", Text(part.heading, style="bold"), *bullets(document.lines_of(part))]
        return drawn([*parts, "", Text(document.warning, style="dim")], screen)

    def sync(self, document: SyncDocument, screen: Screen) -> str:
        """What was done: the report to the manager."""
        parts: list[RenderableType] = []
        for one in document.projects:
            parts += [*_synced(one), ""]
        return drawn(parts[:-1], screen)

    def backtest(self, document: Backtested | Failure, screen: Screen) -> str:
        """Figures per moment and per rule, then what they mean."""
        return drawn(_failure(document) if isinstance(document, Failure) else _backtested(document), screen)

    def preview(self, document: Preview, screen: Screen) -> str:
        """The client's board, list by list."""
        return drawn(_previewed(document), screen)

    def listing(self, document: Listing, screen: Screen) -> str:
        """Rows under their columns."""
        parts: list[RenderableType] = [heading(document.title)]
        parts += rows_of(document, screen) if document.rows else [paragraph(document.empty)]
        if document.closing:
            parts += ["", *(_closing_line(line) for line in document.closing.split("\n"))]
        return drawn(parts, screen)


def _closing_line(line: str) -> RenderableType:
    return bullet(line[2:]) if line.startswith("- ") else Sentence(line, rest="  ")


def _failure(one: Failure) -> list[RenderableType]:
    message, hint = one.said
    sentences = [paragraph(message, "red")]
    if hint:
        sentences.append(paragraph(hint))
    return [heading(f"{one.title} · {report_words(one.language).said('audit', 'not_done')}"), *sentences]


def _audited(one: Audited, screen: Screen) -> list[RenderableType]:
    parts: list[RenderableType] = [heading(f"{one.title} · {facts_of(one, ' · ')}")]
    lines = lines_of(one)
    if lines:
        parts += [indented(_flag_table(lines, screen)), ""]
    for title, found in sections_of(one, details=screen.details):
        parts += _section(title, found)
    parts.append(Text(closing(one), style="bold"))
    return parts


def _backtested(one: Backtested) -> list[RenderableType]:
    found = one.backtest
    parts: list[RenderableType] = [
        heading(f"{one.title} · would the flags have foretold it?"),
        paragraph(found.why_not or opening(found)),
    ]
    if found.points:
        parts += ["", heading("At four moments"), indented(_figures(POINTS, point_rows(found)))]
        parts += [paragraph(LEGEND, "dim"), ""]
    if found.rules:
        parts += [heading("Rule by rule"), indented(_figures(RULES, rule_rows(found))), ""]
    for title, lines in sentences(found):
        parts += _section(title, lines)
    return parts


def _figures(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = plain_table(header=True)
    for name in columns:
        table.add_column(name, no_wrap=True, justify="left" if name in WORDS else "right")
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    return table


def _flag_table(lines: list[Line], screen: Screen) -> Table:
    table = plain_table()
    table.add_column(min_width=6, no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for line in lines:
        flag = line.flag
        table.add_row(
            Text(line.severity, style=STYLES[flag.severity.value]),
            flag.code,
            _said(line, screen),
        )
    return table


def _said(line: Line, screen: Screen) -> Text:
    message = plain(line.flag.message)
    named = plain(line.title)[:_RECOGNISED] in message or not line.flag.task
    said = Text(message if named else f"{shorten(plain(line.title), _TITLE)}: {message}")
    if line.also:
        said.append(line.besides, style="dim")
    if line.flag.suggestion and (screen.details or line.flag.severity.value == "high"):
        said.append(f"\n→ {plain(line.flag.suggestion)}", style="dim")
    return said


def _section(title: str, sentences: Sequence[str]) -> list[RenderableType]:
    return [heading(title), *bullets(sentences), ""] if sentences else []


def _synced(one: Synced) -> list[RenderableType]:
    made = requests_made(one.requests)
    words = report_words(one.language)
    parts: list[RenderableType] = [heading(f"{one.title} · {_outcome(one, words)}")]
    if made:
        parts.append(paragraph(words.said("sync", "requests", made=made, seconds=f"{one.seconds:.1f}"), "dim"))
    parts += bullets(one.errors, "red")
    if one.planned is None:
        return parts
    parts += _told(one.news)
    notes = [*wait_sentences(one.planned), *_not_told_before(one.planned)]
    held = (held_sentence(one.planned, index) for index in range(len(one.planned.view.held)))
    notes += [words.said("sync", "held", text=text) for text in held]
    parts += bullets(notes)
    if one.shadow and one.planned.plan.changes:
        parts.append(paragraph(words.said("sync", "shadow", n=len(one.planned.plan.changes))))
    return parts


def _not_told_before(one: Planned) -> Iterator[str]:
    """The notes that no earlier run told the manager; ``plan`` says all that stand."""
    from trackerbridge.manager.told import DIGEST, fact_id, told_before  # which an audit does not need

    before = told_before(one.memory, DIGEST)
    for note, text in zip((*one.plan.notes, *one.view.notes), one.notes, strict=True):
        if fact_id("note", note) not in before:
            yield text


def _told(news: News) -> list[RenderableType]:
    """What the manager is told, as far as nothing else here says it."""
    parts: list[RenderableType] = []
    for line in "\n".join(filter(None, (news.urgent, news.own))).splitlines():
        parts.append(bullet(line[2:]) if line.startswith("- ") else paragraph(line, "bold" if line else ""))
    return parts


def _outcome(one: Synced, words: Words) -> str:
    waits = one.planned is not None and bool(one.planned.waits)
    shadowed = one.shadow and one.planned is not None and bool(one.planned.plan.changes)
    unchanged = "none" if shadowed else "nothing_yet" if waits else "nothing"
    known = {"ok": "written", "unchanged": unchanged, "partial": "partly"}
    known |= {"refused": "refused", "locked": "locked"}
    return words.said("sync", known.get(one.status, "failed"), n=one.applied, failed=one.failed)


def _previewed(document: Preview) -> list[RenderableType]:
    words = report_words(document.team)
    state = words.said("preview", "after" if document.pending else "stands", n=document.pending)
    board = document.board or words.said("preview", "board")
    parts: list[RenderableType] = [heading(f"{document.title}: {board}, {state}")]
    for each in document.lists:
        parts += ["", heading(f"{each.name} ({len(each.cards)})")]
        for card in each.cards:
            parts += _card(card, document)
    return parts


def _card(card: SeenCard, document: Preview) -> list[RenderableType]:
    from rich.markdown import Markdown
    from rich.padding import Padding

    head = Text(f"• {plain(card.title)}", style="bold")
    marks = [f"[{label.name}]" for label in card.labels if label.name]
    if card.due:
        words = report_words(document.team)
        when = moment_in(words, card.due, document.calendar)
        marks.append(f"✓ {when}" if card.done else words.said("preview", "due", moment=when))
    if marks:
        head.append("  " + "  ".join(marks), style="not bold cyan")
    parts: list[RenderableType] = [Padding(head, (0, 0, 0, 2))]
    if card.description.strip():
        parts.append(Padding(Markdown(plain_block(card.description), hyperlinks=False), (0, 0, 1, 4)))
    for choice in card.choices:
        parts.append(Padding(Text(f"{'☑' if choice.ticked else '☐'} {plain(choice.text)}"), (0, 0, 0, 4)))
    for comment in card.comments:
        parts.append(Padding(Text(f"New comment: {plain_block(comment)}"), (0, 0, 0, 4)))
    return [*parts, ""] if card.choices or card.comments else parts
