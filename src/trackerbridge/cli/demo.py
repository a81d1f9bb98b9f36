"""``trackerbridge demo``: the whole tour on the sandbox: audit, plan, sync, and a second sync with nothing to do."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import click

from trackerbridge.cli.app import App

STORY_DAY = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
"""When the tour takes place unless ``--now`` says otherwise: an ordinary Wednesday, with late and moved work."""


@click.command("demo", short_help="The whole tour, with no account and no network.")
@click.option("--serve", is_flag=True, help="Keep the sandbox running, to look at the boards in a browser.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Where the sandbox listens; 0: any free port.")
@click.pass_obj
def command(app: App, serve: bool, port: int) -> None:
    """The whole tour on a sample agency with four clients, in three languages.

    A Trello and a Jira made of code run on this machine for the time of the tour. Nothing is sent anywhere, no account
    is needed, and everything is thrown away afterwards. --now moves the day on which it takes place.
    """
    from trackerbridge.cli.tour import Tour

    with tempfile.TemporaryDirectory(prefix="trackerbridge-demo-") as folder:
        Tour(Path(folder), app.asked_now or STORY_DAY, port=port, screen=app.screen(), serve=serve).run()
