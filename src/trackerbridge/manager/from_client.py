"""What the client chose and wrote on their board, as the digest tells it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from trackerbridge.flags.text import visible
from trackerbridge.flags.wording import Words
from trackerbridge.incoming.decisions import decision_id
from trackerbridge.incoming.talk import CHOICE
from trackerbridge.ledger.extras import decision_in
from trackerbridge.ledger.records import REQUEST, EntryKind
from trackerbridge.manager.told import fact_id
from trackerbridge.model.offer import Decision
from trackerbridge.plan.comments import CARRIED
from trackerbridge.results import Planned

_LONGEST = 140  # characters of a message

Named = Callable[[str, str | None], str]
"""The quoted title of what a reference and a task's key name."""


def chosen(planned: Planned, say: Callable[..., str], named: Named) -> Iterator[tuple[str, str]]:
    """Each decision that goes to its task with this plan: (fact, sentence). One that cannot go there is a note."""
    carried = {change.ref for change in planned.plan.changes}
    news = [entry for card in planned.view.cards for entry in card.entries if entry.kind is EntryKind.DECISION]
    tasks = {card.ref: card.task for card in planned.view.cards}
    for entry in news:
        if f"{CARRIED}{decision_id(entry.ref)}" in carried:
            decision = decision_in(entry)
            what = f"{decision.choice.kind.value} {decision.choice.day or decision.choice.text}"
            fact = fact_id("decision", entry.ref, what, decision.on, decision.undone)
            yield fact, _choice(decision, say, named, named(entry.ref, tasks[entry.ref]))


def _choice(decision: Decision, say: Callable[..., str], named: Named, title: str) -> str:
    if decision.undone:
        return say("took_back", title=title)
    choice = decision.choice
    return say(
        f"chose_{choice.kind.value}", title=title, day=choice.day, fee=visible(choice.text),
        instead=named("", choice.text),
    )  # fmt: skip


def written(planned: Planned, say: Callable[..., str], words: Words) -> Iterator[tuple[str, str]]:
    """Each message: (fact, sentence), as the ledger has it. One that could not be carried to its task is a note."""
    for entry in planned.memory.latest(EntryKind.MESSAGE).values():
        text = visible(str(entry.body.get("text", "")))
        if str(entry.body.get("card", "")).startswith(REQUEST) and CHOICE.match(text):
            continue  # a reply by number is told as the choice that it is
        if not text or entry.body.get("told") or entry.body.get("deleted"):
            continue
        shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
        key = "answered" if entry.body.get("given") else "wrote"
        title = visible(str(entry.body.get("title", ""))) or str(entry.body.get("task") or "")
        sentence = say(key, title=words.quoted([title]), text=words.quoted([shown]))
        yield fact_id("message", entry.ref, text), sentence
