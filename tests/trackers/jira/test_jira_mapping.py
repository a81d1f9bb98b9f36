"""Issues as tasks: dates, texts, people, links, sprints, fields, and what is missing."""

from datetime import UTC, date, datetime

import pytest
from tests.trackers.jira.issues import (
    ANA,
    BORIS,
    DOING,
    ROBOT,
    SITE,
    TO_DO,
    comment,
    entry,
    issue,
    item,
    snapshot,
    task,
)

from trackerbridge.errors import BadInput
from trackerbridge.model import Due, DueKind, Evidence, Link, LinkKind, Side, Sprint, Stage, Version
from trackerbridge.people import Sides
from trackerbridge.trackers.jira.fields import Fields
from trackerbridge.trackers.jira.mapping import site_of_issues, source_of


def document(words):
    paragraph = {"type": "paragraph", "content": [{"type": "text", "text": words}]}
    return {"type": "doc", "version": 1, "content": [paragraph]}


def definition(key, name, kind, custom):
    return {"id": key, "name": name, "schema": {"type": kind, "custom": custom}}


DEVELOPMENT = "com.atlassian.jira.plugins.jira-development-integration-plugin:"
AGILE = "com.pyxis.greenhopper.jira:"
PLAIN = "com.atlassian.jira.plugin.system.customfieldtypes:"
FIELDS = Fields.of(
    [
        {"id": "summary", "name": "Summary", "schema": {"type": "string", "system": "summary"}},
        {"id": "parent", "name": "Parent"},
        definition("customfield_10020", "Sprint", "array", f"{AGILE}gh-sprint"),
        definition("customfield_10014", "Epic Link", "any", f"{AGILE}gh-epic-link"),
        definition("customfield_10018", "Parent Link", "any", "com.atlassian.jpo:jpo-custom-field-parent"),
        definition("customfield_10019", "Rank", "any", f"{AGILE}gh-lexo-rank"),
        definition("customfield_10016", "Story point estimate", "number", f"{AGILE}jsw-story-points"),
        definition("customfield_10028", "Story Points", "number", f"{PLAIN}float"),
        definition("customfield_10015", "Start date", "date", f"{PLAIN}datepicker"),
        definition("customfield_10021", "Flagged", "array", f"{PLAIN}multicheckboxes"),
        definition("customfield_10050", "Client date", "date", f"{PLAIN}datepicker"),
        definition("customfield_10051", "Hall", "option", f"{PLAIN}select"),
        definition("customfield_10052", "Notes", "string", f"{PLAIN}textarea"),
        definition("customfield_10053", "Ovens", "number", f"{PLAIN}float"),
        definition("customfield_10054", "Bakers", "array", f"{PLAIN}multiuserpicker"),
        definition("customfield_10055", "Street", "option-with-child", f"{PLAIN}cascadingselect"),
        definition("customfield_10000", "Development", "any", f"{DEVELOPMENT}devsummarycf"),
        definition("customfield_10060", "Client date", "date", f"{PLAIN}datepicker"),
    ]
)


class TestDates:
    def test_a_due_date_is_a_day(self):
        assert task(issue(duedate="2026-03-20")).due == Due(DueKind.DAY, day=date(2026, 3, 20), raw="2026-03-20")

    def test_what_cannot_be_read_is_said(self):
        found = snapshot(issue(duedate="31.02"))
        assert found.tasks[0].due == Due(DueKind.UNREADABLE, raw="31.02")
        assert any("WEB-1 cannot be read" in note for note in found.completeness.notes)

    def test_without_one_the_release_that_is_to_come(self):
        versions = [
            {"id": "7", "name": "1.0", "releaseDate": "2026-02-01", "released": True},
            {"name": "1.2", "releaseDate": "2026-05-01", "released": False},
            {"name": "1.1", "releaseDate": "2026-04-01", "released": False},
            {"name": "0.9", "releaseDate": "2026-03-01", "released": False, "archived": True},
            {"name": "some day"},
        ]
        found = task(issue(fixVersions=versions))
        assert found.due == Due(DueKind.INHERITED, day=date(2026, 4, 1), raw="1.1")
        assert found.versions[0] == Version("1.0", date(2026, 2, 1), released=True, id="7")
        assert task(issue(fixVersions=versions[:1])).due.day == date(2026, 2, 1)
        assert task(issue(fixVersions=versions, duedate="2026-03-20")).due.kind is DueKind.DAY
        assert task(issue(fixVersions=versions[4:])).due is None

    def test_instants_are_utc(self):
        found = task(issue(created="2026-02-02T09:00:00.000-0700"))
        assert found.created_at == datetime(2026, 2, 2, 16, 0, tzinfo=UTC)

    def test_start_date(self):
        assert task(issue(customfield_10015="2026-02-16"), fields=FIELDS).start.day == date(2026, 2, 16)


