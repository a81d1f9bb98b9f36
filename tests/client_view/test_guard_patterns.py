"""One example for every branch of every pattern of the guard: what its shape alone gives away."""

from __future__ import annotations

import pytest

from trackerbridge.client_view.guard_patterns import telling_shapes


def each(text: str, words: str) -> list[str]:
    """The text with every one of the words."""
    return [text.format(word) for word in words.split()]


CODES = "usd eur gbp chf ron mdl rub rur byn byr uah pln kzt czk sek"
HOSTS = "staging stage dev qa uat test git gitlab jira confluence jenkins ci vpn intranet wiki admin sentry grafana"
KEYS = "AKIA ASIA ghp_ gho_ github_pat_ glpat- xoxb- sk-live- sk_test_ sk-proj- pk_live_ ATTA ATATT"
PHONES = "tel phone mob cell тел моб телефон telefon mobil"
HELD = {
    "it holds an e-mail address": ["info@shop.example", "info (at) shop.example", "info[at]shop.example",
        "info(at)shop(dot)example", "info at shop dot example", "info собака shop точка example",
    ],
    "it addresses somebody by a handle": ["@anna", "(@anna)", "[~anna.b]"],
    "it holds a link": [
        "https://x.example/1", "ftp://bakery", "www.shop.example", "tracker.example/browse/1", "mailto:anna", "tel:123",
        "file:plan",
    ],
    "it holds an internal address": [
        "localhost", "10.20.30.40", "255.1.1.1", "240.1.1.1", "10.0.0.255", "10.0.0.240", "shop.example:8080",
        r"\\files\plans", r"C:\plans",
        *each("files.{}", "local internal intranet lan corp localdomain"),
        *each("{}.shop.example", HOSTS), "staging2.shop.example",
        *each("/{}/plan", "home var etc usr srv opt mnt"),
    ],
    "it holds a price": [
        "$500", "€ 5", *each("{} 5", CODES), *each("5 {}", CODES.upper()),
        "5$", "1 200,50 €", "5k €", "5 тыс. €", "3 mii de euro", "5 млн €", "20 de lei", "1 leu", "5 euro", "5 евро",
        "5 dollars", "5 bucks", "5 pounds", "5 долларов", "5 долл.", "5 руб", "5 рублей", "5 рос. рублей",
        "5 бел. руб.", "5 гривен", "2 гривны", "5 грн", "1 лей", "2 лея", "5 леев", "5 злотых", "5 у. е.", "100 р.",
        "300 de dolari", "two thousand euros", "две тысячи евро", "două mii de euro", "a few hundred dollars",
    ],
    "it holds hours or an estimate": [
        "5h", "5 hr", "5 hrs", "2.5 hours", "2-3 hours", "2 man-hours", "2 man days", "2 man-months", "2 person-hours",
        "2 person days", "5 md", "5 mds", "8 ч", "1 час", "3 часа", "5 часов", "2 чел.-дня", "2 чел/час",
        "2 человеко-часа", "2 нормо-часа", "20 de ore", "1 oră", "2 om-zile", "2 om-ore", "1 om-oră", "5 story points",
        "5 sp", "5 pts", "estimated: 5", "est. 5", "оценка 3", "оценили: 3", "оценено 3", "estimare 5", "estimat: 5",
        "three hours", "half an hour", "an hour and a half", "полтора часа", "пять часов", "trei ore",
        "o oră și jumătate", "two man-days", "s-au pontat 90 de minute", "logged 45 min", "потрачено 40 минут",
    ],
    "it looks like a secret": [
        "-----BEGIN KEY", *each("{}0123456789AB", KEYS), "eyJhbGciOiJub25.x", "0" * 32, "aB3" * 8,
        "password: bread", "passwd=bread", "passcode: bread", "pwd: bread", "api key: bread", "API_KEY=bread",
        "secret: bread", "token = bread", "пароль: хлеб", "parola: paine", "password is bread", "parola este paine",
        "login admin, password bread77", "Пароль от админки bRead7Corn", "Parolă de administrare bReadCorn",
        "pass=bread", "PIN-код 4711", "use br3ad$corn", "DB_PASSWORD=bread", "whsec_0aB1cD2eF3gH4iJ5",
        "Bearer 0a1b2c3d4e5f6071", "FTP login bakery / Bread-0917", "логин bakery, пароль Hleb-2024x",
        "Parola bazei de date este paine-Nord-48",
    ],
    "it holds a phone number": [
        "+373 69 123 456", "+40 (721) 234-567", "0721 234 567", "(022) 123456", "8 29 1234567", "123-45-67",
        "(555) 010-4477", "00373 69 123456", *each("{} 12345", PHONES),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("reason", "text"), [(reason, text) for reason, texts in HELD.items() for text in texts])
def test_held(reason: str, text: str) -> None:
    assert reason in list(telling_shapes(text))


@pytest.mark.parametrize(
    "text",
    [
        *("05.11.2026", "05-11-26", "11-05-26", "12-31-26", "31-12-26"),
        *("2026-01-19 200 000 loaves", "2026-01-05 200 000 loaves", "2026-01-31 200 000 loaves"),
        *("2026-11-05 200 000 loaves", "2026-31-05 200 000 loaves", "10:00 200 000 loaves"),
    ],
)
def test_a_date_is_no_phone_number_and_makes_none_of_what_follows(text: str) -> None:
    assert list(telling_shapes(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Открыто с 9 до 18 часов.",
        "Livrare în 48 de ore.",
        "We answer within 48 hours.",
        *(
            "1 000 000 000 visitors",
            "Two pages and a map",
            "Password page for iOS17",
            "Open 24 hours",
            "The two pages",
        ),
        *("Страница «Забыли пароль»", "Pass 2 of 3", "Parola nouă: pagina 2", "три страницы", "C# and F# course"),
    ],
)
def test_what_only_looks_like_it_passes(text: str) -> None:
    assert list(telling_shapes(text)) == []
