"""In which language people write, or nothing rather than a guess."""

import pytest

from trackerbridge.flags.language import language_of, script_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Fix the contact form", "en"),
        ("As a dev, I want a scraper for job data", "en"),
        ("Исправить форму", "ru"),
        ("Добавить Google Analytics на страницу контактов", "ru"),
        ("Corectează formularul de contact", "ro"),
        ("Corecteaza formularul si pagina de contact", "ro"),
        ("Bitte die Preise auf der Seite prüfen", "other"),
        ("O padeiro não pode ficar sozinho na loja, nem fechar mais cedo, como ficou combinado com todos", "other"),
        ("Оновити ціни на сторінці", "other"),
        ("修正する", "other"),
        ("Landing page", None),
        ("👍 12", None),
        ("", None),
        ("Обновить landing page на staging", None),
        ("`the code is in the page` https://example.com/the/and/of", None),
    ],
)
def test_language(text, language):
    assert language_of(text) == language


def test_a_mixture_of_scripts_is_of_none():
    assert script_of("ааа bbbb") is None
    assert script_of("ааааааааа b") == "cyrillic"
