"""What people said by command, kept a second time beside the ledger: one small file a project, appended to at once.

The ledger decides, and is written first. Only what was said of a thing after the ledger's own latest word on it is
taken over from here, once: then the ledger was lost, or is an older copy. These files hold the kinds of entries that
stand nowhere else: what steers, what was said of extras (no card tells that an offer was taken back), texts that were
released or reworded, and promises that were voided.

``NAME.jsonl`` holds an entry a line. ``NAME.told`` holds what the manager was told last, so that it is not told again.
``NAME.wrote`` holds the instant at which a run last wrote to the client: a folder that was put back from an old copy
tells by it that it does not reach up to now. None holds a credential, all are the owner's alone, and what cannot be
written or read costs no run.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Entry, EntryKind
from trackerbridge.model import Promise, PromiseState, Told

_VOID = "void"

log = logging.getLogger("trackerbridge.ledger")


@dataclass(frozen=True, slots=True)
class Kept:
    """``words``: oldest first. ``voided``: promises as they were when a person voided them, oldest first.

    ``reaches``: the real time of the latest sign in these files, if there is any.
    """

    words: tuple[Entry, ...] = ()
    voided: tuple[Promise, ...] = ()
    reaches: datetime | None = None


class Beside:
    """The files beside one ledger. ``folder`` None: a ledger in memory, beside which nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def say(self, project: str, entries: Iterable[Entry], *, at: datetime) -> None:
        """Append those of these entries that stand nowhere else; one without an instant of its own gets ``at``."""
        entries = tuple(entries)
        if words := "".join(f"{_line(one, at)}\n" for one in entries if _kept(one)):
            self._write(project, "jsonl", words, os.O_APPEND)
        told = {one.ref: one for one in entries if one.kind is EntryKind.TOLD}
        if told:
            before = {one.ref: one for one, _ in _lines(self._read(project, "told"))}
            lines = "".join(f"{_line(one, at)}\n" for one in (before | told).values())
            self._write(project, "told", lines, os.O_TRUNC)

    def void(self, project: str, promise: Promise, *, at: datetime) -> None:
        """A person voided this promise: which dates the client had been told, and why it holds no longer."""
        told = [[each.day.isoformat(), each.at.isoformat(), each.why] for each in promise.told]
        body = {"title": promise.title, "task": promise.task, "reason": promise.void_reason, "told": told}
        line = {"kind": _VOID, "ref": promise.ref, "at": at.isoformat(), "body": body}
        said = json.dumps(line | {"said": datetime.now(UTC).isoformat()})
        self._write(project, "jsonl", f"{said}\n", os.O_APPEND)

    def mark(self, project: str, words: Callable[[], Sequence[Entry]]) -> None:
        """A run wrote to the client just now. ``words``: all that the ledger holds, for a project that is new here."""
        if self._folder is None:
            return
        if not self._path(project, "jsonl").exists():
            self._write(project, "jsonl", "", os.O_APPEND)
            self.say(project, words(), at=datetime.now(UTC))
        self._write(project, "wrote", datetime.now(UTC).isoformat(), os.O_TRUNC)

    def of(self, project: str) -> Kept:
        """What is kept of a project. A line that cannot be read is passed over: a crash may have cut the last one."""
        text = self._read(project, "jsonl")
        lines = [*_lines(text), *_lines(self._read(project, "told"))]
        words, signs = [one for one, _ in lines], [said for _, said in lines]
        with suppress(ValueError):
            signs.append(datetime.fromisoformat(self._read(project, "wrote").strip()))
        return Kept(tuple(words), tuple(_voided(text)), max(signs, default=None))

    def _path(self, project: str, ending: str) -> Path:
        plain = re.sub(r"[^A-Za-z0-9_-]+", "-", project)[:60].strip("-")
        assert self._folder is not None
        return self._folder / f"{plain}-{sha256(project.encode()).hexdigest()[:8]}.{ending}"

    def _read(self, project: str, ending: str) -> str:
        if self._folder is None:
            return ""
        try:
            return self._path(project, ending).read_text(encoding="ascii", errors="replace")
        except OSError:
            return ""

    def _write(self, project: str, ending: str, text: str, how: int) -> None:
        if self._folder is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = os.open(self._path(project, ending), os.O_WRONLY | os.O_CREAT | how, 0o600)
            try:
                os.write(file, text.encode("ascii"))  # in one piece: others may append as well
                os.fsync(file)
            finally:
                os.close(file)
        except OSError as failure:
            log.warning("What was said is in the ledger, and could not be kept beside it as well: %s", failure.strerror)