class TestFields:
    def test_by_their_type_and_not_by_their_number(self):
        found = task(
            issue(
                customfield_10028=5.0,
                customfield_10021=[{"value": "Impediment"}],
                customfield_10014="WEB-100",
                customfield_10019="0|i0001:",
            ),
            fields=FIELDS,
        )
        assert (found.points, found.flagged, found.parent) == (5.0, True, "WEB-100")

    def test_the_first_of_two_estimates_that_is_set(self):
        assert task(issue(customfield_10016=None, customfield_10028=3), fields=FIELDS).points == 3.0
        assert task(issue(customfield_10016=2, customfield_10028=3), fields=FIELDS).points == 2.0

    def test_a_parent_beats_an_epic_link_and_both_beat_a_parent_link(self):
        above = {"hasEpicLinkFieldDependency": False, "showField": True, "data": {"key": "WEB-7"}}
        assert task(issue(customfield_10018=above), fields=FIELDS).parent == "WEB-7"
        assert task(issue(customfield_10018="WEB-7", customfield_10014="WEB-8"), fields=FIELDS).parent == "WEB-8"
        both = issue(parent={"id": "1", "key": "WEB-9"}, customfield_10014="WEB-8")
        assert task(both, fields=FIELDS).parent == "WEB-9"

    def test_others_are_texts_by_name(self):
        found = task(
            issue(
                customfield_10050="2026-03-27",
                customfield_10051={"value": "Big hall"},
                customfield_10052=document("Warm"),
                customfield_10053=2.0,
                customfield_10054=[ANA, BORIS],
                customfield_10055={"value": "Main", "child": {"value": "Corner"}},
                customfield_10000="{}",
            ),
            fields=FIELDS,
        )
        assert dict(found.fields) == {
            "Client date": "2026-03-27",
            "Hall": "Big hall",
            "Notes": "Warm",
            "Ovens": "2",
            "Bakers": "Ana Munteanu, Boris Ilin",
            "Street": "Main – Corner",
        }

    def test_two_fields_of_one_name_give_the_one_that_is_set(self):
        assert task(issue(customfield_10060="2026-03-28"), fields=FIELDS).fields["Client date"] == "2026-03-28"
        assert FIELDS.called("client DATE") == ("customfield_10050", "customfield_10060")

    def test_names_and_schema_of_an_answer_serve_as_well(self):
        page = {
            "names": {"customfield_10028": "Story Points", "summary": "Summary"},
            "schema": {"customfield_10028": {"type": "number", "custom": f"{PLAIN}float"}},
        }
        assert task(issue(customfield_10028=8), fields=Fields.of_answer(page)).points == 8
        assert Fields.of_answer({"issues": []}) == Fields()

    def test_without_definitions_a_history_tells_what_a_field_is(self):
        set_up = item("Flagged", None, "Impediment", fieldId="customfield_10777", fieldtype="custom")
        estimated = item("Story Points", None, "8", fieldId="customfield_10778", fieldtype="custom")
        own = item("Colour", None, "red", fieldId="customfield_10779", fieldtype="custom")
        history = [entry("1", "2026-02-12T10:00:00.000+0200", set_up, estimated, own)]
        raw = issue(
            histories=history,
            customfield_10777=[{"value": "Impediment"}],
            customfield_10778=8.0,
            customfield_10779="red",
        )
        found = task(raw, fields=Fields.of_histories([raw]))
        assert (found.flagged, found.points, dict(found.fields)) == (True, 8, {})

    def test_estimates_are_minutes(self):
        assert task(issue(timeoriginalestimate=28800)).estimate_minutes == 480
        assert task(issue(timetracking={"originalEstimateSeconds": 3600})).estimate_minutes == 60
        assert task(issue(timeoriginalestimate=None)).estimate_minutes is None

    def test_the_plain_ones(self):
        found = task(
            issue(
                summary=" The cake counter ",
                priority={"name": "High"},
                components=[{"name": "Counter"}, {"name": "Counter"}],
                labels=["client", "client", "web"],
                resolution={"name": "Fixed"},
                status=DOING,
                attachment=[{"filename": "a.png", "content": f"{SITE}/a.png", "mimeType": "image/png"}],
            )
        )
        assert (found.id, found.key, found.project) == ("10001", "WEB-1", "WEB")
        assert (found.title, found.kind) == ("The cake counter", "Task")
        assert (found.priority, found.resolution, found.status) == ("High", "Fixed", "In Progress")
        assert (found.components, found.labels) == (("Counter",), ("client", "web"))
        assert found.attachments[0].is_image

    def test_an_archived_issue_is_not_live(self):
        assert not task(issue(archiveddate="2026-02-20T00:00:00.000+0000")).live


