"""Everything that can be wrong with a configuration, and the sentence that says so."""

# ruff: noqa: E501  sentences stand here as people read them, on one line

import pytest
from inline_snapshot import snapshot

from trackerbridge.client_view.view import LabelRole, ListRole
from trackerbridge.config.checks import LABELS, LISTS, is_loopback
from trackerbridge.errors import UsageError

BOARDS = """
[connections.boards]
type = "trello"
key = "env:K"
token = "env:T"
"""


def test_all_mistakes_are_said_at_once_each_with_its_line(complaints):
    said = complaints("""\
timezone = "Europe/Minks"
country = "XX"
language = "fr"
colour = 3
[connections.boards]
type = "trelo"
url = "http://trello.example"
token = "env:T"
tokn = "env:T"
[projects.website]
titel = "Website"
mark_source = true
timezone = "Europe"
[[projects.website.sources]]
connection = "bords"
board = "x"
path = "y"
[projects.website.publish]
connection = "boards"
board = "x"
langauge = "ro"
mode = "shadw"
select = "labels:x"
lists = { overvew = "Overview" }
[projects.website.statuses]
tested = ["QA"]
[projects.website.dates]
grace = "8 hours"
client = "deadline"
buffer_working_days = -3
[projects.website.limits]
create = { max = 5, percent = 101 }
change = { max = "many" }
[projects.empty]
""")

    assert said == snapshot("""\
trackerbridge.toml:1: timezone: there is no time zone "Europe/Minks"; did you mean "Europe/Minsk"?
trackerbridge.toml:2: country: there is no holiday calendar for "XX"; use an ISO 3166 code such as MD, RO, BY
trackerbridge.toml:3: language is "fr"; it can be en, ru or ro
trackerbridge.toml:4: unknown key "colour" in the file's top level; did you mean "country"?
trackerbridge.toml:6: this version has no connector named trelo; did you mean "trello"? (installed: files, jira, memory, trello)
trackerbridge.toml:7: connections.boards.url is plain http, which anybody on the way can read; write https://…
trackerbridge.toml:9: unknown key "tokn" in [connections.boards]; did you mean "token"?
trackerbridge.toml:11: unknown key "titel" in [projects.website]; did you mean "title"?
trackerbridge.toml:12: unknown key "mark_source" in [projects.website]; it belongs in [projects.NAME.publish]
trackerbridge.toml:13: projects.website.timezone: there is no time zone "Europe"; did you mean "Europe/Rome"?
trackerbridge.toml:14: projects.website.sources[1]: a source names exactly one of board, jql or path
trackerbridge.toml:15: projects.website.sources[1].connection: there is no connection "bords"; did you mean "boards"?
trackerbridge.toml:20: projects.website.publish.board is also a source; the client sees a board of its own, so name another one
trackerbridge.toml:21: unknown key "langauge" in [projects.website.publish]; did you mean "language"?
trackerbridge.toml:22: projects.website.publish.mode is "shadw"; did you mean "shadow"?
trackerbridge.toml:23: projects.website.publish.select is "labels:x"; it can be label:…, list:…, type:… or all
trackerbridge.toml:24: projects.website.publish.lists has no "overvew"; did you mean "overview"?
trackerbridge.toml:25: projects.website.statuses: there is no state "tested"; did you mean "testing"?
trackerbridge.toml:28: projects.website.dates.grace: write hours of working time, such as "8h"
trackerbridge.toml:29: projects.website.dates.client is "deadline"; it can be due, field:NAME or note
trackerbridge.toml:30: projects.website.dates.buffer_working_days is -3; it must be at least 0
trackerbridge.toml:32: projects.website.limits.create.percent is 101; it must be at most 100
trackerbridge.toml:33: [projects.website.limits.change] has no "percent"
trackerbridge.toml:33: projects.website.limits.change.max must be a whole number
trackerbridge.toml:34: [projects.empty] has no "sources"\
""")


def test_a_key_that_belongs_elsewhere_is_shown_its_home(complaints):
    said = complaints('grace = "8h"\nsources = []\n')

    assert said == snapshot("""\
trackerbridge.toml:1: unknown key "grace" in the file's top level; it belongs in [projects.NAME.dates]
trackerbridge.toml:2: unknown key "sources" in the file's top level; it belongs in [projects.NAME]\
""")


def test_what_the_client_reads_of_reaching_us_has_an_end(complaints):
    typed = """
[connections.boards]
type = "trello"
key = "env:K"
token = "env:T"
[projects.a]
sources = [{ path = "a.csv" }]
[projects.a.publish]
connection = "boards"
board = "b"
contact = "Irina Lungu, irina@kiln.example"
channels = "%s"
"""
    assert complaints(typed % " ".join(["word"] * 28)) == (
        "trackerbridge.toml:12: projects.a.publish: contact, hours, deputy and channels have 31 words together; "
        'a client reads at most 30 there, so shorten "channels" (28 words)'
    )


