"""What ``trackerbridge.toml`` may say (DESIGN section 5). Unknown keys are errors; every field has its sentence.

The sentences are the configuration reference: ``docs/reference/configuration.md`` is generated from them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from trackerbridge.clock import Calendar, known_country
from trackerbridge.model import Stage

Language = Literal["en", "ru", "ro"]
NoteField = Literal["why", "next", "need", "effect", "done", "see", "instead", "date"]
DateOrder = Literal["dmy", "mdy", "ymd"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HOURS = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*h\s*$")


def _hours(value: object) -> object:
    """``"8h"`` is eight hours of working time."""
    if not isinstance(value, str | bool):
        return value
    found = _HOURS.match(str(value))
    if not found:
        raise ValueError('write hours of working time, such as "8h"')
    return float(found.group(1))


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # unknown; absolute or climbing out; a folder such as "Europe"
        near = get_close_matches(value, available_timezones(), 1, 0.5)
        guess = f'did you mean "{near[0]}"?' if near else "for example Europe/Chisinau"
        raise ValueError(f'there is no time zone "{value}"; {guess}') from None
    return value


def _country(value: str) -> str:
    if value and not known_country(value):
        raise ValueError(f'there is no holiday calendar for "{value}"; use an ISO 3166 code such as MD, RO, BY')
    return value


def _stages(value: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    known = [stage.value for stage in Stage if stage is not Stage.UNKNOWN]
    for name in value:
        if name not in known:
            near = get_close_matches(name, known, 1)
            guess = f'did you mean "{near[0]}"?' if near else f"there is {', '.join(known)}"
            raise ValueError(f'there is no state "{name}"; {guess}')
    return value


def _as_written(value: object) -> object:
    """A day may be written with or without quotes; one that is not in the calendar is none."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        date.fromisoformat(value)
    return value.isoformat() if isinstance(value, date) else value


Zone = Annotated[str, AfterValidator(_zone)]
Country = Annotated[str, AfterValidator(_country)]
Hours = Annotated[float, BeforeValidator(_hours), Field(ge=0, le=2000)]


class Section(BaseModel):
    """Every table of the configuration: frozen, and strict about its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LedgerConfig(Section):
    """Where the durable memory lives."""

    url: str = Field("", description="SQLAlchemy address; empty: one SQLite file in the user's state folder.")


class RunConfig(Section):
    """Bounds of one run."""

    budget_seconds: float = Field(600, gt=0, le=86_400, description="How long one run may take, waiting included.")


class NotifyConfig(Section):
    """Where the manager is told what matters, besides stdout. Addresses are Apprise's: mail, chat, SMS."""

    to: tuple[str, ...] = Field(
        (), description="Addresses, as references (env:NAME, file:PATH, keyring:SERVICE/USER): most hold a secret."
    )
    urgent: tuple[str, ...] = Field(
        (), description="Addresses for urgent notices, where they should go elsewhere; default: those of to."
    )


class ConnectionConfig(Section):
    """How to reach one tracker. Which of the keys apply is up to the connector named by ``type``."""

    type: str = Field(description="Which connector and writer: trello, jira, html, files, memory, or a plugin's.")
    url: str = Field("", description="Base address; default: the tracker's own. A test server's is fine.")
    browse_url: str = Field(
        "", description="Jira with a scoped token (api.atlassian.com/ex/jira/…): the site's own address, for links."
    )
    known_as: str = Field(
        "", description="Jira whose address changed: its former one, so that its cards and what was told go on."
    )
    ca_file: str = Field(
        "", description="A file with the certificates (PEM) to trust here, for a server with one of its own."
    )
    email: str = Field("", description="Jira Cloud: the account's e-mail.")
    folder: str = Field(
        "", description="HTML pages: the folder they are written to, relative to the configuration file. It must exist."
    )
    key: str = Field("", description="Trello: the key, as a reference (env:NAME, file:PATH, keyring:SERVICE/USER).")
    token: str = Field("", description="The token, as a reference (env:NAME, file:PATH, keyring:SERVICE/USER).")


