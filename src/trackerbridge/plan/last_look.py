"""The last look at the final bytes of every change before they may reach the client (CLIENT section 3). Pure.

Whatever composed a text has asked the guard already; this asks once more, of exactly what would be sent, part by part.
A change that does not pass is taken out of the plan and told: the rest goes on. It fails closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from trackerbridge.client_view.marker import without_marker
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.card_parts import CHECK_ITEM
from trackerbridge.plan.change_json import digest_of
from trackerbridge.plan.changes import Change, Plan, Refusal

Reads = Callable[[str, str], str]
"""Why a text may not stand there, given what it is ("title", "description" …) and its bytes; empty where it may."""

_TEXTS = ("title", "description", "text", "name")


def last_look(plan: Plan, reads: Reads, own: Sequence[str] = ()) -> Plan:
    """The plan without the changes whose words may not pass, and what hangs on a card that is not made.

    ``own`` are texts that pass as they stand: names of our lists and labels, sentences that the office typed.
    """
    kept, notes, missing = [], [], set()
    passing = frozenset(own)
    for change in plan.changes:
        why = next(_reasons(change, reads, passing), "") if change.side == "client" else ""
        if why or (change.on or change.ref) in missing:
            notes += [_not_written(change, why)] if why else []
            missing |= {change.ref} if change.action == "create" else set()
            continue
        kept.append(change)
    if len(kept) == len(plan.changes):
        return plan
    changes = tuple(kept)
    return replace(
        plan, changes=changes, notes=(*plan.notes, *notes), digest=digest_of(plan.project, plan.board, changes)
    )


def heading_read(plan: Plan, heading: str, reads: Reads) -> Plan:
    """The plan, refused where the heading of a page may not stand there: it is ours to set, and the client reads it."""
    why = reads("title", heading)
    if not why:
        return plan
    refusal = Refusal(
        f"The heading of the page, “{heading}”, does not pass ({why}), so nothing was written.",
        "Give the page another one with publish.title.",
    )
    return replace(plan, refusals=(*plan.refusals, refusal))


def _reasons(change: Change, reads: Reads, own: frozenset[str]) -> Iterator[str]:
    for name in _TEXTS:
        if name not in change.fields or not change.fields[name].after:
            continue
        for part in _parts(name, _new_words(change, name)):
            if part not in own and (why := reads(name, part)):
                yield Sentence("its {name} does not pass ({why})", name=Sentence(name), why=why)


def _new_words(change: Change, name: str) -> str:
    """What would be sent; of a choice that is only told to be offered no more, what we say around it.

    Its price stands there in our words, and is no price of an offer any more.
    """
    before, after = (str(value or "") for value in (change.fields[name].before, change.fields[name].after))
    return after.replace(before, "") if change.kind == CHECK_ITEM and before else after


def _not_written(change: Change, why: str) -> str:
    return Sentence(
        "Not written, since {why}: the {kind} for {task}.",
        why=why, kind=Sentence(change.kind), task=change.task or change.ref,
    )  # fmt: skip


def _parts(name: str, text: str) -> list[str]:
    """A description paragraph by paragraph, as it was composed; anything else whole."""
    return without_marker(text).split("\n\n") if name in ("description", "text") else [text]
