"""The studio's configuration, for any pair of trackers and any language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

CONFIG = """
timezone = "Europe/Chisinau"
country = "MD"

[ledger]
url = "sqlite:///ledger.db"

[connections.boards]
type = "trello"
url = "{trello}"
key = "env:TRELLO_KEY"
token = "env:TRELLO_TOKEN"

[connections.work]
type = "jira"
url = "{jira}"
{email}
token = "env:JIRA_TOKEN"

[projects.house]
team = ["Ivan Petrov", "Natalia Sidorova", "Bogdan Ceban", "Svetlana Țurcanu", "@petrov_willow", "@willow.example"]
client = ["Elena Rusu", "@elena_linden", "elena@lindenhouse.example"]
also_called = {also_called}

[[projects.house.sources]]
{source}

[projects.house.publish]
{target}
language = "{language}"
contact = "Olga Willow, office@willow.example"
channels = "{channels}"
agreed_on = 2026-09-04

[projects.house.limits]
change = {{ max = 100, percent = 30, always = 10 }}

[projects.house.extras]
agreed = "2026-09-04"
"""


def inline(table: Mapping[str, Iterable[str]]) -> str:
    """A table of lists as TOML writes it on one line."""
    return "{ " + ", ".join(f"{json.dumps(key)} = {json.dumps(list(values))}" for key, values in table.items()) + " }"
