"""What became of a request: an answer with data, a failure that may pass, a lost reply, or a refusal.

Whether something may be sent again hangs on what was asked (:class:`Call`): a question may always be asked again; a PUT
or DELETE done twice is done once; any other POST that may have been done is never sent twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import requests

from trackerbridge.errors import LostReply, TrackerbridgeError, Unreachable, UsageError
from trackerbridge.json_text import read_json
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model.sentence import Sentence
from trackerbridge.trackers.call import Call
from trackerbridge.trackers.redact import Redactor
from trackerbridge.trackers.replies import Reply, looks_like_html, reply_of
from trackerbridge.trackers.values import whole_characters
from trackerbridge.trackers.waits import retry_after

_ESCAPED = re.compile(rb"\\u[dD][89a-fA-F]")  # half of a character beyond the first 65,536, alone or with the other
_UNKNOWN_SIGNER = ("self-signed", "self signed", "unable to get local issuer")


class MayPassError(Exception):
    """An attempt failed in a way that may pass; ``final`` is raised if it does not. ``wait``: at least so long (s)."""

    def __init__(self, final: TrackerbridgeError, wait: float = 0.0) -> None:
        super().__init__(str(final))
        self.final = final
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Judge:
    """One tracker's way of explaining itself. ``doubt`` may find fault with an answer that calls itself a success."""

    explain: Callable[[Reply], TrackerbridgeError]
    doubt: Callable[[Reply], TrackerbridgeError | None]
    redact: Redactor

    def answer(self, call: Call, response: requests.Response) -> requests.Response:
        """The answer if it is a success and holds JSON. Raises MayPassError or what the refusal means."""
        reply = reply_of(response, call=call, redact=self.redact)
        if 200 <= response.status_code < 300:
            doubt = self.doubt(reply)
            if doubt is not None:
                raise doubt
            return _with_json(call, response)
        if reply.status >= 500 and call.asks:
            raise MayPassError(self.explain(reply), wait=retry_after(response.headers) or 0.0)
        if reply.status >= 500:
            raise _unclear(call, Sentence("it answered {status}", status=reply.status))
        raise self.explain(reply)

    def broken(self, call: Call, failure: Exception) -> Exception:
        """What a broken connection means: a question may be asked again, a POST that was sent may not."""
        if isinstance(failure, requests.exceptions.SSLError):
            return self._not_trusted(call, failure)
        if isinstance(failure, (requests.exceptions.InvalidURL, requests.exceptions.InvalidHeader)):
            return UsageError(
                Sentence("A request to {host} could not be formed.", host=call.host),
                hint=Sentence("Check the connection's url, key and token."),
            )
        if not isinstance(failure, requests.RequestException):
            return UsageError(
                Sentence("The certificates to trust could not be read: {why}", why=_short(self.redact(failure))),
                hint=Sentence("Check ca_file of the connection and the environment variable REQUESTS_CA_BUNDLE."),
            )
        if call.asks or _never_sent(failure):
            return MayPassError(
                Unreachable(
                    Sentence("{host} does not answer ({kind}).", host=call.host, kind=_kind(failure)),
                    hint=Sentence("Check the network and the connection's url, then run again."),
                )
            )
        return _unclear(call, _kind(failure))

    def _not_trusted(self, call: Call, failure: Exception) -> Unreachable:
        if any(words in str(failure) for words in _UNKNOWN_SIGNER):
            return Unreachable(
                Sentence(
                    "{host} shows a certificate that nobody known here has signed, so nothing was sent to it.",
                    host=call.host,
                ),
                hint=Sentence(
                    "If it is your own server, get the certificate of its authority from its administrator as a PEM "
                    "file and name that file as ca_file of the connection (or in REQUESTS_CA_BUNDLE)."
                ),
            )
        return Unreachable(
            Sentence("{host} could not be trusted: {why}", host=call.host, why=_short(self.redact(failure))),
            hint=Sentence("Check the connection's url and this machine's certificates and clock."),
        )


def _with_json(call: Call, response: requests.Response) -> requests.Response:
    """The response with its JSON read once: whoever asks it for that again, a tracker's library, is given the same."""
    response.status_code = 200  # py-trello takes 201 for an error (API-FACTS 4)
    if not response.content:
        response._content = b"null"
        return response
    try:
        found = read_json(response.content)
    except ValueError:
        raise _unreadable(call, response) from None
    if _ESCAPED.search(response.content):
        found = whole_characters(found)
    response.json = lambda **_: found  # type: ignore[method-assign]
    return response


def _unreadable(call: Call, response: requests.Response) -> Exception:
    html = looks_like_html(response)
    what = Sentence("a web page") if html else Sentence("something that is not whole JSON")
    if call.done_once:
        return _unclear(call, Sentence("it was {what}", what=what))
    return MayPassError(
        Unreachable(
            Sentence(
                "{host} answered {verb} {path} with {what} instead of data.",
                host=call.host,
                verb=call.verb,
                path=call.path,
                what=what,
            ),
            hint=Sentence("Check the connection's url, and whether a proxy or a login page stands in between."),
        )
    )


def _unclear(call: Call, why: str) -> Exception:
    """A change that may or may not have been made: worth another try only where doing it twice is doing it once."""
    lost = LostReply(
        Sentence(
            "The answer to {verb} {path} was lost ({why}): the change may or may not have been made.",
            verb=call.verb,
            path=call.path,
            why=why,
        ),
        hint=Sentence("The next run looks before it writes, so nothing is done twice."),
    )
    return lost if call.done_once else MayPassError(lost)


def _never_sent(failure: Exception) -> bool:
    return isinstance(failure, (requests.ConnectTimeout, requests.exceptions.ProxyError)) or any(
        words in str(failure) for words in ("Failed to establish", "Failed to resolve")
    )


def _kind(failure: Exception) -> Sentence:
    """Why a connection failed, in few words."""
    text = str(failure)
    if isinstance(failure, requests.exceptions.ProxyError):
        return Sentence("the proxy did not let us through")
    if isinstance(failure, requests.Timeout):
        return Sentence("it took too long")
    if "Name or service" in text or "resolve" in text.lower() or "getaddrinfo" in text:
        return Sentence("its name is not known here")
    if "refused" in text.lower():
        return Sentence("the connection was refused")
    return Sentence("the connection broke")


def _short(text: str) -> str:
    return text if len(text) <= 200 else text[:200] + "…"
