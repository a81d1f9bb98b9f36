"""The short opaque reference in a card's description: ``Ref. tb…``. For recovery only (decision 13).

Where the ledger was lost, it says whose card this is, which date was told first and which last, on which day the last
move was told, and, by a fingerprint per field, which fields a person edited since. 25 bytes in base32, so letters and
digits only: Trello's editor has nothing to escape. Nothing in it can be read back into a name.

A card that has more to remember (a second move, an answer that was announced by a day, dates that count as agreed)
carries the longer second version, 30 bytes: after the day of the last move stand how often the date moved (one byte)
and by when the reason and a new date were announced (two days). Its flags have 2 for dates that count as agreed.

Where days between the first date and the last one are to be remembered, it is the third version, 40 bytes: after those
stand up to two moves before the last one, the oldest first, each with the day it led to and the day on which it was
told, and the day on which a question was put, where that was later than it was written. Any version has 4 in its flags
for a question that waits until others are answered, and 8 for a promise that no task carries: the last day is then the
one on which it was done.

====== ==== =====================================================
offset size meaning
====== ==== =====================================================
0      1    version (high half), flags (low half: 1 = due complete)
1      2    which project
3      4    which reference of that project
7      2    date first told, days since 1970-01-01; 0 = none
9      2    date told last, likewise
11     2    day on which the last move was told, likewise
13     10   fingerprints of title, description, list, due, labels
23     2    checksum
====== ==== =====================================================
"""

from __future__ import annotations

import base64
import hashlib
import re
import struct
from collections.abc import Mapping
from datetime import date, timedelta

from trackerbridge.client_view.normal_text import comparable_text
from trackerbridge.lazy_dataclass import dataclass

PRINTED = ("title", "description", "list", "due", "labels")
_SHORT, _LONG, _LONGEST = 1, 2, 3  # the versions
_DUE_COMPLETE, _AGREED, _ASKED_LATER, _WITHOUT_TASK = 1, 2, 4, 8
_EPOCH = date(1970, 1, 1)
_LAYOUTS = {
    _SHORT: struct.Struct(">B2s4s3H5H"),
    _LONG: struct.Struct(">B2s4s3HB2H5H"),
    _LONGEST: struct.Struct(">B2s4s3HB2H4HH5H"),
}
MOST_EARLIER = 2
_MOST_MOVES = 0xFF
_TOKEN = re.compile(r"(?<![a-z0-9])tb([a-z2-7]{64}|[a-z2-7]{48}|[a-z2-7]{40})(?![a-z0-9])", re.IGNORECASE)
_LABEL_BEFORE = re.compile(r"[ \t*_~`>\\]*(?:Ref\\?\.?)?[ \t*_~`\\]*$", re.IGNORECASE)
_DRESS_AFTER = re.compile(r"^[*_~`\\]*[ \t]*")


@dataclass(frozen=True, slots=True)
class Marker:
    """What a reference says. ``owner`` is :func:`owner_of` the card; ``prints`` has a number per field of PRINTED."""

    owner: str
    prints: Mapping[str, int]
    first: date | None = None
    told: date | None = None
    moved_on: date | None = None
    due_complete: bool = False
    moves: int = 0  # 0 also where only one is known of: ``moved_on`` tells it
    reason_by: date | None = None
    new_date_by: date | None = None
    agreed: bool = False
    earlier: tuple[tuple[date, date], ...] = ()  # moves before the last: the day it led to, and the day it was told
    asked_later: bool = False
    asked_on: date | None = None
    without_task: bool = False  # a promise that no task carries
    done_on: date | None = None  # of such a promise

    @property
    def text(self) -> str:
        """The reference as it stands in a description."""
        return encode(self)

    def of_project(self, project: str) -> bool:
        """Whether the card belongs to this project (once in 65,536 by chance)."""
        return self.owner[:4] == _project_tag(project)

    def says(self, field: str, value: str) -> bool:
        """Whether this comparable value is the one that we wrote last."""
        if field == "due_complete":
            return value == _truth(self.due_complete)
        return self.prints[field] == fingerprint(value)

    def remembered(self, field: str) -> str:
        """What stands for a value that only its fingerprint tells; :func:`fingerprint` reads it back."""
        if field == "due_complete":
            return _truth(self.due_complete)
        return f"{_SENTINEL}{self.prints[field]:04x}"


_SENTINEL = "fingerprint:"
_SENTINEL_SHAPE = re.compile(rf"^{_SENTINEL}([0-9a-f]{{4}})$")


def _truth(value: bool) -> str:
    return "true" if value else "false"


def owner_of(project: str, ref: str) -> str:
    """12 hexadecimal digits: four of the project, eight of the reference within it."""
    return _project_tag(project) + hashlib.sha256(f"{project}\n{ref}".encode()).hexdigest()[:8]


def _project_tag(project: str) -> str:
    return hashlib.sha256(project.encode()).hexdigest()[:4]


