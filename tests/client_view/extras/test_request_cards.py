"""Change request cards word by word, in three languages, and what the guard says to a price."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from trackerbridge.client_view.dates import DateWords
from trackerbridge.client_view.extras.decisions import Standing
from trackerbridge.client_view.extras.effects import requests_of
from trackerbridge.client_view.extras.register import Case, Register
from trackerbridge.client_view.extras.request import Request, RequestWords
from trackerbridge.client_view.guard import Guard
from trackerbridge.client_view.view import LabelRole, ListRole
from trackerbridge.client_view.wording import packaged
from trackerbridge.clock import Calendar
from trackerbridge.model import Completeness, Extra, ExtraState, Snapshot, Stage, Task
from trackerbridge.model.offer import Choice, ChoiceKind, DecidedHow, Decision, Offer

MADE = datetime(2026, 11, 9, 9, tzinfo=UTC)
OFFER = Offer(
    (
        Choice(ChoiceKind.DATE, day=date(2026, 12, 4)), Choice(ChoiceKind.FEE, text="300 EUR"),
        Choice(ChoiceKind.INSTEAD, text="B"), Choice(ChoiceKind.LEAVE), Choice(ChoiceKind.TALK),
    ),
    MADE,
)  # fmt: skip
TASK = Task(id="a", key="A", title="A map?", stage=Stage.PLANNED)
TODAY = date(2026, 11, 10)


def request(state: ExtraState = ExtraState.OFFERED, standing: Standing = Standing(), **more: Any) -> Request:  # noqa: B008
    extra = Extra(ref="change:boards/a", title=TASK.title, asked_at=MADE, state=state, task="A")
    case = Case(
        ref=extra.ref, task_ref="task:boards/a", task=TASK, extra=extra, offer=OFFER, standing=standing,
        valid_until=date(2026, 11, 20),
    )  # fmt: skip
    return Request(**{"case": case, "title": TASK.title, "instead": "Newsletter", **more})


def words(language: str = "en", *, ticks: bool = True, today: date = TODAY) -> RequestWords:
    wording = packaged(language)
    return RequestWords(wording, DateWords(wording, today), Calendar(), ticks)


def said(one: Request, language: str = "en", **more: Any) -> str:
    return "\n\n".join(part.text for part in words(language, **more).parts(one)).replace("\u00a0", " ")


def chose(kind: ChoiceKind, **more: Any) -> Standing:
    choice = OFFER.choice(kind)
    assert choice is not None
    made = Decision(choice=choice, on=TODAY, at=datetime(2026, 11, 10, 10, tzinfo=UTC), **more)
    return Standing(decision=made)


REFERENCE = {
    "en": "You asked for: A map. It goes beyond what we agreed, so the choice is yours. Valid until 20 November; until "
    "then the plan stands.",
    "ru": "Вы попросили: A map. Это сверх согласованного, поэтому выбор за вами. Предложение действует по 20 ноября "
    "включительно; до решения план прежний.",
    "ro": "Ne-ați cerut: A map. Depășește ce am convenit, așa că alegerea vă aparține. Oferta e valabilă până pe "
    "20 noiembrie inclusiv; până atunci planul rămâne același.",
}


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
def test_an_open_request_reads_as_the_reference_says(language: str) -> None:
    assert said(request(), language).startswith(REFERENCE[language])


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (ChoiceKind.DATE, "Теперь срок: 4 декабря."),
        (ChoiceKind.FEE, "Срок прежний."),
        (ChoiceKind.INSTEAD, "Исключено из плана по договорённости: «Newsletter»."),
        (ChoiceKind.LEAVE, "План прежний. Если это снова станет важным, просто напишите нам здесь."),
        (ChoiceKind.TALK, "Мы свяжемся с вами не позднее 12 ноября; до разговора план прежний."),
    ],
)
def test_a_decision_says_what_follows(kind: ChoiceKind, told: str) -> None:
    text = said(request(ExtraState.ACCEPTED, chose(kind)), "ru")
    assert text.startswith("10 ноября вы выбрали: ")
    assert text.endswith(told)
    assert ("Изменить выбор можно по 11 ноября включительно." in text) is (kind is not ChoiceKind.TALK)


def test_without_checklists_the_choices_are_numbered_lines() -> None:
    text = said(request(), ticks=False)
    assert text.endswith(
        "**Your decision**\n\n"
        "1. Do it, new date 4 December 2026\n"
        "2. Do it for 300 EUR more, same date\n"
        "3. Do it instead of “Newsletter”\n"
        "4. Leave it for now\n"
        "5. Let's talk first\n\n"
        "Please reply here with the number of your choice."
    )
    card = words(ticks=False).card(request(), text, 0)
    assert (card.checks, card.list, card.labels) == (None, ListRole.WAITING, {LabelRole.WAITING})


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
@pytest.mark.parametrize("ticks", [True, False])
def test_a_card_stays_below_a_hundred_and_twenty_words(language: str, ticks: bool) -> None:
    for standing in (Standing(asked_again=True), Standing(not_decider=True)):
        text = said(request(standing=standing, current=date(2026, 11, 27)), language, ticks=ticks)
        assert len([word for word in text.split() if any(char.isalnum() for char in word)]) <= 120


def test_the_lines_of_a_phone_decision_are_ticked_and_of_one_taken_back_unticked() -> None:
    def done(standing: Standing, state: ExtraState) -> list[bool | None]:
        checks = words().card(request(state, standing), "", 0).checks
        assert checks is not None
        return [line.done for line in checks.lines]

    phone = chose(ChoiceKind.FEE, how=DecidedHow.PHONE)
    assert phone.decision is not None
    assert done(phone, ExtraState.ACCEPTED) == [None, True, None, None, None]
    undone = Standing(decision=replace(phone.decision, undone=True))
    assert done(undone, ExtraState.OFFERED) == [None, False, None, None, None]
    assert done(chose(ChoiceKind.FEE), ExtraState.ACCEPTED) == [None] * 5


def shown(fee: str) -> tuple[Request, list[str]]:
    offer = Offer((Choice(ChoiceKind.FEE, text=fee), Choice(ChoiceKind.LEAVE)), MADE)
    case = replace(request().case, offer=offer, standing=Standing())
    snapshot = Snapshot(source="boards", title="", tasks=(TASK,), completeness=Completeness(), pulled_at=MADE)
    found, held = requests_of(Register((case,)), [snapshot], (), Guard(), packaged("en"))
    return found[0], [one.text for one in held]


@pytest.mark.parametrize("fee", ["300 EUR", "€ 49.50", "6 hours at 50 EUR", "1 200 lei"])
def test_a_price_and_its_hours_stand_as_typed(fee: str) -> None:
    one, held = shown(fee)
    assert held == []
    assert f"Do it for {fee} more, same date" in [words().line(one, choice) for choice in one.choices]


@pytest.mark.parametrize("fee", ["300 EUR, ask ivan@acme.example", "300 EUR (see https://jira.acme.example/x)"])
def test_whatever_else_stands_in_a_price_is_held(fee: str) -> None:
    one, held = shown(fee)
    assert held == [fee]
    assert words().line(one, one.choices[0]) == "Do it at an extra cost that we will name here, same date"


def test_an_offer_that_ended_says_so_and_that_a_later_mark_came_too_late() -> None:
    ended = request(ExtraState.EXPIRED, Standing(expired=True, too_late=True))
    assert said(ended).startswith(
        "You asked for: A map. Our offer was valid until 20 November; the plan stays as it is"
    )
    assert said(ended).endswith("we will tell you what is still possible.")
    assert words().card(ended, "", 0).list is ListRole.DONE


def test_a_refusal_offers_another_way() -> None:
    assert said(request(ExtraState.REFUSED, alternative="A link to the map")) == (
        "You asked for: A map. We cannot do it in this form.\n\nWhat we can do instead: A link to the map"
    )
