"""Keeps secrets out of every text: exceptions, logs, reports."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, quote_plus

MASK = "***"
_SHORTEST = 4  # masking shorter ones would riddle ordinary text


class Redactor:
    """Replaces secrets, plain and URL-encoded, in a text."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        plain = {secret for secret in secrets if len(secret) >= _SHORTEST}
        spelled = {form for secret in plain for form in (secret, quote(secret, safe=""), quote_plus(secret))}
        self._secrets = sorted(spelled, key=len, reverse=True)

    def __call__(self, text: object) -> str:
        """The text without the secrets."""
        clean = str(text)
        for secret in self._secrets:
            clean = clean.replace(secret, MASK)
        return clean
