"""Secrets by reference, and what is said where one cannot be had."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from trackerbridge.config.secrets import is_reference, resolve
from trackerbridge.errors import UsageError

WHAT = "connections.boards.token"


def resolved(reference: str, *, folder: Path = Path(), **environ: str) -> str:
    return resolve(reference, what=WHAT, environ=environ, folder=folder)


def refusal(reference: str, *, folder: Path = Path(), **environ: str) -> str:
    with pytest.raises(UsageError) as caught:
        resolved(reference, folder=folder, **environ)
    return str(caught.value)


def test_from_the_environment():
    assert resolved("env:TOKEN", TOKEN=" abc123\n") == "abc123"


def test_a_missing_variable_is_named():
    assert refusal("env:TRELLO_TOKEN") == (
        "connections.boards.token needs the environment variable TRELLO_TOKEN, which is not set. export TRELLO_TOKEN=…"
    )


def test_an_empty_variable_is_not_a_secret():
    assert "the environment variable TOKEN is empty" in refusal("env:TOKEN", TOKEN="  ")


@pytest.mark.parametrize("secret", ["two words", "with\nnewline", "ключ", "bell\x07"])
def test_what_no_header_can_carry_is_refused_without_showing_it(secret):
    said = refusal("env:TOKEN", TOKEN=secret)

    assert "holds spaces or characters that no key or token has" in said
    assert secret not in said


class TestFile:
    @pytest.fixture
    def secret(self, tmp_path: Path) -> Path:
        path = tmp_path / "token"
        path.write_text("abc123\n", encoding="utf-8")
        path.chmod(0o600)
        return path

    def test_relative_to_the_configuration(self, secret):
        assert resolved("file:token", folder=secret.parent) == "abc123"

    def test_absolute(self, secret):
        assert resolved(f"file:{secret}") == "abc123"

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
    def test_one_that_everybody_can_read_is_refused(self, secret):
        secret.chmod(0o644)

        assert refusal("file:token", folder=secret.parent) == (
            f"connections.boards.token: everybody on this machine can read {secret}. chmod 600 {secret}"
        )

    def test_a_missing_one_is_named(self, tmp_path):
        assert f"needs the file {tmp_path / 'gone'}, which is not there" in refusal("file:gone", folder=tmp_path)

    def test_a_folder_is_named(self, tmp_path):
        assert "is a folder" in refusal("file:.", folder=tmp_path)

    def test_bytes_are_no_secret(self, secret):
        secret.write_bytes(b"\xff\xfe\x00")

        assert "is not text" in refusal("file:token", folder=secret.parent)

    def test_one_that_may_not_be_read_is_named(self, secret, monkeypatch):
        def refused(*_, **__):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refused)

        assert "may not be read by this account" in refusal("file:token", folder=secret.parent)


class TestKeyring:
    @pytest.fixture
    def keyring(self, monkeypatch):
        entries = {("trello", "me@agency.example"): "abc123"}
        library = SimpleNamespace(get_password=lambda service, user: entries.get((service, user)))
        monkeypatch.setitem(sys.modules, "keyring", library)
        return library

    def test_service_and_user(self, keyring):
        assert resolved("keyring:trello/me@agency.example") == "abc123"

    def test_a_missing_entry_is_named(self, keyring):
        assert refusal("keyring:trello/you") == (
            "connections.boards.token: the keyring has no entry trello/you. keyring set trello you"
        )

    def test_a_locked_one_says_nothing_of_its_content(self, keyring):
        def locked(service, user):
            raise RuntimeError("abc123")

        keyring.get_password = locked

        said = refusal("keyring:trello/me")
        assert "could not be opened (RuntimeError)" in said
        assert "abc123" not in said

    def test_half_a_reference_is_refused(self, keyring):
        assert "names a service and a user" in refusal("keyring:trello")

    def test_without_the_library_the_way_on_is_named(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "keyring", None)

        assert "pip install keyring, or use env:NAME or file:PATH." in refusal("keyring:trello/me")


@pytest.mark.parametrize("text", ["", "abc123", "env:", "env: ", "vault:x", ":x"])
def test_what_is_no_reference_is_refused_without_showing_it(text):
    assert not is_reference(text)
    said = refusal(text)
    assert "Write env:NAME, file:PATH or keyring:SERVICE/USER." in said
    assert "abc123" not in said
