"""A whole name that everybody knows is no colleague's, whichever half of it a colleague bears."""

from __future__ import annotations

import pytest

from trackerbridge.client_view.guard_famous import is_a_famous_name
from trackerbridge.client_view.guard_names import TeamNames
from trackerbridge.config.schema import ProjectConfig, SourceConfig

TEAM = (
    "Grant Ellery",
    "Яков Дементьев",
    "Octavian Rusu",
    "Tom Price",
    "Вера Мороз",
    "Mălina Croitoru",
    "Luna Munteanu",
    "Mark Page",
    "Florin Lazar",
)
ANOTHERS = """
Hugh Grant reads the poem in the film.
Яков Брюс упоминается в подписи.
Портрет Якова Брюса на второй странице
Octavian August apare în legenda statuii.
Vincent Price evening
Мороз испортил съёмку, перенесли на среду.
Мороз усилился, доставка позже.
Sucul de mălină e gata.
Грант министерства одобрен.
The new rose, called Grant, flowers in July.
Mark orders as paid
Page is loading
The museum shows a gold florin.
"""
OURS = """
Grant reads the poem in the film.
Яков упоминается в подписи.
Octavian apare joi.
Tom Price is on the phone.
Мороз исправил съёмку.
Мороз обещал к среде.
Mălina e gata cu textele.
Mălina are o întrebare.
Mark orders paper.
Mark wanted to show the blue version.
Page is travelling.
Марку не хватило времени.
We asked mark to check the form.
Florin and the courier missed each other.
"""


def found(text: str) -> list[str]:
    project = ProjectConfig(team=TEAM, sources=(SourceConfig(path="x.csv"),))
    return list(TeamNames.of(project, []).found_in(text))


@pytest.mark.parametrize("text", ANOTHERS.strip().splitlines())
def test_a_famous_bearer_of_the_name_passes(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", OURS.strip().splitlines())
def test_the_colleague_is_held(text: str) -> None:
    assert found(text) == ["it names a person of the team"]


def test_the_colleague_of_the_very_same_name_is_held() -> None:
    assert found("Tom Price sends the list.") == ["it names a person of the team"]


def test_cases_are_made_by_rule_and_the_order_counts() -> None:
    assert is_a_famous_name("якова", "брюса")
    assert is_a_famous_name("яковом", "брюсом")
    assert not is_a_famous_name("брюс", "яков")
    assert not is_a_famous_name("hugh", "price")


def test_little_words_that_look_like_a_form_of_a_name_are_nobodys() -> None:
    project = ProjectConfig(team=("Imi Keller", "Надя Рогова", "Will Marlow"), sources=(SourceConfig(path="x.csv"),))
    names = TeamNames.of(project, [])
    assert list(names.found_in("Работа над каталогом идёт.")) == []
    assert list(names.found_in("Над баннером работаем до среды.")) == []
    assert list(names.found_in("Спросите Надю.")) != []
    assert list(names.found_in("Will sends the list.")) != []
