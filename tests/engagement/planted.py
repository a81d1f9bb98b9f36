"""More than two hundred strings of the team's that no client may read, as data; invented, like everybody in them.

``GUARDED`` are such that the guard must know them wherever somebody wrote them, even in words for the client.
``UNSAID`` are known by their place alone (comments, labels, fields of the source), and must not leave it.
"""

from __future__ import annotations

from itertools import product

TEAM = ("Ivan Petrov", "Natalia Sidorova", "Bogdan Ceban", "Svetlana Țurcanu")
_LATIN = (
    "Ivan Petrov", "Petrov", "I. Petrov", "Petrov, Ivan", "Natalia Sidorova", "Sidorova", "N. Sidorova",
    "Bogdan Ceban", "Ceban", "B. Ceban", "Svetlana Turcanu", "Svetlana Țurcanu", "Turcanu", "S. Turcanu",
    "lui Bogdan Ceban", "Svetlanei Țurcanu", "Nataliei Sidorova", "@petrov_willow",
)  # fmt: skip
_CYRILLIC = """
    Иван Петров, Ивана Петрова, Ивану Петрову, Иваном Петровым, об Иване Петрове, Петрова, Петрову, Петровым, Петрове,
    И. Петров, И. Петрова, Наталия Сидорова, Наталии Сидоровой, Наталию Сидорову, Наталией Сидоровой, Сидоровой,
    Сидорову, Н. Сидорова, Богдан Чебан, Богдана Чебана, Богдану Чебану, Богданом Чебаном, Чебану, Чебаном, Б. Чебан,
    Светлана Цуркану, Светланы Цуркану, Светлане Цуркану, Светлану Цуркану, Светланой Цуркану, С. Цуркану
"""
ALSO_CALLED = {
    "Ivan Petrov": ("Vanya", "Ваня"),
    "Natalia Sidorova": ("Natasha", "Наташа"),
    "Svetlana Țurcanu": ("Sveta", "Света"),
}
_SHORT = ("Vanya", "Ваня", "Ване", "Ваню", "Natasha", "Наташа", "Наташе", "Sveta", "Света Цуркану", "Свете Цуркану")
NAMES = (
    *_LATIN,
    *(name.upper() for name in _LATIN),
    *_SHORT,
    *(name.strip() for name in _CYRILLIC.replace("\n", " ").split(",")),
)
MAILS = tuple(
    f"{who}@{host}"
    for who, host in product(
        ("ivan.petrov", "natalia", "bogdan.ceban+site", "s.turcanu", "accounts", "build-robot"),
        ("willow.example", "mail.willow.example", "example.com"),
    )
)
PHONES = (
    "+373 22 123 456", "+37322123456", "022 12-34-56", "(022) 123 456", "+373 (69) 123-456", "069 123 456",
    "+40 721 555 013", "0721 555 013", "+7 495 123-45-67", "8 (495) 123-45-67", "+44 20 7946 0018",
    "020 7946 0018", "+1 202 555 0143",
    "(202) 555-0143", "0040 721 555 014", "+373-79-555-019",
)  # fmt: skip
PRICES = (
    "480 EUR", "€ 480", "480 €", "1,250 EUR", "1 250 EUR", "1.250,00 EUR", "EUR 1250.00", "$95", "95 USD", "US$ 1,900",
    "£ 310", "310 GBP", "7 400 MDL", "7400 lei", "12 500 руб.", "12 500 ₽", "480 евро", "95 долларов", "2,5 тыс. евро",
    "35 EUR/h", "480 de euro", "1250 RON", "3k EUR",
)  # fmt: skip
HOURS = (
    "6 h", "6h", "6.5 h", "12 hours", "3 man-days", "4 person-days", "6 часов", "12 часов", "3 человеко-дня",
    "2 чел.-дня", "6 ore", "12 ore", "20 de ore", "3 zile-om", "1.5 man-days", "1d 4h", "8 story points",
)  # fmt: skip
LINKS = tuple(
    f"{scheme}{host}/{path}"
    for (scheme, host), path in product(
        (
            ("https://", "jira.willow.example"), ("https://", "git.willow.example"), ("http://", "10.1.2.3:8080"),
            ("https://", "build.intranet.willow.example"), ("http://", "localhost:3000"),
        ),
        ("browse/WEB-77", "team/notes", "job/41"),
    )
)  # fmt: skip
SECRETS = (
    "ATATT3xFfGF0Q1w2E3r4T5y6U7i8O9p0", "ATTA" + "9f3c1e7b5d2a4860" * 4,
    "ghp_" + "Q1w2E3r4T5y6U7i8O9p0A1s2D3f4G5h6J7k8",
    "glpat-" + "Ab3dEf6hIj9kLm2nOp5q", "AKIA" + "Q3W5E7R9T2Y4U6I8", "xoxb-" + "1234567890-ABCDEFabcdef123456",
    "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc", "password: Lind3n-H0use!", "пароль: Липы-2026!", "parola: Teiul2026!",
    "token=8f14e45fceea167a5a36dedd4bea2543", "api_key=b6d767d2f8ed5d21a44b0e5886680cb9",
    "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiJib29raW5nIn0.c2lnbmF0dXJlLW9mLW91cnM",
    "-----BEGIN RSA PRIVATE KEY-----", "postgres://booking:Lind3n@db.willow.example/house",
)  # fmt: skip
LABELS = (
    "tech-debt", "blocked-by-hosting", "client-is-slow", "needs-refactoring", "margin-low", "sprint-17", "hotfix-later",
    "internal-only", "do-not-tell", "night-shift", "team-b", "outsourced",
)  # fmt: skip
COMMENTS = (
    "The old import was written by an intern", "This client changes their mind every week", "We are over budget here",
    "Nobody has tested this on a real phone", "The fixture pipeline is red again", "Let us not mention the outage",
    "The vendor let us down twice", "He promised it without asking us", "We reuse the code of another customer",
    "Опять всё переделываем из-за заказчика", "Бюджет уже превышен", "Стажёр всё сломал", "Об этом клиенту ни слова",
    "На проде упала база", "Клиентul iar s-a răzgândit", "Am depășit bugetul", "Stagiarul a stricat importul",
    "Despre asta nici un cuvânt clientului", "Baza de date a căzut în producție", "Refolosim codul altui client",
)  # fmt: skip
GUARDED = {
    "name": NAMES,
    "mail": MAILS,
    "phone": PHONES,
    "price": PRICES,
    "hours": HOURS,
    "link": LINKS,
    "secret": SECRETS,
}
UNSAID = (*LABELS, *COMMENTS)
EVERY = (*(one for kind in GUARDED.values() for one in kind), *UNSAID)


def portion(place: int, of: int) -> tuple[str, ...]:
    """Every so-and-so-many-th of them all, so that all ``of`` portions together are everything."""
    return EVERY[place::of]
