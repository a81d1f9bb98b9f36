"""The manager's pages speak three languages with the same sentences and the same placeholders."""

import tomllib
from importlib.resources import files
from string import Formatter

import pytest

from trackerbridge.flags.wording import LANGUAGES
from trackerbridge.papers.words import page_words


def sentences(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(files("trackerbridge.papers").joinpath("wording", f"{language}.toml").read_text("utf-8"))


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same(language):
    english, other = sentences("en"), sentences(language)
    assert {table: set(keys) for table, keys in english.items()} == {table: set(keys) for table, keys in other.items()}
    for table, keys in english.items():
        for key, sentence in keys.items():
            assert fields(other[table][key]) == fields(sentence), f"{language} {table}.{key}"


def test_a_number_takes_its_form():
    assert page_words("ru").said("brief", "pending", n=21).endswith("21 изменение.")
    assert page_words("ro").said("brief", "pending", n=20).endswith("20 de modificări.")
