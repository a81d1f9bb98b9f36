"""A little joy, by choice: pictures on good news only (CLIENT section 1).

``None`` as a cover means "leave what stands there": while a problem is open nothing joyful is put on, and nothing is
taken off either, so that a problem does not rewrite every finished card.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackerbridge.client_view.view import LabelRole
from trackerbridge.client_view.work import Work
from trackerbridge.model import Stage

PLAIN = "plain"

_TROUBLE = (LabelRole.SOLVING, LabelRole.CHECKING)


def covers(work: Sequence[Work], theme: str) -> dict[str, str | None]:
    """By card's reference: the picture it should wear, empty for none, None to leave it as it is."""
    quiet = any(item.health in _TROUBLE for item in work)
    return {item.ref: _cover(item, theme, quiet) for item in work}


def _cover(item: Work, theme: str, quiet: bool) -> str | None:
    if theme == PLAIN or item.stage is not Stage.DONE:
        return ""
    if quiet:
        return None
    return f"{theme}-{'bonus' if item.bonus else 'early' if item.early else 'done'}"