def fingerprint(value: str) -> int:
    """Sixteen bits of a comparable value, or of what :meth:`Marker.remembered` stands for."""
    if found := _SENTINEL_SHAPE.match(value):
        return int(found[1], 16)
    return int.from_bytes(hashlib.sha256(value.encode("utf-8", "surrogatepass")).digest()[:2], "big")


def alike(one: str, other: str) -> bool:
    """Whether two comparable values are the same, as far as can be told where one is only a fingerprint."""
    if one == other:
        return True
    if _SENTINEL_SHAPE.match(one) or _SENTINEL_SHAPE.match(other):
        return fingerprint(one) == fingerprint(other)
    return False


def encode(marker: Marker) -> str:
    """The reference as it stands in a description, without its line."""
    more = marker.moves > 1 or marker.reason_by or marker.new_date_by or marker.agreed
    last_day = marker.done_on if marker.without_task else marker.asked_on
    version = _LONGEST if marker.earlier or last_day else _LONG if more else _SHORT
    flags = version << 4 | (_DUE_COMPLETE if marker.due_complete else 0) | (_AGREED if marker.agreed else 0)
    flags |= (_ASKED_LATER if marker.asked_later else 0) | (_WITHOUT_TASK if marker.without_task else 0)
    owner = bytes.fromhex(marker.owner)
    prints = [marker.prints[field] for field in PRINTED]
    days = [_number(day) for day in (marker.first, marker.told, marker.moved_on)]
    if version != _SHORT:
        days += [min(marker.moves, _MOST_MOVES), _number(marker.reason_by), _number(marker.new_date_by)]
    if version == _LONGEST:
        pairs = [*marker.earlier[-MOST_EARLIER:], (None, None), (None, None)][:MOST_EARLIER]
        days += [*(_number(day) for pair in pairs for day in pair), _number(last_day)]
    body = _LAYOUTS[version].pack(flags, owner[:2], owner[2:], *days, *prints)
    return "tb" + base64.b32encode(body + _checksum(body)).decode("ascii").lower()


def decode(text: str) -> Marker | None:
    """The last valid reference anywhere in a text, or None. A damaged one is none."""
    found = None
    for token in _TOKEN.finditer(text):
        found = _read(token[1]) or found
    return found


def with_marker(description: str, marker: Marker) -> str:
    """A description with its reference as the last line."""
    return f"{description.rstrip()}\n\nRef. {encode(marker)}".lstrip()


def without_marker(description: str) -> str:
    """A description without any valid reference, wherever it was moved and however it was dressed."""
    pieces, position = [], 0
    for token in _TOKEN.finditer(description):
        if _read(token[1]) is None:
            continue
        before = description[position : token.start()]
        pieces.append(_LABEL_BEFORE.sub("", before))
        position = token.end() + len(_DRESS_AFTER.match(description[token.end() :])[0])  # type: ignore[index]
    pieces.append(description[position:])
    return "".join(pieces).rstrip() if len(pieces) > 1 else description


def comparable_description(description: str) -> str:
    """A description in comparable form, its reference left out."""
    return comparable_text(without_marker(description))


def _read(token: str) -> Marker | None:
    raw = base64.b32decode(token.upper())
    body, checksum = raw[:-2], raw[-2:]
    if checksum != _checksum(body):
        return None
    version = body[0] >> 4
    if version not in _LAYOUTS or _LAYOUTS[version].size != len(body):
        return None
    flags, project, ref, first, told, moved_on, *rest = _LAYOUTS[version].unpack(body)
    moves, reason_by, new_date_by = rest[:3] if version != _SHORT else (0, 0, 0)
    between = [_day(number) for number in rest[3:7]] if version == _LONGEST else []
    last_day, without_task = _day(rest[7]) if version == _LONGEST else None, bool(flags & _WITHOUT_TASK)
    return Marker(
        owner=(project + ref).hex(),
        prints=dict(zip(PRINTED, rest[-len(PRINTED) :], strict=True)),
        first=_day(first),
        told=_day(told),
        moved_on=_day(moved_on),
        due_complete=bool(flags & _DUE_COMPLETE),
        moves=moves,
        reason_by=_day(reason_by),
        new_date_by=_day(new_date_by),
        agreed=bool(flags & _AGREED),
        asked_later=bool(flags & _ASKED_LATER),
        asked_on=None if without_task else last_day,
        without_task=without_task,
        done_on=last_day if without_task else None,
        earlier=tuple((day, told) for day, told in zip(between[::2], between[1::2], strict=True) if day and told),
    )


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(b"trackerbridge" + body).digest()[:2]


def _number(day: date | None) -> int:
    """Days since 1970; a date that two bytes cannot hold (after 2149) is not remembered."""
    days = (day - _EPOCH).days if day else 0
    return days if 0 < days <= 0xFFFF else 0


def _day(number: int) -> date | None:
    return _EPOCH + timedelta(days=number) if number else None
