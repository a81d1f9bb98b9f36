"""What the client wrote on our cards, what becomes of it, and what goes back. Pure: values in, values out.

1. Read every card of ours, line by line: whose words they are (``talk``).
2. Post the team's replies (``answering``), then carry each message of the client's to its source task, or tell the
   manager why it cannot be (``carrying``).
3. Acknowledge each open conversation once (``answering``), and say once where its answer is late (``lateness``).
4. Read what stands on copies of our cards (``copies``): nothing goes back there.
5. Say what the ledger should remember of each message: seen, carried, told, acknowledged, answered, edited, taken back.

Everything is derived from the board, the sources and the ledger alike: with the ledger lost, our own words are known by
their wording and by the references on the sources, so that nothing is written a second time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from trackerbridge.client_view.extras.register import Case
from trackerbridge.client_view.neutralise import shortened
from trackerbridge.client_view.view import Held
from trackerbridge.incoming.answering import Answerer
from trackerbridge.incoming.carrying import Carrier
from trackerbridge.incoming.copies import Copies, copies_on
from trackerbridge.incoming.decisions import DecisionCarrier
from trackerbridge.incoming.lateness import Lateness
from trackerbridge.incoming.replies import posted_texts, replies_in
from trackerbridge.incoming.scene import TASK, Scene
from trackerbridge.incoming.talk import Line, Talk, Voice, copied_talk, talks_on
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.messages import message_entry, messages_of
from trackerbridge.ledger.records import Entry, Memory, Publication
from trackerbridge.model import Comment, Message
from trackerbridge.model.problem import Problem
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.changes import Change
from trackerbridge.plan.comments import CARRIED

_SHOWN = 160
_MORE_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """What one look at the client's board taught.

    ``said``: by task key (empty for the cards that show none), what was said on the client's side as the rules should
    take it. ``news`` are the messages that the ledger did not know, or not in these words. ``notes`` are sentences for
    the manager, each once. ``adopted`` and ``learned`` are what the ledger should remember.
    """

    changes: tuple[Change, ...] = ()
    said: Mapping[str, tuple[Comment, ...]] = field(default_factory=dict)
    messages: Mapping[str, Message] = field(default_factory=dict)
    news: tuple[Message, ...] = ()
    notes: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()
    own: tuple[str, ...] = ()  # texts that pass as they stand: a person put them there
    adopted: Mapping[str, Publication] = field(default_factory=dict)
    learned: tuple[Entry, ...] = ()
    late: tuple[Problem, ...] = ()  # answers that were announced and did not come

    def remembered(self, memory: Memory) -> Memory:
        """What is remembered, with all that this look taught."""
        return replace(
            memory,
            publications={**memory.publications, **self.adopted},
            entries=(*memory.entries, *self.learned),
        )


NOTHING = Incoming()


def incoming(scene: Scene, cases: Sequence[Case] = ()) -> Incoming:
    """Everything that came back from the client, and what is to be written for it. ``cases``: extras and decisions."""
    read = _Reading(scene).result()
    decided = DecisionCarrier(scene).carry(cases)
    return replace(
        read,
        changes=(*read.changes, *decided.changes),
        adopted={**read.adopted, **decided.adopted},
        notes=(*read.notes, *decided.notes),
    )


class _Reading:
    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.replies = replies_in(scene)
        self.talks = {
            talk.ref: talk for talk in talks_on(scene.board, scene.memory, scene.wording, posted_texts(self.replies))
        }
        self.known = messages_of(scene.memory)
        self.on_card: dict[str, list[Message]] = {}
        for message in self.known.values():
            self.on_card.setdefault(message.card, []).append(message)
        self.carrier = Carrier(scene)
        self.answerer = Answerer(scene)
        self.lateness = Lateness(scene)
        self.copies = Copies(scene, self.known, self.carrier)
        self.messages: dict[str, Message] = dict(self.known)
        self.notes: list[str] = []

    def result(self) -> Incoming:
        for reply in self.replies:
            self.answerer.reply(self.talks.get(reply.card), reply)
        for ref, talk in self.talks.items():
            self.talks[ref] = talk = self._as_meant(talk)
            self.answerer.adopt(talk)
            self._follow(talk)
            self.answerer.close(talk)
        self._read_copies()
        changed = {ref: one for ref, one in self.messages.items() if one != self.known.get(ref)}
        return Incoming(
            changes=(*self.carrier.changes, *self.answerer.changes, *self.lateness.changes),
            said=_by_task((*self.talks.values(), *self.copies.talks)),
            messages=self.messages,
            news=tuple(one for one in changed.values() if self._is_news(one)),
            notes=(*self.notes, *self.copies.notes, *self.answerer.notes),
            held=tuple(self.answerer.held),
            own=tuple(self.answerer.own),
            adopted={**self.carrier.adopted, **self.answerer.adopted},
            learned=(*self.answerer.learned, *self.copies.learned, *map(message_entry, changed.values())),
            late=tuple(self.lateness.problems),
        )

    def _read_copies(self) -> None:
        """What people wrote on copies of our cards."""
        scene = self.scene
        for card, publication in copies_on(scene.board, scene.memory, scene.project):
            copy = copied_talk(card, publication, scene.board, scene.memory, scene.wording)
            self.copies.read(copy, self.talks.get(publication.ref))
        self.messages |= self.copies.messages

    def _as_meant(self, talk: Talk) -> Talk:
        """In the order in which people spoke: by when the team wrote its answers, and the client asked more."""
        said = (line.comment for line in talk.lines if line.voice is Voice.CLIENT)
        again = {one.id: seen.again for one in said if (seen := self._seen(talk, one)).again is not None}
        return talk.as_meant(self.answerer.written(talk, self.replies), again)

    def _follow(self, talk: Talk) -> None:
        """Every message on one card: as it reads now, carried or told; and those that are there no more."""
        here = {line.comment.id for line in talk.lines}
        given = self._given(talk)
        for line in talk.lines:
            if line.voice is Voice.CLIENT:
                seen = self._seen(talk, line.comment)
                before = None if line.again else seen.answered_at
                seen = replace(seen, answered_at=before or talk.answered_at(line), given=line.comment.id in given)
                self.messages[seen.id] = self._carried_or_told(talk, line, seen)
        for message in self.on_card.get(talk.ref, ()):
            if message.id not in here:
                self._taken_back(talk, message)
        home, going = self.scene.home(talk.ref), self.answerer.going(talk, self.replies)
        whole = replace(talk, lines=(*talk.lines, *going)).as_meant({}, {}) if going else talk
        waiting = whole.waiting(given, finished=home is not None and home.task.stage.finished)
        self.answerer.acknowledge(whole, waiting, given, self.messages)
        self.lateness.look(whole, waiting, self.answerer.awaited() if waiting else {})
        if not waiting:
            for message in self.on_card.get(talk.ref, ()):
                if self.messages[message.id].deleted:
                    self.answerer.end(message)

    def _given(self, talk: Talk) -> frozenset[str]:
        """The client's lines that give what we had asked: of them, as the ledger has it, and by our own thanks."""
        asked_at = self.scene.asked_at.get(talk.task or "") if talk.ref.startswith(TASK) else None
        shown_at = self.scene.shown_at.get(talk.task or "") if talk.ref.startswith(TASK) else None
        now = {line.comment.id for line in talk.given(asked_at)} if asked_at else set[str]()
        now |= {line.comment.id for line in talk.agreed(shown_at)} if shown_at else set[str]()
        before = {one.id for one in self.on_card.get(talk.ref, ()) if one.given}
        return frozenset({*now, *before, *self.answerer.thanked})

    def _seen(self, talk: Talk, comment: Comment) -> Message:
        before = self.known.get(comment.id)
        if before is None:
            by = comment.author.name or comment.author.handle if comment.author else ""
            return Message(
                id=comment.id, card=talk.ref, at=comment.at, text=comment.text, title=talk.card.title, task=talk.task,
                by=by, edited_at=comment.edited_at, old=self.scene.is_old(comment.at),
            )  # fmt: skip
        if before.text == comment.text:
            return before
        again = (comment.edited_at or self.scene.now) if _asks_more(before.text, comment.text) else before.again
        return replace(before, text=comment.text, edited_at=comment.edited_at, told=False, old=False, again=again)

    def _carried_or_told(self, talk: Talk, line: Line, message: Message) -> Message:
        why_not = self.carrier.carry(talk, message)
        if not why_not:
            ref = f"{CARRIED}{message.id}"
            stands = ref in self.scene.memory.publications or ref in self.carrier.adopted
            return replace(message, carried=stands, told=False)
        heard = self.scene.memory.recovered and talk.heard(line)  # told by a run whose ledger was lost since
        # Or by one that this ledger, an older copy, does not know.
        heard = heard or talk.answered_unknown(line, new=message.id not in self.known)
        if not message.told and not message.old and not heard:
            self.notes.append(
                Sentence(
                    "{who} answered on the client's card “{title}”: “{text}” (not carried to a task, since {why})."
                    if message.given
                    else "{who} wrote on the client's card “{title}”: “{text}” (not carried to a task, since {why}).",
                    who=message.by or Sentence("The client"),
                    title=message.title,
                    text=shortened(" ".join(message.text.split()), _SHOWN),
                    why=why_not,
                )
            )
        return replace(message, told=True)

    def _taken_back(self, talk: Talk, message: Message) -> None:
        self.carrier.take_back(talk, message)  # also where an earlier run broke off before it said so
        self.messages[message.id] = replace(message, deleted=True)
        if not message.carried and not message.deleted:
            self.notes.append(
                Sentence(
                    "{who} took back a message on the client's card “{title}”.",
                    who=message.by or Sentence("The client"),
                    title=message.title,
                )
            )

    def _is_news(self, message: Message) -> bool:
        before = self.known.get(message.id)
        return not message.old and (before is None or (before.text, before.deleted) != (message.text, message.deleted))


def _asks_more(before: str, after: str) -> bool:
    """Whether an edited message says more than it did: another question, or a few words; a word put right is none."""
    words = Counter(after.casefold().split()) - Counter(before.casefold().split())
    return after.count("?") > before.count("?") or words.total() >= _MORE_WORDS


def _by_task(talks: Iterable[Talk]) -> dict[str, tuple[Comment, ...]]:
    found: dict[str, list[Comment]] = {}
    for talk in talks:
        if talk.lines:
            found.setdefault(talk.task or "", []).extend(line.told for line in talk.lines)
    return {key: tuple(said) for key, said in found.items()}
