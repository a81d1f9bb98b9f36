"""A client's message on its way to the source task: team only, once, followed when it is edited or taken back. Pure.

=========================== =================== ========================================================
the client's message        on the task stands  then
=========================== =================== ========================================================
new                         nothing of it       it is carried, where the team alone reads it there
known                       as it reads         nothing
known, edited               an earlier wording  the carried comment is changed
known, edited               nothing any more    it is carried anew: "edited to"
known, taken back           its words           the carried comment says so
known, and the ledger lost  its reference       nothing: it is ours by the reference
=========================== =================== ========================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

from trackerbridge.carried import CarriedMark, key_of, mark_in, print_of
from trackerbridge.incoming.scene import Home, Scene
from trackerbridge.incoming.talk import Talk
from trackerbridge.incoming.words import carried_text
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.messages import message_entry
from trackerbridge.ledger.records import Publication
from trackerbridge.model import Comment, Message
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.changes import Change, FieldChange
from trackerbridge.plan.comments import CARRIED, COMMENT


@dataclass(slots=True)
class Carrier:
    """Carries the messages of one board. ``adopted`` are comments that only their reference told to be ours."""

    scene: Scene
    changes: list[Change] = field(default_factory=list)
    adopted: dict[str, Publication] = field(default_factory=dict)

    def carry(self, talk: Talk, message: Message) -> str:
        """Plan what this message needs, and return why it cannot be carried; empty where it can, or was."""
        home = self.scene.home(talk.ref)
        if home is None:
            return Sentence("this card shows no task")
        ref = f"{CARRIED}{message.id}"
        standing = standing_carried(self.scene, home, message.id)
        known = self.scene.memory.publications.get(ref)
        if known is None and standing is not None:
            known = self.adopted[ref] = _adopted(ref, home, standing)
        if known is None:
            return self._first(home, ref, message)
        if known.written.get("print") != _print(message) and known.written.get("gone") != "true":
            self._again(home, ref, message, known, standing)
        return ""

    def take_back(self, talk: Talk, message: Message) -> None:
        """Say on the task that the client took this message back, where it still stands there."""
        home = self.scene.home(talk.ref)
        known = self.scene.memory.publications.get(f"{CARRIED}{message.id}")
        if home is None or known is None or known.written.get("gone") == "true":
            return
        standing = standing_carried(self.scene, home, message.id)
        if standing is not None and self._writable(home):
            self.changes.append(self._update(home, known.ref, message, standing[0], gone=True))

    def _first(self, home: Home, ref: str, message: Message) -> str:
        if not home.snapshot.secluded:
            return Sentence("others than the team may read comments on its task")
        if not self._writable(home):
            return Sentence("its task's source cannot be written to")
        if home.seen_whole:  # else the next whole look decides
            self.changes.append(self._create(home, ref, message))
        return ""

    def _again(
        self, home: Home, ref: str, message: Message, known: Publication, standing: tuple[Comment, CarriedMark] | None
    ) -> None:
        if not self._writable(home) or not home.snapshot.secluded:
            return
        if standing is not None:
            self.changes.append(self._update(home, ref, message, standing[0]))
        elif home.seen_whole:
            self.changes.append(self._create(home, ref, message, edited=True))

    def _writable(self, home: Home) -> bool:
        return home.snapshot.source in self.scene.reachable

    def _create(self, home: Home, ref: str, message: Message, *, edited: bool = False) -> Change:
        return self._change("create", home, ref, message, before=None, edited=edited)

    def _update(self, home: Home, ref: str, message: Message, standing: Comment, *, gone: bool = False) -> Change:
        made = self._change("update", home, ref, message, before=standing.text, gone=gone)
        return replace(made, remote_id=standing.id)

    def _change(
        self, action: str, home: Home, ref: str, message: Message, *,
        before: str | None, edited: bool = False, gone: bool = False,
    ) -> Change:  # fmt: skip
        settings = self.scene.settings
        mark = CarriedMark(key_of(self.scene.project, message.id), print_of(message.text), gone)
        text = carried_text(
            language=settings.language, who=message.by, day=settings.calendar.day_of(message.at), text=message.text,
            mark=mark, edited=edited,
        )  # fmt: skip
        return Change(
            action=action,
            kind=COMMENT,
            ref=ref,
            task=home.task.key,
            fields={"text": FieldChange(before, text)},
            why=Sentence(
                "The client took this message back." if gone else "The client wrote on the card of this task."
            ),
            side="source",
            source=home.snapshot.source,
            on=home.ref,
            written={"print": _print(message), "gone": "true" if gone else ""},
            entries=(message_entry(replace(message, carried=True, told=False)),),
        )


def standing_carried(scene: Scene, home: Home, message: str) -> tuple[Comment, CarriedMark] | None:
    """The comment on the task that carries this message (its id), the latest where there are several."""
    key = key_of(scene.project, message)
    found = [(one, mark) for one in home.task.comments if (mark := mark_in(one.text)) and mark.key == key]
    return max(found, key=lambda one: one[0].at, default=None)


def _adopted(ref: str, home: Home, standing: tuple[Comment, CarriedMark]) -> Publication:
    comment, mark = standing
    written: Mapping[str, str] = {"print": f"{mark.print:08x}", "gone": "true" if mark.gone else ""}
    return Publication(
        ref=ref, kind=COMMENT, remote_id=comment.id, board=home.snapshot.source, task=home.task.key, written=written
    )


def _print(message: Message) -> str:
    return f"{print_of(message.text):08x}"
