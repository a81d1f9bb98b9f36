"""Pulling from the sandbox: how many requests, and everything whole, on Cloud and on Data Center."""

import pytest
from tests.trackers.jira.conftest import World
from tests.trackers.jira.issues import NOW, comment, entry, issue, item

from trackerbridge.errors import BudgetSpent, NotLetIn, Unreachable, UsageError
from trackerbridge.model import ChangeField, Evidence
from trackerbridge.sandbox import credentials
from trackerbridge.trackers.jira.api import JiraApi
from trackerbridge.trackers.jira.connector import JiraConnector
from trackerbridge.trackers.jira.errors import JqlRefused

WAY_IN = ["GET serverInfo", "GET myself", "GET field"]


def many_comments(number, count):
    return [
        comment(str(number * 1000 + n), f"Word {n}", f"2026-02-10T10:{n // 60:02}:{n % 60:02}.000+0200")
        for n in range(count)
    ]


def long_history(number, count):
    return [
        entry(str(number * 1000 + n), f"2026-02-10T1{n // 60}:{n % 60:02}:00.000+0200", item("labels", "", f"l{n}"))
        for n in range(count)
    ]


class TestRequests:
    def test_cloud_asks_once_for_every_hundred_issues_and_three_times_before(self, cloud: World):
        cloud.serve([issue(n) for n in range(1, 251)])
        assert len(cloud.connector().pull(now=NOW).tasks) == 250
        assert cloud.asked == [*WAY_IN, *["GET search/jql"] * 3]

    def test_data_center_asks_for_the_largest_page_and_takes_what_it_grants(self, dc: World):
        dc.serve([issue(n) for n in range(1, 251)], page_max=100)
        assert len(dc.connector().pull(now=NOW).tasks) == 250
        assert dc.asked == [*WAY_IN, *["GET search"] * 3]
        assert [entry.params["startAt"] for entry in dc.sandbox.requests if entry.path.endswith("/search")] == [
            "0",
            "99",
            "198",
        ]  # each begins with the last issue of the one before: see test_jira_traps

    def test_long_histories_of_cloud_come_in_bulk(self, cloud: World):
        cloud.serve([issue(1, histories=long_history(1, 100)), issue(2, histories=long_history(2, 40)), issue(3)])
        found = cloud.connector().pull(now=NOW)
        assert [len(task.history) for task in found.tasks] == [101, 41, 1]
        assert found.completeness.complete
        assert cloud.asked == [*WAY_IN, "GET search/jql", "POST changelog/bulkfetch"]

    def test_data_center_gives_whole_histories_at_once(self, dc: World):
        dc.serve([issue(1, histories=long_history(1, 100))])
        assert len(dc.connector().pull(now=NOW).tasks[0].history) == 101
        assert dc.asked == [*WAY_IN, "GET search"]

    def test_further_comments_are_asked_for_by_hundreds(self, world: World):
        world.serve(
            [issue(1, comments=many_comments(1, 230)), issue(2, comments=many_comments(2, 20))], comments_in_search=20
        )
        found = world.connector().pull(now=NOW)
        assert [[one.text for one in task.comments] for task in found.tasks] == [
            [f"Word {n}" for n in range(230)],
            [f"Word {n}" for n in range(20)],
        ]
        assert found.completeness.complete
        assert world.asked[4:] == ["GET issue/10001/comment"] * 3

    def test_two_queries_share_what_was_found_out(self, world: World):
        world.serve([issue(1), issue(2)])
        transport = world.transport()
        for jql in ("project = WEB AND key = WEB-1", "project = WEB AND key = WEB-2"):
            assert len(world.connector(jql, transport=transport).pull(now=NOW).tasks) == 1
        assert world.asked[:3] == WAY_IN
        assert len(world.asked) == 5


