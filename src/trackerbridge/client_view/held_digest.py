"""What a held text is called in the ledger: the guard's readers need the name also where no guard is loaded."""

from __future__ import annotations

import hashlib


def digest_of(text: str) -> str:
    """A short name for exactly this text: a person's word about it holds as long as its bytes stay the same."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
