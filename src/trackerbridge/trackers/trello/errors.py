"""Trello's refusals in words a person can act on (API-FACTS 3.1, 6; most of its errors are plain text)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from trackerbridge.errors import NotLetIn, TrackerbridgeError, TrackerRefused, Unreachable
from trackerbridge.model.sentence import Sentence
from trackerbridge.trackers.credentials import where
from trackerbridge.trackers.replies import Reply

AUTHORIZE = "https://trello.com/1/authorize?expiration=never&scope=read,write&response_type=token&key=YOUR_KEY"
KEY_PAGE = "https://trello.com/power-ups/admin"


class NotPermitted(NotLetIn):
    """Key and token are good, and the account may not do this: usually a board it is no member of."""


class LacksScope(NotLetIn):
    """The token is good, and was made without the right to do this."""


class TooMuch(Unreachable):
    """The server did not finish a question: a smaller one may be answered."""


class Explainer:
    """Makes an error from a reply; ``credentials`` says where key and token come from ("env:TRELLO_TOKEN")."""

    def __init__(self, credentials: Mapping[str, str]) -> None:
        self._key = where(credentials.get("key", ""))
        self._token = where(credentials.get("token", ""))

    def __call__(self, reply: Reply) -> TrackerbridgeError:
        """One sentence on what happened, one on what to do."""
        if reply.status == 449:
            error = self(_nested(reply))
            return TooMuch(error.message, hint=error.hint) if type(error) is Unreachable else error
        if reply.status == 401:
            return self._unauthorised(reply)
        if reply.html or reply.status < 400 or reply.status >= 500:
            return self._elsewhere(reply)
        if reply.status == 403:
            return self._forbidden(reply)
        return self._refused(reply)

    def _unauthorised(self, reply: Reply) -> NotLetIn:
        text = reply.text.lower()
        if "invalid key" in text:
            return NotLetIn(
                Sentence("Trello does not know the key ({key}).", key=self._key),
                hint=Sentence("Copy the key from {page} and put it there.", page=KEY_PAGE),
            )
        if "scope" in text:
            does = Sentence("change anything") if reply.writes else Sentence("read this")
            return LacksScope(
                Sentence(
                    "The Trello token ({token}) is not allowed to {does}: it lacks the scope for it.",
                    token=self._token,
                    does=does,
                ),
                hint=Sentence("Make a token that may read and write: {page} and put it there.", page=AUTHORIZE),
            )
        if "token" in text or "expired" in text:
            return NotLetIn(
                Sentence(
                    "Trello does not accept the token ({token}): it is wrong, was revoked, or has expired.",
                    token=self._token,
                ),
                hint=Sentence("Make a new one for the same key: {page} and put it there.", page=AUTHORIZE),
            )
        return NotPermitted(
            Sentence(
                'The account of this token may not do {verb} {path}: Trello said "{said}".',
                verb=reply.verb,
                path=reply.path,
                said=reply.text,
            ),
            hint=Sentence("Invite the account to the board as a normal member, or use another account's token."),
        )

    def _elsewhere(self, reply: Reply) -> Unreachable:
        if reply.status >= 500:
            return (TooMuch if reply.status == 504 else Unreachable)(
                Sentence(
                    "{host} could not answer {verb} {path} ({status}).",
                    host=reply.host,
                    verb=reply.verb,
                    path=reply.path,
                    status=reply.status,
                ),
                hint=Sentence(
                    "Run again later; see https://trello.status.atlassian.com, and check the connection's url."
                ),
            )
        return Unreachable(
            Sentence(
                "{host} answered {verb} {path} with {what} ({status}).",
                host=reply.host,
                verb=reply.verb,
                path=reply.path,
                what=reply.text or Sentence("a redirect"),
                status=reply.status,
            ),
            hint=Sentence("Check the connection's url, and whether a proxy or a login page stands in between."),
        )

    def _forbidden(self, reply: Reply) -> TrackerbridgeError:
        code = str(reply.data.get("error", ""))
        if "TOO_MANY" in code or "TOO_MANY" in reply.text:
            said = Sentence("the board holds too much for one request")
            if not reply.writes:
                return TooMuch(
                    Sentence("Trello refused {verb} {path}: {said}.", verb=reply.verb, path=reply.path, said=said),
                    hint=Sentence("Archive what is no longer needed on the board, then run again."),
                )
        else:
            said = Sentence(
                'it said "{said}", which usually means that a limit of the board is reached', said=reply.text or code
            )
        return TrackerRefused(
            Sentence("Trello refused {verb} {path}: {said}.", verb=reply.verb, path=reply.path, said=said),
            hint=Sentence("Archive what is no longer needed on the board, then run again."),
            status=403,
        )

    def _refused(self, reply: Reply) -> TrackerRefused:
        if reply.status == 404:
            return TrackerRefused(
                Sentence("Trello knows nothing at {path}: it was deleted, or the id is wrong.", path=reply.path),
                hint=Sentence("Run again; the next run looks at the board as it is now."),
                status=404,
            )
        return TrackerRefused(
            Sentence(
                'Trello refused {verb} {path} ({status}): "{said}".',
                verb=reply.verb,
                path=reply.path,
                status=reply.status,
                said=reply.text,
            ),
            hint=Sentence("Nothing was changed by this request."),
            status=reply.status,
        )


def _nested(reply: Reply) -> Reply:
    """449 wraps the failure of a part of the request (API-FACTS 3.1)."""
    status = reply.data.get("originalStatus")
    status = status if isinstance(status, int) and status != 449 else 503
    return replace(reply, status=status, path=str(reply.data.get("path") or reply.path))
