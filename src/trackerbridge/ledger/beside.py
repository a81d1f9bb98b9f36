"""What people said by command, kept a second time beside the ledger: one small file a project, appended to at once.

The ledger decides, and is written first. Only what was said of a thing after the ledger's own latest word on it is
taken over from here, once: then the ledger was lost, or is an older copy. These files hold the kinds of entries that
stand nowhere else: what steers, what was said of extras and decided (no card tells that an offer was taken back),
texts that were released or reworded, promises that were voided, and those that no task carries. They hold as well what
we made on the client's side, card by card and comment by comment: what is there no more was taken away by a person.

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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Entry, EntryKind, Publication
from trackerbridge.model import Promise, PromiseState, Told

_VOID, _PROMISE, _MADE = "void", "promise", "made"
_CARD, _TEXT = "card", "text"
_WRITING = timedelta(minutes=10)  # how far the disk's clock may be from ours, with the time that writing takes

log = logging.getLogger("trackerbridge.ledger")


@dataclass(frozen=True, slots=True)
class Kept:
    """``words``: oldest first. ``voided``: promises as they were when a person voided them, oldest first.

    ``promises``: those without a task as they stood last, by reference. ``made``: our cards and comments as we wrote
    them last, by reference. ``reaches``: the real time of the latest sign in these files, if there is any.
    """

    words: tuple[Entry, ...] = ()
    voided: tuple[Promise, ...] = ()
    promises: Mapping[str, Promise] = field(default_factory=dict)
    made: Mapping[str, Publication] = field(default_factory=dict)
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
        body = {"reason": promise.void_reason, **_story(promise)}
        self._append(project, _VOID, [(promise.ref, body)], at)

    def promise(self, project: str, promises: Iterable[Promise], *, at: datetime) -> None:
        """How promises that no task carries stand now; what is kept so already is not written again."""
        wanted = [one for one in promises if one.task is None and one.state is not PromiseState.VOID]
        known = self.of(project).promises if wanted else {}
        news = [(one.ref, _standing(one)) for one in wanted if one.ref not in known or _differ(known[one.ref], one)]
        self._append(project, _PROMISE, news, at)

    def made(self, project: str, publications: Iterable[Publication], *, at: datetime) -> None:
        """Our cards and comments on the client's side; what is kept so already is not written again."""
        known = {ref: _made_body(each) for ref, each in self.of(project).made.items()}
        bodies = ((each.ref, _made_body(each)) for each in publications)
        self._append(project, _MADE, [(ref, body) for ref, body in bodies if known.get(ref) != body], at)

    def _append(self, project: str, kind: str, bodies: Iterable[tuple[str, Mapping[str, Any]]], at: datetime) -> None:
        said = {"at": at.isoformat(), "said": datetime.now(UTC).isoformat()}
        lines = "".join(json.dumps({"kind": kind, "ref": ref, "body": body} | said) + "\n" for ref, body in bodies)
        if lines:
            self._write(project, "jsonl", lines, os.O_APPEND)

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
        promises, made = dict(_promises(text)), {each.ref: each for each in _made(text)}
        return Kept(
            tuple(words), tuple(_voided(text)), {ref: one for ref, one in promises.items() if one}, made,
            max(signs, default=None),
        )  # fmt: skip

    def put_there(self, project: str) -> datetime | None:
        """When somebody put these files where they are (UTC), if that was well after all that they hold; else None.

        Whatever we write is as old as the file. A copy that was put back is not: its contents end where it was made,
        and the disk knows when it came (the time of the last change to the file's own entry, on Windows of its making).
        """
        if self._folder is None:
            return None
        times = []
        for ending in ("jsonl", "told", "wrote"):
            with suppress(OSError):
                times.append(datetime.fromtimestamp(self._path(project, ending).stat().st_ctime, UTC))
        reaches, put = self.of(project).reaches, max(times, default=None)
        return put if put is not None and reaches is not None and put > reaches + _WRITING else None

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


