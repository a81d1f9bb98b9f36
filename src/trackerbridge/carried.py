"""What was carried from the client's side to a source task, and the short reference by which it is known again. Pure.

The last line of such a comment is ``Ref. cb…``: 13 bytes in base32, letters and digits only, so that no editor changes
it. It says which message was carried in which wording, and whether it was taken back since, and nothing that can be
read back into a name or a text. By it a lost ledger carries nothing twice, and nothing that we carried is ever taken
for a client's words, for a note, or for the team's answer.

====== ==== ==============================================
offset size meaning
====== ==== ==============================================
0      1    version (high half), flags (low half: 1 = taken back)
1      6    which message of which project
7      4    fingerprint of the message's text
11     2    checksum
====== ==== ==============================================
"""

from __future__ import annotations

import base64
import hashlib
import re
import struct
from collections.abc import Sequence
from dataclasses import replace

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Comment, Person, Side, Snapshot, Task

_LAYOUT = struct.Struct(">B6sI")
_VERSION, _GONE = 1, 1
_LINE = re.compile(r"^[\s*_~`\\]*(?:Ref\\?\.?)?[\s*_~`\\]*cb([a-z2-7]{21})[\s*_~`\\]*$", re.IGNORECASE)
_NOBODY = Person("trackerbridge", side=Side.OURS)


@dataclass(frozen=True, slots=True)
class CarriedMark:
    """What a reference says: ``key`` of the message (:func:`key_of`), ``print`` of its text, and whether it is gone."""

    key: str
    print: int
    gone: bool = False

    @property
    def line(self) -> str:
        """The last line of the comment that carries it."""
        flags = _VERSION << 4 | (_GONE if self.gone else 0)
        body = _LAYOUT.pack(flags, bytes.fromhex(self.key), self.print)
        return "Ref. cb" + base64.b32encode(body + _checksum(body)).decode("ascii").rstrip("=").lower()


def key_of(project: str, message: str) -> str:
    """Twelve hexadecimal digits for one message of one project (or of one of its boards)."""
    return hashlib.sha256(f"{project}\n{message}".encode()).hexdigest()[:12]


def print_of(text: str) -> int:
    """Thirty-two bits of a message's text, however its lines are broken."""
    return int.from_bytes(hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).digest()[:4], "big")


def mark_in(text: str) -> CarriedMark | None:
    """The reference in the last line of a comment; None where it is none of ours, or where somebody only quotes it."""
    last = next((line for line in reversed(text.splitlines()) if line.strip()), "")
    found = _LINE.match(last)
    if found is None:
        return None
    raw = base64.b32decode(found[1].upper() + "===")
    body, checksum = raw[:-2], raw[-2:]
    if checksum != _checksum(body):
        return None
    flags, key, text_print = _LAYOUT.unpack(body)
    return CarriedMark(key.hex(), text_print, bool(flags & _GONE)) if flags >> 4 == _VERSION else None


def ours_apart(snapshots: Sequence[Snapshot]) -> tuple[Snapshot, ...]:
    """The same snapshots; comments that we carried there are ours, whichever account wrote them."""
    return tuple(_apart(snapshot) for snapshot in snapshots)


def _apart(snapshot: Snapshot) -> Snapshot:
    if not any(mark_in(comment.text) for task in snapshot.tasks for comment in task.comments):
        return snapshot
    return replace(snapshot, tasks=tuple(map(_told, snapshot.tasks)))


def _told(task: Task) -> Task:
    comments = tuple(_ours(one) if mark_in(one.text) else one for one in task.comments)
    return task if comments == task.comments else replace(task, comments=comments)


def _ours(comment: Comment) -> Comment:
    return replace(comment, author=replace(comment.author or _NOBODY, side=Side.OURS), internal=True)


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(b"carried" + body).digest()[:2]
