"""Jira issues in files (search pages, lists, one a line) as a snapshot; the mapping itself is the Jira connector's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from trackerbridge.errors import BadInput
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Gap, Snapshot
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.files.jira_pages import Page, fields_of, gaps_between
from trackerbridge.trackers.jira.mapping import site_of_issues, snapshot_from_issues, source_of
from trackerbridge.trackers.values import objects, part, text, unique


@dataclass(frozen=True, slots=True)
class JiraFiles:
    """Jira's answers from one file or one folder. ``gaps`` and ``notes`` are what reading them found.

    ``definitions``: the site's list of fields, where it lies beside them.
    """

    pages: tuple[Page, ...]
    definitions: tuple[Any, ...] = ()
    gaps: tuple[Gap, ...] = ()
    notes: tuple[str, ...] = ()


def snapshot_of_jira(
    found: JiraFiles, *, name: str, title: str, stages: StageMap, sides: Sides, pulled_at: datetime
) -> Snapshot:
    """The issues as a snapshot. ``name`` is the file's or folder's, ``title`` what to call them if of several projects.

    Raises :class:`BadInput` where there is not one issue: an expired token gets just such an answer (API-FACTS 0.1).
    """
    issues = [issue for page in found.pages for issue in page.issues]
    if not issues:
        raise BadInput(
            f"{name} is a search answer of Jira without a single issue.",
            hint="If there should be some, log in anew and search again: Jira answers an expired token in this way.",
        )
    site = site_of_issues(objects(issues))
    return snapshot_from_issues(
        issues,
        source=source_of(site) if site else f"file:{name}",
        stages=stages,
        sides=sides,
        pulled_at=pulled_at,
        fields=fields_of(found.pages, found.definitions),
        title=_project_of(issues) or title,
        gaps=(*found.gaps, *gaps_between(found.pages)),
        notes=(*found.notes, *_warnings(found.pages)),
    )


def _project_of(issues: Iterable[Any]) -> str:
    """The project's name where all issues are of one; else empty."""
    projects = unique([text(part(issue, "fields", "project", "name")) for issue in issues])
    return projects[0] if len(projects) == 1 else ""


def _warnings(pages: Sequence[Page]) -> list[str]:
    lists = [part(page.about, "warningMessages") for page in pages]
    said = [text(words) for words in chain.from_iterable(found for found in lists if isinstance(found, list))]
    return [f"Jira warned: {words}" for words in unique(said)]
