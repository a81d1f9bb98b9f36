"""From a configured connection to its transport."""

import pytest

from trackerbridge.config.schema import ConnectionConfig
from trackerbridge.errors import UsageError
from trackerbridge.trackers.budget import Budget
from trackerbridge.trackers.connecting import transport_for

URL = "https://tracker.example"
LIBRARY_URL = "https://api.trello.com/1/boards/abc"
SECRETS = ("keykeykeykey", "tokentokentoken+/=")
HEADER = f'OAuth oauth_consumer_key="{SECRETS[0]}", oauth_token="{SECRETS[1]}"'


class TestFromConfiguration:
    def test_trello_needs_nothing_but_its_secrets(self, tmp_path, web):
        web.get("https://api.trello.com/1/boards/abc", json={})
        made = transport_for(
            ConnectionConfig(type="trello", key="env:K", token="env:T"),
            secrets={"key": SECRETS[0], "token": "tokentoken"},
            state_folder=tmp_path,
            budget=Budget(600),
        )
        made.request("GET", LIBRARY_URL)
        made.close()
        assert web.calls[0].request.headers["Authorization"] == (
            f'OAuth oauth_consumer_key="{SECRETS[0]}", oauth_token="tokentoken"'
        )
        assert (tmp_path / "limits.db").exists()
        assert made.credentials == {"key": "env:K", "token": "env:T"}

    @pytest.mark.parametrize(("kind", "figures"), [("trello", (96, 10.0)), ("jira", (48, 1.0))])
    def test_each_tracker_has_its_own_figures(self, tmp_path, kind, figures):
        connection = ConnectionConfig(type=kind, url=URL)
        secrets = {"key": "keykeykey", "token": "tokentoken"}
        made = transport_for(connection, secrets=secrets, state_folder=tmp_path, budget=Budget(600))
        assert made._limiter._token.default == figures
        assert (made._limiter._key is not None) == (kind == "trello")

    @pytest.mark.parametrize(
        ("connection", "secrets", "header"),
        [
            (
                {"type": "other", "email": "pm@acme.example"},
                {"token": "tokentoken"},
                "Basic cG1AYWNtZS5leGFtcGxlOnRva2VudG9rZW4=",
            ),
            ({"type": "other"}, {"token": "tokentoken"}, "Bearer tokentoken"),
            ({"type": "other"}, {}, None),
        ],
    )
    def test_other_trackers_headers(self, tmp_path, web, connection, secrets, header):
        web.get(f"{URL}/1/boards/abc", json={})
        made = transport_for(
            ConnectionConfig(url=URL, **connection), secrets=secrets, state_folder=tmp_path, budget=Budget(600)
        )
        made.request("GET", LIBRARY_URL)
        assert web.calls[0].request.headers.get("Authorization") == header

    @pytest.mark.parametrize(
        ("connection", "secrets", "why"),
        [
            ({"type": "other"}, {}, "has no url"),
            ({"type": "trello"}, {"key": "keykey"}, "has no token"),
            ({"type": "trello"}, {"token": "tokentoken"}, "has no key"),
            ({"type": "jira", "url": URL}, {}, "has no token"),
            ({"type": "trello", "key": "env:K"}, {"key": "key key", "token": "t"}, "key .the environment variable K."),
            ({"type": "trello", "token": "file:/x"}, {"key": "kkkk", "token": "line\nbreak"}, "token .the file /x."),
            ({"type": "trello"}, {"key": 'a"b', "token": "t"}, "key"),
            ({"type": "trello"}, {"key": "", "token": "t"}, "key"),
        ],
    )
    def test_what_cannot_work_is_said_at_once(self, tmp_path, connection, secrets, why):
        with pytest.raises(UsageError, match=why) as refusal:
            transport_for(ConnectionConfig(**connection), secrets=secrets, state_folder=tmp_path, budget=Budget(600))
        assert refusal.value.hint
        assert "line\nbreak" not in str(refusal.value)
