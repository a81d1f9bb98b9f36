"""Leads a tool whose addresses are fixed to the sandbox instead: Python imports this by itself, being on PYTHONPATH.

``BENCH_SANDBOX`` is the sandbox's address. A request that ``requests`` is about to send to Trello or to a Jira of the
cloud goes there; any other host is refused, so that nothing leaves this machine.
"""

import os
from urllib.parse import urlsplit, urlunsplit

SANDBOX = os.environ.get("BENCH_SANDBOX", "")


def redirected(url: str, sandbox: str) -> str:
    """The same path and query at the sandbox. ``ValueError`` for a host that is none of the trackers'."""
    asked, there = urlsplit(url), urlsplit(sandbox)
    host = asked.hostname or ""
    if asked.netloc == there.netloc:
        return url
    if host != "api.trello.com" and not host.endswith(".atlassian.net"):
        raise ValueError(f"The benchmark lets nobody ask {host}.")
    return urlunsplit((there.scheme, there.netloc, asked.path, asked.query, ""))


def install(sandbox: str) -> None:
    """From now on every session of ``requests`` in this process is led there."""
    import requests

    send = requests.Session.send

    def send_there(self, request, **given):  # type: ignore[no-untyped-def]
        request.url = redirected(request.url, sandbox)
        return send(self, request, **given)

    requests.Session.send = send_there  # type: ignore[method-assign]


if SANDBOX:
    install(SANDBOX)