class TestWhatIsSeen:
    def test_the_same_on_both(self):
        titles = {}
        for deployment in ("cloud", "dc"):
            world = World(deployment)
            with world.stack:
                world.serve([issue(n, histories=long_history(n, 3), duedate="2026-03-20") for n in (1, 2)])
                tasks = world.connector().pull(now=NOW).tasks
                titles[deployment] = [
                    (t.id, t.key, t.title, t.due, t.stage, [c.after for c in t.history]) for t in tasks
                ]
        assert titles["cloud"] == titles["dc"]

    def test_links_are_to_the_site_as_people_see_it(self, dc: World):
        dc.serve([issue(1)])
        found = dc.connector().pull(now=NOW)
        assert found.tasks[0].url == f"{dc.sandbox.jira_url}/browse/WEB-1"
        assert found.source == f"jira:{dc.sandbox.jira_url.removeprefix('http://').replace('/', '~')}"
        assert found.part == "project = WEB"

    def test_or_as_the_configuration_says(self, world: World):
        world.serve([issue(1)])
        transport = world.transport(browse_url="https://bakery.example")
        assert world.connector(transport=transport).pull(now=NOW).tasks[0].url == "https://bakery.example/browse/WEB-1"

    def test_a_moved_issue_has_its_new_key(self, world: World):
        world.serve([issue(1)])
        world.sandbox.jira.state.add_project("SHOP", "Shop")
        world.sandbox.jira.state.move("WEB-1", "SHOP")
        found = world.connector("project in (WEB, SHOP)").pull(now=NOW)
        assert [task.key for task in found.tasks] == ["SHOP-1"]

    def test_the_client_date_from_a_field_of_its_own(self, world: World):
        state = world.serve([issue(1, customfield_10050="2026-03-27")]).jira.state
        state.fields.get("customfield_10050")["name"] = "Client date"
        found = world.connector(date_field="client date").pull(now=NOW)
        assert found.tasks[0].fields["Client date"] == "2026-03-27"
        assert not any("no field named" in note for note in found.completeness.notes)

    def test_a_field_that_is_not_there_is_told(self, world: World):
        world.serve([issue(1)])
        with pytest.raises(UsageError, match="no field named “Delivery”") as refusal:
            world.connector(date_field="Delivery").pull(now=NOW)
        assert 'dates.client = "due"' in refusal.value.hint

    def test_or_noted_where_another_source_may_have_it(self, world: World):
        world.serve([issue(1)])
        found = world.connector(date_field="Delivery", only_source=False).pull(now=NOW)
        assert any("no field named “Delivery”" in note for note in found.completeness.notes)

    def test_a_field_that_means_something_else_is_no_date_for_clients(self, world: World):
        world.serve([issue(1)])
        with pytest.raises(UsageError, match="no field named “Start date”"):
            world.connector(date_field="Start date").pull(now=NOW)

    def test_32767_characters_and_every_script(self, world: World):
        words = "Țărână, хлеб, 🍞 " * 1927
        world.serve([issue(1, description=words[:32_767])])
        assert world.connector().pull(now=NOW).tasks[0].description == words[:32_767].strip()


class TestNotSeen:
    def test_an_expired_token(self, world: World):
        world.serve([issue(1)])
        transport = world.transport(token="expired-expired-expired")
        with pytest.raises(NotLetIn, match="does not accept the token") as refusal:
            world.connector(transport=transport).pull(now=NOW)
        assert "JIRA_TOKEN" in refusal.value.message
        assert "expired-expired" not in str(refusal.value)

    def test_a_token_that_expires_in_the_middle(self, world: World):
        world.serve([issue(1)])
        api = JiraApi.on(world.transport())
        api.server(), api.me(), api.fields()
        world.sandbox.jira.state.account_with(credentials.JIRA_TOKEN).expired = True
        with pytest.raises(NotLetIn, match="does not accept the token"):
            world.connector(transport=api.transport).pull(now=NOW)

    def test_a_captcha_is_met_once(self, world: World):
        world.serve([issue(1)])
        world.sandbox.jira.state.account_with(credentials.JIRA_TOKEN).captcha = True
        with pytest.raises(NotLetIn, match="captcha") as refusal:
            world.connector().pull(now=NOW)
        assert "browser" in refusal.value.hint
        assert len(world.asked) == 1

    def test_a_project_that_the_account_may_not_see(self, world: World):
        world.serve([issue(1)])
        world.sandbox.jira.state.account_with(credentials.JIRA_TOKEN).projects = frozenset()
        with pytest.raises(NotLetIn, match="project WEB does not exist, or the account Sandbox Team cannot see it"):
            world.connector().pull(now=NOW)

    def test_the_projects_that_it_can_see_are_named(self, world: World):
        world.serve([issue(1)])
        with pytest.raises(NotLetIn) as refusal:
            world.connector("project = NOWHERE").pull(now=NOW)
        assert "WEB (Web shop)" in refusal.value.hint

    def test_no_issues_in_a_project_that_is_seen_is_empty(self, world: World):
        world.serve([])
        found = world.connector().pull(now=NOW)
        assert (found.tasks, found.completeness.complete, found.title) == ((), True, "project = WEB")

    def test_half_of_the_issues_are_hidden_and_the_rest_is_read(self, world: World):
        world.serve([issue(1), issue(2)])
        world.sandbox.jira.state.account_with(credentials.JIRA_TOKEN).hidden = {"10002"}
        assert [task.key for task in world.connector().pull(now=NOW).tasks] == ["WEB-1"]

    @pytest.mark.parametrize("jql", ["project = WEB AND", "colour = red", "project = WEB AND status = Nowhere"])
    def test_a_typo_is_told_in_jiras_own_words(self, world: World, jql):
        world.serve([issue(1)])
        with pytest.raises(JqlRefused, match=r"It said: “.+”") as refusal:
            world.connector(jql).pull(now=NOW)
        assert refusal.value.exit_code == 2
        assert refusal.value.said

    @pytest.mark.parametrize("jql", ["ORDER BY created", "  "])
    def test_an_unbounded_query_is_explained(self, world: World, jql):
        world.serve([issue(1)])
        with pytest.raises(UsageError, match="restricts nothing") as refusal:
            world.connector(jql).pull(now=NOW)
        assert "project = WEB" in refusal.value.hint
        assert not any("search" in line for line in world.asked) or world.cloud

    def test_the_wrong_address(self, dc: World):
        dc.serve([issue(1)])
        transport = dc.transport()
        transport.base_url = transport.base_url.removesuffix("/jira")
        with pytest.raises(Unreachable, match="not as Jira does") as refusal:
            JiraConnector.pull(dc.connector(transport=transport), now=NOW)
        assert "/browse" in refusal.value.hint