@pytest.mark.parametrize("kind", ["basecamp", "redmine"])
def test_a_connector_that_is_not_installed_is_named(complaints, kind):
    said = complaints(f'[connections.work]\ntype = "{kind}"\n')

    assert said == (
        f"trackerbridge.toml:2: this version has no connector named {kind} (installed: files, jira, memory, trello)"
    )


def test_a_file_cannot_be_published_to(complaints):
    said = complaints("""
[connections.plan]
type = "files"
[projects.a]
sources = [{ path = "a.csv" }]
publish = { connection = "plan", board = "x" }
""")

    assert said == snapshot("trackerbridge.toml:6: files can be read and not written (writers: memory, trello)")


def test_the_client_board_is_never_the_teams_own(complaints):
    said = complaints(
        BOARDS
        + """
[projects.a]
sources = [{ connection = "boards", board = "AAAA1111" }]
publish = { connection = "boards", board = "AAAA1111" }
"""
    )

    assert said == snapshot(
        "trackerbridge.toml:9: projects.a.publish.board is also a source; the client sees a board of its own, so name another one"
    )


def test_sources_name_what_their_connector_reads(complaints):
    said = complaints(
        BOARDS
        + """
[connections.plan]
type = "files"
[projects.a]
sources = [{ connection = "boards", jql = "project = WEB" }, { connection = "plan", board = "x" }, { board = "x" }]
publish = { connection = "boards", project = "CLIENT" }
"""
    )

    assert said == snapshot("""\
trackerbridge.toml:10: projects.a.sources[1] reads Trello and has no board; write board = "ID or short link"
trackerbridge.toml:10: projects.a.sources[2] reads a file and has no path; write path = "…"
trackerbridge.toml:10: projects.a.sources[3]: a source with board or jql needs a connection
trackerbridge.toml:11: projects.a.publish writes to Trello and has no board; write board = "ID or short link"\
""")


def test_values_of_the_wrong_kind_say_what_is_wanted(complaints):
    said = complaints("""\
language = 3
connections = "none"
ledger = 3
[run]
budget_seconds = "long"
[projects.a]
sources = "plan.csv"
team = "Ana"
days_off = ["soon"]
publish = "board"
[projects.a.flags]
ignore = "C01"
[projects.b]
sources = ["plan.csv"]
[projects.b.dates]
grace = true
buffer_working_days = 61
settle = 3000
[projects.b.flags]
F01 = {}
[projects.c]
sources = []
""")

    assert said == snapshot("""\
trackerbridge.toml:1: language is 3; it can be en, ru or ro
trackerbridge.toml:2: connections must be a table
trackerbridge.toml:3: ledger must be a table
trackerbridge.toml:5: run.budget_seconds must be a number
trackerbridge.toml:7: projects.a.sources must be a list, such as ["…"]
trackerbridge.toml:8: projects.a.team must be a list, such as ["…"]
trackerbridge.toml:9: projects.a.days_off[1] must be a day, such as 2026-11-13
trackerbridge.toml:10: projects.a.publish must be a table
trackerbridge.toml:12: projects.a.flags.ignore must be a list, such as ["…"]
trackerbridge.toml:14: projects.b.sources[1] must be a table
trackerbridge.toml:16: projects.b.dates.grace: write hours of working time, such as "8h"
trackerbridge.toml:17: projects.b.dates.buffer_working_days is 61; it must be at most 60
trackerbridge.toml:18: projects.b.dates.settle is 3000; it must be at most 2000
trackerbridge.toml:22: projects.c.sources is empty; it needs at least one entry\
""")


def test_a_secret_of_the_wrong_kind_is_not_shown(complaints):
    said = complaints('[connections.a]\ntype = "memory"\nkey = 12345678\n')

    assert said == snapshot("trackerbridge.toml:3: connections.a.key must be text in quotes")


class TestSecrets:
    SECRET = "ATTA0123456789abcdef"

    def test_one_that_stands_in_the_file_is_refused_and_not_repeated(self, complaints):
        said = complaints(f'[connections.boards]\ntype = "trello"\nkey = "env:K"\ntoken = "{self.SECRET}"\n')

        assert self.SECRET not in said
        assert said == snapshot(
            "trackerbridge.toml:4: connections.boards.token holds the secret itself, which does not belong in a file. Write env:NAME, file:PATH or keyring:SERVICE/USER. Treat it as known to others and make a new one."
        )

    @pytest.mark.parametrize(
        "line",
        [
            'token = ["SECRET"]',
            'url = "https://me:SECRET@trello.example"',
            'url = "https://trello.example/?token=SECRET"',
            'tokn = "SECRET"',
            'token = "SECRET',
            "token = SECRET",
        ],
    )
    def test_none_is_repeated_however_it_got_there(self, complaints, line):
        text = f'[connections.boards]\ntype = "memory"\n{line}\n'.replace("SECRET", self.SECRET)

        said = complaints(text)

        assert "trackerbridge.toml:3: " in said
        assert self.SECRET not in said

    def test_a_password_in_the_ledgers_address_is_refused(self, complaints):
        said = complaints(f'[ledger]\nurl = "postgresql+psycopg://me:{self.SECRET}@db.example/tb"\n')

        assert self.SECRET not in said
        assert said == snapshot(
            'trackerbridge.toml:2: ledger.url holds a password, which does not belong in a file; write url = "env:NAME" and put the whole address there'
        )