class SourceConfig(Section):
    """One place the work is recorded."""

    connection: str = Field("", description="Name of a [connections.NAME] table; not needed for a file.")
    board: str = Field("", description="Trello: the board's id or short link.")
    jql: str = Field("", description="Jira: the query.")
    path: str = Field("", description="A file or a folder of Jira's answers, relative to the configuration file.")
    sheet: str = Field("", description="Workbook: the sheet's name; default: the first one that holds a task table.")
    comment_visibility: str = Field(
        "",
        pattern=r"^((role|group):\s*\S.*)?$",
        description="Jira: who may read the client's messages that are carried to its issues: role:NAME or group:NAME. "
        "A service desk needs none.",
    )
    date_order: DateOrder | None = Field(
        None, description="Tables: how dates are written (dmy, mdy, ymd), where 03.04.2026 could be read in two ways."
    )

    @model_validator(mode="after")
    def _one_place(self) -> SourceConfig:
        if sum(map(bool, (self.board, self.jql, self.path))) != 1:
            raise ValueError("a source names exactly one of board, jql or path")
        if not self.path and not self.connection:
            raise ValueError("a source with board or jql needs a connection")
        return self


class PublishConfig(Section):
    """The client's side."""

    connection: str = Field(description="Name of a [connections.NAME] table.")
    board: str = Field("", description="Trello: the client board's id or short link.")
    project: str = Field("", description="Jira as the client's side: the project's key.")
    page: str = Field(
        "",
        pattern=r"^([\w-][\w.-]*\.html)?$",
        description="HTML: the page's file name; default: the project's name, as in website.html.",
    )
    title: str = Field("", description="HTML: the page's heading; default: the project's title.")
    issue_type: str = Field("", description="Jira: which kind of issue a card is; default: Task, else the first.")
    language: Language | None = Field(None, description="The client's language; default: the file's language.")
    select: str = Field("label:client", description="What the client sees: label:NAME, list:NAME, type:NAME or all.")
    milestones: Literal["selected", "with-tasks", "none"] = Field(
        "selected",
        description="Which milestones have a card: those that are selected themselves (a version: that has a selected "
        "task), with-tasks: also an epic or card with a selected task beneath it, or none.",
    )
    steps: Literal["steady", "always", "never"] = Field(
        "steady",
        description="Whether cards of begun work say how many steps are done of all (tasks beneath it, else lines of "
        "its checklists). steady: not where steps keep being added.",
    )
    mode: Literal["live", "shadow"] = Field("live", description="shadow plans and reports, and never writes.")
    title_from: str = Field(
        "", description="field:NAME: where the source has a task's title for the client. Empty: the task's own title."
    )
    glossary: dict[str, str] = Field(
        {}, description="Where this board's words differ from the project's glossary, such as in another language."
    )
    mark_source: bool = Field(False, description="Also put team labels (tb-overdue, …) on the source's own tasks.")
    allow_public_board: bool = Field(
        False, description="Write to the client board although the whole world can read it."
    )
    lists: dict[str, str] = Field(
        {},
        description="Names for our lists (overview, waiting, in_progress, testing, review, planned, done), "
        "where the board has its own.",
    )
    labels: dict[str, str] = Field(
        {},
        description="Names for our labels (on_track, checking, solving, moved, waiting, bonus, early), "
        "where the board has its own.",
    )
    update_day: Literal["monday", "tuesday", "wednesday", "thursday", "friday"] = Field(
        "wednesday", description="Weekday of the weekly update the summary card names."
    )
    english_dates: Literal["GB", "US"] = Field(
        "GB", description="How dates read on a board in English: 19 November, or November 19."
    )
    wording: str = Field(
        "",
        description="A file with your own sentences, relative to the configuration file; what it leaves out is ours.",
    )
    links: tuple[str, ...] = Field(
        (), description="Hosts that links may lead the client to, such as shop.example; what is below them passes too."
    )
    theme: Literal["plain", "traffic-lights", "monkeys"] = Field(
        "plain", description="Pictures on good news (done, early, bonus): plain has none. Off while a problem is open."
    )
    most_asks: int = Field(
        5,
        ge=1,
        le=50,
        description="How many questions and choices the client is asked at once; further questions wait their turn.",
    )
    promise_record: bool = Field(
        False,
        description="Whether the summary card says how many promises were kept on the first date, moved with notice or "
        "late; never under five.",
    )
    contact: str = Field("", description="One contact the client may see, by choice: a name and how to reach them.")
    hours: str = Field("", description="When the client reaches the contact, in their language, such as Mon–Fri, 9–18.")
    deputy: str = Field("", description="Who stands in for the contact, by choice.")
    channels: str = Field(
        "",
        description="Where the client reaches the team, in the client's language. With contact, hours and deputy at "
        "most 30 words.",
    )
    agreed_on: date | None = Field(
        None, description="When the way of working was agreed; also the day of the scope, where nothing else says it."
    )

    @model_validator(mode="after")
    def _one_target(self) -> PublishConfig:
        if sum(map(bool, (self.board, self.project, self.page))) > 1:
            raise ValueError("publish names one of board, project or page")
        return self


