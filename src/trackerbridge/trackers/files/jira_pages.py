"""Jira's answers as files hold them: search pages, lists of issues, single issues; and what is missing between pages.

Which shapes there are: API-FACTS 1.1 (``startAt``/``total`` on Data Center and on the old Cloud search, ``isLast`` and
``nextPageToken`` on ``/search/jql``). Pure; what an issue means is the business of :mod:`trackerbridge.trackers.jira`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Gap
from trackerbridge.trackers.jira.fields import Fields
from trackerbridge.trackers.values import objects, part, text

_REST = "Save the other pages beside it in one folder and name the folder."


@dataclass(frozen=True, slots=True)
class Page:
    """Issues that came together. ``start`` and ``total`` as the page counts them, None where it does not.

    ``last``: whether the page says that it is the last one; None where it says nothing of that. ``about`` is the
    answer around the issues.
    """

    issues: tuple[Any, ...]
    start: int | None = None
    total: int | None = None
    last: bool | None = None
    about: Mapping[str, Any] | None = None


def pages_in(value: Any) -> tuple[Page, ...]:
    """The pages in a JSON value: a search answer, an issue, or a list of either. Empty where it is none of them."""
    if isinstance(value, Mapping):
        one = _page(value)
        return (one,) if one else ()
    if not isinstance(value, list) or not value:
        return ()
    if all(isinstance(item, Mapping) and _is_issue(item) for item in value):
        return (Page(tuple(value)),)
    answers = [_page(item) if isinstance(item, Mapping) else None for item in value]
    return tuple(page for page in answers if page) if all(answers) else ()


def is_definitions(value: Any) -> bool:
    """Whether this is the site's list of fields (``GET /field``)."""
    return isinstance(value, list) and bool(value) and all("name" in raw and "schema" in raw for raw in _custom(value))


def refusal_in(value: Any) -> str:
    """Jira's own words where a file holds its refusal instead of an answer; else empty."""
    messages = part(value, "errorMessages")
    return " ".join(map(str, messages)) if isinstance(messages, list) and "issues" not in value else ""


def fields_of(pages: Iterable[Page], definitions: Sequence[Any] = ()) -> Fields:
    """What the custom fields are: by the site's list of fields, the pages' own ``names``, or the issues' histories."""
    if definitions:
        return Fields.of(objects(definitions))
    told: dict[str, dict[str, Any]] = {"names": {}, "schema": {}}
    every = tuple(pages)
    for page in every:
        for key, known in told.items():
            more = part(page.about, key)
            known.update(more if isinstance(more, Mapping) else {})
    if told["names"]:
        return Fields.of_answer(told)
    return Fields.of_histories(objects([issue for page in every for issue in page.issues]))


def gaps_between(pages: Sequence[Page]) -> Iterator[Gap]:
    """Pages that are not there, by the others' own counting."""
    for total, some in _searches([page for page in pages if page.total]).items():
        missing = _missing(some, total)
        if missing:
            ranges = ", ".join(f"{first:,}–{last:,}" if last > first else f"{first:,}" for first, last in missing[:5])
            yield Gap(None, f"Of {total:,} issues that the search counted, these are not here: {ranges}. {_REST}")
    ends = [page.last for page in pages if page.last is not None]
    if ends and not any(ends):
        yield Gap(None, f"The search went on after the last page that is here. {_REST}")


def _page(value: Mapping[str, Any]) -> Page | None:
    if _is_issue(value):
        return Page((value,))
    issues = value.get("issues")
    if not isinstance(issues, list):
        return None
    return Page(tuple(issues), _count(value.get("startAt")), _count(value.get("total")), _last(value), value)


def _last(value: Mapping[str, Any]) -> bool | None:
    """Only token paging says it: an absent token on a page without ``total`` ends the search (API-FACTS 1.1)."""
    if isinstance(value.get("isLast"), bool):
        return bool(value["isLast"])
    if text(value.get("nextPageToken")):
        return False
    return None if _count(value.get("total")) is not None else True


def _is_issue(value: Mapping[str, Any]) -> bool:
    return "key" in value and isinstance(value.get("fields"), Mapping)


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _custom(value: Sequence[Any]) -> list[Mapping[str, Any]]:
    return [raw for raw in objects(value) if text(raw.get("id")).startswith("customfield_")] or [{}]


def _searches(pages: Sequence[Page]) -> dict[int, list[Page]]:
    """Pages by the search they come from, under its total.

    One search's total may change while it is read, so pages that all begin elsewhere are one search; where two begin
    alike, there were several, told apart by their totals.
    """
    starts = [page.start or 0 for page in pages]
    if pages and len(set(starts)) == len(starts):
        return {max(page.total or 0 for page in pages): list(pages)}
    found: dict[int, list[Page]] = defaultdict(list)
    for page in pages:
        found[page.total or 0].append(page)
    return found


def _missing(pages: Iterable[Page], total: int) -> list[tuple[int, int]]:
    """What no page covers of 1 to ``total``, as first and last."""
    missing, reached = [], 0
    for start, size in sorted(((page.start or 0), len(page.issues)) for page in pages):
        if start > reached:
            missing.append((reached + 1, start))
        reached = max(reached, start + size)
    return [*missing, (reached + 1, total)] if reached < total else missing
