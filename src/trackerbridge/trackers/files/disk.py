"""A file's bytes: unpacked, and no larger than what can be held."""

from __future__ import annotations

import gzip
import zlib
from io import BytesIO
from pathlib import Path

from trackerbridge.errors import BadInput

LARGEST = 256 * 1024 * 1024  # bytes, unpacked; a board of 5,000 cards with 1,000 actions is about 30 MB
_GZIP = b"\x1f\x8b"


def bytes_of(path: Path) -> bytes:
    """A file's bytes, unpacked where it is gzip. Raises :class:`BadInput` where it is unreadable or far too large."""
    try:
        if path.stat().st_size > LARGEST:
            raise _too_large(path.name)
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"There is no file {path}.", hint="Check the path.") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInput(f"{path} cannot be read: {reason}.", hint="Check its permissions.") from None
    return _unpacked(data, path.name) if data.startswith(_GZIP) else data


def _unpacked(data: bytes, name: str) -> bytes:
    try:
        with gzip.open(BytesIO(data)) as packed:
            unpacked = packed.read(LARGEST + 1)
    except (EOFError, OSError, zlib.error):
        raise BadInput(f"{name} is gzip, and cut short or damaged.", hint="Download it again.") from None
    if len(unpacked) > LARGEST:
        raise _too_large(name)
    return unpacked


def _too_large(name: str) -> BadInput:
    size = LARGEST // (1024 * 1024)
    return BadInput(f"{name} is larger than {size} MB, which no export is.", hint="Name the export itself.")
