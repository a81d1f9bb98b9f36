"""One command each: hold publishing, quiet a flag."""

from __future__ import annotations

import json

import pytest
from tests.flows.office import PROJECT, PUBLISH, empty_board
from tests.flows.shop import change, shop_board

MONDAY = "2026-11-16"
TEN, ELEVEN, ONE = (f"{MONDAY}T{hour}:00+00:00" for hour in (10, 11, 13))


@pytest.fixture
def here(office):
    made = office(shop_board(), empty_board(), now=TEN)
    made.site = PROJECT.format(name="website", source="teamwork") + PUBLISH.format(name="website", client="c1ient00")
    made.configure(made.site)
    made.first = made.tracker("GET", "boards/teamwork/cards")[0]["id"]
    assert made.run("sync", "--force", now="2026-11-13T10:00+00:00").exit_code == 0
    change(made, TEN, name="Shop window, second draft")
    return made


def words(here, command, **how):
    return json.loads(here.run(command, "--format", "json", **how).stdout)["words"]


class TestHold:
    def test_nothing_is_written_while_it_holds_and_what_waited_goes_out_after(self, here):
        said = here.run("hold", "website", "--for", "2h", "--reason", "The contract is being signed.")
        assert "until Mon 16 Nov 2026, 12:00" in said.stdout
        held = here.json("sync", now=ELEVEN)
        assert (held["status"], held["waits"][0]["cause"]) == ("unchanged", "hold")
        assert held["waits"][0]["until"] == f"{MONDAY}T12:00:00+00:00"
        assert "The contract is being signed" in held["waits"][0]["note"]
        assert here.writes() == here.before
        assert here.json("sync", now=ONE)["status"] == "ok"
        assert here.json("sync", now=ONE)["status"] == "unchanged"

    @pytest.mark.parametrize("way", ["--force", "--in-quiet-hours"])
    def test_no_option_goes_around_it(self, here, way):
        here.run("hold", "website")
        assert here.json("sync", way, now=ELEVEN)["status"] == "unchanged"
        assert here.writes() == here.before

    def test_a_kept_plan_is_refused_while_it_holds(self, here):
        kept = here.folder / "kept.plan"
        here.run("plan", "--out", kept)
        here.run("hold", "website")
        refused = here.run("sync", "--plan", kept)
        assert refused.exit_code == 5
        assert "publishing is held until somebody ends it" in " ".join(refused.output.split())
        assert here.writes() == here.before

    def test_it_is_ended_by_hand(self, here):
        here.run("hold", "website")
        assert [word["until"] for word in words(here, "hold")] == [None]
        assert "goes on" in here.run("hold", "website", "--off").stdout
        assert words(here, "hold") == []
        assert here.json("sync", now=ELEVEN)["status"] == "ok"

    def test_a_first_publication_is_held_too_and_nobody_is_asked(self, office):
        fresh = office(shop_board(), empty_board(), now=TEN)
        fresh.configure(
            PROJECT.format(name="website", source="teamwork") + PUBLISH.format(name="website", client="c1ient00")
        )
        fresh.run("hold", "website")
        assert fresh.json("sync")["status"] == "unchanged"
        assert fresh.writes() == []

    def test_plan_and_the_digest_say_it(self, here):
        here.run("hold", "website", "--until", f"{MONDAY}T15:00", "--reason", "Signing")
        assert "publishing is held until Mon 16 Nov 2026, 15:00: Signing" in " ".join(here.run("plan").stdout.split())
        assert "publishing is held until 16 November, 15:00. Signing" in here.json("sync")["digest"]
        assert here.json("sync")["digest"] == ""

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            (["website", "--for", "soon"], "write it as 90m, 2h or 3d"),
            (["website", "--for", "0h"], "write it as 90m, 2h or 3d"),
            (["website", "--until", "2026-11-01"], "is over already"),
            (["website", "--for", "2h", "--off"], "three different wishes"),
            (["webste"], 'Did you mean "website"?'),
        ],
    )
    def test_what_cannot_be_meant_is_said(self, here, wrong, said):
        result = here.run("hold", *wrong)
        assert result.exit_code == 2
        assert said in " ".join(result.output.split())


