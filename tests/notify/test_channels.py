"""What the manager is told arrives where the configuration says; what does not arrive is said without the address."""

from __future__ import annotations

import pytest
from tests.notify.loopback import mail_server, webhook

from trackerbridge.config.notify_address import holds_a_secret, travels_plain
from trackerbridge.config.schema import NotifyConfig
from trackerbridge.notify import Channels, Message
from trackerbridge.notify import channels as module

TOLD = Message("Website: 2 things matter", "The date moved.\nȘapte zile — срок 19 ноября.")


def channels(tmp_path, *to: str, urgent: tuple[str, ...] = (), **environ: str) -> Channels:
    return Channels.of(NotifyConfig(to=to, urgent=urgent), place="notify", environ=environ, folder=tmp_path)


def test_a_mail_arrives_whole(tmp_path):
    kept = []
    with mail_server(kept) as port:
        mail = f"mailto://127.0.0.1:{port}/?mode=insecure&from=bridge@agency.example&to=manager@agency.example"
        assert channels(tmp_path, "env:MAIL", MAIL=mail).send(TOLD) == ()
    [mail] = kept
    assert mail["To"] == "manager@agency.example"
    assert mail["Subject"] == TOLD.title
    assert mail.get_content().strip().replace("\r\n", "\n") == TOLD.text


def test_a_webhook_is_sent_title_text_and_urgency(tmp_path):
    kept = []
    with webhook(kept) as port:
        told = channels(tmp_path, f"json://127.0.0.1:{port}/hook")
        assert told.send(TOLD) == ()
        assert told.send(Message("Now", "Write.", urgent=True)) == ()
    assert [(each["title"], each["message"], each["type"]) for each in kept] == [
        (TOLD.title, TOLD.text, "info"),
        ("Now", "Write.", "warning"),
    ]


def test_an_urgent_notice_goes_to_its_own_addresses_where_there_are_any(tmp_path):
    usual, loud = [], []
    with webhook(usual) as one, webhook(loud) as other:
        told = channels(tmp_path, f"json://127.0.0.1:{one}", urgent=(f"json://127.0.0.1:{other}",))
        told.send(TOLD)
        told.send(Message("Now", "Write.", urgent=True))
    assert [each["title"] for each in usual] == [TOLD.title]
    assert [each["title"] for each in loud] == ["Now"]


def test_one_channel_that_fails_is_named_without_its_address_and_the_others_are_told(tmp_path, caplog, capfd):
    kept = []
    with webhook(kept) as good, webhook([], status=500) as bad:
        failing = f"json://127.0.0.1:{bad}/T0PS3CRET"
        said = channels(tmp_path, "env:BAD", f"json://127.0.0.1:{good}", BAD=failing).send(TOLD)
    assert said == ("notify.to[1] (env:BAD): the message could not be delivered.",)
    assert len(kept) == 1
    everything = "".join([*said, caplog.text, *capfd.readouterr()])
    assert "T0PS3CRET" not in everything
    assert str(bad) not in everything


def test_what_is_wrong_with_an_address_is_said_by_its_place(tmp_path):
    told = channels(tmp_path, "env:NONE", "env:ODD", "env:PLAIN", ODD="tgrom://T0PS3CRET",
                    PLAIN="json://hooks.example/T0PS3CRET")  # fmt: skip
    assert told.problems() == (
        "notify.to[1] needs the environment variable NONE, which is not set. export NONE=…",
        "notify.to[2] (env:ODD) holds no address that Apprise understands.",
        "notify.to[3] (env:PLAIN) is plain http, which anybody on the way can read; use jsons://…",
    )
    assert told.send(TOLD) == told.problems()


def test_without_the_library_there_is_one_sentence_with_the_command(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_apprise", lambda: None)
    said = channels(tmp_path, "json://127.0.0.1:9", "json://127.0.0.1:10").send(TOLD)
    assert said == (
        "The manager was not told: messages need a library that is not installed. "
        "pip install 'trackerbridge[notify]'",
    )  # fmt: skip


def test_no_channel_is_no_failure(tmp_path):
    assert not channels(tmp_path)
    assert channels(tmp_path).send(TOLD) == ()


@pytest.mark.parametrize(
    ("address", "secret"),
    [
        ("mailtos://smtp.agency.example?from=a@agency.example&to=b@agency.example", False),
        ("json://127.0.0.1:8080/hook", False),
        ("mailtos://user:word@smtp.agency.example", True),
        ("slack://TokenA/TokenB/TokenC", True),
        ("https://hooks.chat.example/abc", True),
        ("jsons://hooks.example/?+X-Api-Token=abc", True),
        ("jsons://hooks.example/?password=abc", True),
        ("json://[broken", True),
    ],
)
def test_which_addresses_may_stand_in_the_file(address, secret):
    assert holds_a_secret(address) is secret


def test_plain_http_stays_on_this_machine():
    assert travels_plain("json://hooks.example") == "jsons"
    assert travels_plain("json://localhost:80") == travels_plain("jsons://hooks.example") == ""
