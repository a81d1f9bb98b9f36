"""What the manager is told is said in three languages: the same sentences, the same placeholders."""

import tomllib
from importlib.resources import files
from string import Formatter

import pytest

from trackerbridge.flags.wording import LANGUAGES
from trackerbridge.manager.words import manager_words
from trackerbridge.plan.waiting import Cause


def sentences(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(files("trackerbridge.manager").joinpath("wording", f"{language}.toml").read_text("utf-8"))


def fields(sentence: str) -> set[tuple[str, str]]:
    return {(name, spec or "") for _, name, spec, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same(language):
    english, other = sentences("en"), sentences(language)
    assert {table: set(keys) for table, keys in english.items()} == {table: set(keys) for table, keys in other.items()}
    for table, keys in english.items():
        for key, sentence in keys.items():
            said = {name for name, _ in fields(other[table][key])}
            assert said == {name for name, _ in fields(sentence)}, f"{language} {table}.{key}"


def test_every_cause_of_waiting_has_a_sentence():
    assert {cause.value for cause in Cause} <= set(sentences("en")["digest"])


def test_a_number_takes_its_form():
    assert manager_words("ru").said("digest", "hold_open", n=21, reason="").startswith("21 изменение:")
    assert manager_words("ro").said("digest", "hold_open", n=20, reason="").startswith("20 de modificări:")
