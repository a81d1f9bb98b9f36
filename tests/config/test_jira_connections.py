"""What a connection to Jira and a source from it must say, told before anything is asked of Jira."""

from inline_snapshot import snapshot

SOURCE = """
[projects.a]
sources = [{ connection = "work", jql = "project = WEB" }]
"""


def test_an_address_and_a_token(complaints):
    assert complaints('[connections.work]\ntype = "jira"\n' + SOURCE) == snapshot("""\
trackerbridge.toml:1: [connections.work] has no "token". Write env:NAME, file:PATH or keyring:SERVICE/USER.
trackerbridge.toml:1: [connections.work] has no "url"; write url = "https://YOURS.atlassian.net"\
""")


def test_an_email_where_the_address_can_only_be_cloud(complaints):
    cloud = '[connections.work]\ntype = "jira"\nurl = "https://acme.atlassian.net"\ntoken = "env:T"\n'
    gateway = cloud.replace("acme.atlassian.net", "api.atlassian.com/ex/jira/1-2")
    for connection in (cloud, gateway):
        assert complaints(connection + SOURCE) == (
            'trackerbridge.toml:1: [connections.work] has no "email": '
            "Jira Cloud takes the account's e-mail with its token"
        )


def test_data_center_needs_no_email(load):
    own = '[connections.work]\ntype = "jira"\nurl = "https://jira.acme.example/jira"\ntoken = "env:T"\n'
    assert load(own + SOURCE).connections["work"].email == ""


def test_links_are_to_an_address(complaints):
    own = '[connections.work]\ntype = "jira"\nurl = "https://jira.acme.example"\ntoken = "env:T"\nbrowse_url = "acme"\n'
    assert complaints(own + SOURCE) == snapshot(
        "trackerbridge.toml:5: connections.work.browse_url is no address; write https://…"
    )


def test_a_source_from_jira_has_a_query(complaints):
    own = '[connections.work]\ntype = "jira"\nurl = "https://jira.acme.example"\ntoken = "env:T"\n'
    assert complaints(own + SOURCE.replace('jql = "project = WEB"', 'board = "WEB"')) == snapshot(
        'trackerbridge.toml:7: projects.a.sources[1] reads Jira and has no query; write jql = "project = KEY"'
    )
