"""Addresses and credentials of a connection: what may be used, and the header that carries them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from requests import RequestException
from requests.auth import AuthBase, _basic_auth_str
from requests.models import PreparedRequest

from trackerbridge.config.schema import ConnectionConfig
from trackerbridge.errors import UsageError
from trackerbridge.model.sentence import Sentence

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_EXAMPLE = "Write it as https://api.trello.com."
DEFAULT_URLS = {"trello": "https://api.trello.com"}


class HeaderAuth(AuthBase):
    """Puts the credentials into the header; given as ``auth`` so that no netrc entry or signature replaces it."""

    def __init__(self, value: str) -> None:
        self._value = value

    def __call__(self, prepared: PreparedRequest) -> PreparedRequest:
        """What requests calls on every request it prepares."""
        prepared.headers.pop("Authorization", None)
        if self._value:
            prepared.headers["Authorization"] = self._value
        return prepared


def checked_url(url: str) -> str:
    """The base address without a trailing slash. Raises UsageError: https, or plain http to this machine only."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # not told, since it was not looked through for credentials
        raise UsageError("The connection's url is no address.", hint=_EXAMPLE) from None
    if parts.username or parts.password or parts.query:
        raise UsageError(
            "The connection's url holds credentials or a query, and was not used.",
            hint="Put secrets into key and token as references such as env:TRELLO_TOKEN.",
        )
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"The connection's url {url!r} is no address.", hint=_EXAMPLE)
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise UsageError(
            f"Plain http to {parts.hostname} would send the token in the clear, so it was refused.",
            hint="Use https; plain http is for this machine only (127.0.0.1).",
        )
    return _as_sent(parts._replace(fragment="").geturl()).rstrip("/")


def _as_sent(url: str) -> str:
    """As every request will spell it (a host in lower case and ASCII): requests are held against it."""
    prepared = PreparedRequest()
    try:
        prepared.prepare_url(url, None)
    except RequestException:
        raise UsageError(f"The connection's url {url!r} is no address.", hint=_EXAMPLE) from None
    return str(prepared.url)


def url_of(connection: ConnectionConfig) -> str:
    """The connection's address, or its tracker's own. Raises UsageError where there is none."""
    url = connection.url or DEFAULT_URLS.get(connection.type, "")
    if not url:
        raise UsageError(f"The connection of type {connection.type!r} has no url.", hint='Add url = "https://…".')
    return url


def checked_secret(name: str, value: str, reference: str) -> None:
    """Raise UsageError for a secret that cannot stand in a header; the text names where it is from, never the value."""
    printable = value.isascii() and value.isprintable()
    if not value or not printable or any(char in '"\\ ' for char in value):
        raise UsageError(
            f"The {name} ({where(reference)}) is empty or holds a blank, a quote or a line break, so it was not sent.",
            hint="Copy it again, without anything around it.",
        )


def checked_file(name: str, folder: Path) -> str:
    """The path of a file of certificates, or empty. Raises UsageError where there is none; ``folder`` is its start."""
    if not name:
        return ""
    path = folder / Path(name).expanduser()
    try:
        there = path.is_file()
    except OSError:  # a name that no file can have
        there = False
    if not there:
        raise UsageError(f"There is no file {path}, which ca_file names.", hint="Put the certificates (PEM) there.")
    return str(path)


def where(reference: str) -> str:
    """A secret's reference as people call it: "the environment variable TRELLO_TOKEN"."""
    kind, _, rest = reference.partition(":")
    match kind:
        case "env" if rest:
            return Sentence("the environment variable {name}", name=rest)
        case "file" if rest:
            return Sentence("the file {path}", path=rest)
        case "keyring" if rest:
            return Sentence("the keyring entry {name}", name=rest)
        case _:
            return Sentence("given in the configuration")


def auth_header(connection: ConnectionConfig, secrets: Mapping[str, str]) -> str:
    """Trello's header (API-FACTS 3.1: recorded calls with it answered 200); for other trackers Basic or Bearer."""
    token = secrets.get("token", "")
    if connection.type == "trello":
        return _trello_header(secrets.get("key", ""), token)
    if (
        connection.type == "jira" and not token
    ):  # without one Jira answers as to a stranger, and shows little or nothing
        raise UsageError("The Jira connection has no token.", hint='Add token = "env:JIRA_TOKEN" to it.')
    if connection.email and token:
        return str(_basic_auth_str(connection.email, token))
    return f"Bearer {token}" if token else ""


def _trello_header(key: str, token: str) -> str:
    if not key or not token:
        missing = "token" if key else "key"
        raise UsageError(
            f"The Trello connection has no {missing}.",
            hint=f'Add {missing} = "env:TRELLO_{missing.upper()}" to it in the configuration.',
        )
    return f'OAuth oauth_consumer_key="{key}", oauth_token="{token}"'
