"""What a tracker answered, in a form that an error can be made from: status, a short text, and what was asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from typing import Any

import requests

from trackerbridge.errors import NotLetIn, TrackerbridgeError, TrackerRefused, Unreachable
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model.sentence import Sentence
from trackerbridge.trackers.call import Call
from trackerbridge.trackers.redact import Redactor

_TEXT = 300


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. Of what is no success ``text`` is redacted and short, and ``data`` the JSON object if it was one."""

    verb: str
    path: str
    host: str
    status: int
    text: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    html: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    asks: bool = False  # a question, though its verb may be POST

    @property
    def writes(self) -> bool:
        """Whether it answers a change rather than a question."""
        return self.verb != "GET" and not self.asks


def reply_of(response: requests.Response, *, call: Call, redact: Redactor) -> Reply:
    """A Reply from a response: JSON errors by their message, web pages by their kind alone."""
    text = "" if response.status_code < 300 else response.text or ""  # what succeeded needs no explaining
    data = _object_in(text)
    message = str(data.get("message") or data.get("originalMessage") or data.get("error") or "") or text
    html = bool(text) and looks_like_html(response)
    return Reply(
        verb=call.verb,
        path=call.path,
        host=call.host,
        status=response.status_code,
        text=Sentence("a web page instead of data") if html else redact(" ".join(message.split()))[:_TEXT],
        data=data,
        html=html,
        headers=response.headers,
        asks=call.asks,
    )


def looks_like_html(response: requests.Response) -> bool:
    """A page for people: from a proxy, a content network, or the wrong address."""
    kind = response.headers.get("content-type", "").lower()
    return "html" in kind or (response.text or "").lstrip()[:15].lower().startswith(("<!doctype", "<html"))


def _object_in(text: str) -> Mapping[str, Any]:
    try:
        data = json.loads(text)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def explain_plainly(reply: Reply) -> TrackerbridgeError:
    """The error for a tracker that has no words of its own (a plugin's)."""
    said = f' It said: "{reply.text}".' if reply.text and not reply.html else ""
    if reply.status in (401, 403):
        return NotLetIn(
            f"{reply.host} did not let us in ({reply.status}).{said}",
            hint="Check the connection's key and token, and that the account may do this.",
        )
    if reply.status >= 500 or reply.status < 400 or reply.html:
        return Unreachable(
            f"{reply.host} could not answer ({reply.status}).{said}",
            hint="Try again later; check the connection's url if it stays so.",
        )
    return TrackerRefused(
        f"{reply.host} refused {reply.verb} {reply.path} ({reply.status}).{said}",
        hint="Nothing was changed by this request.",
        status=reply.status,
    )
