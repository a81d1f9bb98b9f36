"""A query as ``/jql/parse`` shows it."""

from __future__ import annotations

from typing import Any

from trackerbridge.sandbox.jira import errors
from trackerbridge.sandbox.jira.jql import reading, running
from trackerbridge.sandbox.jira.jql.dates import Moment
from trackerbridge.sandbox.jira.jql.names import Names
from trackerbridge.sandbox.jira.jql.tree import Clause, Condition, Empty, Function, Not, Operand, Query

Json = dict[str, Any]


def checked(text: str, names: Names, moment: Moment, validation: str) -> Json:
    """The structure of a query, or what is wrong with it (``strict``: errors alone; ``none``: only its grammar)."""
    try:
        query = reading.read(text)
    except errors.JiraError as error:
        return {"query": text, "errors": error.body["errorMessages"]}
    shown: Json = {"query": text, "structure": _structure(query), "errors": []}
    if validation == "none":
        return {"query": text, "structure": shown["structure"]}
    try:
        running.understand(text, names, moment)
    except errors.JiraError as error:
        shown["errors"] = error.body["errorMessages"]
        if validation == "strict":
            del shown["structure"]
    return shown


def _structure(query: Query) -> Json:
    shown: Json = {}
    if query.where is not None:
        shown["where"] = _condition(query.where)
    if query.order:
        fields = [
            {"field": {"name": one.field}, "direction": "desc" if one.descending else "asc"} for one in query.order
        ]
        shown["orderBy"] = {"fields": fields}
    return shown


def _condition(condition: Condition) -> Json:
    if isinstance(condition, Clause):
        return {
            "field": {"name": condition.field},
            "operator": condition.operator.lower(),
            "operand": _operands(condition),
        }
    if isinstance(condition, Not):
        return {"operator": "not", "clauses": [_condition(condition.of)]}
    return {"operator": condition.word.lower(), "clauses": [_condition(part) for part in condition.parts]}


def _operands(clause: Clause) -> Json:
    if clause.listed:
        return {"values": [_operand(one) for one in clause.operands]}
    return _operand(clause.operands[0])


def _operand(operand: Operand) -> Json:
    if isinstance(operand, Function):
        return {"function": operand.name, "arguments": list(operand.arguments)}
    if isinstance(operand, Empty):
        return {"keyword": "empty"}
    return {"value": operand.text}
