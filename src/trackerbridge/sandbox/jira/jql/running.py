"""A query run over issues: the tree becomes one test, ORDER BY one order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.sandbox.jira import errors, kinds, moments
from trackerbridge.sandbox.jira.jql import reading
from trackerbridge.sandbox.jira.jql.dates import Moment
from trackerbridge.sandbox.jira.jql.matching import Test
from trackerbridge.sandbox.jira.jql.names import Names
from trackerbridge.sandbox.jira.jql.tree import Clause, Condition, Empty, Not, Query, Sort, Value
from trackerbridge.sandbox.jira.people import MARK, Json

_UNRESOLVED = {"=": "IS", "!=": "IS NOT"}


@dataclass(frozen=True)
class Searched:
    """A query that is understood: its test and its order."""

    query: Query
    test: Test
    order: tuple[tuple[Callable[[Json], Any], bool], ...]

    def run(self, rows: Iterable[Json]) -> list[Json]:
        """The issues that match, in order; without ORDER BY the newest first, as Jira shows them."""
        found = sorted((row for row in rows if self.test(row)), key=lambda row: -int(row["id"]))
        for key, descending in reversed(self.order):
            found = _sorted(found, key, descending)
        return found


def _sorted(rows: list[Json], key: Callable[[Json], Any], descending: bool) -> list[Json]:
    known = [row for row in rows if key(row) is not None]
    empty = [row for row in rows if key(row) is None]
    return sorted(known, key=key, reverse=descending) + empty


def understand(text: str, names: Names, moment: Moment) -> Searched:
    """Read and check a query. 400 in Jira's words for what is wrong with it."""
    query = reading.read(text)
    test = _test(query.where, names, moment) if query.where is not None else _anything
    return Searched(query, test, tuple((_sort_key(one, names), one.descending) for one in query.order))


def _anything(_row: Json) -> bool:
    return True


def _test(condition: Condition, names: Names, moment: Moment) -> Test:
    if isinstance(condition, Clause):
        return names.kind(condition.field).test(_plain(condition), moment)
    if isinstance(condition, Not):
        inner = _test(condition.of, names, moment)
        return lambda row: not inner(row)
    tests = [_test(part, names, moment) for part in condition.parts]
    if condition.word == "AND":
        return lambda row: all(test(row) for test in tests)
    return lambda row: any(test(row) for test in tests)


def _plain(clause: Clause) -> Clause:
    """``resolution = Unresolved`` says that there is none."""
    if clause.field.lower() != "resolution":
        return clause
    operands = tuple(
        Empty() if isinstance(one, Value) and one.text.lower() == "unresolved" else one for one in clause.operands
    )
    if operands == clause.operands or clause.listed:
        return replace(clause, operands=operands)
    return replace(clause, operands=operands, operator=_UNRESOLVED.get(clause.operator, clause.operator))


# -- order ---------------------------------------------------------------------------------------------

_DIRECT = {
    **dict.fromkeys(("created", "createddate"), "created"),
    **dict.fromkeys(("updated", "updateddate"), "updated"),
    **dict.fromkeys(("due", "duedate"), "duedate"),
    **dict.fromkeys(("resolved", "resolutiondate"), "resolutiondate"),
    "summary": "summary",
}
_NAMED = {"status": "status", "issuetype": "issuetype", "type": "issuetype", "resolution": "resolution"}


def _sort_key(sort: Sort, names: Names) -> Callable[[Json], Any]:
    name = sort.field.lower()
    if name in ("key", "issuekey", "issue"):
        return _by_key
    if name == "id":
        return lambda row: int(row["id"])
    if name in _DIRECT:
        return lambda row: _comparable(row["fields"].get(_DIRECT[name]))
    if name in _NAMED:
        return lambda row: ((row["fields"].get(_NAMED[name]) or {}).get("name") or "").lower() or None
    if name in ("assignee", "reporter", "creator"):
        return lambda row: _name_of(names, row["fields"].get(name))
    if name == "project":
        return lambda row: row["fields"]["project"]["key"]
    if name == "priority":
        order = {row["id"]: place for place, row in enumerate(names.state.priorities)}
        return lambda row: -order.get((row["fields"].get("priority") or {}).get("id"), len(order))
    return _custom_key(sort, names)


def _custom_key(sort: Sort, names: Names) -> Callable[[Json], Any]:
    field = names.state.field(sort.field)
    if field is None:
        raise errors.jql(f"Field '{sort.field}' does not exist or you do not have permission to view it.")
    if field["schema"].get("custom") not in (kinds.RANK, kinds.NUMBER, kinds.STORY_POINTS, kinds.DATE, kinds.DATETIME):
        raise errors.jql(f"Not able to sort using field '{sort.field}'.")
    return lambda row: _comparable(row["fields"].get(field["id"]))


def _by_key(row: Json) -> tuple[str, int]:
    prefix, _, number = row["key"].rpartition("-")
    return prefix, int(number) if number.isdigit() else 0


def _comparable(value: Any) -> Any:
    return moments.read(value) if moments.is_instant(value) else value


def _name_of(names: Names, value: Json | None) -> str | None:
    row = names.state.people.get(value[MARK]) if value else None
    return str(row["displayName"]).lower() if row else None
