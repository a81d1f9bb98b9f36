"""``publish.select``: label, list, type or all; what is not found is told with what comes nearest."""

from __future__ import annotations

import pytest
from tests.client_view.bakery import settings, snapshot, task, view

from trackerbridge.client_view.chosen import selected
from trackerbridge.client_view.select import Selection
from trackerbridge.config.schema import ProjectConfig, Settings
from trackerbridge.errors import UsageError
from trackerbridge.model import Stage

ONE = task("one", Stage.IN_PROGRESS, labels=("Website",), kind="Story")
TWO = task("two", Stage.DONE, status="Done  and gone", archived=True)
THREE = task("three", Stage.PLANNED, template=True)


def keys(select: str) -> set[str]:
    return set(selected(settings(publish={"select": select}), [snapshot([ONE, TWO, THREE])]))


@pytest.mark.parametrize(
    ("select", "found"),
    [
        ("label:client", {"ONE"}),
        ("Label: WEBSITE ", {"ONE"}),
        ("list:In_Progress", {"ONE"}),
        ("list:done and gone", set()),  # archived work is not live
        ("type:story", {"ONE"}),
        ("all", {"ONE"}),
        ("label:clients", set()),
    ],
)
def test_selected(select: str, found: set[str]) -> None:
    assert keys(select) == found


def test_nothing_is_selected_where_nothing_is_published() -> None:
    config = ProjectConfig.model_validate({"sources": [{"path": "x.csv"}]})
    assert selected(Settings(name="x", project=config), [snapshot([ONE])]) == frozenset()


@pytest.mark.parametrize("select", ["", "label:", "tag:client", "all:client", "client"])
def test_what_cannot_be_looked_for_is_a_usage_error(select: str) -> None:
    with pytest.raises(UsageError, match="Write label:NAME, list:NAME, type:NAME or all"):
        Selection.of(select)


def notes(select: str) -> tuple[str, ...]:
    return view([ONE], with_settings=settings(publish={"select": select})).notes


def test_an_unknown_label_is_told_with_the_nearest() -> None:
    (note,) = notes("label:clinet")
    assert note.startswith("publish.select = “label:clinet”: no label on the source has that name")
    assert note.endswith("so no task is shown. The nearest is “Client”.")


def test_an_unknown_list_far_from_any_other() -> None:
    assert notes("list:zzzz")[0].endswith("no list on the source has that name, so no task is shown.")


def test_a_label_that_no_task_carries_yet_is_known() -> None:
    assert notes("label:bug") == ()
    assert notes("all") == ()
