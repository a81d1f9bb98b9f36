"""What the first guard holds back and what it lets pass: part by part, fail closed, never a sentence of ours."""

from __future__ import annotations

from typing import Any

import pytest
from tests.client_view.bakery import NOW, TEAM, bakery_view, settings, snapshot, task, view

from trackerbridge.client_view.guard import UNREADABLE, Guard
from trackerbridge.client_view.guard_names import TeamNames
from trackerbridge.client_view.guard_text import ordinary_words
from trackerbridge.client_view.wording import packaged
from trackerbridge.model import Change, ChangeField, Comment, Person, Side, Stage


def guard(*people: Person, **project: Any) -> Guard:
    labels = ("Client", "needs_info", "Bug", "P1", "wontFix", "Design")
    found = snapshot([task("one", labels=("Design",))], people=people or TEAM, labels=labels)
    return Guard.of(settings(**project), [found])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Dorian Pleșca has the fonts", "names a person"),
        ("Fonts (Plesca)", "names a person"),
        ("Ask Oksana's opinion", "names a person"),
        ("HRYTSENKO to check", "names a person"),
        ("pleșca, dorian", "names a person"),
        ("Ｄｏｒｉａｎ", "names a person"),
        ("Do\u200brian", "names a person"),
        ("see dorian_p", "handle of a person"),
        ("dorian_p knows", "handle of a person"),
        ("xdorian_p, dorian_p", "handle of a person"),
        ("dorian_p, dorian_px", "handle of a person"),
        ("cc @anyone", "by a handle"),
        ("the mail server of kiln.example", "own domain"),
        ("write to info@shop.example", "e-mail"),
        ("write to info (at) shop.example", "e-mail"),
        ("info(at)shop․example", "e-mail"),
        ("see https://x.example/1", "a link"),
        ("see www.shop.example", "a link"),
        ("see tracker.example/browse/1", "a link"),
        ("Move localhost data", "internal address"),
        ("on 10.20.30.40", "internal address"),
        ("on staging.shop.example", "internal address"),
        ("on printer.local", "internal address"),
        ("\\\\files\\plans", "internal address"),
        ("/home/anna/plan", "internal address"),
        ("shop.example:8080", "internal address"),
        ("+373 69 123 456", "phone"),
        ("+40 (721) 234-567", "phone"),
        ("0721 234 567", "phone"),
        ("8 (029) 123-45-67", "phone"),
        ("тел. 12-34-56", "phone"),
        ("(555) 010-4477", "phone"),
        ("$500", "price"),
        ("1 200,50 €", "price"),
        ("EUR 300", "price"),
        ("300 EUR", "price"),
        ("20 de lei", "price"),
        ("5 тыс. руб.", "price"),
        ("1000 рублей", "price"),
        ("100 р.", "price"),
        ("3 mii de euro", "price"),
        ("5h", "hours"),
        ("2.5 hours", "hours"),
        ("2-3 hours", "hours"),
        ("8 ч", "hours"),
        ("3 часа", "hours"),
        ("20 de ore", "hours"),
        ("2 чел.-дня", "hours"),
        ("5 story points", "hours"),
        ("estimate: 5", "hours"),
        ("оценка 3", "hours"),
        ("[Bug] Menu", "label of the source"),
        ("Menu #bug", "label of the source"),
        ("needs_info: menu", "label of the source"),
        ("P1 menu", "label of the source"),
        ("wontFix the menu", "label of the source"),
        ("[internal] Menu", "marked as internal"),
        ("[Не для клиента] Меню", "not for the client"),
        ("Menu, do not show", "not for the client"),
        ("Nu arătați clientului", "not for the client"),
        ("password: bread", "secret"),
        ("Пароль: хлеб", "secret"),
        ("token = abc", "secret"),
        ("ghp_0123456789abcdef", "secret"),
        ("AKIA0123456789ABCDEF", "secret"),
        ("d41d8cd98f00b204e9800998ecf8427e", "secret"),
        ("aB3" * 10, "secret"),
        ("-----BEGIN KEY", "secret"),
    ],
)
def test_held(text: str, reason: str) -> None:
    assert reason in guard().reason(text)


@pytest.mark.parametrize(
    "text",
    [
        "Home page",
        "Elena's photos",  # the client's own
        "Menu for the autumn of 2026",
        "Ready on 12 November 2026",
        "2026-11-19",
        "12.11.2026 – 19.11.2026",
        "From 10:30 to 18:00",
        "Open 24 hours",
        "3D tour of the shop",
        "Top 100 cakes",
        "Design of the menu",  # a label, and an ordinary word
        "Bug hotel in the garden",
        "Photos 10x15",
        "Node.js widget",
        "example.com redesign",
        "Version 1.2.3",
        "H1 and H2 headings",
        "Час пик",
        "100 000 посетителей",
        "Secret garden page",
        "Design tokens",
        "Meniul de 5 feluri",
        "Order 0123",
        "ISO 9001",
        "Mark as done",
        "",
    ],
)
def test_let_pass(text: str) -> None:
    assert guard().reason(text) == ""


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
def test_our_own_sentences_always_pass(language: str) -> None:
    namesakes = [
        Person(id=str(n), name=name, side=Side.TEAM) for n, name in enumerate(["Will May", "Грейс Марта", "Ana Mai"])
    ]
    team = guard(*namesakes, *TEAM, team=["Overview", "planned"])
    wording = packaged(language)
    blanks = dict.fromkeys(["date", "by", "first", "planned", "current", "waiting", "review"], "19\u00a0November")
    blanks |= {"number": "721", "title": "“Menu”", "move": "from 12 to 19\u00a0November", "weekday": "Friday"}
    blanks |= {"contact": "x", "deputy": "x", "channels": "x", "name": "x", "meaning": "x"}
    exempt = "counts.gift_minutes"  # minutes, as typed in the configuration; that card is not guarded
    for key, sentence in wording.sentences.items():
        if key.startswith(exempt):
            continue
        for number in (1, 2, 5, 21):
            text = sentence.format(**blanks, n=number, day="19", month="May", year="2026")
            assert team.reason(text) == "", key


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
def test_a_whole_board_is_held_in_the_one_planted_title(language: str) -> None:
    found = bakery_view(language)
    assert [(held.ref.rpartition("/")[2], held.part) for held in found.held] == [("secret", "title")]
    shown = "\n".join(f"{card.title}\n{card.description}" for card in found.cards)
    assert "Oksana" not in shown