def _line(entry: Entry, at: datetime) -> str:
    said = {"kind": entry.kind, "ref": entry.ref, "at": (entry.at or at).isoformat(), "body": dict(entry.body)}
    return json.dumps(said | {"said": datetime.now(UTC).isoformat()})


def _lines(text: str) -> Iterator[tuple[Entry, datetime]]:
    """Each entry, with the real time at which it was kept; what cannot be read is passed over."""
    for line in text.splitlines():
        with suppress(ValueError, KeyError, TypeError):
            found = json.loads(line)
            kind, at = EntryKind(found["kind"]), datetime.fromisoformat(found["at"])
            said = datetime.fromisoformat(found["said"])
            yield Entry(kind=kind, ref=str(found["ref"]), at=at, body=dict(found["body"])), said


def _voided(text: str) -> Iterator[Promise]:
    for line in text.splitlines():
        with suppress(ValueError, KeyError, TypeError):
            found = json.loads(line)
            if found["kind"] == _VOID:
                body = found["body"]
                told = tuple(Told(date.fromisoformat(day), datetime.fromisoformat(at), why)
                             for day, at, why in body["told"])  # fmt: skip
                yield Promise(ref=found["ref"], title=body["title"], task=body["task"], told=told,
                              state=PromiseState.VOID, void_reason=body["reason"])  # fmt: skip


def _kept(entry: Entry) -> bool:
    """A text that is merely held is found again by the guard; only a person's word on it is not."""
    decided = entry.kind is EntryKind.HELD and entry.body.get("state") in ("released", "reworded")
    return decided or entry.kind in (EntryKind.STEERING, EntryKind.EXTRA)


def not_known(kept: Iterable[Entry], known: Iterable[Entry]) -> tuple[Entry, ...]:
    """Of what is kept, what was said about anything after the ledger's own latest word on it. Pure."""
    latest: dict[tuple[str, str], datetime] = {}
    for one in known:
        if one.at is not None and (_kept(one) or one.kind is EntryKind.TOLD):
            key = (one.kind.value, one.ref)
            latest[key] = max(latest.get(key, one.at), one.at)
    return tuple(
        one for one in kept
        if one.at is not None and not ((key := (one.kind.value, one.ref)) in latest and one.at <= latest[key])
    )  # fmt: skip


def still_void(voided: Iterable[Promise], known: Iterable[Promise]) -> tuple[Promise, ...]:
    """Of the promises that were voided, those that the ledger takes for open, or does not know. Pure.

    Not where another date was told since, or the same one anew: then it holds again.
    """
    stories = {promise.ref: promise for promise in known}
    found = {}
    for promise in voided:
        story = stories.get(promise.ref)
        if story is None or _as_it_was(story, promise):
            found[promise.ref] = replace(story or promise, state=PromiseState.VOID, void_reason=promise.void_reason)
    return tuple(found.values())


def _as_it_was(story: Promise, voided: Promise) -> bool:
    """Whether nothing became of this promise but that it was voided."""
    still_open = story.state in (PromiseState.OPEN, PromiseState.LATE) and story.delivered_on is None
    return still_open and story.current == voided.current and len(story.told) <= len(voided.told)
