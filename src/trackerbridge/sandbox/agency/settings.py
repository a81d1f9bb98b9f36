"""The sample agency's configuration: what Studio Lumen would write into its ``trackerbridge.toml``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from trackerbridge.sandbox.agency.story import Role, Story
from trackerbridge.sandbox.credentials import JIRA_EMAIL

_HEAD = """\
# Studio Lumen, the sample agency. Every client has a board of its own; the team works on another, or in Jira.
timezone = "Europe/Chisinau"
country  = "MD"
language = "en"

[connections.trello]
type  = "trello"
url   = {url}
key   = "env:TRELLO_KEY"
token = "env:TRELLO_TOKEN"

[connections.jira]
type  = "jira"
url   = {jira}
email = "{email}"
token = "env:JIRA_TOKEN"
"""

_PROJECT = """
[projects.{name}]
title    = {title}
timezone = {zone}
country  = {country}
team     = {team}
client   = {clients}
{milestones}
[[projects.{name}.sources]]
{source}

[projects.{name}.publish]
connection = "trello"
board    = {target}
language = {language}
select   = {select}
contact  = {contact}
channels = {channels}
mark_source = {mark_source}
"""


def config_text(stories: Sequence[Story], base_url: str) -> str:
    """The whole file. ``base_url`` is where both trackers answer."""
    head = _HEAD.format(url=_quoted(base_url), jira=_quoted(base_url), email=JIRA_EMAIL)
    return head + "".join(_project(story) for story in stories)


def _project(story: Story) -> str:
    text = _PROJECT.format(
        name=story.name,
        title=_quoted(story.title),
        zone=_quoted(story.zone),
        country=_quoted(story.country),
        team=_list(f"{person.name}_lumen" for person in story.members if person.role is not Role.GUEST),
        clients=_list(story.clients),
        milestones='milestones = "version"\n' if story.releases else "",
        source=_source(story),
        target=_quoted(story.links[1]),
        language=_quoted(story.language),
        select=_quoted(f"label:{story.wording.client}"),
        contact=_quoted(_contact(story)),
        channels=_quoted(story.channels),
        mark_source=str(story.mark_source).lower(),
    )
    if not story.statuses:
        return text
    lines = [f"{stage} = {_list(names)}" for stage, names in story.statuses]
    return text + f"\n[projects.{story.name}.statuses]\n" + "\n".join(lines) + "\n"


def _source(story: Story) -> str:
    if story.key:
        return f'connection = "jira"\njql = {_quoted(f"project = {story.key}")}'
    return f'connection = "trello"\nboard = {_quoted(story.links[0])}'


def _contact(story: Story) -> str:
    return story.lead.full_name


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are a subset of TOML's."""
    return json.dumps(text, ensure_ascii=False)


def _list(items: Iterable[str]) -> str:
    return "[" + ", ".join(_quoted(item) for item in items) + "]"