class TestSprints:
    def test_as_cloud_says_them(self):
        own = {"id": 1, "name": "Sprint 1", "state": "active"}
        own |= {"startDate": "2026-02-02T07:00:00.000Z", "endDate": "2026-02-16T07:00:00.000Z"}
        assert task(issue(customfield_10020=[own]), fields=FIELDS).sprints == (
            Sprint("Sprint 1", "active", datetime(2026, 2, 2, 7, tzinfo=UTC), datetime(2026, 2, 16, 7, tzinfo=UTC)),
        )

    def test_as_data_center_writes_them_even_without_the_fields_definitions(self):
        own = (
            "com.atlassian.greenhopper.service.sprint.Sprint@1f2[id=5,rapidViewId=2,state=CLOSED,"
            "name=Bread, cakes & more,"
            "startDate=2026-02-02T09:00:00.000+02:00,endDate=<null>,completeDate=<null>,sequence=5,goal=]"
        )
        assert task(issue(customfield_12345=[own])).sprints == (
            Sprint("Bread, cakes & more", "closed", datetime(2026, 2, 2, 7, tzinfo=UTC), None),
        )


class TestLinks:
    @pytest.mark.parametrize(
        ("outward", "inward", "out_kind", "in_kind"),
        [
            ("blocks", "is blocked by", LinkKind.BLOCKS, LinkKind.BLOCKED_BY),
            ("Blocks", "Is Blocked By", LinkKind.BLOCKS, LinkKind.BLOCKED_BY),
            ("depends on", "is depended on by", LinkKind.BLOCKED_BY, LinkKind.BLOCKS),
            ("duplicates", "is duplicated by", LinkKind.DUPLICATES, LinkKind.DUPLICATED_BY),
            ("блокирует", "блокируется", LinkKind.BLOCKS, LinkKind.BLOCKED_BY),
            ("blochează", "este blocat de", LinkKind.BLOCKS, LinkKind.BLOCKED_BY),
            ("relates to", "relates to", LinkKind.OTHER, LinkKind.OTHER),
        ],
    )
    def test_kinds_are_in_the_phrase(self, outward, inward, out_kind, in_kind):
        kind = {"name": "X", "outward": outward, "inward": inward}
        other = {"key": "WEB-2", "self": f"{SITE}/rest/api/2/issue/2", "fields": {"summary": "Oven", "status": TO_DO}}
        links = task(
            issue(issuelinks=[{"type": kind, "outwardIssue": other}, {"type": kind, "inwardIssue": other}])
        ).links
        assert [link.kind for link in links] == [out_kind, in_kind]
        assert links[0] == Link(out_kind, "WEB-2", "Oven", Stage.PLANNED, f"{SITE}/browse/WEB-2")


class TestAddresses:
    def test_self_links_become_what_people_browse(self):
        assert task(issue()).url == f"{SITE}/browse/WEB-1"

    def test_under_a_path(self):
        under = {**issue(), "self": "https://bakery.example/tools/jira/rest/api/2/issue/1"}
        assert task(under).url == "https://bakery.example/tools/jira/browse/WEB-1"
        assert site_of_issues([under]) == "https://bakery.example/tools/jira"

    def test_the_sites_own_address_beats_a_gateway_in_the_link(self):
        gateway = {**issue(), "self": "https://api.atlassian.com/ex/jira/1-2/rest/api/3/issue/1"}
        assert task(gateway, site=SITE).url == f"{SITE}/browse/WEB-1"

    def test_none_where_nobody_says(self):
        assert task({**issue(), "self": "hidden"}).url == ""

    def test_a_source_is_its_site_and_the_query_a_part_of_it(self):
        assert source_of("https://bakery.example/") == "jira:bakery.example"
        assert source_of("https://bakery.example/tools/jira") == "jira:bakery.example~tools~jira"
        found = snapshot(issue(), asked="project = WEB")
        assert (found.source, found.part, found.url) == ("jira:test", "project = WEB", SITE)


