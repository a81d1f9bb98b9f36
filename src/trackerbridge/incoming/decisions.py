"""A decision of the client's on its way to the source task: team only, one comment that follows it. Pure.

The comment is known by its reference, as a carried message is: which request, which choice on which day, and whether it
was taken back. So it is written once, whatever is lost, and changed where the client changes their mind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from trackerbridge.carried import CarriedMark, key_of, mark_in, print_of
from trackerbridge.client_view.extras.register import Case
from trackerbridge.client_view.extras.words import ChoiceWords
from trackerbridge.incoming.scene import Home, Scene
from trackerbridge.incoming.words import decided_text
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.extras import decisions_of, same
from trackerbridge.ledger.records import Publication
from trackerbridge.model import Comment
from trackerbridge.model.offer import Decision
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.changes import Change, FieldChange
from trackerbridge.plan.comments import CARRIED, COMMENT


@dataclass(slots=True)
class DecisionCarrier:
    """Carries the decisions of one board. ``notes`` tell the manager what cannot be carried, when it is new."""

    scene: Scene
    changes: list[Change] = field(default_factory=list)
    adopted: dict[str, Publication] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def carry(self, cases: Iterable[Case]) -> DecisionCarrier:
        """What each decision needs."""
        known = decisions_of(self.scene.memory)
        for case in cases:
            decision = case.standing.decision if case.offer else None
            if decision is None or case.standing.asked_again:
                continue
            why_not = self._one(case, decision)
            if why_not and not same(decision, known.get(case.ref)):
                self.notes.append(self._told(case, decision, why_not))
        return self

    def _one(self, case: Case, decision: Decision) -> str:
        """Plan the comment, and return why it cannot be written; empty where it can, or stands there."""
        home = self.scene.home(case.ref)
        if home is None:
            return Sentence("its task is not there")
        ref, mark = f"{CARRIED}{decision_id(case.ref)}", self._mark(case, decision)
        standing = _standing(home, mark.key)
        known = self.scene.memory.publications.get(ref)
        if known is None and standing is not None:
            known = self.adopted[ref] = _publication(ref, home, *standing)
        if known is None and decision.undone:
            return ""  # it never stood there, so there is nothing to take back
        if known is not None and _written(mark).items() <= known.written.items():
            return ""
        if not home.snapshot.secluded:
            return Sentence("others than the team may read comments on its task")
        if home.snapshot.source not in self.scene.reachable:
            return Sentence("its task's source cannot be written to")
        if home.seen_whole:  # else the next whole look decides
            self.changes.append(self._change(ref, home, case, decision, mark, standing[0] if standing else None))
        return ""

    def _change(
        self, ref: str, home: Home, case: Case, decision: Decision, mark: CarriedMark, before: Comment | None
    ) -> Change:
        settings = self.scene.settings
        text = decided_text(
            language=settings.language, who=decision.by, day=decision.on, text=self._line(decision), mark=mark
        )
        return Change(
            action="update" if before else "create",
            kind=COMMENT,
            ref=ref,
            task=case.task.key,
            fields={"text": FieldChange(before.text if before else None, text)},
            why=Sentence("The client took their decision back." if decision.undone else "The client decided."),
            side="source",
            source=home.snapshot.source,
            on=home.ref,
            remote_id=before.id if before else "",
            written=_written(mark),
        )

    def _mark(self, case: Case, decision: Decision) -> CarriedMark:
        said = f"{decision.choice.kind.value} {decision.choice.day or decision.choice.text} {decision.on}"
        return CarriedMark(key_of(self.scene.project, decision_id(case.ref)), print_of(said), decision.undone)

    def _line(self, decision: Decision) -> str:
        """The choice in the client's words; what would be taken out by its key."""
        return ChoiceWords(self.scene.wording, self.scene.dates).line(decision.choice, decision.choice.text)

    def _told(self, case: Case, decision: Decision, why_not: str) -> str:
        what = Sentence("took back" if decision.undone else "chose")
        return Sentence(
            "{task}: the client {what} “{line}” on {day} (not carried to the task, since {why}).",
            task=case.task.key, what=what, line=self._line(decision), day=decision.on, why=why_not,
        )  # fmt: skip


def decision_id(ref: str) -> str:
    """By which a decision about this change request is known where it is carried to."""
    return f"decision:{ref}"


def _standing(home: Home, key: str) -> tuple[Comment, CarriedMark] | None:
    """The comment on the task that carries this decision, the latest where there are several."""
    found = [(one, mark) for one in home.task.comments if (mark := mark_in(one.text)) and mark.key == key]
    return max(found, key=lambda one: one[0].at, default=None)


def _publication(ref: str, home: Home, comment: Comment, mark: CarriedMark) -> Publication:
    return Publication(
        ref=ref, kind=COMMENT, remote_id=comment.id, board=home.snapshot.source, task=home.task.key,
        written=_written(mark),
    )  # fmt: skip


def _written(mark: CarriedMark) -> dict[str, str]:
    return {"print": f"{mark.print:08x}", "gone": "true" if mark.gone else ""}
