"""What the columns of a task table mean, by their headers in English, Russian and Romanian, in any order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.stages import normalise

_CUSTOM = re.compile(
    r"(?:custom field|пользовательское поле|настраиваемое поле|câmp personalizat|câmp particularizat) \((.+)\)", re.I
)
_LESS_CLEAR = 1_000  # ranks of a Jira site's own fields come after all of Jira's
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SEARCHED = 20  # rows in which a header may stand


class Meaning(StrEnum):
    """What a column holds."""

    TITLE = "title"
    ID = "id"
    STATUS = "status"
    OWNER = "owner"
    LABELS = "labels"
    DUE = "due"
    START = "start"
    CREATED = "created"
    UPDATED = "updated"
    DONE = "done"
    DESCRIPTION = "description"
    URL = "url"
    KIND = "kind"


# The first name that a table has wins, so the clearest stand first. Trello's own CSV export is among them.
NAMES: dict[Meaning, str] = {
    Meaning.TITLE: "task, task name, card name, title, summary, subject, to do, item, name, задача, название задачи, "
    "название, наименование, заголовок, тема, что сделать, работы, sarcină, nume sarcină, titlu, denumire, "
    "activitate, rezumat, sumar, nume",
    Meaning.ID: "id, task id, card id, issue key, ключ проблемы, код запроса, ключ запроса, ключ задачи, код задачи, "
    "cheie problemă, cheia problemei, cheie tichet, cheia tichetului, key, no, nr, nr crt, #, number, ticket, code, "
    "номер, № п/п, ид, ключ, код, număr, cheie, cod",
    Meaning.STATUS: "status, state, stage, list name, list, column, section/column, section, статус, состояние, "
    "этап, стадия, список, колонка, stare, etapă, stadiu, listă, coloană",
    Meaning.OWNER: "owner, assignee, assigned to, assigned, responsible, members, member, assign, person, people, "
    "resource names, who, исполнитель, ответственный, исполнители, ответственные, назначено, назначен, кто, "
    "responsabil, responsabili, executant, ресурсы, названия ресурсов, resurse, nume resurse, atribuit, asignat, "
    "alocat, persoană desemnată, persoana desemnată, cine",
    Meaning.LABELS: "labels, label, tags, tag, метки, метка, теги, тег, ярлыки, etichete, etichetă, taguri",
    Meaning.DUE: "due date, due, due on, date due, deadline, target date, target end, end date, finish, finish date, "
    "срок, срок сдачи, срок выполнения, срок исполнения, крайний срок, конечный срок, дедлайн, дата сдачи, "
    "дата окончания, окончание, termen, termen final, termen limită, dată limită, data limită, scadență, scadenţă, "
    "data scadenței, data scadentă, dată scadentă, data de sfârșit, sfârșit",
    Meaning.START: "start date, start, starts, target start, begin, дата начала, начало, старт, data începerii, "
    "început, data de început",
    Meaning.CREATED: "created, created at, created on, date created, creation date, added, opened, создано, создана, "
    "создан, дата создания, добавлено, creat, creată, data creării, creat la, adăugat",
    Meaning.UPDATED: "updated, updated at, last updated, modified, last modified, last activity date, last activity, "
    "обновлено, изменено, actualizat, actualizată, modificat, modificată",
    Meaning.DONE: "done, done on, done at, completed, completed on, completed at, date completed, completion date, "
    "finished, closed, resolved, complete, готово, завершено, выполнено, сделано, закрыто, решено, дата решения, "
    "дата завершения, дата выполнения, завершение, finalizat, finalizată, terminat, gata, închis, rezolvat, "
    "rezolvată, data finalizării, data rezolvării",
    Meaning.DESCRIPTION: "description, card description, details, notes, описание, подробности, детали, примечание, "
    "примечания, descriere, detalii, note, observații, observaţii",
    Meaning.URL: "link, url, card url, ссылка, legătură, adresă",
    Meaning.KIND: "type, issue type, тип, тип проблемы, тип запроса, тип задачи, tip, tip problemă, tip tichet",
}


@lru_cache(maxsize=8192)
def _key(text: str) -> str:
    bare = _IN_BRACKETS.sub(" ", text)
    return normalise(bare) or bare.strip()


_RANKS = {
    meaning: {_key(name): rank for rank, name in enumerate(names.split(", "))} for meaning, names in NAMES.items()
}


@dataclass(frozen=True, slots=True)
class Header:
    """The header row: where it stands, every column's name, and where each meaning is. All counted from 0.

    ``beside``: the names of a second table's columns to the right of this one, after an empty column.
    """

    row: int
    names: tuple[str, ...]
    columns: Mapping[Meaning, int]
    beside: tuple[str, ...] = ()

    def name_of(self, meaning: Meaning) -> str:
        """What this table calls that column; empty where it has none."""
        return self.names[self.columns[meaning]] if meaning in self.columns else ""

    @property
    def unknown(self) -> tuple[tuple[int, str], ...]:
        """Columns without a meaning of ours: they become fields of the task, by their own names."""
        taken = set(self.columns.values())
        return tuple((at, name) for at, name in enumerate(self.names) if at not in taken and name)


def find_header(rows: Sequence[Sequence[str]]) -> Header | None:
    """The first of the first 20 rows in which at least two columns are known; one that names the title is preferred.

    A header of two rows ("Dates" over "Start" and "Due", the other names merged over both) is its second row.
    """
    found = [header for at, row in enumerate(rows[:_SEARCHED]) if len((header := header_in(row, at)).columns) >= 2]
    titled = [header for header in found if Meaning.TITLE in header.columns]
    first = next(iter(titled or found), None)
    return next((below for below in found if first and _completes(below, first)), first)


def header_in(row: Sequence[str], at: int = 0) -> Header:
    """A row read as a header, whether it is one or not."""
    names = [" ".join(cell.split()) for cell in row]
    own = _width_of_first(names)
    return Header(at, tuple(names[:own]), _columns(names[:own]), tuple(names[own + 1 :]))


def _completes(below: Header, first: Header) -> bool:
    return below.row == first.row + 1 and first.columns.items() < below.columns.items()


def names_titles(row: Sequence[str]) -> bool:
    """Whether a cell of this row is a name for a column of titles: without one it is no header of a task table."""
    return any(_key(cell) in _RANKS[Meaning.TITLE] for cell in row if cell)


def _width_of_first(names: Sequence[str]) -> int:
    """Where the first of two tables side by side ends: at an empty column, with titles and one more on both sides."""
    if sum(_key(name) in _RANKS[Meaning.TITLE] for name in names) < 2:
        return len(names)
    for place, name in enumerate(names):
        if not name and all(_is_table(_columns(side)) for side in (names[:place], names[place + 1 :])):
            return place
    return len(names)


def _is_table(columns: Mapping[Meaning, int]) -> bool:
    return Meaning.TITLE in columns and len(columns) >= 2


def _columns(names: Sequence[str]) -> dict[Meaning, int]:
    custom = [custom_field(name) for name in names]
    keys = [_key(inside or name) for name, inside in zip(names, custom, strict=True)]
    own = [_LESS_CLEAR if inside else 0 for inside in custom]
    columns: dict[Meaning, int] = {}
    for meaning, ranks in _RANKS.items():
        known = [(ranks[key] + own[place], place) for place, key in enumerate(keys) if key in ranks]
        if known:
            columns[meaning] = min(known)[1]
    return columns


def custom_field(name: str) -> str:
    """The field's own name where a header says "Custom field (Start date)", as Jira's exports do; else empty."""
    found = _CUSTOM.fullmatch(name)
    return found[1].strip() if found else ""
