"""Where a name is also a word, its place in the sentence decides, in three languages."""

from __future__ import annotations

import time

import pytest

from trackerbridge.client_view.guard_names import TeamNames
from trackerbridge.config.schema import ProjectConfig, SourceConfig

TEAM = ("Hunter Cole", "Grace Hill", "June Baker", "Слава Ворон", "Вера Лис", "Тимур Волк", "Stela Lupu", "Luna Radu")
PEOPLE = """
Hunter will send the draft.
The mock-up is with Hunter now.
Hunter's list moves to December.
HUNTER IS WORKING ON THE FORM.
ask hunter for the list
Owner: Grace
Checked by June, ready for you.
Waiting for June until Wednesday.
The Hills are preparing the draft.
G. Hill found the cause.
Слава уже поправил форму.
Спросите Славу про доступы.
ЖДЁМ ВЕРУ ДО СРЕДЫ.
Макет карточки — Вера
Вера, посмотрите макет, пожалуйста.
Вопрос к Волку: какие размеры?
Макет у В. Лиса
Luna trimite macheta vineri.
AM VORBIT CU LUNA DESPRE MENIU.
Așteptăm răspunsul Lunei până miercuri.
Hunter: “Two screens are left.”
Hunter, we have sent you a draft.
Hunter uploaded three versions.
Луне нужен день на проверку.
Вера в отпуске до среды.
Grace could not log in yesterday.
LETTERS WENT OUT FROM GRACE.
"""
THINGS = """
Hunter green in the palette
Page about a hunter and a wolf
Grace period in the settings
Hill walks: route map
June newsletter
The numbers for June are in the report.
The sale runs until 17 June.
Доска славы: фото
Слава о пекарне дошла до города.
Вера в успех важна.
Статья «Вера в себя»
Волк и семеро козлят: сказка
Ворон на логотипе смотрит вправо.
Luna viitoare adăugăm produse.
Oferta lunii este gata.
Lupul și cei trei iezi
See “Grace notes: a tour” below.
Hunter's stew: recipe
Summer in the hills: 12 photos
The Baker texts are checked.
Волка перерисовали.
Гороскоп для Льва и Волка
"""


def names(*, team: tuple[str, ...] = TEAM) -> TeamNames:
    return TeamNames.of(ProjectConfig(team=team, sources=(SourceConfig(path="x.csv"),)), [])


@pytest.mark.parametrize("text", PEOPLE.strip().splitlines())
def test_a_person_is_held(text: str) -> None:
    assert list(names().found_in(text)) != []


@pytest.mark.parametrize("text", THINGS.strip().splitlines())
def test_a_thing_passes(text: str) -> None:
    assert list(names().found_in(text)) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Олена Кравець", "Макет у Кравця"),
        ("Cătălin Țurcanu", "Спросите Кэтэлина Цуркану"),
        ("Фёдор Щеглов", "Fiodor Șceglov trimite macheta"),
        ("Liam O'Neill", "Ask O’Neill's team"),
        ("Jürgen Weiß", "ask juergen weiss"),
        ("Tom Ryan", "Напишите Tom'у"),
        ("Анна Реут", "Реутам отправили договор, и Анне"),
        ("Maria Troian", "Ghi. MARIEI i-am scris"),
    ],
)
def test_forms_scripts_and_endings(name: str, text: str) -> None:
    assert list(names(team=(name,)).found_in(text)) != []


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Checked by A.R.", True),
        ("Проверено А. Р.", True),
        ("Р.А. проверит", True),
        ("A.B. test", False),
        ("a.r.", False),
    ],
)
def test_initials_with_dots_in_either_script(text: str, held: bool) -> None:
    assert bool(list(names(team=("Анна Реут",)).found_in(text))) == held


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Bublik", True),
        ("Ask Bublik", True),
        ("Проверит Бублик", True),
        ("Бублик проверит", True),
        ("Бублик с маком: карточка", False),
        ("Чай и бублики", False),
        ("Cereri de la Bublik", True),
    ],
)
def test_a_surname_that_nobody_listed_is_read_by_its_company(text: str, held: bool) -> None:
    assert bool(list(names(team=("Ефим Бублик",)).found_in(text))) == held


def test_letters_of_two_alphabets_hide_nothing() -> None:
    assert list(names().found_in("Нunter green")) != []


def test_a_postscript_and_an_hour_are_no_initials() -> None:
    team = names(team=("Pavel Sanin", "Ann Miller"))
    assert list(team.found_in("P.S. The menu is ready at 5 A.M.")) == []
    assert list(team.found_in("Checked by P.S.")) != []