class TestPeople:
    def test_by_account_id_and_an_app_is_a_bot(self):
        found = snapshot(issue(assignee=ANA, comment={"comments": [comment("1", "x", author=ROBOT)], "total": 1}))
        sides = {person.id: person.side for person in found.people}
        assert sides == {"5f-ana": Side.UNKNOWN, "5f-boris": Side.UNKNOWN, "5f-robot": Side.BOT}
        assert [owner.name for owner in found.tasks[0].owners] == ["Ana Munteanu"]

    def test_whom_a_comment_only_speaks_of(self):
        named = {"type": "mention", "attrs": {"id": "5f-radu", "text": "@Radu Ionescu"}}
        spoken = {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [named]}]}
        said = [comment("1", spoken), comment("2", "as [~vlad] and [~accountid:5f-boris] say")]
        found = snapshot(issue(comment={"comments": said, "total": 2}))
        names = {person.id: person.name for person in found.people}
        assert names == {
            "5f-ana": "Ana Munteanu", "5f-boris": "Boris Ilin", "5f-radu": "Radu Ionescu", "vlad": "vlad"
        }  # fmt: skip

    def test_by_user_key_on_data_center(self):
        old = {"name": "ana", "key": "JIRAUSER10100", "displayName": "Ana M.", "emailAddress": None}
        owner = task(issue(assignee=old)).owners[0]
        assert (owner.id, owner.handle, owner.name, owner.email) == ("JIRAUSER10100", "ana", "Ana M.", "")

    def test_sides_come_from_the_configuration(self):
        sides = Sides.of(["Ana Munteanu"], ["@client.example"])
        found = snapshot(issue(assignee=ANA), sides=sides)
        assert {person.id: person.side for person in found.people} == {"5f-ana": Side.TEAM, "5f-boris": Side.CLIENT}
        assert found.completeness.can_tell(Evidence.SIDES)
        assert not snapshot(issue()).completeness.can_tell(Evidence.SIDES)

    def test_nobody(self):
        nobody = task(issue(assignee=None, reporter=None))
        assert (nobody.owners, nobody.reporter) == ((), None)


class TestComments:
    def test_oldest_first_with_edits_and_deleted_authors(self):
        late = comment("2", "Later", created="2026-02-11T10:00:00.000+0200", author=None)
        first = comment("1", "First", updated="2026-02-12T10:00:00.000+0200")
        found = task(issue(comments=[late, first])).comments
        assert [one.text for one in found] == ["First", "Later"]
        assert found[0].edited_at == datetime(2026, 2, 12, 8, tzinfo=UTC)
        assert (found[1].edited_at, found[1].author) == (None, None)

    def test_what_has_no_date_that_can_be_read_is_missing_and_told(self):
        said = [comment("1", "When?", created="last week"), comment("2", "Now", created=1_770_717_600_000)]
        moved = entry("1", "10/Feb/26 10:00 AM", item("status", "To Do", "Done"))
        found = snapshot(issue(comments=said, histories=[moved]))
        assert [one.text for one in found.tasks[0].comments] == ["Now"]
        assert [(gap.what, gap.reason.partition(" of ")[2]) for gap in found.completeness.gaps] == [
            (Evidence.HISTORY, "WEB-1 are dates that cannot be read; those were left out."),
            (Evidence.COMMENTS, "WEB-1 are dates that cannot be read; those were left out."),
        ]

    @pytest.mark.parametrize(
        ("more", "internal"),
        [
            ({}, None),
            ({"jsdPublic": True}, False),
            ({"jsdPublic": False}, True),
            ({"jsdPublic": True, "visibility": {"type": "role", "value": "Developers"}}, True),
            ({"visibility": {"type": "group", "value": "staff"}}, True),
            ({"properties": [{"key": "sd.public.comment", "value": {"internal": True}}]}, True),
            ({"properties": [{"key": "sd.public.comment", "value": {"internal": False}}]}, None),
        ],
    )
    def test_who_may_read_it(self, more, internal):
        assert task(issue(comments=[comment("1", "x", **more)])).comments[0].internal is internal

    def test_documents_and_wiki_text(self):
        bread = document("Bună!")
        found = task(issue(comments=[comment("1", bread), comment("2", "Salut\r\n")], description=bread))
        assert [one.text for one in found.comments] == ["Bună!", "Salut"]
        assert found.description == "Bună!"

    def test_mentions_are_names_in_both(self):
        mention = {"type": "mention", "attrs": {"id": "5f-boris", "text": "@boris.ilin"}}
        asked = {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [mention]}]}
        said = [comment("1", asked), comment("2", "[~accountid:5f-boris]"), comment("3", "[~5f-boris] *now*, please")]
        assert [one.text for one in task(issue(comments=said)).comments] == [
            "@Boris Ilin",
            "@Boris Ilin",
            "@Boris Ilin now, please",
        ]

    def test_formatted_fields_read_alike(self):
        for written in (document("Warm"), "*Warm*"):
            assert task(issue(customfield_10052=written), fields=FIELDS).fields["Notes"] == "Warm"


