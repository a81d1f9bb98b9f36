"""The reference at the end of a card's description, apart from its text. What it says: ``client_view.marker``. Pure."""

from __future__ import annotations

import re

_REFERENCE = re.compile(r"\s*\bRef\. (tb(?:[a-z2-7]{64}|[a-z2-7]{48}|[a-z2-7]{40}))\s*$")
_ANYWHERE = re.compile(r"(?<![a-z0-9])tb[a-z2-7]{40,64}(?![a-z0-9])", re.IGNORECASE)


def bears_reference(text: str) -> bool:
    """Whether something that looks like a reference stands anywhere in a text."""
    return bool(_ANYWHERE.search(text))


def apart(description: str) -> tuple[str, str]:
    """A description without its reference, and the reference (empty where it carries none)."""
    found = _REFERENCE.search(description)
    return (description[: found.start()], found[1]) if found else (description, "")


def together(text: str, reference: str) -> str:
    """As cards carry it elsewhere, so that a plan need not know where a reference is kept."""
    return f"{text}\n\nRef. {reference}".lstrip() if reference else text
