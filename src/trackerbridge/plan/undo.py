"""What writes back what a run wrote, as long as nobody touched it since. Pure.

======================= ==================================================================================
the run                 undone by
======================= ==================================================================================
made a card             putting it away, if it stands as we last wrote it
wrote fields            writing back what stood before, field by field, where what the run wrote stands
put a label on or off   the other way round
put a card away, back   the other way round
ticked, renamed a line  what it was before
changed a picture       the one before, where it was ours or none
wrote a comment         nothing: what was said cannot be unsaid
told a date             taking it back: it counts as no move, and the record keeps that it was read
announced an answer     taking that back with the sentence
made a list, a label,   nothing: people may use them by now
a checklist
put a team label on or  the other way round, where the task stands as the run left it
off a source's task
carried words there     nothing: what was said cannot be unsaid
======================= ==================================================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace

from trackerbridge.client_view.marker import alike
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Memory, Publication
from trackerbridge.model.sentence import Sentence
from trackerbridge.pictures import NAMES
from trackerbridge.plan.card_parts import CHECK_ITEM
from trackerbridge.plan.card_values import last_written, standing_values, truth
from trackerbridge.plan.changes import Change, FieldChange
from trackerbridge.plan.comments import COMMENT
from trackerbridge.plan.covers import COVER
from trackerbridge.plan.ownership import Places, stands
from trackerbridge.plan.reversal import (
    WHY,
    comparable,
    moved_away,
    now_on,
    put_into_list,
    reversal,
    to_the_letter,
    told_on,
    unsaid,
)
from trackerbridge.plan.source_marks import extra_mark_ids, mark_back, mark_ids
from trackerbridge.plan.undo_words import called, stays, touched
from trackerbridge.trackers.base import Board, BoardCard

_OTHER_WAY = {"archive": "restore", "restore": "archive", "label": "unlabel", "unlabel": "label"}
_TEXTS = ("title", "description", "due", "due_complete", "list")


@dataclass(frozen=True, slots=True)
class Undoing:
    """The changes, what they need to be resolved by, and a sentence for everything that stays as it is.

    What stands as before the run, because it was undone already, needs neither.
    """

    changes: tuple[Change, ...]
    ids: Mapping[str, str]
    left: tuple[str, ...]


def undo(
    done: Iterable[Change],
    board: Board,
    memory: Memory,
    places: Places,
    sources: Mapping[str, Board] | None = None,
    lists: Mapping[str, str] | None = None,
) -> Undoing:
    """Undo these changes of one run, given in the order in which they were made, with their remote ids.

    ``sources``: by snapshot source, the team's side as it stands; a source that is missing here keeps its labels.
    ``lists``: by card, the list that it stood in before the run, for targets where putting away moves it.
    """
    return _Undoing(board, memory, places, sources or {}, lists or {}).of(tuple(done))


@dataclass(slots=True)
class _Undoing:
    board: Board
    memory: Memory
    places: Places
    sources: Mapping[str, Board] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    # by card: what it carries once the changes so far are made
    labels: dict[str, set[str]] = field(default_factory=dict)

    def of(self, done: tuple[Change, ...]) -> Undoing:
        made = {change.ref for change in done if (change.action, change.kind) == ("create", "card")}
        found = [back for change in reversed(done) for back in self._back(change, made)]
        known = {ref: each.remote_id for ref, each in self.memory.publications.items()}
        for source, board in self.sources.items():
            known |= mark_ids(source, board) | extra_mark_ids(source, board)
        return Undoing(tuple(found), {**self.places.ids, **known, **self.ids}, tuple(dict.fromkeys(self.left)))

    def _back(self, change: Change, made: set[str]) -> Iterator[Change]:
        if change.side == "source":
            yield from self._mark(change)
        elif change.kind == COMMENT:
            self.left.append(
                Sentence("{what}: a comment was written, and what was said cannot be unsaid.", what=self._what(change))
            )
        elif change.kind == CHECK_ITEM and change.action == "update":
            yield from self._line(change)
        elif change.kind not in ("card", COVER):
            self.left.append(stays(change))
        elif change.ref in made:
            if change.action == "create":
                yield from self._put_away(change)
        else:
            yield from self._card(change)

    def _mark(self, change: Change) -> Iterator[Change]:
        """A team label on the source's own task."""
        if change.kind == COMMENT:
            self.left.append(
                Sentence(
                    "{what}: words were carried to the task, and what was said cannot be unsaid.",
                    what=self._what(change),
                )
            )
        elif change.action not in _OTHER_WAY:
            self.left.append(
                Sentence("The team's label “{name}” stays: people may use it by now.", name=change.fields["name"].after)
            )
        elif (board := self.sources.get(change.source)) is None:
            self.left.append(
                Sentence("The labels on the tasks of {source} stay: it could not be looked at.", source=change.source)
            )
        elif (back := mark_back(change, board)) is None:
            known = self.memory.publications.get(change.ref)
            titles = {f"task:{change.source}/{card.id}": f"“{card.title}”" for card in board.cards}
            what = known.task if known is not None and known.task else titles.get(change.ref, change.ref)
            self.left.append(
                Sentence("{what}: the team's labels were changed since, so they stay as they are.", what=what)
            )
        else:
            yield replace(back, why=WHY, task=change.task)

    def _standing(self, change: Change) -> tuple[Publication, BoardCard] | None:
        publication = self.memory.publications.get(change.ref)
        card = next((each for each in self.board.cards if publication and each.id == publication.remote_id), None)
        if publication is None or card is None:
            self.left.append(Sentence("{what}: the card is no longer on the board.", what=self._what(change)))
            return None
        return publication, card

    def _put_away(self, change: Change) -> Iterator[Change]:
        if (found := self._standing(change)) is None:
            return
        publication, card = found
        standing = standing_values(card, self.places)
        kept = {name: value for name, value in standing.items() if name not in self.board.cannot}
        written = kept | last_written(publication, card, standing)
        touched = [name for name, value in kept.items() if not alike(written[name], value)]
        if not stands(card, self.board):
            return
        if touched or any(
            comment.author is None or comment.author.id != self.board.account for comment in card.comments
        ):
            self.left.append(
                Sentence(
                    "{what}: the card was made, and somebody has changed it or written on it since.",
                    what=self._what(change),
                )
            )
            return
        moved = moved_away(self.board, self.places.refs)
        away = reversal("archive", change, {"archived": FieldChange(False, True)}, moved, publication)
        yield unsaid(change, away, self.memory.promises)

    def _card(self, change: Change) -> Iterator[Change]:
        if (found := self._standing(change)) is None:
            return
        publication, card = found
        if change.kind == COVER:
            yield from self._cover(change, publication, card)
        elif change.action in ("archive", "restore"):
            if card.archived == (change.action == "archive") and not publication.archived_by_person:
                yield from self._away_or_back(change, publication, card)
            elif card.archived == (change.action == "archive"):
                self._touched(change, "archived")
        elif change.action in ("label", "unlabel"):
            yield from self._label(change, publication, card)
        else:
            yield from self._fields(change, publication, card)

    def _away_or_back(self, change: Change, publication: Publication, card: BoardCard) -> Iterator[Change]:
        fields = {"archived": FieldChange(card.archived, not card.archived)}
        moved = {} if card.archived else moved_away(self.board, self.places.refs)
        made = reversal(_OTHER_WAY[change.action], change, fields, moved, publication)
        yield replace(made, told=told_on(card)) if card.archived else made
        if card.archived and (placed := put_into_list(made, self.lists, self.board, self.places.ids)):
            yield placed

    def _label(self, change: Change, publication: Publication, card: BoardCard) -> Iterator[Change]:
        [ref] = change.label_refs
        carried = self.places.ids.get(ref, "") in card.label_ids
        if carried != (change.action == "label"):
            return  # as before the run, whoever saw to it
        one, labels = change.fields["label"], change.fields["labels"]
        fields = {"label": FieldChange(one.after, one.before), "labels": FieldChange(labels.after, labels.before)}
        standing = {each for each in standing_values(card, self.places)["labels"].split(",") if each}
        now = self.labels.setdefault(change.ref, standing)
        now ^= {ref}
        made = reversal(_OTHER_WAY[change.action], change, fields, {"labels": ",".join(sorted(now))}, publication)
        yield replace(made, label_refs=(ref,))

    def _cover(self, change: Change, publication: Publication, card: BoardCard) -> Iterator[Change]:
        before, after = change.fields[COVER].before or "", change.fields[COVER].after
        if card.cover != after or (before and before not in NAMES):
            if (card.cover or "") != before:
                self._touched(change, COVER)
            return
        made = reversal("update", change, {COVER: FieldChange(after, before)}, {COVER: before}, publication)
        yield replace(made, kind=COVER, on=change.ref)

    def _fields(self, change: Change, publication: Publication, card: BoardCard) -> Iterator[Change]:
        standing = standing_values(card, self.places)
        same = [name for name in _TEXTS if name in change.fields and self._as_written(change, name, standing)]
        for name in _TEXTS:
            if name in change.fields and name not in same and not self._as_before(change, name, card, standing):
                self._touched(change, name)
        reference = publication.written.get("marker", "") if self.board.reference_apart else ""
        if "description" in same and to_the_letter(change, now_on(card, "description", change, reference)):
            same.remove("description")
        if not same:
            return
        fields = {name: FieldChange(now_on(card, name, change, reference), change.fields[name].before) for name in same}
        written: dict[str, str] = {}
        list_ref = ""
        for name in same:
            before = change.fields[name].before
            if name == "list":
                list_ref = self._list(str(before))
                written[name] = list_ref
                if not list_ref:
                    self.left.append(
                        Sentence(
                            "{what}: the list “{name}” is no longer on the board.", what=self._what(change), name=before
                        )
                    )
                    del fields[name], written[name]
            else:
                written |= comparable(name, before)
        if fields:
            made = replace(reversal("update", change, fields, written, publication), list_ref=list_ref)
            yield unsaid(change, made, self.memory.promises)

    def _as_before(self, change: Change, name: str, card: BoardCard, standing: Mapping[str, str]) -> bool:
        """It was undone already, or somebody did the same by hand."""
        before = change.fields[name].before
        if name == "list":
            return before in {each.name for each in self.board.lists if each.id == card.list_id}
        return comparable(name, before)[name] == standing[name]

    def _as_written(self, change: Change, name: str, standing: Mapping[str, str]) -> bool:
        return name in change.written and alike(change.written[name], standing[name])

    def _list(self, name: str) -> str:
        """How the list of this name is referred to, ours or a person's own; empty where there is none."""
        for each in self.board.lists:
            if each.name == name and not each.closed:
                ref = self.places.refs.get(each.id, f"id:{each.id}")
                self.ids[ref] = each.id
                return ref
        return ""

    def _line(self, change: Change) -> Iterator[Change]:
        items = {item.id: item for card in self.board.cards for one in card.checklists for item in one.items}
        item = items.get(change.remote_id)
        if item is not None and all(getattr(item, name) == each.before for name, each in change.fields.items()):
            return
        if item is None or any(getattr(item, name) != each.after for name, each in change.fields.items()):
            self._touched(change, "checklist")
            return
        back = {name: FieldChange(each.after, each.before) for name, each in change.fields.items()}
        written = {name: truth(v) if isinstance(v := each.after, bool) else str(v) for name, each in back.items()}
        publication = self.memory.publications[change.ref]
        made = reversal("update", change, back, written, publication)
        yield replace(made, kind=CHECK_ITEM, on=change.on, remote_id=item.id)

    def _what(self, change: Change) -> str:
        return called(change, self.board, self.memory.publications)

    def _touched(self, change: Change, name: str) -> None:
        self.left.append(touched(self._what(change), name))
