"""Addresses of the manager's channels (Apprise's), as far as they must be judged without knowing every service. Pure.

Most of them hold a secret: a token in the path, a password before the ``@``. Only a few kinds can do without, and may
stand in the configuration as they are.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import parse_qsl, urlsplit

_MAY_STAND = frozenset(
    {"mailto", "mailtos", "json", "jsons", "xml", "xmls", "form", "forms", "syslog", "dbus", "gnome"}
)
_PLAIN = {"json": "jsons", "xml": "xmls", "form": "forms", "http": "https"}
_TELLING = ("pass", "token", "key", "secret", "auth", "sig")


def holds_a_secret(address: str) -> bool:
    """Whether an address that is written down as it is holds a secret, or may do so."""
    try:
        parts = urlsplit(address)
        secret = bool(parts.password)
    except ValueError:
        return True
    if parts.scheme.lower() not in _MAY_STAND or secret:
        return True
    # "+" and "-" begin headers and parameters that Apprise hands on.
    return any(
        name[:1] in "+- " or any(word in name.lower() for word in _TELLING)
        for name, _ in parse_qsl(parts.query, keep_blank_values=True)
    )


def travels_plain(address: str) -> str:
    """The scheme to use instead, where this address sends what it says in plain http over a network; else empty."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return "" if _is_loopback(host) else _PLAIN.get(parts.scheme.lower(), "")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
