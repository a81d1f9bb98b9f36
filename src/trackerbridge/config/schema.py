"""What ``trackerbridge.toml`` may say (DESIGN section 5). Unknown keys are errors; every field has its sentence.

The sentences are the configuration reference: ``docs/reference/configuration.md`` is generated from them. The tables
of a project stand in ``places`` and ``terms``, the kinds of value in ``kinds``; here is what they make together.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from trackerbridge.clock import Calendar
from trackerbridge.config.kinds import Country, DateOrder, Language, NoteField, Section, Stages, Zone
from trackerbridge.config.places import (
    ConnectionConfig,
    LedgerConfig,
    NotifyConfig,
    PublishConfig,
    RunConfig,
    SourceConfig,
)
from trackerbridge.config.terms import (
    DatesConfig,
    ExtrasConfig,
    FlagsConfig,
    Limit,
    LimitsConfig,
    QuietConfig,
    Snooze,
)

__all__ = [
    "Config", "ConnectionConfig", "DateOrder", "DatesConfig", "ExtrasConfig", "FlagsConfig", "Language",
    "LedgerConfig", "Limit", "LimitsConfig", "NotifyConfig", "ProjectConfig", "PublishConfig", "QuietConfig",
    "RunConfig", "Section", "Settings", "Snooze", "SourceConfig",
]  # fmt: skip


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
    statuses: Stages = Field(
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
    def client_clock(self) -> Calendar:
        """The project's working days by the clock on the client's wall."""
        return replace(self.calendar, zone=self.client_calendar.zone)

    @property
    def client_calendar(self) -> Calendar:
        """The client's own zone and days off; where they are not said, the project's."""
        project, ours = self.project, self.calendar
        zone = ZoneInfo(project.client_timezone) if project.client_timezone else ours.zone
        country = ours.country if project.client_country is None else project.client_country.upper()
        days_off = ours.days_off if project.client_country is None else frozenset()
        return Calendar(zone, country, days_off | frozenset(project.client_days_off))