def _of_kinds(text: str, *kinds: str) -> Iterator[tuple[str, str, Any]]:
    """Kind, reference and body of each line of these kinds."""
    for line in text.splitlines():
        with suppress(ValueError, KeyError, TypeError):
            found = json.loads(line)
            if found["kind"] in kinds:
                yield str(found["kind"]), str(found["ref"]), found["body"]


def _voided(text: str) -> Iterator[Promise]:
    for _, ref, body in _of_kinds(text, _VOID):
        with suppress(ValueError, KeyError, TypeError):
            yield replace(_told(ref, body), state=PromiseState.VOID, void_reason=body["reason"])


def _promises(text: str) -> Iterator[tuple[str, Promise | None]]:
    """Each as it stood; None once it was voided."""
    for kind, ref, body in _of_kinds(text, _VOID, _PROMISE):
        with suppress(ValueError, KeyError, TypeError):
            if kind == _VOID:
                yield ref, None
            else:
                on = date.fromisoformat(body["delivered_on"]) if body["delivered_on"] else None
                yield ref, replace(_told(ref, body), state=PromiseState(body["state"]), delivered_on=on)


def _told(ref: str, body: Mapping[str, Any]) -> Promise:
    told = tuple(Told(date.fromisoformat(day), datetime.fromisoformat(at), why) for day, at, why in body["told"])
    return Promise(ref=ref, title=str(body["title"]), task=body["task"], told=told)


def _story(promise: Promise) -> dict[str, Any]:
    told = [[each.day.isoformat(), each.at.isoformat(), each.why] for each in promise.told]
    return {"title": promise.title, "task": promise.task, "told": told}


def _standing(promise: Promise) -> dict[str, Any]:
    on = promise.delivered_on.isoformat() if promise.delivered_on else None
    return _story(promise) | {"state": promise.state.value, "delivered_on": on}


def _differ(one: Promise, other: Promise) -> bool:
    return _standing(one) != _standing(other)


def _made(text: str) -> Iterator[Publication]:
    for _, ref, body in _of_kinds(text, _MADE):
        with suppress(ValueError, KeyError, TypeError):
            written = {_TEXT: str(body[_TEXT])} if _TEXT in body else {}
            yield Publication(ref=ref, kind=str(body["kind"]), remote_id=str(body["id"]), board=str(body["board"]),
                              task=body["task"], written=written)  # fmt: skip


def _made_body(each: Publication) -> dict[str, Any]:
    """Of a card whose it is, and of a comment its words as well: a reply that was edited since is written anew."""
    said = {} if each.kind == _CARD else {_TEXT: each.written.get(_TEXT, "")}
    return {"kind": each.kind, "id": each.remote_id, "board": each.board, "task": each.task} | said


def _kept(entry: Entry) -> bool:
    """A text that is merely held is found again by the guard; only a person's word on it is not."""
    decided = entry.kind is EntryKind.HELD and entry.body.get("state") in ("released", "reworded")
    return decided or entry.kind in (EntryKind.STEERING, EntryKind.EXTRA, EntryKind.DECISION)


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


def going_on(kept: Iterable[Promise], known: Iterable[Promise]) -> tuple[Promise, ...]:
    """Of promises without a task, those that the ledger does not know, or not as they stood last. Pure.

    A story that goes on where the ledger's ends is later; so is an end that the ledger does not know.
    """
    stories = {promise.ref: promise for promise in known}
    return tuple(one for one in kept if (story := stories.get(one.ref)) is None or _later(one, story))


def _later(kept: Promise, story: Promise) -> bool:
    told, known = [each.day for each in kept.told], [each.day for each in story.told]
    if len(told) > len(known):
        return told[: len(known)] == known
    still_open = story.state in (PromiseState.OPEN, PromiseState.LATE) and story.delivered_on is None
    return told == known and still_open and kept.delivered_on is not None


def _as_it_was(story: Promise, voided: Promise) -> bool:
    """Whether nothing became of this promise but that it was voided."""
    still_open = story.state in (PromiseState.OPEN, PromiseState.LATE) and story.delivered_on is None
    return still_open and story.current == voided.current and len(story.told) <= len(voided.told)
