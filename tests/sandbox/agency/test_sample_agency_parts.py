"""A project's words must fit the plot: what does not fit is an error when the sample is read, not a card that lies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trackerbridge.sandbox.agency import STORIES, plot
from trackerbridge.sandbox.agency.project import Part, Project, tell
from trackerbridge.sandbox.agency.scenes import Label, Place, Scene, days
from trackerbridge.sandbox.agency.story import Card, Member, Role

PROJECT = Project(
    name="bakery",
    customer="A bakery",
    work="a website",
    language="en",
    zone="Europe/London",
    country="GB",
    domain="bakery.example",
    lists={place: place.value.title() for place in Place},
    labels={label: label.name.lower() for label in Label},
    steps="Steps",
    hours="Hours",
    members=(
        Member("lea", "Lea Lead", Role.LEAD),
        Member("tom", "Tom Tester"),
        Member("ada", "Ada Asks", Role.GUEST),
        Member("ben", "Ben Backs", Role.GUEST),
    ),
    tester="tom",
    channels="by post",
    parts=(),
)


def card_of(part: Part) -> Card:
    return tell(replace(PROJECT, parts=(part,))).cards[0]


def test_a_part_becomes_a_card_with_the_scenes_deeds_and_the_projects_people():
    card = card_of(Part(plot.CANCELLED, "Rolls", owner="tom", lines=("No rolls.", "As you wish."), days=days(gone=-3)))
    assert [(event.by, event.at, event.text) for event in card.past] == [
        ("ada", -12, "No rolls."),
        ("lea", -12, "As you wish."),
        ("tom", -3, "Cancelled"),
    ]
    assert (card.list, card.labels, card.due) == ("Planned", ("client",), +12)


def test_another_may_speak_than_in_the_plot():
    card = card_of(Part(plot.UNANSWERED, "Buns", owner="tom", lines=(("ben", "When?"),)))
    assert card.past[-1].by == "ben"


def test_a_card_that_fares_otherwise_says_so():
    assert card_of(Part(plot.VAGUE, "Things", owner="tom", past=())).past == ()


@pytest.mark.parametrize("lines", [(), ("One.", "Two.")])
def test_too_few_or_too_many_lines_are_an_error(lines):
    with pytest.raises(ValueError, match=f"“Buns” has {len(lines)} lines, and its scene 1"):
        card_of(Part(plot.OVERDUE, "Buns", owner="tom", lines=lines))


def test_a_day_that_the_scene_does_not_have_is_an_error():
    with pytest.raises(ValueError, match="“Buns” shifts days that its scene does not have: beggun"):
        card_of(Part(plot.OVERDUE, "Buns", owner="tom", lines=("Late.",), days=days(beggun=-3)))


def test_every_scene_of_the_plot_is_played_somewhere():
    scenes = {scene.shows for scene in vars(plot).values() if isinstance(scene, Scene)}
    assert scenes == {card.shows for story in STORIES for card in story.cards}
