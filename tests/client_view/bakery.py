"""A small invented project: a bakery has a website made. Its work in three languages, with a past and a team."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from trackerbridge.client_view.compose import compose
from trackerbridge.client_view.said_dates import Notes
from trackerbridge.client_view.view import ClientView
from trackerbridge.clock import Calendar
from trackerbridge.config.schema import ProjectConfig, Settings
from trackerbridge.flags.base import Assessment, Flag
from trackerbridge.ledger.records import Entry, Memory, Publication
from trackerbridge.model import (
    Change,
    ChangeField,
    Completeness,
    Due,
    DueKind,
    Person,
    Promise,
    Side,
    Snapshot,
    Stage,
    Task,
    Told,
)

CALENDAR = Calendar.of("Europe/Chisinau")
SOURCE = "trello:5f0c0000000000000000b0a4"
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)  # a Friday, noon in Chișinău
CREATED = datetime(2026, 10, 1, 8, tzinfo=UTC)
TOLD = datetime(2026, 10, 5, 9, tzinfo=UTC)

TEAM = (
    Person(id="u1", name="Dorian Pleșca", handle="dorian_p", email="dorian@kiln.example", side=Side.TEAM),
    Person(id="u2", name="Oksana Hrytsenko", handle="ohrytsenko", side=Side.TEAM),
    Person(id="u3", name="Elena Moraru", handle="elena_bakery", side=Side.CLIENT),
)

TITLES = {
    "en": {
        "home": "Home page",
        "photos": "Photos of the bread",
        "menu": "Menu for the autumn",
        "pay": "Payment by card",
        "map": "Map of the three shops",
        "news": "Newsletter",
        "gift": "Gift vouchers",
        "logo": "Logo",
        "hours": "Opening times on every page",
        "footer": "Footer",
        "search": "Search",
        "forum": "Forum for guests",
        "cake": "Cake orders",
        "secret": "Ask Oksana about the fonts",
        "old": "Cookie notice",
    },
    "ru": {
        "home": "Главная страница",
        "photos": "Фотографии хлеба",
        "menu": "Осеннее меню",
        "pay": "Оплата картой",
        "map": "Карта трёх магазинов",
        "news": "Рассылка",
        "gift": "Подарочные карты",
        "logo": "Логотип",
        "hours": "Время работы на каждой странице",
        "footer": "Подвал сайта",
        "search": "Поиск",
        "forum": "Форум для гостей",
        "cake": "Заказ тортов",
        "secret": "Спросить Oksana про шрифты",
        "old": "Уведомление о cookie",
    },
    "ro": {
        "home": "Pagina principală",
        "photos": "Fotografiile pâinii",
        "menu": "Meniul de toamnă",
        "pay": "Plata cu cardul",
        "map": "Harta celor trei magazine",
        "news": "Buletinul de știri",
        "gift": "Carduri cadou",
        "logo": "Logoul",
        "hours": "Programul pe fiecare pagină",
        "footer": "Subsolul paginii",
        "search": "Căutarea",
        "forum": "Forumul oaspeților",
        "cake": "Comenzi de torturi",
        "secret": "De întrebat Oksana despre fonturi",
        "old": "Mesajul despre cookie-uri",
    },
}


def day(month: int, number: int, year: int = 2026) -> date:
    return date(year, month, number)


def at(month: int, number: int, hour: int = 9) -> datetime:
    return datetime(2026, month, number, hour, tzinfo=UTC)


def task(name: str, stage: Stage = Stage.IN_PROGRESS, due: date | None = None, **more: Any) -> Task:
    """A task that the client sees; ``labels`` come besides the one that opts it in."""
    labels = ("Client", *more.pop("labels", ()))
    title = more.pop("title", name)
    values: dict[str, Any] = {"status": stage.value, "created_at": CREATED, "key": name.upper(), **more}
    exact = Due(DueKind.DAY, day=due) if due else None
    return Task(id=name, title=title, stage=stage, due=values.pop("due_value", exact), labels=labels, **values)


def moved_due(*whens: datetime) -> tuple[Change, ...]:
    return tuple(Change(at=when, field=ChangeField.DUE, before="", after="") for when in whens)


def staged(when: datetime, before: Stage, after: Stage) -> Change:
    return Change(
        at=when,
        field=ChangeField.STATUS,
        before=before.value,
        after=after.value,
        stage_before=before,
        stage_after=after,
    )


def ref(name: str) -> str:
    return f"task:{SOURCE}/{name}"


def promise(name: str, *tellings: tuple[date, datetime], **more: Any) -> Promise:
    told = tuple(Told(when, since) for when, since in tellings)
    return Promise(ref=ref(name), title=name, told=told, task=name.upper(), **more)


def published(name: str, **more: Any) -> Publication:
    return Publication(ref=ref(name), kind="card", remote_id=f"remote-{name}", task=name.upper(), **more)


def snapshot(tasks: Iterable[Task], **more: Any) -> Snapshot:
    values: dict[str, Any] = {"people": TEAM, "labels": ("Client", "needs_info", "Bug"), **more}
    values.setdefault("completeness", Completeness())
    return Snapshot(source=values.pop("source", SOURCE), title="Bakery", tasks=tuple(tasks), pulled_at=NOW, **values)


def settings(language: str = "en", *, calendar: Calendar = CALENDAR, **project: Any) -> Settings:
    """``publish`` adds to or replaces keys of the publish table; other keywords are the project's own."""
    publish = {"connection": "boards", "board": "b", "language": language, **project.pop("publish", {})}
    raw = {"sources": [{"path": "bakery.csv"}], "publish": publish, **project}
    config = ProjectConfig.model_validate(raw)
    return Settings(name="bakery", project=config, calendar=calendar, client_language=language)  # type: ignore[arg-type]


