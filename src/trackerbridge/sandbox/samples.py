"""The sample agency as a running state."""

from __future__ import annotations

from datetime import datetime

from trackerbridge.sandbox import agency
from trackerbridge.sandbox.clock import SandboxClock
from trackerbridge.sandbox.trello.state import TrelloState


def agency_state(now: datetime | None = None) -> TrelloState:
    """The sample agency's boards, people and tokens, as they stand at ``now`` (aware); the clock stops there.

    Without ``now``: as of this moment, and the clock runs.
    """
    clock = SandboxClock(now)
    sample = agency.build(clock.now())
    state = TrelloState(clock)
    for board in sample.boards:
        state.load_export(board)
    for account in sample.accounts:
        state.add_account(account.key, account.token, dict(account.member), account.scopes)
    return state