class DatesConfig(Section):
    """Which date is the client's, and how patient we are with it."""

    client: str = Field(
        "due",
        description="The client's date: due, field:NAME for a custom field, or note (only what a client note says).",
    )
    buffer_working_days: int = Field(
        0, ge=0, le=60, description="Working days added between the team's date and the client's."
    )
    grace: Hours = Field(
        8.0, description="Working time after which a moved or passed date reaches the board by itself."
    )
    settle: Hours = Field(2.0, description="Business hours a date must have stood before it is published.")


class Limit(Section):
    """How much one plan may do."""

    max: int = Field(ge=0, description="At most this many.")
    percent: float = Field(ge=0, le=100, description="At most this share of the cards that are ours, from 10 cards up.")
    always: int = Field(0, ge=0, description="So few are never too large a share: an ordinary week on a small board.")


class LimitsConfig(Section):
    """A plan beyond these is refused with the numbers."""

    create: Limit = Field(Limit(max=50, percent=100), description="Cards created by one plan.")
    change: Limit = Field(Limit(max=100, percent=30), description="Cards changed by one plan.")
    archive: Limit = Field(Limit(max=10, percent=10), description="Cards archived by one plan.")


class ExtrasConfig(Section):
    """What was agreed, and what small extras are a gift."""

    agreed: Annotated[str, BeforeValidator(_as_written)] = Field(
        "",
        description="What counts as agreed: a day (all work that was there by its end), label:NAME or version:NAME. "
        "Empty: what `trackerbridge baseline` saved.",
    )
    allowance_minutes: int = Field(60, ge=0, description="An extra up to this long is a gift.")
    allowance_count: int = Field(3, ge=0, description="How many gifts a project has.")
    label: str = Field(
        "", description="The source's label on work beyond what was agreed. Empty: extra, change request and the like."
    )
    minutes: str = Field(
        "",
        description="field:NAME: where the source has an extra's size in minutes. Empty: the tracker's own estimate.",
    )
    deciders: tuple[str, ...] = Field(
        (), description="Whose mark on a change request counts: names, e-mails, handles. Empty: any client's."
    )
    valid_working_days: int = Field(
        10, ge=1, le=250, description="How long an offer is valid where the team named no last day."
    )


class Snooze(Section):
    """One flag that is kept quiet for a while."""

    code: str = Field(description="The rule's code or name.")
    task: str = Field("", description="The task's key; empty: the rule on the whole project.")
    until: date = Field(description="From this day on it speaks again.")
    reason: str = Field(min_length=1, description="Why, in one sentence; the report says it.")


class FlagsConfig(Section):
    """The rules. Besides these keys, a rule's code is a table of its options: ``F01 = { working_days = 7 }``."""

    model_config = ConfigDict(extra="allow", frozen=True)

    profile: str = Field("standard", description="gentle, standard, strict or first-weeks.")
    ignore: tuple[str, ...] = Field((), description="Codes of rules that are switched off.")
    snooze: tuple[Snooze, ...] = Field(
        (), description="Flags kept quiet for a while: { code, task, until, reason }. They are counted, and come back."
    )

    @property
    def options(self) -> dict[str, dict[str, Any]]:
        """Per rule code, what the configuration sets (checked against the rules' declarations by the flag engine)."""
        return dict(self.model_extra or {})


class QuietConfig(Section):
    """When the client is left in peace: nights, and weekends and holidays of theirs. What waits goes out after."""

    off: bool = Field(False, description="The client may be written to at any hour.")
    after: time = Field(time(18, 0), description="From then on nothing is written to the client, in their zone.")
    before: time = Field(time(9, 0), description="Until then nothing is written to the client.")
    bad_news_until: time = Field(
        time(16, 0),
        description="After it, on their last working day before days off, no bad news goes out without a note.",
    )

    @model_validator(mode="after")
    def _has_a_day(self) -> QuietConfig:
        if self.before >= self.after:
            raise ValueError("quiet.before must be earlier than quiet.after: between them the client is written to")
        return self