def assessment(flags: Sequence[Flag] = ()) -> Assessment:
    return Assessment(project="bakery", now=NOW, completeness=Completeness(), tasks=0, flags=tuple(flags), abstained=())


def view(
    tasks: Iterable[Task],
    *promises: Promise,
    publications: Iterable[Publication] = (),
    now: datetime = NOW,
    with_settings: Settings | None = None,
    flags: Sequence[Flag] = (),
    entries: Iterable[Entry] = (),
    said: Notes | None = None,
    **of_snapshot: Any,
) -> ClientView:
    """What the client of these tasks sees. ``said``: client notes by the task's key."""
    ours = {each.ref: each for each in publications}
    memory = Memory(promises=promises, publications=ours, entries=tuple(entries))
    return compose(
        settings=with_settings or settings(),
        snapshots=[snapshot(tasks, **of_snapshot)],
        assessment=assessment(flags),
        memory=memory,
        now=now,
        said=said,
    )


def bakery_tasks(language: str) -> list[Task]:
    """Something of everything: on track, waiting, late, moved, early, bonus, taken out, reopened, without a date."""
    said = {name: {"title": title} for name, title in TITLES[language].items()}
    done = {"status": "Done"}
    return [
        task("home", Stage.IN_PROGRESS, day(11, 26), **said["home"]),
        task("photos", Stage.WAITING, day(11, 30), **said["photos"]),
        task("menu", Stage.REVIEW, day(11, 24), **said["menu"]),
        task("pay", Stage.TESTING, day(11, 19), **said["pay"]),
        task("map", Stage.IN_PROGRESS, day(11, 12), **said["map"]),
        task("news", Stage.IN_PROGRESS, day(12, 4), history=moved_due(at(11, 18)), **said["news"]),
        task("gift", Stage.PLANNED, day(1, 15, 2027), **said["gift"]),
        task("logo", Stage.DONE, day(11, 20), done_at=at(11, 10), **said["logo"], **done),
        task("hours", Stage.DONE, day(11, 12), done_at=at(11, 12), labels=("Bonus",), **said["hours"], **done),
        task("footer", Stage.DONE, day(11, 12), done_at=at(11, 16), **said["footer"], **done),
        task(
            "search",
            Stage.IN_PROGRESS,
            day(12, 2),
            history=(staged(at(11, 3), Stage.TESTING, Stage.DONE), staged(at(11, 17), Stage.DONE, Stage.IN_PROGRESS)),
            **said["search"],
        ),
        task(
            "forum",
            Stage.CANCELLED,
            day(12, 8),
            history=(staged(at(11, 6), Stage.PLANNED, Stage.CANCELLED),),
            **said["forum"],
        ),
        task("cake", Stage.IN_PROGRESS, **said["cake"]),
        task("secret", Stage.PLANNED, **said["secret"]),
        task("old", Stage.DONE, day(10, 30), done_at=at(10, 28), **said["old"], **done),
    ]


def bakery_promises() -> list[Promise]:
    told = {
        "home": day(11, 26),
        "photos": day(11, 30),
        "menu": day(11, 24),
        "pay": day(11, 19),
        "map": day(11, 12),
        "gift": day(1, 15, 2027),
        "logo": day(11, 27),
        "hours": day(11, 12),
        "footer": day(11, 12),
        "search": day(12, 2),
        "forum": day(12, 8),
    }
    stories = [promise(name, (date_told, TOLD)) for name, date_told in told.items()]
    return [*stories, promise("news", (day(11, 27), TOLD), (day(12, 4), at(11, 19)))]


def bakery_publications() -> list[Publication]:
    return [published(each.id) for each in bakery_tasks("en")]


def long_board() -> list[Task]:
    """More of everything than a summary has room for, with long titles: delivered, next, asked, late, milestones."""
    said = "The page with all the opening times of our three shops in summer and in winter"
    made: list[Task] = []
    for n in range(1, 6):
        title = f"{n}. {said}"
        made += [
            task(f"done{n}", Stage.DONE, done_at=at(11, 10 + n), title=title),
            task(f"next{n}", Stage.IN_PROGRESS, day(12, n), title=title),
            task(f"asked{n}", Stage.WAITING, day(12, 10 + n), title=title),
            task(f"late{n}", Stage.IN_PROGRESS, day(11, n), title=title),
            task(f"stone{n}", Stage.PLANNED, day(12, 20 + n), title=title, kind="Epic"),
        ]
    return made


def bakery_settings(language: str, **project: Any) -> Settings:
    publish = {
        "contact": "Irina Lungu, irina@kiln.example",
        "deputy": "Pavel Rotaru",
        "channels": "+373 22 000 000",
        "agreed_on": "2026-10-01",
    }
    extras = {"allowance_minutes": 60, "allowance_count": 3}
    return settings(language, publish=publish, extras=extras, team=["Irina Lungu"], **project)


def bakery_view(language: str, **more: Any) -> ClientView:
    """The whole board in one language."""
    more.setdefault("publications", bakery_publications())
    promises = more.pop("promises", bakery_promises())
    return view(bakery_tasks(language), *promises, with_settings=bakery_settings(language), **more)