class TestAddresses:
    @pytest.mark.parametrize("url", ["http://trello.example", "ftp://trello.example", "trello.example", "https://"])
    def test_only_https_leaves_the_machine(self, complaints, url):
        said = complaints(f'[connections.a]\ntype = "memory"\nurl = "{url}"\n')

        assert said.startswith("trackerbridge.toml:3: connections.a.url is ")
        assert said.endswith("write https://…")

    @pytest.mark.parametrize(
        "url", ["http://127.0.0.1:8080/trello", "http://localhost:1", "http://[::1]:1", "https://a.example/b"]
    )
    def test_plain_http_may_stay_on_the_machine(self, load, url):
        assert load(f'[connections.a]\ntype = "memory"\nurl = "{url}"\n').connections["a"].url == url

    def test_a_name_that_begins_like_loopback_is_not_loopback(self):
        assert is_loopback("127.0.0.53")
        assert not is_loopback("127.0.0.1.example.com")
        assert not is_loopback("localhost.example.com")


class TestNotToml:
    def test_a_mistake_has_its_line(self, complaints):
        assert complaints("a = 1\nb = = 2\n") == snapshot(
            "trackerbridge.toml:2: this is not TOML, column 5: invalid value. Text needs quotes, and every key stands once."
        )

    def test_text_that_ends_too_soon_has_the_last_line(self, complaints):
        assert complaints('a = 1\n[projects."web') == snapshot(
            "trackerbridge.toml:2: this is not TOML, at the end of the file: unterminated string. Text needs quotes, and every key stands once."
        )

    def test_a_key_that_stands_twice(self, complaints):
        assert complaints("a = 1\na = 2\n") == snapshot(
            "trackerbridge.toml:2: this is not TOML, column 6: cannot overwrite a value. Text needs quotes, and every key stands once."
        )

    def test_another_encoding_is_named(self, write, complaints):
        path = write("")
        path.write_bytes('a = 1\nb = "Тест"'.encode("cp1251"))

        from trackerbridge.config.load import load_config

        with pytest.raises(UsageError, match=r"trackerbridge\.toml:2: this is not UTF-8 text\."):
            load_config(path, {})


class TestFlags:
    @staticmethod
    def refuse_everything(flags):
        named = [*flags.ignore, *(f"{code}.{option}" for code, table in flags.options.items() for option in table)]
        if named or flags.profile != "standard":
            raise UsageError(f"no {named or flags.profile}.")

    def test_each_complaint_of_the_flag_engine_has_its_line(self, complaints):
        said = complaints(
            """\
[projects.a]
sources = [{ path = "a.csv" }]
[projects.a.flags]
profile = "lenient"
ignore = [
  "X01",
  "X02",
]
F01 = { working_days = 7, colour = 1 }
""",
            check_flags=self.refuse_everything,
        )

        assert said == snapshot("""\
trackerbridge.toml:4: no lenient.
trackerbridge.toml:6: no ['X01'].
trackerbridge.toml:7: no ['X02'].
trackerbridge.toml:9: no ['F01.colour'].
trackerbridge.toml:9: no ['F01.working_days'].\
""")

    def test_what_is_no_table_is_no_rule(self, complaints):
        said = complaints('[projects.a]\nsources = [{ path = "a.csv" }]\nflags = { ignor = ["C01"], F01 = 7 }\n')

        assert said == snapshot("""\
trackerbridge.toml:3: unknown key "F01" in [projects.a.flags]; it has profile, ignore, snooze, and a table for each rule's code
trackerbridge.toml:3: unknown key "ignor" in [projects.a.flags]; did you mean "ignore"?\
""")


def test_milestones_and_what_was_agreed_are_written_as_one_can_read_them(complaints):
    said = complaints(
        '[projects.a]\nsources = [{ path = "a.csv" }]\nmilestones = "epics"\nextras = { agreed = "tag:V1" }\n'
    )

    assert said == snapshot("""\
trackerbridge.toml:3: projects.a.milestones is "epics"; it can be epic, version, list:NAME or label:NAME
trackerbridge.toml:4: projects.a.extras.agreed is "tag:V1"; it can be a day, label:NAME or version:NAME\
""")


