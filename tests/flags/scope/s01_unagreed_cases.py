from datetime import date

from trackerbridge.flags.base import Severity
from trackerbridge.flags.scope.unagreed_extra import UnagreedExtra
from trackerbridge.model import AgreedTask, Baseline, ClientSide, Extra, Extras, ExtraState, Stage, Version
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import CLIENT, a_walk, at

SAVED = Baseline(
    tasks={"a1": AgreedTask("a1", "A-1", "The order page", steps=("Prices in euros",))}, saved_at=at("2026-10-30")
)
AGREED = a_task("The order page", id="a1", key="A-1")


def wished(title: str = "A second language", **fields: object):
    fields = {"reporter": CLIENT, "stage": Stage.PLANNED, "created_at": at("2026-11-06"), **fields}
    return a_task(title, **fields)


def measured(baseline: Baseline = SAVED, *extras: Extra):
    return ClientSide(baseline=baseline, extras=Extras(extras) if extras else None)


ACCEPTED = Extra(ref="x", title="x", asked_at=at("2026-11-06"), state=ExtraState.ACCEPTED, task="T-1")
ASKED = Extra(ref="x", title="x", asked_at=at("2026-11-06"), task="T-1")

CASES = RuleCases(
    rule=UnagreedExtra,
    flagged=(
        Case(
            "The client made a card a week after the agreement, and nobody decided about it.",
            wished(),
            others=(AGREED,),
            side=measured(),
            expected=Expected(
                severity=Severity.MEDIUM,
                since=at("2026-11-06"),
                says="came on 6 November, after the agreement",
                evidence={"from_client": True, "marked": False},
            ),
        ),
        Case(
            "A card with the label “extra” is in progress, and nobody decided about it.",
            wished(reporter=None, labels=("Extra",), stage=Stage.IN_PROGRESS),
            side=measured(),
            expected=Expected(severity=Severity.HIGH, says="it is in progress", evidence={"marked": True}),
        ),
        Case(
            "The client made the card, as its history tells.",
            wished(reporter=None, history=a_walk(("2026-11-06", "To do"), by=CLIENT)),
            side=measured(Baseline(agreed_on=date(2026, 10, 30))),
        ),
        Case("A label in Russian.", wished(reporter=None, labels=("Доп. работы",)), side=measured()),
        Case("It does not wear the agreed label.", wished(), side=measured(Baseline(label="v1 scope"))),
        Case("It is in the register, and nobody decided about it.", wished(), side=measured(SAVED, ASKED)),
        Case(
            "The team's card wears the label that is configured for extras.",
            wished(reporter=None, labels=("Plus",)),
            side=ClientSide(baseline=SAVED, extras=Extras(label="plus")),
            expected=Expected(evidence={"marked": True}),
        ),
        Case("Parents in a circle.", wished(parent="T-1"), side=measured()),
    ),
    clean=(
        Case(
            "A card that the team made to split agreed work.", wished(parent="A-1"), others=(AGREED,), side=measured()
        ),
        Case("A card that was a step of an agreed one.", wished("prices in  euros"), others=(AGREED,), side=measured()),
        Case("The client's card, accepted in the register of extras.", wished(), side=measured(SAVED, ACCEPTED)),
        Case("A card that was there when the work was agreed.", wished(created_at=at("2026-10-12")), side=measured()),
        Case("The team's own card.", wished(reporter=None), side=measured()),
        Case(
            "The team's card wears the usual word, and another one is configured.",
            wished(reporter=None, labels=("Extra",)),
            side=ClientSide(baseline=SAVED, extras=Extras(label="plus")),
        ),
        Case("Labelled as agreed.", wished(labels=("Agreed",)), side=measured()),
        Case("It wears the agreed label.", wished(labels=("V1 Scope",)), side=measured(Baseline(label="v1 scope"))),
        Case(
            "It is in the agreed release.", wished(versions=(Version("1.0"),)), side=measured(Baseline(version="1.0"))
        ),
        Case("Made on the day of the agreement.", wished(), side=measured(Baseline(agreed_on=date(2026, 11, 6)))),
        Case("Done already.", wished(stage=Stage.DONE), side=measured()),
    ),
    abstains=(Case("Nothing was saved as agreed.", wished(), reason="what was agreed"),),
)
