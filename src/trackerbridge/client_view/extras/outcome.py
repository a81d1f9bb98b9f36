"""What a case comes to: by what was recovered, what the client chose, and what that does to date and cost. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from trackerbridge.client_view.extras.cases import Case
from trackerbridge.client_view.extras.decisions import Mark, Marks, Standing
from trackerbridge.ledger.extras import Ruling, TeamWord
from trackerbridge.model import ExtraState
from trackerbridge.model.offer import Choice, ChoiceKind, Decision, Offer


def recovered_word(case: Case, offer: Offer, until: date) -> TeamWord:
    """What the team must have said, as the board still tells it."""
    return TeamWord(
        ref=case.ref, ruling=Ruling.OFFER, at=offer.made_at, task=case.task.key, title=case.task.title,
        offer=replace(offer, valid_until=until),
    )  # fmt: skip


def state_of(standing: Standing) -> ExtraState:
    """What an offer has come to."""
    if standing.chosen is None:
        return ExtraState.EXPIRED if standing.expired else ExtraState.OFFERED
    kind = standing.chosen.choice.kind
    return {ChoiceKind.LEAVE: ExtraState.DECLINED, ChoiceKind.TALK: ExtraState.OFFERED}.get(kind, ExtraState.ACCEPTED)


def decided(case: Case, decision: Decision) -> Case:
    """What was chosen says what it does to date and cost; a fee is charged, and nothing else is a gift for it."""
    choice = decision.choice
    effects = _effects(choice) if case.extra.state is ExtraState.ACCEPTED else {}
    return with_values(case, decided_at=decision.at, decided_by=decision.by or "client", **effects)


def _effects(choice: Choice) -> dict[str, object]:
    match choice.kind:
        case ChoiceKind.DATE:
            return {"agreed_day": choice.day, "effect_on_date": f"{choice.day}", "effect_on_cost": "none"}
        case ChoiceKind.FEE:
            return {"effect_on_date": "none", "effect_on_cost": choice.text, "charged": True}
        case _:
            return {"effect_on_date": f"instead of {choice.text}", "effect_on_cost": "none"}


def as_known(known: Decision | None) -> Marks:
    """Where nobody looked at the board: as if it stood there as it was recorded."""
    if known is None or known.undone:
        return Marks()
    return Marks((Mark(known.choice.kind, None, known.at, known.how),))


def with_values(case: Case, **values: object) -> Case:
    """The case whose extra has these values."""
    return replace(case, extra=replace(case.extra, **values))  # type: ignore[arg-type]