def test_the_field_of_client_titles_is_written_as_one_can_read_it(complaints):
    said = complaints(
        '[connections.t]\ntype = "trello"\nkey = "env:K"\ntoken = "env:T"\n'
        '[projects.a]\nsources = [{ path = "a.csv" }]\nglossary = { "CMS" = "editing tool" }\n'
        '[projects.a.publish]\nconnection = "t"\nboard = "b"\ntitle_from = "Client title"\n'
    )

    assert said == 'trackerbridge.toml:11: projects.a.publish.title_from is "Client title"; it can be field:NAME'


@pytest.mark.parametrize("agreed", ["2026-11-02", '"2026-11-02"', '"label:V1"', '"version:1.0"', '""'])
def test_what_was_agreed_may_be_a_day_a_label_or_a_version(load, agreed):
    config = load(f'[projects.a]\nsources = [{{ path = "a.csv" }}]\nextras = {{ agreed = {agreed} }}\n')

    assert config.projects["a"].extras.agreed == agreed.strip('"')


def test_a_day_of_agreement_that_is_in_no_calendar_is_refused(complaints):
    said = complaints('[projects.a]\nsources = [{ path = "a.csv" }]\nextras = { agreed = "2026-02-30" }\n')

    assert "trackerbridge.toml:3: " in said
    assert "agreed" in said


def test_lists_and_labels_are_those_of_the_client_view():
    assert set(LISTS) == set(ListRole)
    assert set(LABELS) == set(LabelRole)


def test_an_address_of_the_managers_that_holds_a_secret_is_refused_and_not_shown(complaints):
    said = complaints(f"""{BOARDS}
[notify]
to = ["env:NOTIFY_URL", "slack://T0PS3CRET/B/C", "json://hooks.example"]
[projects.website]
sources = [{{ path = "plan.csv" }}]
[projects.website.notify]
urgent = ["mailtos://me:T0PS3CRET@smtp.example"]
""")

    assert said == snapshot("""\
trackerbridge.toml:8: notify.to[2] holds the secret itself, which does not belong in a file. Write env:NAME, file:PATH or keyring:SERVICE/USER. Treat it as known to others and make a new one.
trackerbridge.toml:8: notify.to[3] is plain http, which anybody on the way can read; use jsons://…
trackerbridge.toml:12: projects.website.notify.urgent[1] holds the secret itself, which does not belong in a file. Write env:NAME, file:PATH or keyring:SERVICE/USER. Treat it as known to others and make a new one.\
""")


OF_A_PROJECT = """
[projects.website]
{more}
[[projects.website.sources]]
connection = "boards"
board = "x"
[projects.website.publish]
connection = {connection}
{publish}
"""


@pytest.mark.parametrize(
    ("publish", "more", "wanted"),
    [
        ("board = []", "", "projects.website.publish.board must be text in quotes"),
        ('page = { a = "b" }', "", "projects.website.publish.page must be text in quotes"),
        ("project = [[1]]", "", "projects.website.publish.project must be text in quotes"),
        ("most_asks = true", "", "projects.website.publish.most_asks must be a whole number"),
        ('allow_public_board = "yes"', "", "projects.website.publish.allow_public_board must be true or false"),
        ("mark_source = 1", "", "projects.website.publish.mark_source must be true or false"),
        ("agreed_on = 0", "", "projects.website.publish.agreed_on must be a day, such as 2026-11-13"),
        ("agreed_on = 9999-12-31", "", "9999-12-31 is in no year that can be reckoned with (1900 to 2999)"),
        ("", "quiet.before = 0", "projects.website.quiet.before must be a time of day, such as 18:00:00"),
        ("", 'quiet.after = "18:00:00Z"', "write a time of day without an offset"),
        ("", "extras.agreed = 2026-02-03T10:00:00Z", "write a day, such as 2026-11-02, without a time"),
        ("", "extras.agreed = 9999-12-31", "9999-12-31 is in no year that can be reckoned with"),
        ("", "extras.allowance_minutes = true", "projects.website.extras.allowance_minutes must be a whole number"),
    ],
)
def test_a_value_of_another_kind_is_no_value(complaints, publish, more, wanted):
    said = complaints(BOARDS + OF_A_PROJECT.format(connection='"boards"', publish=publish, more=more))
    assert wanted in said
    assert "trackerbridge.toml:" in said


@pytest.mark.parametrize("connection", ["[]", "{ a = 1 }", "3", '""'])
def test_a_connection_that_is_no_name_is_said_with_its_line(complaints, connection):
    said = complaints(BOARDS + OF_A_PROJECT.format(connection=connection, publish='board = "y"', more=""))
    assert "trackerbridge.toml:13: projects.website.publish.connection" in said