class ProjectConfig(Section):
    """One client engagement: one or more sources, one client view."""

    title: str = Field("", description="What reports call the project; default: its name.")
    timezone: Zone | None = Field(None, description="The project's own zone, where it differs.")
    country: Country | None = Field(None, description="The project's own country, where it differs.")
    days_off: tuple[date, ...] = Field((), description="Further days nobody works.")
    team: tuple[str, ...] = Field(
        (), description="Team members besides those the tracker names: names, e-mails, handles, @domains."
    )
    also_called: dict[str, tuple[str, ...]] = Field(
        {}, description='What people of the team are called besides, such as { "Ivan Petrov" = ["Vanya"] }.'
    )
    client: tuple[str, ...] = Field((), description="The client's people: names, e-mails, handles, @domains.")
    client_timezone: Zone | None = Field(None, description="The client's zone, where it is not the project's.")
    client_country: Country | None = Field(None, description="The client's country: their holidays.")
    client_days_off: tuple[date, ...] = Field((), description="Further days on which the client does not work.")
    sources: tuple[SourceConfig, ...] = Field(min_length=1, description="Where the work is recorded.")
    publish: PublishConfig | None = Field(
        None, description="The client's side; without it the project is only audited."
    )
    boards: dict[str, PublishConfig] = Field(
        {},
        description="Further boards of the same project, each in its own language: [projects.NAME.boards.X] has the "
        "keys of publish. Commands call such a board NAME/X.",
    )
    statuses: Annotated[dict[str, tuple[str, ...]], AfterValidator(_stages)] = Field(
        {},
        description="What the tracker's own states mean: planned, in_progress, testing, review, waiting, done, "
        "cancelled = [names].",
    )
    milestones: str = Field(
        "",
        description="What a milestone is: epic, version, list:NAME or label:NAME. Each that is published has a card of "
        "its own (publish.milestones). Empty: there are none, and D11, F09 and R09 abstain.",
    )
    notes: dict[NoteField, str] = Field(
        {},
        description="Custom fields that hold words for the client: why, next, need, effect, done, see, instead or "
        'date = "field:NAME".',
    )
    glossary: dict[str, str] = Field(
        {},
        description="The client's words in titles: a task's key or whole title, or any word, and what the client reads "
        'instead, such as { "WEB-12" = "Home page", "CMS" = "editing tool" }.',
    )
    dates: DatesConfig = DatesConfig()
    limits: LimitsConfig = LimitsConfig()
    extras: ExtrasConfig = ExtrasConfig()
    flags: FlagsConfig = FlagsConfig()
    quiet: QuietConfig = QuietConfig()
    notify: NotifyConfig | None = Field(None, description="Where it differs from the file's own.")


class Config(Section):
    """The whole file."""

    timezone: Zone = Field("UTC", description="Where “end of day” is.")
    country: Country = Field("", description="ISO 3166 code; holidays. Empty: weekends only.")
    language: Language = Field("en", description="en, ru or ro: the language of reports, and of boards by default.")
    ledger: LedgerConfig = LedgerConfig()
    run: RunConfig = RunConfig()
    notify: NotifyConfig = NotifyConfig()
    connections: dict[str, ConnectionConfig] = Field({}, description="How to reach each tracker.")
    projects: dict[str, ProjectConfig] = Field({}, description="The engagements.")


class Settings(BaseModel):
    """A project ready to run: its configuration with the file-wide defaults applied. Frozen.

    ``folder`` is where relative paths of the configuration start.
    """

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    name: str
    project: ProjectConfig
    connections: dict[str, ConnectionConfig] = {}
    calendar: Calendar = Calendar()
    language: Language = "en"  # of reports to the team
    client_language: Language = "en"  # of the board
    wording: str = ""  # the text of the office's own sentences
    wording_file: str = ""  # what errors call it
    folder: Path = Path()
    budget_seconds: float = 600

    @property
    def title(self) -> str:
        """What people call the project."""
        return self.project.title or self.name

    @property
    def american_dates(self) -> bool:
        """Whether the client reads dates as the United States write them."""
        publish = self.project.publish
        return publish is not None and publish.english_dates == "US" and self.client_language == "en"

    @property
    def client_days(self) -> Calendar | None:
        """The client's days off in the project's zone, for the rules; None where they are the project's own."""
        if self.project.client_country is None and not self.project.client_days_off:
            return None
        return replace(self.client_calendar, zone=self.calendar.zone)

    @property
    def client_calendar(self) -> Calendar:
        """The client's own zone and days off; where they are not said, the project's."""
        project, ours = self.project, self.calendar
        zone = ZoneInfo(project.client_timezone) if project.client_timezone else ours.zone
        country = ours.country if project.client_country is None else project.client_country.upper()
        days_off = ours.days_off if project.client_country is None else frozenset()
        return Calendar(zone, country, days_off | frozenset(project.client_days_off))