class TestTrouble:
    @pytest.mark.parametrize("path", ["/serverInfo", "/myself", "/field", "/search", "/bulkfetch"])
    @pytest.mark.parametrize("status", [502, 503, 504])
    def test_a_page_from_the_edge_is_asked_past(self, cloud: World, path, status):
        cloud.serve([issue(1, histories=long_history(1, 50))])
        cloud.sandbox.faults.add({"path": path, "nth": 1, "status": status})
        found = cloud.connector().pull(now=NOW)
        assert (len(found.tasks[0].history), found.completeness.complete) == (51, True)

    def test_an_answer_that_breaks_off_is_asked_for_again(self, world: World):
        world.serve([issue(1)])
        world.sandbox.faults.add({"path": "/search", "nth": 1, "truncate": 50})
        assert len(world.connector().pull(now=NOW).tasks) == 1

    @pytest.mark.parametrize("headers", [{"retry-after": "3"}, {"retry-after": "0"}, {}])
    def test_a_limit_is_waited_for(self, world: World, headers):
        world.serve([issue(1)])
        world.sandbox.faults.add({"path": "/search", "nth": 1, "status": 429, "headers": headers, "body": {}})
        assert len(world.connector().pull(now=NOW).tasks) == 1

    def test_a_limit_that_outlasts_the_run_ends_it(self, world: World):
        world.serve([issue(1)])
        world.sandbox.faults.add({"path": "/search", "status": 429, "headers": {"retry-after": "1847"}, "body": {}})
        with pytest.raises(BudgetSpent, match="limits our requests") as refusal:
            world.connector().pull(now=NOW)
        assert refusal.value.exit_code == 4
        assert len(world.asked) == 4

    def test_histories_that_cannot_be_had_are_a_gap(self, cloud: World):
        cloud.serve([issue(1, histories=long_history(1, 50))])
        cloud.sandbox.faults.add({"path": "/bulkfetch", "status": 404, "body": {"errorMessages": ["gone"]}})
        found = cloud.connector().pull(now=NOW)
        assert not found.completeness.complete
        assert not found.completeness.can_tell(Evidence.HISTORY)
        assert found.completeness.can_tell(Evidence.COMMENTS)

    def test_comments_that_cannot_be_had_are_a_gap(self, world: World):
        world.serve([issue(1, comments=many_comments(1, 30))], comments_in_search=20)
        world.sandbox.faults.add({"path": "/comment", "status": 404, "body": {"errorMessages": ["gone"]}})
        found = world.connector().pull(now=NOW)
        assert [gap.what for gap in found.completeness.gaps] == [Evidence.COMMENTS]
        assert len(found.tasks[0].comments) == 20

    def test_history_holds_what_a_move_was(self, world: World):
        moved = entry(
            "7", "2026-02-12T10:00:00.000+0200", item("status", "To Do", "Done", **{"from": "105", "to": "104"})
        )
        world.serve([issue(1, histories=[moved])])
        change = world.connector().pull(now=NOW).tasks[0].history[-1]
        assert (change.field, change.before, change.after) == (ChangeField.STATUS, "To Do", "Done")
