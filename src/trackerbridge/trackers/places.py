"""Places in a rate limit, from when they are taken until the answer that frees them."""

from __future__ import annotations

from threading import local

__all__ = ["Places"]


class Places(local):
    """Of each thread: places in the rate limit that were taken for its next request."""

    def __init__(self) -> None:
        self.besides: list[int] = []

    def taken(self, place: int) -> list[int]:
        """All of them, with the request's own."""
        places, self.besides = [*self.besides, place], []
        return places
