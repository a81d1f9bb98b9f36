"""A project is the plot in somebody's words: it brings people, places and language, and becomes a :class:`Story`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import KW_ONLY, field

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.sandbox.agency.scenes import Beat, Label, Place, Scene, Who
from trackerbridge.sandbox.agency.story import Card, Event, Kind, Member, Role, Story, When, Wording

Line = str | tuple[str, str]  # a comment; with a member's name where another speaks than in the plot


@dataclass(frozen=True, slots=True)
class Part:
    """One card: a scene of the plot, in the project's words.

    ``lines`` are the comments, in the order of the scene. ``days`` shifts the scene's days, by their names. ``past``
    is what happens instead, where this project's card fares otherwise.
    """

    scene: Scene
    title: str
    about: str = ""
    _: KW_ONLY
    owner: str = ""
    lines: tuple[Line, ...] = ()
    steps: tuple[str, ...] = ()
    hours: int | None = None
    days: Mapping[str, When] = field(default_factory=dict)
    past: tuple[Beat, ...] | None = None
    epic: str = ""
    release: str = ""
    points: int | None = None
    blocked_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What a project brings. ``name`` is at most six letters; short links are made of it.

    ``clear`` are the lists among testing, review and waiting that need no explanation in the configuration.
    ``nameless`` are the colours of labels without a name. ``tester`` is a member's name.
    """

    name: str
    customer: str
    work: str
    language: str
    zone: str
    country: str
    domain: str
    lists: Mapping[Place, str]
    labels: Mapping[Label, str]
    steps: str
    hours: str
    members: tuple[Member, ...]
    tester: str
    channels: str
    parts: tuple[Part, ...]
    nameless: tuple[str, ...] = ()
    clear: tuple[Place, ...] = (Place.TESTING,)
    mark_source: bool = False
    key: str = ""  # of the Jira project where the team works, instead of a board
    releases: tuple[tuple[str, When], ...] = ()
    sprint: str = ""


def tell(project: Project) -> Story:
    """The project's story. Raises ValueError where a part does not fit its scene."""
    stem = project.name.ljust(6, "x")
    client, colleague = _guests(project)
    explained = (place for place in (Place.TESTING, Place.REVIEW, Place.WAITING) if place not in project.clear)
    return Story(
        name=project.name,
        title=f"{project.customer}: {project.work}",
        client_board=f"{project.customer} × Studio Lumen",
        language=project.language,
        zone=project.zone,
        country=project.country,
        links=(f"{stem}Tm", f"{stem}Cl"),
        lists=tuple(project.lists[place] for place in Place if place in project.lists),
        closed_lists=(project.lists[Place.OLD_IDEAS],) if Place.OLD_IDEAS in project.lists else (),
        labels=(
            *((project.labels[label], label.value) for label in Label),
            *(("", colour) for colour in project.nameless),
        ),
        wording=Wording(client=project.labels[Label.CLIENT], steps=project.steps, hours=project.hours),
        members=project.members,
        # One by user name, one by full name, and whoever else writes from there.
        clients=(f"{client.name}_{project.name}", colleague.full_name, f"@{project.domain}"),
        channels=project.channels,
        statuses=tuple((place.value, (project.lists[place],)) for place in explained),
        mark_source=project.mark_source,
        key=project.key,
        releases=project.releases,
        sprint=project.sprint,
        cards=tuple(_card(project, part) for part in project.parts),
    )


def _guests(project: Project) -> tuple[Member, Member]:
    client, colleague = (member for member in project.members if member.role is Role.GUEST)
    return client, colleague


def _card(project: Project, part: Part) -> Card:
    scene = part.scene
    when = _days(part)
    return Card(
        title=part.title,
        list=project.lists[scene.place],
        made=when["made"],
        shows=scene.shows,
        raises=scene.raises,
        healthy=scene.healthy,
        about=part.about,
        labels=tuple(project.labels[label] for label in scene.labels),
        owner=part.owner if scene.owned else "",
        due=when.get("due"),
        start=when.get("start"),
        steps=part.steps,
        hours=part.hours,
        template=scene.template,
        epic=part.epic,
        release=part.release,
        points=part.points,
        blocked_by=part.blocked_by,
        past=tuple(_past(project, part, when)),
    )


def _days(part: Part) -> Mapping[str, When]:
    unknown = part.days.keys() - part.scene.days.keys()
    if unknown:
        raise ValueError(f"“{part.title}” shifts days that its scene does not have: {', '.join(sorted(unknown))}")
    return {**part.scene.days, **part.days}


def _past(project: Project, part: Part, when: Mapping[str, When]) -> Iterator[Event]:
    beats = part.scene.past if part.past is None else part.past
    spoken = sum(beat.kind is Kind.SAID for beat in beats)
    if spoken != len(part.lines):
        raise ValueError(f"“{part.title}” has {len(part.lines)} lines, and its scene {spoken}")
    lines = iter(part.lines)
    cast = _cast(project, part)
    for beat in beats:
        by, text = cast[beat.by], ""
        if beat.kind is Kind.SAID:
            by, text = _spoken(next(lines), by)
        elif beat.place:
            text = project.lists[beat.place]
        elif beat.step:
            text = part.steps[beat.step - 1]
        yield Event(beat.kind, when[beat.at], text, when[beat.day] if beat.day else None, by)


def _spoken(line: Line, by: str) -> tuple[str, str]:
    """Who says what."""
    return (by, line) if isinstance(line, str) else line


def _cast(project: Project, part: Part) -> Mapping[Who, str]:
    client, colleague = _guests(project)
    lead = next(member for member in project.members if member.role is Role.LEAD)
    return {
        Who.OWNER: part.owner,
        Who.LEAD: lead.name,
        Who.TESTER: project.tester,
        Who.CLIENT: client.name,
        Who.COLLEAGUE: colleague.name,
    }
