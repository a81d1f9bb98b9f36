from trackerbridge.flags.clarity.wrong_language import WrongLanguage
from trackerbridge.model import ClientNote, ClientSide, NotePart
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at

SEEN = frozenset({"T-1"})


def noted(text: str) -> ClientSide:
    return ClientSide(notes={"T-1": (ClientNote(NotePart.NEXT, text, at("2026-11-10")),)})


def seen(name: str, title: str, language: str, **fields) -> Case:
    return Case(name, a_task(title), published=SEEN, client_language=language, **fields)


CASES = RuleCases(
    rule=WrongLanguage,
    flagged=(
        seen(
            "A published task called “Fix the prices on the order page”, and the client's board is in Romanian.",
            "Fix the prices on the order page",
            "ro",
            expected=Expected(says="(Romanian)", evidence={"expected": "ro", "found": "en"}),
        ),
        seen(
            "A published task called “Исправить цены в каталоге”, and the client's board is in English.",
            "Исправить цены в каталоге",
            "en",
        ),
        seen(
            "A published task whose note for the client is in Russian, and the client's board is in Romanian.",
            "Corectează prețurile",
            "ro",
            side=noted("Мы ждём ответа до пятницы."),
            expected=Expected(says="The note for the client on"),
        ),
        seen(
            "A published task called “Update pricing table layout”, and the client's board is in Russian.",
            "Update pricing table layout",
            "ru",
        ),
        seen("A fourth language.", "Bitte die Preise auf der Seite prüfen und nicht ändern", "en"),
        seen("Romanian on an English board.", "Corectează prețurile din pagina de comandă", "en"),
    ),
    clean=(
        seen("A published task called “Landing page”, and the client's board is in Russian.", "Landing page", "ru"),
        seen(
            "A published task called “Corectează prețurile”, and the client's board is in Romanian.",
            "Corectează prețurile",
            "ro",
        ),
        seen("A published task with an English name in a Russian title.", "Подключить Google Analytics к сайту", "ru"),
        Case("A task that the client does not see.", a_task("Исправить цены в каталоге"), client_language="en"),
        seen(
            "A title that the client reads in their own words.",
            "Fix the prices on the order page",
            "ro",
            side=ClientSide(titles={"T-1": "Prețurile din pagina de comandă"}),
        ),
        seen("A name of three words.", "Google Tag Manager", "ru"),
        seen("English on an English board.", "As a dev, I want a scraper for job data", "en"),
        seen("A short English title without common words.", "Pricing table layout", "ro"),
        seen("Nothing but a link.", "https://example.com/a/b/c", "ru"),
    ),
    abstains=(Case("Nothing is published.", a_task("Исправить цены"), reason="no language of the client's board"),),
)