def test_people_in_history_and_comments_are_people_of_the_team_too() -> None:
    author = Person(id="u9", name="Radu Cebotari", side=Side.TEAM)
    talker = Person(id="u8", name="Olesea Bivol", side=Side.TEAM)
    worked = task(
        "one",
        history=(Change(at=NOW, field=ChangeField.TITLE, author=author),),
        comments=(Comment(id="c", at=NOW, text="x", author=talker),),
        owners=(Person(id="u7", name="Tudor Munteanu", side=Side.TEAM),),
    )
    team = Guard.of(settings(), [snapshot([worked], people=())])
    assert all(team.reason(name) for name in ("Cebotari", "Bivol", "Munteanu"))


def test_strangers_are_held_by_full_name_only() -> None:
    team = guard(Person(id="x", name="Flavius Crețu", handle="flavius7"))
    assert team.reason("Flavius Cretu")
    assert team.reason("Crețu Flavius")
    assert team.reason("ask flavius7")
    assert not team.reason("chips (xflavius7) and flavius7x)")
    assert not team.reason("Flavius café")


def test_names_that_are_words_need_their_surname() -> None:
    team = guard(Person(id="x", name="Rose Timberlake", side=Side.TEAM))
    assert not team.reason("Rose garden")
    assert team.reason("Timberlake")
    assert team.reason("Rose Timberlake")


def test_the_configured_team_is_guarded_with_addresses_and_domains() -> None:
    team = guard(team=["Vasile Grosu", "@studio.example", "zed@gmail.com", "vgrosu_91"])
    assert team.reason("Grosu")
    assert team.reason("mail.studio.example")
    assert team.reason("vgrosu_91 knows")
    assert not team.reason("gmail.com sign-in")


def test_the_contact_may_be_named_and_so_may_the_clients_namesakes() -> None:
    team = guard(
        team=["Dorian Pleșca"], publish={"contact": "Dorian Pleșca, +373 22 000 000"}, client=["Oksana Bakery"]
    )
    assert not team.reason("Meeting with Dorian Pleșca")
    assert not team.reason("Oksana photo")
    assert team.reason("Hrytsenko")


def test_the_label_that_opts_in_and_the_bonus_label_are_no_secret() -> None:
    team = guard(publish={"select": "label:Bug"})
    assert not team.reason("[bug] Menu")
    assert not guard(publish={"select": "label:Client"}).reason("[Bonus] Menu")


def test_what_cannot_be_read_does_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: TeamNames, text: str) -> Any:
        raise RuntimeError(text)

    monkeypatch.setattr(TeamNames, "found_in", broken)
    assert guard().reason("Menu") == UNREADABLE
    found = view([task("menu", title="Menu")])
    titles = [card.title for card in found.cards if card.task]
    assert titles == ["A piece of work, no. 441"]
    assert {held.reason for held in found.held} == {UNREADABLE}


def test_a_held_part_is_replaced_and_the_rest_of_the_card_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def picky(self: Guard, text: str) -> str:
        told.append(text)
        return "no reason" if text.startswith("Please tell us") else ""

    monkeypatch.setattr(Guard, "reason", picky)
    found = view([task("menu", Stage.REVIEW, title="Menu")])
    card = next(card for card in found.cards if card.task)
    assert card.description.splitlines()[0] == "This is ready for you to look at."
    assert card.description.splitlines()[-1] == "We will write more about this here."
    assert [(held.part, held.reason, held.task) for held in found.held] == [("need", "no reason", "MENU")]
    assert any(text.startswith("**What we need from you**") for text in told)


def test_a_neutral_title_stays_the_same_and_tells_cards_apart() -> None:
    one, two = (task(name, title="Ask Oksana") for name in ("one", "two"))
    first = {card.ref: card.title for card in view([one, two]).cards}
    again = {card.ref: card.title for card in view([two, one, task("three")]).cards}
    assert len({first[ref] for ref in first}) == len(first)
    assert all(again[ref] == title for ref, title in first.items() if ref.startswith("task:"))


def test_the_summary_quotes_the_neutral_title() -> None:
    found = view([task("one", Stage.WAITING, title="Oksana's drafts")])
    summary = next(card for card in found.cards if card.ref == "summary")
    assert "Oksana" not in summary.description
    assert "A piece of work, no." in summary.description


def test_ordinary_words_hold_the_calendar_in_three_languages() -> None:
    assert {"november", "ноября", "noiembrie", "среда", "wednesday", "miercuri"} <= ordinary_words()
