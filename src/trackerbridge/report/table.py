"""The table: for people at a terminal, and for cron mail. Good in 80 columns, plain when piped."""

from __future__ import annotations

from typing import ClassVar

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from trackerbridge.plan import Change
from trackerbridge.report.base import AuditDocument, Listing, PlanDocument, Report, Screen, SyncDocument
from trackerbridge.report.changes import change_sentence, grouped, said_fields
from trackerbridge.report.console import STYLES, bullets, drawn, heading, paragraph
from trackerbridge.report.lines import Line, abstentions_of, closing, lines_of, pattern_sentence
from trackerbridge.report.preview import Preview, SeenCard
from trackerbridge.report.words import count, moment, plain, plain_block, requests_made
from trackerbridge.results import Audited, Failure, Planned, Synced


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
            parts += _failure(one) if isinstance(one, Failure) else _planned(one, screen)
            parts.append("")
        return drawn(parts[:-1], screen)

    def sync(self, document: SyncDocument, screen: Screen) -> str:
        """What was done: the report to the manager."""
        parts: list[RenderableType] = []
        for one in document.projects:
            parts += [*_synced(one), ""]
        return drawn(parts[:-1], screen)

    def preview(self, document: Preview, screen: Screen) -> str:
        """The client's board, list by list."""
        return drawn(_previewed(document), screen)

    def listing(self, document: Listing, screen: Screen) -> str:
        """Rows under their columns."""
        parts: list[RenderableType] = [heading(document.title)]
        parts.append(_rows(document) if document.rows else paragraph(document.empty))
        if document.closing:
            parts += ["", Text(plain(document.closing))]
        return drawn(parts, screen)


def _failure(one: Failure) -> list[RenderableType]:
    sentences = [paragraph(one.error.message, "red")]
    if one.error.hint:
        sentences.append(paragraph(one.error.hint))
    return [heading(f"{one.title} · not done"), *sentences]


def _audited(one: Audited, screen: Screen) -> list[RenderableType]:
    assessment = one.assessment
    parts: list[RenderableType] = [
        heading(f"{one.title} · {count(assessment.tasks, 'task')} · {moment(assessment.now, one.calendar)}")
    ]
    lines = lines_of(one)
    if lines:
        parts += [_flag_table(lines, screen), ""]
    parts += _section("Habits of this board", [pattern_sentence(each) for each in assessment.patterns])
    parts += _section("Could not judge", abstentions_of(one))
    title = "What was read" if assessment.completeness.complete else "This look was incomplete"
    parts += _section(title, assessment.completeness.sentences)
    parts.append(Text(closing(one), style="bold"))
    return parts