class TestSnooze:
    @pytest.fixture
    def undated(self, here):
        """The card without a date, and the code that says so."""
        [flag] = [flag for flag in here.json("audit")["flags"] if flag["code"] == "D07"]
        return flag["task"]["key"]

    def codes(self, here, **how):
        return [flag["code"] for flag in here.json("audit", **how)["flags"]]

    def test_it_is_quiet_until_its_day_and_every_report_says_so(self, here, undated):
        said = here.run("snooze", "d07", "--task", undated, "--until", "2026-11-20", "--reason", "Comes with the deal")
        assert f"D07 on {undated} is quiet" in said.stdout
        assert "D07" not in self.codes(here)
        assert any("Comes with the deal" in note for note in here.json("audit")["completeness"]["notes"])
        assert "D07" in self.codes(here, now="2026-11-20T10:00+00:00")

    def test_on_the_whole_project_and_ended_by_hand(self, here, undated):
        here.run("snooze", "no-due-date", "--until", "2026-12-20", "--reason", "All dates come in December")
        assert "D07" not in self.codes(here)
        assert [(word["value"], word["scope"]) for word in words(here, "snooze")] == [("D07", None)]
        here.run("snooze", "D07", "--off")
        assert "D07" in self.codes(here)

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            (["D07"], "for a reason"),
            (["D07", "--until", "2026-12-01"], "for a reason"),
            (["D07", "--until", "2026-11-16", "--reason", "x"], "is not in the future"),
            (["D77", "--until", "2026-12-01", "--reason", "x"], "D77"),
        ],
    )
    def test_what_cannot_be_meant_is_said(self, here, wrong, said):
        result = here.run("snooze", *wrong)
        assert result.exit_code == 2
        assert said in " ".join(result.output.split())


class TestOverride:
    """The card “Shop window” was told for 24 November, “Till” for no day."""

    LATE = "2026-11-25T10:00+00:00"
    REASON = ("--until", "2026-11-30", "--reason", "Dorel knows")

    @pytest.fixture
    def key(self, here):
        assert here.json("sync")["status"] == "ok"
        return next(each["key"] for each in self.tasks(here) if each["title"].startswith("Shop"))

    def tasks(self, here):
        return [flag["task"] for flag in here.json("audit")["flags"] if flag["task"]]

    def card(self, here, title, **how):
        lists = json.loads(here.run("preview", "website", "--format", "json", **how).stdout)["lists"]
        return next(card for each in lists for card in each["cards"] if card["title"].startswith(title))

    def summary(self, here, **how):
        lists = json.loads(here.run("preview", "website", "--format", "json", **how).stdout)["lists"]
        return lists[0]["cards"][0]["title"]

    def test_a_word_stands_on_the_card_and_in_the_headline_until_its_day(self, here, key):
        here.run("override", "--task", key, "solving", "--until", "2026-11-20", "--reason", "Dorel knows")
        assert here.json("sync", now=ELEVEN)["status"] == "ok"
        card = self.card(here, "Shop")
        assert card["labels"] == ["We are solving something"]
        assert card["description"].startswith("We are solving something here. ")
        assert self.summary(here).startswith("We are solving something.")
        assert here.json("sync", now=ONE)["status"] == "unchanged"
        assert "Dorel" not in json.dumps(here.tracker("GET", "boards/c1ient00/cards"))
        assert self.card(here, "Shop", now="2026-11-20T10:00+00:00")["labels"] == ["On track"]

    def test_a_word_on_the_project_is_its_headline_alone(self, here, key):
        here.run("override", "website", "waiting", *self.REASON)
        assert self.summary(here).startswith("To go on, we need your answer.")
        assert self.card(here, "Shop")["labels"] == ["On track"]

    def test_on_track_is_not_believed_over_a_date_that_passed(self, here, key):
        here.run("override", "--task", key, "on-track", *self.REASON)
        here.run("override", "on-track", *self.REASON)
        drawn = here.run("plan", now=self.LATE)
        assert self.card(here, "Shop", now=self.LATE)["labels"] == ["We are checking"]
        assert self.summary(here, now=self.LATE).startswith("1 date has passed")
        said = " ".join(drawn.stdout.split())
        told = "somebody said “on track”, but the date that the client was told has passed"
        assert f"{key} (“Shop window, second draft”): {told}" in said
        assert "Somebody said “on track” of the project" in said

    def test_another_word_on_a_date_that_passed_hides_no_date(self, here, key):
        here.run("override", "--task", key, "waiting", *self.REASON)
        card = self.card(here, "Shop", now=self.LATE)
        assert card["labels"] == ["Waiting for you"]
        assert "24\u00a0November" in card["description"]

    def test_it_is_listed_and_ended_by_hand(self, here, key):
        here.run("override", "--task", key, "checking", *self.REASON)
        assert [(word["scope"], word["value"], word["reason"]) for word in words(here, "override")] == [
            (key, "checking", "Dorel knows")
        ]
        here.run("override", "--task", key, "--off")
        assert words(here, "override") == []

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            (["website", "fine"], "What is “fine”?"),
            (["website", "solving"], "for a reason"),
            (["--task", "NOPE", "solving", "--until", "2026-12-01", "--reason", "x"], "has no card for NOPE"),
        ],
    )
    def test_what_cannot_be_meant_is_said(self, here, wrong, said):
        result = here.run("override", *wrong)
        assert result.exit_code == 2
        assert said in " ".join(result.output.split())