def test_a_long_text_full_of_names_is_read_in_a_moment() -> None:
    begun = time.process_time()
    assert len(list(names().places_in("Grace " * 650 + "Ask Grace"))) > 0
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Надежда Рогова", "Надежда: фотографии"),
        ("Grace Mercer", "Mercer's recipes"),
        ("Rose Moss", "Rose – photos of the museum"),
        ("Вера Ланская", "Вера – фотографии"),
        ("Вера Ланская", "Вера – отель и билеты"),
        ("Rose Moss", "Photos from Rose"),
        ("Rose Moss", "Rose has the keys of the hotel."),
        ("Mark Ellery", "Mark is at the museum today."),
        ("Mark Ellery", "Mark could not open the film."),
        ("Mark Ellery", "Mark and the printers will agree on it."),
        ("Mark Ellery", "Mark from our team will come."),
        ("Mark Ellery", "Our Mark will finish it."),
        ("Вера Ланская", "Вера сегодня в музее."),
        ("Вера Ланская", "Вера и типография договорятся об афише."),
        ("Luna Radu", "Luna e la expoziție cu clientul."),
        ("Luna Radu", "Luna aduce cartea mâine."),
    ],
)
def test_who_has_it_and_where_somebody_is_tells_a_person(name: str, text: str) -> None:
    assert list(names(team=(name,)).found_in(text)) != []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Rose Moss", "Rose Garden is open."),
        ("Ann Black", "Black Friday banners"),
        ("Ann German", "Translation from German"),
        ("Майя Ветрова", "Май: расписание занятий"),
        ("Роза Ветрова", "Роза – царица цветов"),
        ("Ann Hunter", "Hunter's moon over the lake"),
        ("Мороз Иван", "Дед Мороз приедет 24 декабря."),
    ],
)
def test_a_thing_of_such_a_name_still_passes(name: str, text: str) -> None:
    assert list(names(team=(name,)).found_in(text)) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Miles Ashdown", "Miles and the photographer choose the picture together."),
        ("Miles Ashdown", "Miles or somebody else will call."),
        ("Rose Moss", "Rose is abroad."),
        ("Rose Moss", "Rose is travelling."),
        ("Rose Moss", "Rose has to sign it."),
        ("Rose Moss", "Rose had a question."),
        ("Rose Moss", "Rose will look at it."),
        ("Rose Moss", "Rose works on the menu."),
        ("Rose Moss", "Rose emails you the list."),
        ("Rose Moss", "Rose? Not yet."),
        ("Rose Moss", "Rose (design) is away."),
        ("Rose Moss", "Rose, who draws, is away."),
        ("Rose Moss", "It's Rose."),
        ("Will Moss", "Will never got the file."),
        ("Вера Ланская", "Вера у врача."),
        ("Вера Ланская", "Вера и я всё проверим."),
        ("Вера Ланская", "Вера будет в среду."),
        ("Вера Ланская", "Вера должна подписать."),
        ("Вера Ланская", "Вере пора отдыхать."),
        ("Вера Ланская", "Верой написано два текста."),
        ("Вера Ланская", "Веры сегодня нет."),
        ("Вера Ланская", "Вера, наш дизайнер, в отпуске."),
        ("Luna Radu", "Luna nu e de acord."),
        ("Luna Radu", "Luna ne-a spus."),
        ("Luna Radu", "Luna și-a luat liber."),
        ("Luna Radu", "Luna și fotograful aleg poza."),
        ("Luna Radu", "Luna are întrebări."),
        ("Luna Radu", "Luna o să verifice."),
    ],
)
def test_a_state_of_a_persons_tells_a_person(name: str, text: str) -> None:
    assert list(names(team=(name,)).found_in(text)) != []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Rose Moss", "Rose and gold are the colours."),
        ("Rose Moss", "Rose (pink) is sold out."),
        ("Will Moss", "Will also be shown on the first page."),
        ("Dawn Moss", "Dawn comes later in winter."),
        ("Violet Moss", "Violet works well with grey."),
        ("Ann Page", "Page (draft) is online."),
        ("Вера Ланская", "Вера и традиции – раздел сайта."),
        ("Роман Дымов", "Роман будет в продаже с мая."),
        ("Роза Ветрова", "Розой украшен торт."),
        ("Вера Ланская", "Надежды нет, билеты проданы."),
        ("Luna Radu", "Luna nu se vede."),
        ("Luna Radu", "Luna s-a încheiat bine."),
        ("Luna Radu", "Luna și stelele pe tavan"),
    ],
)
def test_a_state_of_a_things_tells_none(name: str, text: str) -> None:
    assert list(names(team=(name,)).found_in(text)) == []


def test_a_short_name_that_is_also_an_adjective_of_peoples_is_read_by_its_letters() -> None:
    project = ProjectConfig(
        team=("Veaceslav Rusnac",),
        also_called={"Veaceslav Rusnac": ("Slavic",)},
        sources=(SourceConfig(path="x.csv"),),
    )
    found = TeamNames.of(project, [])
    assert list(found.found_in("The slavic languages course starts in September.")) == []
    assert list(found.found_in("Ask Slavic about the course.")) != []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Mark Ellery", "is mark back?"),
        ("Mark Ellery", "COULD MARK LOOK AT IT?"),
        ("Mark Ellery", "mark: design"),
        ("Mark Ellery", "where is mark?"),
        ("Вера Ланская", "вера: дизайн"),
        ("Вера Ланская", "ПОЗВАТЬ ВЕРУ"),
        ("Вера Ланская", "у веры нет доступа."),
        ("Luna Radu", "unde e luna?"),
        ("Luna Radu", "SUNAȚI-O PE LUNA"),
    ],
)
def test_in_one_size_of_letter_more_words_ask_for_a_person(name: str, text: str) -> None:
    assert list(names(team=(name,)).found_in(text)) != []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Любовь Осипова", "Песню «Любовь спасёт мир» в ролик не взяли."),
        ("Gareth Pringle", "A tube of Pringles is on the photo."),
        ("Вера Ланская", "Кафе «У Веры» отмечено на карте."),
        ("Ann Foster", "Foster care leaflet"),
        ("Margareta Popa", "Prăjitura Margareta are o fotografie nouă."),
    ],
)
def test_titles_brands_and_cakes_pass(name: str, text: str) -> None:
    assert list(names(team=(name,)).found_in(text)) == []
