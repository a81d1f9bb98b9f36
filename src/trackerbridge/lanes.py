"""Which projects must go one after another, and which may go at the same time (decision 29). Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from trackerbridge.config.schema import PublishConfig, Settings

Lane = frozenset[str]
Place = tuple[str, ...]


def lanes_of(
    projects: Sequence[Settings], *, board_of: Callable[[PublishConfig, str], str] = lambda *_: ""
) -> dict[str, Lane]:
    """By project, whose boards count as one: every connection that is read or written for it.

    Projects that write to one place are in one lane, whatever else they read: what one of them wrote must be seen by
    the other before it makes a card or a label there. ``board_of``: one name for a client's board, however it is
    written and by whichever connection; empty where nobody knows.
    """
    lanes: dict[str, Lane] = {}
    at: dict[Place, set[str]] = {}
    for settings in projects:
        project = settings.name.partition("/")[0]
        places = set(_places(settings))
        lanes[project] = lanes.get(project, frozenset()) | {place[0] for place in places}
        publish = settings.project.publish
        board = board_of(publish, settings.name) if publish is not None else ""
        for place in places | {("", board)} if board else places:
            at.setdefault(place, set()).add(project)
    for together in at.values():
        joined = {lanes[project] for project in together}
        if len(joined) > 1:
            lane = frozenset().union(*joined)
            lanes = {project: lane if before in joined else before for project, before in lanes.items()}
    return lanes


def _places(settings: Settings) -> Iterable[Place]:
    """Where a project reads and writes, each with its connection first; a file is only read."""
    for source in settings.project.sources:
        if source.connection:
            yield source.connection, source.board or source.jql
    publish = settings.project.publish
    if publish is not None:
        yield publish.connection, publish.board or publish.project or publish.page or settings.name
