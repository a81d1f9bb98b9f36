"""Tables of the configuration that say where something is: the ledger, trackers, sources, the client's side."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from trackerbridge.config.kinds import DateOrder, Day, Language, Section


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
    promises: Literal["cards", "none"] = Field(
        "cards",
        description="Whether promises that no task carries (`promises add`) have cards of their own on this board.",
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
    agreed_on: Day | None = Field(
        None, description="When the way of working was agreed; also the day of the scope, where nothing else says it."
    )

    @model_validator(mode="after")
    def _one_target(self) -> PublishConfig:
        if sum(map(bool, (self.board, self.project, self.page))) > 1:
            raise ValueError("publish names one of board, project or page")
        return self
