"""The summary card: its headline for every situation, its sections, three of each and no elapsed days."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from tests.client_view.bakery import NOW, TOLD, at, bakery_view, day, promise, published, settings, task, view

from trackerbridge.client_view.view import ListRole, StatusCard
from trackerbridge.ledger.promised_before import declared_entry
from trackerbridge.model import ClientNote, NotePart, Promise, PromiseState, Stage, Task


def summary(*tasks: Task, promises: tuple[Promise, ...] = (), language: str = "en", **more: Any) -> StatusCard:
    publish = more.pop("publish", {})
    found = view(
        tasks,
        *promises,
        publications=[published(each.task.lower()) for each in promises if each.task],
        with_settings=settings(language, publish=publish),
        **more,
    )
    return found.cards[0]


def title(*tasks: Task, **more: Any) -> str:
    return summary(*tasks, **more).title.replace("\u00a0", " ")


def text(*tasks: Task, **more: Any) -> str:
    return summary(*tasks, **more).description.replace("\u00a0", " ")


HOME = task("home", Stage.IN_PROGRESS, day(11, 26))
LATE = task("late", Stage.IN_PROGRESS, day(11, 12))
ASKED = task("asked", Stage.WAITING, day(11, 30))
NEWS = task("news", Stage.IN_PROGRESS, day(12, 4))
MOVED = promise("news", (day(11, 27), TOLD), (day(12, 4), at(11, 19)))


def test_it_is_the_first_card_of_the_board() -> None:
    card = summary(HOME)
    assert (card.ref, card.list, card.rank, card.due) == ("summary", ListRole.OVERVIEW, 0, None)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Everything is on track. Next: “home”, 26 November."),
        ("ru", "Всё идёт по плану. Дальше: «home», 26 ноября."),
        ("ro", "Totul merge conform planului. Urmează: „home”, 26 noiembrie."),
    ],
)
def test_on_track(language: str, said: str) -> None:
    assert title(HOME, language=language) == said


def test_trouble_comes_first() -> None:
    found = title(HOME, LATE, ASKED, NEWS, promises=(MOVED,))
    assert found == "1 date has passed, and we are working on it. Next: “home”, 26 November."


def test_then_what_we_need() -> None:
    assert title(ASKED, NEWS, promises=(MOVED,)).startswith("On track; we need 1 answer from you.")
    assert title(task("asked", Stage.WAITING)) == "We need 1 answer from you to go on."


def test_waiting_past_its_date_is_not_called_on_track() -> None:
    assert title(task("asked", Stage.WAITING, day(11, 12)), HOME).startswith("We need 1 answer from you to go on.")


def test_then_moves() -> None:
    assert title(HOME, NEWS, promises=(MOVED,)).startswith("On track, with 1 moved date.")


def test_without_dates_it_does_not_say_on_track() -> None:
    assert title(task("home")) == "Work is under way; dates will follow."
    assert title(task("home", Stage.PLANNED)) == "Work is about to begin; dates will follow."
    assert "No dates have been agreed yet." in text(task("home"))
    assert "No dates" not in text(HOME)


def test_finished_and_empty() -> None:
    assert title(task("home", Stage.DONE, done_at=at(11, 2))) == "Everything planned so far is done."
    assert title() == "There is nothing here yet."
    assert text() == "Next update: Wednesday, 25 November."


def test_three_of_each_and_how_many_more() -> None:
    many = [task(f"n{n}", Stage.IN_PROGRESS, day(12, n)) for n in range(1, 6)]
    assert "- “n1”, 1 December\n- “n2”, 2 December\n- “n3”, 3 December\n- and 2 more" in text(*many)
    assert "- и ещё 2" in text(*many, language="ru")
    assert "- și încă 2" in text(*many, language="ro")


def test_done_since_the_day_of_the_update_before_the_last() -> None:
    done = [task(f"d{n}", Stage.DONE, done_at=at(11, n)) for n in (10, 11, 18)]
    assert text(*done).startswith("**Done since 11 November**\n\n- “d18”, 18 November\n- “d11”, 11 November\n\n")


@pytest.mark.parametrize(
    ("language", "said", "of_a_second"),
    [
        ("en", "**Done since 11 November**", "**Done since 2 December**"),
        ("ru", "**Что сделано с 11 ноября**", "**Что сделано со 2 декабря**"),
        ("ro", "**Ce s-a finalizat începând cu 11 noiembrie**", "**Ce s-a finalizat începând cu 2 decembrie**"),
    ],
)
def test_no_update_is_named_since_a_board_that_is_new_had_none(language: str, said: str, of_a_second: str) -> None:
    """True of the first publication, of later ones, and with a ledger that was lost: a day, and no update on it."""
    done = task("d18", Stage.DONE, done_at=at(11, 18))
    assert text(done, NEWS, language=language).startswith(said)
    lately = task("d9", Stage.DONE, done_at=at(12, 3))
    assert text(lately, NEWS, language=language, now=at(12, 9)).startswith(of_a_second)


def test_what_we_need_names_the_date_it_keeps() -> None:
    found = text(ASKED, task("menu", Stage.REVIEW, day(11, 24)), task("late", Stage.WAITING, day(11, 12)))
    assert (
        "**What we need from you**\n\n- Your answer: “late”\n- Your answer: “asked”, planned for 30 November\n" in found
    )
    assert "- To look at: “menu”" in found


def test_a_look_that_is_late_is_asked_for_and_not_being_solved() -> None:
    shown = task("menu", Stage.REVIEW, day(11, 12))
    assert title(shown).startswith("We need 1 answer from you to go on.")
    assert "- To look at: “menu”" in text(shown)
    assert "What is being solved" not in text(shown)


def test_nothing_needed_is_an_answer_too() -> None:
    assert "We need nothing from you at the moment." in text(HOME)
    assert "We need nothing" not in text(ASKED)
    assert "We need nothing" not in text(task("home", Stage.DONE, done_at=at(11, 2)))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "- Your answer by 24 November: “asked”; it keeps 30 November"),
        ("ru", "- Ваш ответ не позднее 24 ноября: «asked»; тогда срок 30 ноября сохранится"),
        (
            "ro",
            "- Răspunsul dumneavoastră cel târziu pe 24 noiembrie: „asked”; "
            "astfel, termenul de 30 noiembrie rămâne valabil",
        ),
    ],
)
def test_an_answer_that_is_needed_by_a_day_says_so(language: str, said: str) -> None:
    need = ClientNote(NotePart.NEED, "Which photos may we use, by 2026-11-24?", at(11, 18))
    assert said in text(ASKED, said={"ASKED": (need,)}, language=language)
    assert said not in text(ASKED, said={"ASKED": (need,)}, language=language, now=NOW.replace(day=25))


def kept(*names: str) -> tuple[Promise, ...]:
    return tuple(promise(name, (day(11, 3), TOLD), state=PromiseState.KEPT, delivered_on=day(11, 3)) for name in names)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "Delivered on the date first agreed: 4 of 6. Moved, with notice beforehand: 1. Later than promised: 1.",
        ),
        ("ru", "Сдано в первоначальный срок: 4 из 6. Перенесено с предупреждением заранее: 1. Позже обещанного: 1."),
        ("ro", "Livrări la data convenită inițial: 4 din 6. Mutate, cu anunț din timp: 1. Cu întârziere: 1."),
    ],
)
def test_the_promise_record_by_choice(language: str, said: str) -> None:
    tellings = (day(11, 3), TOLD), (day(11, 10), at(10, 30))
    moved = promise("m", *tellings, state=PromiseState.KEPT, delivered_on=day(11, 10))
    late = promise("l", (day(11, 3), TOLD), state=PromiseState.LATE, delivered_on=day(11, 9))
    record = {"promises": (*kept("a", "b", "c", "d"), moved, late), "language": language}
    agreed = record | {"entries": [declared_entry("none")]}
    assert said in text(HOME, publish={"promise_record": True}, **agreed)
    assert said not in text(HOME, **record)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Delivered on the date first planned: 5 of 5."),
        ("ru", "Сдано в первоначальный срок: 5 из 5."),
        ("ro", "Livrări la data planificată inițial: 5 din 5."),
    ],
)
def test_until_somebody_says_what_was_promised_before_first_dates_were_planned_and_not_agreed(
    language: str, said: str
) -> None:
    record = {"promises": kept("a", "b", "c", "d", "e"), "language": language}
    assert said in text(HOME, publish={"promise_record": True}, **record)


def test_no_record_of_fewer_than_five_promises() -> None:
    assert "Delivered on" not in text(HOME, publish={"promise_record": True}, promises=kept("a", "b", "c", "d"))


def test_what_is_being_solved() -> None:
    found = text(LATE, NEWS, promises=(MOVED,))
    assert "- “late”: was due on 12 November\n- “news”: the date moved from 27 November to 4 December" in found


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Next update: Wednesday, 25 November."),
        ("ru", "Следующая сводка: среда, 25 ноября."),
        ("ro", "Următoarea actualizare: miercuri, 25 noiembrie."),
    ],
)
def test_next_update(language: str, said: str) -> None:
    assert text(HOME, language=language).endswith(said)


def test_the_weekday_is_configured() -> None:
    assert text(HOME, publish={"update_day": "friday"}).endswith("Next update: Friday, 27 November.")


def test_the_contact_stands_last_as_typed() -> None:
    found = text(HOME, publish={"contact": " Irina Lungu, irina@kiln.example "})
    assert found.endswith("\n\nYour contact: Irina Lungu, irina@kiln.example")


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Hours: Mon–Fri, 9–18"), ("ru", "Время работы: Mon–Fri, 9–18"), ("ro", "Program: Mon–Fri, 9–18")],
)
def test_hours_stand_with_the_contact_also_on_how_we_work(language: str, said: str) -> None:
    publish = {"contact": "Irina", "hours": "Mon–Fri, 9–18"}
    assert text(HOME, publish=publish, language=language).endswith(f"\n\n{said}")
    assert f"- {said}" in view([HOME], with_settings=settings(language, publish=publish)).cards[1].description


def test_long_titles_are_quoted_short() -> None:
    long = "The page with all the opening times of all three shops in summer and in winter"
    assert "“The page with all the opening times of all three shops in…”" in text(
        task("x", due=day(11, 26), title=long)
    )


def test_right_to_left_titles_are_isolated() -> None:
    assert "“\u2068תפריט\u2069”, 26 November" in text(task("x", due=day(11, 26), title="תפריט"))


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
def test_a_day_passes_and_the_summary_stays(language: str) -> None:
    # From Friday to Saturday nothing ends: no date, no grace, no update.
    today = datetime(2026, 11, 20, 16, tzinfo=UTC)
    first, second = (bakery_view(language, now=now).cards[0] for now in (today, today.replace(day=21)))
    assert first == second
    assert today > NOW
