"""Jira's texts as plain text: documents (ADF) on Cloud's v3, wiki mark-up elsewhere and in files."""

from __future__ import annotations

from collections.abc import Mapping

from trackerbridge.markup import dialects


def plain(value: object, names: Mapping[str, str] | None = None) -> str:
    """A description's or comment's words. Which of the two it is, its shape says.

    ``names`` are those of the people that it may mention, by account id, user key or user name.
    """
    return dialects.plain(value, "wiki", names)
