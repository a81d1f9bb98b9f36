"""Custom fields of a payload that comes without a field list: their kind is read off their values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from trackerbridge.sandbox.jira import kinds, moments, people, texts

_OLD_SPRINT = "com.atlassian.greenhopper.service.sprint.Sprint@"
_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
_RANK = re.compile(r"\d\|[0-9a-z]+:[0-9a-z]*\Z")
_PLUGIN = "com.atlassian.jira.plugin.system.customfieldtypes:"


def kind_of(values: Iterable[Any]) -> tuple[str, str]:
    """Schema type and custom type of a field with these values (``None`` among them says nothing)."""
    found = [value for value in values if value not in (None, [], "")]
    return _kind(found[0]) if found else ("string", kinds.TEXTFIELD)


def _kind(value: Any) -> tuple[str, str]:
    if isinstance(value, list):
        return _kind_of_list(value[0])
    if isinstance(value, bool) or not isinstance(value, (int, float, str, dict)):
        return "any", kinds.TEXTFIELD
    if isinstance(value, (int, float)):
        return "number", kinds.NUMBER
    if isinstance(value, dict):
        return _kind_of_object(value)
    if moments.is_instant(value):
        return "datetime", kinds.DATETIME
    if _DATE.match(value):
        return "date", kinds.DATE
    if _RANK.match(value):
        return "any", kinds.RANK
    return "string", kinds.TEXTFIELD


def _kind_of_list(first: Any) -> tuple[str, str]:
    if isinstance(first, str):
        return ("array:json", kinds.SPRINT) if first.startswith(_OLD_SPRINT) else ("array:string", f"{_PLUGIN}labels")
    if not isinstance(first, dict):
        return "any", kinds.TEXTFIELD
    if "boardId" in first and "state" in first:
        return "array:json", kinds.SPRINT
    if people.is_user(first):
        return "array:user", f"{_PLUGIN}multiuserpicker"
    if "released" in first:
        return "array:version", f"{_PLUGIN}multiversion"
    return "array:option", f"{_PLUGIN}multiselect"


def _kind_of_object(value: dict[str, Any]) -> tuple[str, str]:
    if texts.is_document(value):
        return "string", kinds.TEXTAREA
    if people.is_user(value) or people.MARK in value:
        return "user", f"{_PLUGIN}userpicker"
    if "value" in value:
        return "option", f"{_PLUGIN}select"
    return "any", kinds.TEXTFIELD
