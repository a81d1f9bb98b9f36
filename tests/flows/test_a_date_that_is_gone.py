"""The team took a date away that the client reads: the manager hears it once, in the team's language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.flows.jira_office import JiraOffice
from tests.flows.pairs import Pair, pair


@pytest.fixture
def face() -> str:
    return "cloud"


@pytest.fixture
def here(jira_office: Callable[..., JiraOffice]) -> Pair:
    made = pair("Jira to Trello", jira_office)
    assert made.sync("--force")["status"] == "ok"
    return made


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "the date is gone from the source; the client still reads 27 March."),
        ("ru", "срок в источнике убрали; клиент пока читает прежний, 27 марта."),
        ("ro", "termenul a dispărut din sursă; clientul citește încă 27 martie."),
    ],
)
def test_it_is_told_once_and_in_the_teams_language(here, language, said):
    config = here.office.config
    config.write_text(f'language = "{language}"\n{config.read_text()}')
    here.office.jira("PUT", "issue/WEB-2", fields={"duedate": None})
    told = " ".join(here.office.run("sync", "web").stdout.replace("\u00a0", " ").split())
    assert said in told
    assert told.count(said) == 1
    again = " ".join(here.office.run("sync", "web").stdout.replace("\u00a0", " ").split())
    assert said not in again
    planned = " ".join(here.office.run("plan", "web").stdout.replace("\u00a0", " ").split())
    assert said in planned  # whoever asks how things stand reads it