def _flag_table(lines: list[Line], screen: Screen) -> Table:
    table = Table(box=None, padding=(0, 1), pad_edge=True, show_header=False)
    table.add_column(width=6, no_wrap=True)
    table.add_column(width=3, no_wrap=True)
    table.add_column(ratio=2, max_width=max(20, screen.width // 3))
    table.add_column(ratio=3)
    for line in lines:
        flag = line.flag
        table.add_row(
            Text(flag.severity.value, style=STYLES[flag.severity.value]),
            flag.code,
            Text(plain(line.title), style="bold"),
            _said(line, screen),
        )
    return table


def _said(line: Line, screen: Screen) -> Text:
    said = Text(plain(line.flag.message))
    if line.also:
        said.append(f" (also {', '.join(line.also)})", style="dim")
    if line.flag.suggestion and (screen.details or line.flag.severity.value == "high"):
        said.append(f"\n→ {plain(line.flag.suggestion)}", style="dim")
    return said


def _section(title: str, sentences: list[str] | tuple[str, ...]) -> list[RenderableType]:
    return [heading(title), *bullets(sentences), ""] if sentences else []


def _planned(one: Planned, screen: Screen) -> list[RenderableType]:
    where = f" → {one.board.name}" if one.board.name else ""
    parts: list[RenderableType] = [heading(f"{one.title}{where} · {count(len(one.plan.changes), 'change')}")]
    for title, changes in grouped(one.plan.changes):
        parts.append(paragraph(title, "bold"))
        parts.append(_change_table(changes, screen))
    if not one.plan.changes:
        parts.append(paragraph("The board stands as it should: nothing to change."))
    parts += _margin("Not safe", [f"{each.message} {each.hint}".strip() for each in one.plan.refusals], "red")
    parts += _margin("Held back from the client", [_held(one, index) for index in range(len(one.view.held))])
    parts += _margin("To know", (*one.plan.notes, *one.view.notes))
    return [*parts, "", Text(f"Digest {one.plan.digest[:12]}" if one.plan.changes else "Nothing to do.", style="dim")]


def _held(one: Planned, index: int) -> str:
    held = one.view.held[index]
    return f"{held.task or held.ref}, {held.part}: {held.reason} (“{plain(held.text)}”)"


def _margin(title: str, sentences: list[str] | tuple[str, ...], style: str = "") -> list[RenderableType]:
    return ["", heading(title), *bullets(sentences, style)] if sentences else []


def _change_table(changes: list[Change], screen: Screen) -> Table:
    table = Table(box=None, padding=(0, 1), pad_edge=True, show_header=False)
    table.add_column(width=1)
    table.add_column(ratio=2)
    table.add_column(ratio=3)
    for change in changes:
        details = Text(plain(change.why), style="dim")
        for name, before, after in said_fields(change, long=screen.details):
            line = f"{name}: {plain(after)}" if not before else f"{name}: {plain(before)} → {plain(after)}"
            details.append(("\n" if details.plain else "") + line, style="not dim")
        table.add_row("", Text(plain(change_sentence(change))), details)
    return table


def _synced(one: Synced) -> list[RenderableType]:
    made = requests_made(one.requests)
    parts: list[RenderableType] = [heading(f"{one.title} · {_outcome(one)}")]
    if made:
        parts.append(paragraph(f"{made} in {one.seconds:.1f} s", "dim"))
    parts += bullets(one.errors, "red")
    if one.planned is None:
        return parts
    notes = [*one.planned.plan.notes, *one.planned.view.notes]
    notes += [_held(one.planned, index) for index in range(len(one.planned.view.held))]
    parts += bullets(notes)
    if one.shadow and one.planned.plan.changes:
        parts.append(paragraph(f"Shadow mode: {count(len(one.planned.plan.changes), 'change')} planned, none written."))
    return parts


def _outcome(one: Synced) -> str:
    if one.status == "ok":
        return f"{count(one.applied, 'change')} written"
    if one.status == "unchanged":
        return "nothing to write"
    if one.status == "partial":
        return f"partly done: {count(one.applied, 'change')} written, {one.failed} failed"
    return {"refused": "refused, nothing written", "locked": "another run is at work, nothing written"}.get(
        one.status, "failed"
    )


def _previewed(document: Preview) -> list[RenderableType]:
    state = (
        "as it stands" if not document.pending else f"after the {count(document.pending, 'change')} of the next sync"
    )
    parts: list[RenderableType] = [heading(f"{document.title}: {document.board or 'the client’s board'}, {state}")]
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
        marks.append(("✓ " if card.done else "due ") + moment(card.due, document.calendar))
    if marks:
        head.append("  " + "  ".join(marks), style="not bold cyan")
    parts: list[RenderableType] = [Padding(head, (0, 0, 0, 2))]
    if card.description.strip():
        parts.append(Padding(Markdown(plain_block(card.description), hyperlinks=False), (0, 0, 1, 4)))
    return parts


def _rows(document: Listing) -> Table:
    table = Table(box=None, padding=(0, 1), pad_edge=True, header_style="dim")
    for column in document.columns:
        table.add_column(column)
    for row in document.rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    return table
