"""The checklist of a card: made once, its lines kept in our words, ticked only where a person told us a decision. Pure.

======================== ============================================================================
stands                   then
======================== ============================================================================
no checklist yet         it is made, with all its lines, unless a person took it away; that is reported once
a line is missing        it is made, unless the ledger knows that it was there: then a person took it away
another wording of ours  it is renamed
a person's wording       left alone, and reported once
other terms              besides, a tick that stands there is remembered as one that the terms before had
offered no more          it is renamed to say so
======================== ============================================================================

A person's ticks are never changed; a tick that the team's own word calls for (a decision by phone, or one taken back by
the team) is set or taken off once, and what a person does afterwards stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from trackerbridge.client_view.view import DECISION, MARKED, TERMS, Checks, Line, StatusCard
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Publication
from trackerbridge.model import CheckItem, Checklist
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.card_parts import CHECK_ITEM, CHECKLIST, checklist_of
from trackerbridge.plan.card_values import truth
from trackerbridge.plan.changes import Change, FieldChange
from trackerbridge.trackers.base import BoardCard

NOTHING_SAID: Mapping[str, str] = {}


@dataclass(slots=True)
class Choices:
    """What to write to one card's checklist, and what this look taught about it."""

    card: StatusCard
    remote: BoardCard | None
    known: Mapping[str, Publication]
    board: str
    changes: list[Change] = field(default_factory=list)
    observed: dict[str, Publication] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def compare(self, checks: Checks) -> Choices:
        """Fill in the changes."""
        ref = f"{self.card.ref}{DECISION}"
        standing = self._standing(ref, checks)
        if standing is None:
            if ref not in self.known:  # else a person took it away: it is not made again
                self._create(CHECKLIST, ref, self.card.ref, {"name": checks.name})
                for line in checks.lines:
                    self._make_line(f"{ref}/{line.key}", ref, line)
            elif self.remote is not None:
                self._taken_away(self.known[ref], checks)
            return self
        self._observe(ref, CHECKLIST, standing.id, {"name": standing.name})
        wanted = {line.key for line in checks.lines}
        for line in checks.lines:
            self._line(f"{ref}/{line.key}", ref, line, standing, checks)
        for own, publication in self.known.items():
            if own.startswith(f"{ref}/") and own.removeprefix(f"{ref}/") not in wanted:
                self._withdraw(own, publication, standing, checks)
        return self

    def _taken_away(self, known: Publication, checks: Checks) -> None:
        gone = {"gone": truth(True)}
        if known.edited != gone:
            self.notes.append(
                Sentence(
                    "A person took “{list}” off the card “{title}”; it is not made again. What the client tells you "
                    "instead can be written down: trackerbridge changes decide.",
                    list=checks.name,
                    title=self.card.title,
                )
            )
        self._observe(known.ref, CHECKLIST, known.remote_id, known.written, gone)

    def _standing(self, ref: str, checks: Checks) -> Checklist | None:
        """By the ledger's id; where it does not know it, by name, else by its lines."""
        if self.remote is None:
            return None
        if ref in self.known:
            return checklist_of(self.remote, self.known[ref].remote_id)
        names = {line.text for line in checks.lines}
        alike = [one for one in self.remote.checklists if one.name == checks.name]
        ours = [one for one in self.remote.checklists if names & {item.name for item in one.items}]
        return next(iter((*alike, *ours)), None)

    def _make_line(self, own: str, ref: str, line: Line) -> None:
        done = {"done": True} if line.done else {}
        self._create(CHECK_ITEM, own, ref, {"name": line.text, **done}, {**_said(line), TERMS: line.terms})

    def _create(
        self, kind: str, ref: str, on: str, values: Mapping[str, str | bool], said: Mapping[str, str] = NOTHING_SAID
    ) -> None:
        fields = {name: FieldChange(None, value) for name, value in values.items()}
        self.changes.append(
            Change(
                action="create",
                kind=kind,
                ref=ref,
                task=self.card.task,
                fields=fields,
                on=on,
                why=self.card.why,
                written={**_comparable(values), **said},
            )
        )

    def _line(self, own: str, ref: str, line: Line, standing: Checklist, checks: Checks) -> None:
        known = self.known.get(own)
        item = _item(standing, known, line.text, checks.gone.format(choice=line.text))
        if item is None:
            if known is None:
                self._make_line(own, ref, line)
            return
        before = known.written if known else {}
        written = {**before} or {"name": item.name}
        ours = (line.text, checks.gone.format(choice=line.text), written.get("name"))
        edited = {} if item.name in ours else {"name": item.name}
        values: dict[str, str | bool] = {}
        if item.name == line.text:
            written |= {"name": line.text, **({"line": ""} if written.get("line") else {})}
        elif not edited:
            values["name"] = line.text
        elif known is None or known.edited != edited:
            self.notes.append(
                Sentence(
                    "A person changed the line “{line}” of the card “{title}”; it is left as it is.",
                    line=line.text,
                    title=self.card.title,
                )
            )
        if line.done is not None and written.get("said") != truth(line.done) and item.done != line.done:
            values["done"] = line.done
        else:
            written |= _said(line)
        terms = {} if edited else _terms(line, item, before, told=checks.renewed)
        if "name" not in values:
            written |= terms
        self._observe(own, CHECK_ITEM, item.id, written, edited)
        self._update(own, item, values, {**_said(line), **({"line": "", **terms} if "name" in values else {})})

    def _withdraw(self, own: str, publication: Publication, standing: Checklist, checks: Checks) -> None:
        """A line that is offered no more says so; one that a person reworded is left alone."""
        item = _item(standing, publication, "")
        written = publication.written.get("name")
        if item is not None and item.name == written and not publication.written.get("line"):
            self._update(own, item, {"name": checks.gone.format(choice=item.name)}, {"line": item.name})

    def _update(self, own: str, item: CheckItem, values: Mapping[str, str | bool], written: Mapping[str, str]) -> None:
        if not values:
            return
        before = {"name": item.name, "done": item.done}
        self.changes.append(
            Change(
                action="update",
                kind=CHECK_ITEM,
                ref=own,
                task=self.card.task,
                remote_id=item.id,
                on=self.card.ref,
                fields={name: FieldChange(before[name], value) for name, value in values.items()},
                why=self.card.why,
                written={**written, **_comparable(values)},
            )
        )

    def _observe(
        self, ref: str, kind: str, remote_id: str, written: Mapping[str, str], edited: Mapping[str, str] | None = None
    ) -> None:
        self.observed[ref] = Publication(
            ref=ref, kind=kind, remote_id=remote_id, board=self.board, task=self.card.task,
            written=dict(written), edited=dict(edited or {}),
        )  # fmt: skip


def _item(standing: Checklist, known: Publication | None, *texts: str) -> CheckItem | None:
    """A line by the ledger's id; where the ledger does not know it, by its words, the first that stands there."""
    if known is not None:
        return next((item for item in standing.items if item.id == known.remote_id), None)
    return next((item for text in texts for item in standing.items if item.name == text), None)


def _said(line: Line) -> dict[str, str]:
    """What the team's own word makes of a line, so that it is done once; empty takes it back."""
    return {"said": "" if line.done is None else truth(line.done)}


def _terms(line: Line, item: CheckItem, written: Mapping[str, str], *, told: bool = False) -> dict[str, str]:
    """What the line offers from now on; a tick that stands on it now was set on what it offered before.

    ``told``: the card itself says so; else nobody remembers on what a tick was set that the ledger does not know.
    """
    known = written.get(TERMS) if not written.get("line") else ""  # offered no more for a while: on nothing at all
    if known == line.terms or (known is None and item.done and not told):
        return {}
    return {TERMS: line.terms, MARKED: item.marked_at.isoformat() if item.done and item.marked_at else ""}


def _comparable(values: Mapping[str, str | bool]) -> dict[str, str]:
    return {name: truth(value) if isinstance(value, bool) else value for name, value in values.items()}
