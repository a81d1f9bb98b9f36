"""What stays of an answer: what is read, and custom fields as they came."""

from tests.trackers.jira.issues import comment, entry, issue, item

from trackerbridge.trackers.jira.slim import slim_issue

PICTURES = {"16x16": "https://bakery.example/picture?size=16x16"}
ANA = {"accountId": "5f-ana", "displayName": "Ana Munteanu"}
WITH_ALL = {**ANA, "self": "https://bakery.example/user", "avatarUrls": PICTURES, "active": True, "timeZone": "UTC"}


def test_people_come_without_their_pictures_wherever_they_stand():
    one = issue(
        assignee=WITH_ALL,
        comments=[{**comment("1", "Hello"), "author": WITH_ALL, "updateAuthor": WITH_ALL}],
        histories=[entry("1", "2026-02-05T10:00:00.000+0200", item("labels", "", "odd"), author=WITH_ALL)],
    )
    found = slim_issue(one)
    assert found["fields"]["assignee"] == ANA
    assert found["fields"]["comment"]["comments"][0]["author"] == ANA
    assert found["changelog"]["histories"][0]["author"] == ANA
    assert "avatarUrls" not in str(found)


def test_a_custom_field_stays_as_the_site_has_it():
    value = [{"self": "https://bakery.example/option/1", "value": "Big", "child": {"value": "Small"}}]
    assert slim_issue(issue(customfield_10051=value))["fields"]["customfield_10051"] == value


def test_the_answer_itself_is_left_alone():
    one = issue(assignee=WITH_ALL)
    slim_issue(one)
    assert one["fields"]["assignee"] == WITH_ALL
