"""The changes of a plan as tables: what ``table`` shows of a plan."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from trackerbridge.report.base import Screen
from trackerbridge.report.changes import after, change_sentence, grouped, said, said_fields, title_of, why
from trackerbridge.report.console import bullets, heading, indented, paragraph, plain_table
from trackerbridge.report.team import report_words
from trackerbridge.report.waits import wait_sentences
from trackerbridge.report.words import plain
from trackerbridge.results import Planned
from trackerbridge.team_words import part_in, reasons_in
from trackerbridge.team_words.titled import with_title

if TYPE_CHECKING:  # the table of an audit loads no plan
    from trackerbridge.plan import Change


def planned(one: Planned, screen: Screen) -> list[RenderableType]:
    """The changes in their order, what stands against them, and what the client does not get to see."""
    where = f" → {one.board.name}" if one.board.name else ""
    words = report_words(one.language)

    def say(key: str, **values: Any) -> str:
        return words.said("plan", key, **values)

    parts: list[RenderableType] = [heading(f"{one.title}{where} · {say('changes', n=len(one.plan.changes))}")]
    for title, changes in grouped(one.plan.changes, words):
        parts += _group(title, changes, one, screen)
    if not one.plan.changes:
        parts.append(paragraph(say("nothing")))
    parts += _margin(say("unsafe"), one.against, "red")
    parts += _margin(say("waits"), wait_sentences(one))
    parts += _margin(say("held"), [held_sentence(one, index) for index in range(len(one.view.held))])
    parts += _margin(say("notes"), one.notes)
    if one.plan.changes:
        parts += ["", Text(say("digest", digest=one.plan.digest[:12]), style="dim")]
    return parts


def _group(title: str, changes: list[Change], one: Planned, screen: Screen) -> list[RenderableType]:
    """New lists and labels in one line, new cards under their lists, everything else with from, to and why."""
    first = changes[0]
    if first.action == "create" and first.kind in ("list", "label"):
        return [paragraph(f"{title}: {', '.join(change_sentence(change) for change in changes)}")]
    if (first.action, first.kind) == ("create", "card"):
        return [paragraph(title, "bold"), *_new_cards(changes, one, screen)]
    table = _labels if first.action in ("label", "unlabel") else _change_table
    return [paragraph(title, "bold"), indented(table(changes, one, screen), 4)]


def _new_cards(changes: list[Change], one: Planned, screen: Screen) -> list[RenderableType]:
    """One table a list: title, date, labels; with ``-v`` why the card looks like this."""
    parts: list[RenderableType] = []
    words, calendar = report_words(one.language), one.theirs
    for name, cards in groupby(changes, key=lambda change: str(after(change, "list"))):
        table = plain_table()
        table.add_column()
        rows = [
            (change, said(after(change, "due"), calendar, words), plain(said(after(change, "labels"), calendar, words)))
            for change in cards
        ]
        if any(due or labels for _, due, labels in rows):
            table.columns[0].ratio = 1
            table.add_column(no_wrap=True, width=max(11, *(len(due) for _, due, _ in rows)))
            table.add_column(no_wrap=True, max_width=24)
        for change, due, labels in rows:
            table.add_row(
                _with_reason(change_sentence(change), change, one, screen), *(due, labels)[: len(table.columns) - 1]
            )
        parts += [paragraph(name, "dim", indent=4), indented(table, 6)]
    return parts


def _with_reason(title: str, change: Change, one: Planned, screen: Screen) -> Text:
    text = Text(plain(title))
    if screen.details and change.why:
        text.append(f"\n{plain(why(change, one))}", style="dim")
    return text


def _labels(changes: list[Change], one: Planned, screen: Screen) -> Table:
    table = plain_table()
    table.add_column(ratio=1)
    table.add_column(no_wrap=True, max_width=24)
    for change in changes:
        label = change.fields.get("label")
        name = plain(str((label.after or label.before or "") if label else ""))
        table.add_row(_with_reason(title_of(change, one), change, one, screen), name)
    return table


def held_sentence(one: Planned, index: int) -> str:
    """What was held back from the client, and why."""
    held = one.view.held[index]
    part, reasons = part_in(one.language, held.part), reasons_in(one.language, held.reason)
    where = with_title(held.task, one.titles, one.language) if held.task else held.ref
    text = report_words(one.language).quoted([plain(held.text)])
    return f"{where}, {part}: {reasons} ({text})"


def _margin(title: str, sentences: list[str] | tuple[str, ...], style: str = "") -> list[RenderableType]:
    return ["", heading(title), *bullets(sentences, style)] if sentences else []


def _change_table(changes: list[Change], one: Planned, screen: Screen) -> Table:
    table = plain_table()
    table.add_column(ratio=2, overflow="fold")
    table.add_column(ratio=3, overflow="fold")
    for change in changes:
        details: list[Text] = [Text(plain(why(change, one)), style="dim")] if change.why else []
        details += [
            Text(line) for line in said_fields(change, one.theirs, report_words(one.language), long=screen.details)
        ]
        table.add_row(Text(plain(title_of(change, one))), Text("\n").join(details))
    return table