class TestTheWhole:
    def test_overlapping_pages_give_each_issue_once_and_the_newer_counts(self):
        newer = issue(1, summary="Newer", updated="2026-02-21T09:00:00.000+0200")
        assert [found.title for found in snapshot(newer, issue(1), issue(2)).tasks] == ["Newer", "The cake counter"]

    def test_the_teams_rank_orders_them_else_their_age(self):
        ranked = [issue(1, customfield_10019="0|i9:"), issue(2, customfield_10019="0|i1:"), issue(3)]
        assert [one.key for one in snapshot(*ranked, fields=FIELDS).tasks] == ["WEB-2", "WEB-1", "WEB-3"]
        assert [one.key for one in snapshot(issue(10), issue(9)).tasks] == ["WEB-9", "WEB-10"]

    def test_titled_by_its_projects(self):
        shop = issue(3, project={"key": "SHOP", "name": "Shop"})
        assert snapshot(issue(1), issue(2), shop).title == "Web shop, Shop"

    def test_what_the_issues_count_and_do_not_hold_is_a_gap(self):
        short = issue(1, histories=[entry("1", "2026-02-05T10:00:00.000+0200", item("labels", "", "x"))])
        short["changelog"]["total"] = 45
        silent = issue(2, comments=[comment("1", "x")])
        silent["fields"]["comment"]["total"] = 7
        found = snapshot(short, silent).completeness
        assert [gap.what for gap in found.gaps] == [Evidence.HISTORY, Evidence.COMMENTS]
        assert "WEB-1" in found.gaps[0].reason
        assert "WEB-2" in found.gaps[1].reason

    def test_what_was_not_asked_for_is_not_known(self):
        bare = {"id": "1", "key": "WEB-1", "fields": {"summary": "Bare", "status": DOING}}
        assert snapshot(bare).completeness.knows == frozenset({Evidence.STAGES})
        assert snapshot(bare).completeness.complete

    def test_what_came_for_some_only_is_a_gap(self):
        bare = {"id": "1", "key": "WEB-9", "fields": {"summary": "Bare", "status": DOING}}
        assert [gap.what for gap in snapshot(issue(1), bare).completeness.gaps] == [Evidence.HISTORY, Evidence.COMMENTS]

    def test_nothing_at_all_is_complete(self):
        found = snapshot()
        assert (found.tasks, found.completeness.complete) == ((), True)
        assert found.completeness.can_tell(Evidence.DUE_DATES)

    @pytest.mark.parametrize("odd", [{}, {"key": "WEB-1"}, {"fields": {}}, [], "WEB-1", None])
    def test_what_is_no_issue_is_refused(self, odd):
        with pytest.raises(BadInput, match="no Jira issue"):
            snapshot(odd)

    def test_no_dates_anywhere_is_told(self):
        assert any("due date" in note for note in snapshot(issue()).completeness.notes)
        assert not any("due date" in note for note in snapshot(issue(duedate="2026-03-20")).completeness.notes)
