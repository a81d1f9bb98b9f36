"""What ``trackerbridge check`` says of a Trello connection: token, boards, people, room. Refusals become findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from trackerbridge.errors import TrackerbridgeError
from trackerbridge.model.sentence import Sentence
from trackerbridge.people import Sides
from trackerbridge.trackers.base import Finding
from trackerbridge.trackers.findings import unnamed, until_refused
from trackerbridge.trackers.trello.api import TrelloApi
from trackerbridge.trackers.trello.errors import AUTHORIZE, LacksScope
from trackerbridge.trackers.trello.history import COMMENTS
from trackerbridge.trackers.trello.members import People
from trackerbridge.trackers.trello.room import strained_on
from trackerbridge.trackers.trello.seen import must_be_open, seen_board
from trackerbridge.trackers.values import instant, objects, part, text

_SOON = timedelta(days=14)
_NOT_LET_IN = 3
_REFUSED = 5
_NO_CARD = "0" * 24
_NOBODYS = "Wrote comments, and is neither a member nor named as team or client: {who}."


def check_source(api: TrelloApi, board: str, sides: Sides) -> list[Finding]:
    """Whether we may read this board, and know who is who on it."""
    return until_refused(_source_findings(api, board, sides))


def check_target(api: TrelloApi, board: str, *, public_allowed: bool) -> list[Finding]:
    """Whether we may write to this board, who can read it, and whether there is room."""
    return until_refused(_target_findings(api, board, public_allowed=public_allowed))


def _source_findings(api: TrelloApi, board: str, sides: Sides) -> Iterator[Finding]:
    yield from _account(api, must_write=False)
    raw = seen_board(api, board, "members", "memberships")
    must_be_open(raw)
    yield Finding(ok=True, what=Sentence("The board “{name}” can be read.", name=text(raw.get("name"))))
    yield from _observers(raw)
    actions = api.actions_page(board, types=",".join(COMMENTS))
    people = People(raw, actions, sides)
    authors = (who for action in actions if (who := people.author_of(action)))
    yield from unnamed(authors, sides, standing=_NOBODYS)


def _target_findings(api: TrelloApi, board: str, *, public_allowed: bool) -> Iterator[Finding]:
    yield from _account(api, must_write=True)
    raw = seen_board(api, board, "lists", "labels", "members", "memberships")
    must_be_open(raw)
    name = text(raw.get("name"))
    role = role_on(raw, text(api.me().get("id")))
    if role == "observer":
        yield Finding(
            ok=False,
            what=Sentence("The account only observes the board “{name}”, so it cannot write there.", name=name),
            hint=Sentence("Make it a normal member of the board."),
            exit_code=_NOT_LET_IN,
        )
    else:
        yield Finding(
            ok=True,
            what=Sentence(
                "The client board “{name}” can be seen; the account is {role} there.",
                name=name,
                role=Sentence(role or "no member"),
            ),
        )
    yield _visibility(name, text(part(raw, "prefs", "permissionLevel")), public_allowed=public_allowed)
    yield from _observers(raw)
    yield from _room(raw)


def role_on(raw: Mapping[str, Any], member: str) -> str:
    """admin, normal, observer, or empty where the account is no member of the board."""
    roles = {text(m.get("idMember")): text(m.get("memberType")) for m in objects(raw.get("memberships"))}
    return roles.get(member, "")


def _observers(raw: Mapping[str, Any]) -> Iterator[Finding]:
    """Observers see everything on a board (API-FACTS 3.6), so it is worth knowing who they are."""
    names = {text(m.get("id")): text(m.get("fullName")) or text(m.get("username")) for m in objects(raw.get("members"))}
    watching = sorted(
        names.get(member, member)
        for m in objects(raw.get("memberships"))
        if m.get("memberType") == "observer" and (member := text(m.get("idMember")))
    )
    if watching:
        yield Finding(
            ok=True,
            what=Sentence(
                "Observers, who see everything on “{name}”: {who}.", name=text(raw.get("name")), who=", ".join(watching)
            ),
        )


def _visibility(name: str, level: str, *, public_allowed: bool) -> Finding:
    if not level:
        return Finding(
            ok=True,
            what=Sentence("Trello does not tell who can read the client board “{name}”: look there.", name=name),
        )
    if level != "public":
        return Finding(
            ok=True, what=Sentence("The client board “{name}” is not public ({level}).", name=name, level=level)
        )
    if public_allowed:
        return Finding(
            ok=True,
            what=Sentence("The client board “{name}” is public, as publish.allow_public_board permits.", name=name),
        )
    return Finding(
        ok=False,
        what=Sentence("The client board “{name}” is public: the whole world can read it.", name=name),
        hint=Sentence("Make it private in Trello (Change visibility), or set publish.allow_public_board = true."),
        exit_code=_REFUSED,
    )


def _room(raw: Mapping[str, Any]) -> Iterator[Finding]:
    for kind, status in strained_on(raw).items():
        near = status.startswith("warn")
        yield Finding(
            ok=near,
            what=Sentence(
                "The board nearly holds as many {kind} as Trello allows."
                if near
                else "The board already holds as many {kind} as Trello allows.",
                kind=Sentence(kind),
            ),
            hint=Sentence("Archive or remove some of them."),
            exit_code=0 if near else _REFUSED,
        )


def _account(api: TrelloApi, *, must_write: bool) -> Iterator[Finding]:
    me = api.me(anew=True)
    who = text(me.get("fullName")) or text(me.get("username"))
    yield Finding(ok=True, what=Sentence("Trello lets us in as {who}.", who=who))
    if must_write:
        yield Finding(
            ok=True,
            what=Sentence(
                "The client reads {who} in the board's activity beside whatever is written, so an account of the "
                "office's own is best.",
                who=who,
            ),
        )
    try:
        tokens = api.my_tokens()
    except TrackerbridgeError:
        tokens = []
    yield _expiry(tokens)
    if must_write:
        yield _scope(api, tokens)


def _expiry(tokens: list[Mapping[str, Any]]) -> Finding:
    """Trello lists the account's tokens without saying which one is asking, so the first to end is told."""
    if not tokens:
        return Finding(ok=True, what=Sentence("Trello does not tell this token when it ends."))
    ends = min((end for token in tokens if (end := instant(token.get("dateExpires")))), default=None)
    if ends is None:
        return Finding(ok=True, what=Sentence("The token does not end."))
    soon = ends < datetime.now(UTC) + _SOON
    hint = Sentence("Make a new one in time: {address}", address=AUTHORIZE) if soon else ""
    if len(tokens) == 1:
        return Finding(ok=True, what=Sentence("The token ends on {day}.", day=ends.date()), hint=hint)
    several = Sentence("The first of the account's {n} tokens ends on {day}.", n=len(tokens), day=ends.date())
    return Finding(ok=True, what=several, hint=hint)


def _scope(api: TrelloApi, tokens: list[Mapping[str, Any]]) -> Finding:
    """From the account's list, where all its tokens are alike; else from the refusal that a write would meet."""
    listed = {any(p.get("write") is True for p in objects(token.get("permissions"))) for token in tokens}
    if listed == {True}:
        return Finding(ok=True, what=Sentence("The token may write."))
    if listed != {False} and not _refused_to_write(api):
        return Finding(ok=True, what=Sentence("Whether the token may write is not told here; sync will say so."))
    return Finding(
        ok=False,
        what=Sentence("The token may only read, and publishing needs to write."),
        hint=Sentence("Make a token that may read and write: {address}", address=AUTHORIZE),
        exit_code=_NOT_LET_IN,
    )


def _refused_to_write(api: TrelloApi) -> bool:
    """Whether Trello names the missing scope for a change of nothing on a card that cannot exist.

    ``/tokens/{token}`` would tell, and would put the token into an address. Only a refusal proves anything: an
    unknown card (404) is what every other token is told.
    """
    try:
        api.update("card", _NO_CARD, {})
    except LacksScope:
        return True
    except TrackerbridgeError:
        return False
    return False
