"""What a sync says: on stdout for cron's mail, silent where nothing is new, and to the channels before it writes."""

from __future__ import annotations

import pytest
from tests.flows.office import PROJECT, PUBLISH, empty_board
from tests.flows.shop import change, shop_board
from tests.notify.loopback import webhook

MONDAY, TUESDAY = "2026-11-16", "2026-11-17"


@pytest.fixture
def here(office):
    made = office(shop_board(), empty_board())
    made.site = PROJECT.format(name="website", source="teamwork") + PUBLISH.format(name="website", client="c1ient00")
    made.configure(made.site)
    made.first = made.tracker("GET", "boards/teamwork/cards")[0]["id"]
    assert made.run("sync", "--force", now=f"{MONDAY}T10:00+00:00").exit_code == 0
    return made


def test_cron_has_nothing_to_mail_where_nothing_is_new(here):
    quiet = here.run("-q", "sync", now=f"{MONDAY}T10:30+00:00")
    assert (quiet.exit_code, quiet.stdout, quiet.stderr) == (0, "", "")


def test_cron_mails_what_matters_once(here):
    change(here, f"{MONDAY}T11:00+00:00", due="2026-12-01T16:00:00.000Z")
    mail = here.run("-q", "sync", now=f"{TUESDAY}T10:00+00:00")
    assert "The client reads from now on" in mail.stdout
    assert "the date moves from 24 November to 1 December" in " ".join(mail.stdout.split())
    assert here.run("-q", "sync", now=f"{TUESDAY}T10:30+00:00").stdout == ""


def test_the_channels_are_told_before_the_board_is_written(here):
    seen, kept = [], []

    class Kept(list):
        def append(self, message):
            seen.append(len(here.writes()))
            kept.append(message)

    with webhook(Kept()) as port:
        here.env["HOOK"] = f"json://127.0.0.1:{port}/"
        here.configure(f'[notify]\nto = ["env:HOOK"]\n{here.site}')
        change(here, f"{MONDAY}T11:00+00:00", due="2026-12-01T16:00:00.000Z")
        synced = here.json("sync", now=f"{TUESDAY}T10:00+00:00")
    assert synced["status"] == "ok"
    assert seen == [len(here.before)] * 2
    assert len(here.writes()) > len(here.before)
    urgent, digest = kept
    assert (urgent["title"], urgent["type"]) == ("website: a word is missing", "warning")
    assert urgent["message"] == synced["urgent"].strip()
    assert (digest["title"], digest["type"]) == ("website: what matters", "info")
    assert digest["message"] == synced["digest"].strip()
    assert "the date moves from 24 November to 1 December" in digest["message"]


def test_a_channel_that_is_away_costs_nothing_but_a_sentence(here):
    here.env["HOOK"] = "json://127.0.0.1:9/T0PS3CRET"
    here.configure(f'[notify]\nto = ["env:HOOK"]\n{here.site}')
    change(here, f"{MONDAY}T11:00+00:00", due="2026-12-01T16:00:00.000Z")
    done = here.run("-q", "sync", now=f"{TUESDAY}T10:00+00:00")
    assert done.exit_code == 0
    assert done.stderr == "notify.to[1] (env:HOOK): the message could not be delivered.\n"
    assert "T0PS3CRET" not in done.output


def test_an_urgent_notice_that_reached_nobody_is_sent_once_more(here):
    kept = []
    with webhook(kept, status=500) as away, webhook(kept) as back:
        here.configure(f'[notify]\nto = ["env:HOOK"]\n{here.site}')
        change(here, f"{MONDAY}T11:00+00:00", due="2026-12-01T16:00:00.000Z")
        for clock, port, heard in (("15:00", away, 1), ("15:30", away, 1), ("16:00", back, 0)):
            here.env["HOOK"] = f"json://127.0.0.1:{port}/"
            kept.clear()
            here.run("-q", "sync", now=f"{MONDAY}T{clock}+00:00")
            assert [one["title"] for one in kept].count("website: a word is missing") == heard
    assert kept == []  # twice is enough: a mail server may have refused one address of two


def test_an_urgent_notice_reaches_them_once_the_channel_is_back(here):
    kept = []
    with webhook([], status=500) as away, webhook(kept) as back:
        here.configure(f'[notify]\nto = ["env:HOOK"]\n{here.site}')
        change(here, f"{MONDAY}T11:00+00:00", due="2026-12-01T16:00:00.000Z")
        for clock, port in (("15:00", away), ("15:30", back), ("16:00", back)):
            here.env["HOOK"] = f"json://127.0.0.1:{port}/"
            here.run("-q", "sync", now=f"{MONDAY}T{clock}+00:00")
    assert [one["title"] for one in kept].count("website: a word is missing") == 1


def test_a_reference_that_leads_nowhere_costs_no_sync(here):
    here.configure(f'[notify]\nto = ["env:NOT_SET"]\n{here.site}')
    change(here, f"{MONDAY}T11:00+00:00", due="2026-12-01T16:00:00.000Z")
    done = here.json("sync", now=f"{TUESDAY}T10:00+00:00")
    assert done["status"] == "ok"
    assert "NOT_SET" in done["untold"][0]
