"""Who is on which side."""

import pytest

from trackerbridge.model import Person, Side
from trackerbridge.people import Sides

SIDES = Sides.of(
    team=["Ivan Petrov", "ivan@team.example", "@team.example"],
    client=["anna@client.example", "@client.example", "anna_handle", "Ștefan Munteanu"],
    ours=["bridge_bot"],
)


@pytest.mark.parametrize(
    ("person", "side"),
    [
        (Person("1", name="Ivan Petrov"), Side.TEAM),
        (Person("1", name="  ivan   PETROV "), Side.TEAM),
        (Person("1", name="Petrov, Ivan"), Side.TEAM),
        (Person("1", email="Ivan@Team.example"), Side.TEAM),
        (Person("1", email="someone@team.example"), Side.TEAM),
        (Person("1", email="someone@eu.team.example"), Side.TEAM),
        (Person("1", email="someone@notteam.example"), Side.UNKNOWN),
        (Person("1", handle="anna_handle"), Side.CLIENT),
        (Person("1", handle="@Anna_Handle"), Side.CLIENT),
        (Person("anna_handle"), Side.CLIENT),
        (Person("1", name="Ștefan Munteanu"), Side.CLIENT),
        (Person("1", email="x@client.example"), Side.CLIENT),
        (Person("1", handle="bridge_bot", email="b@client.example"), Side.OURS),
        (Person("1", name="Ivan Petrova"), Side.UNKNOWN),
        (Person("1"), Side.UNKNOWN),
    ],
)
def test_side(person, side):
    assert SIDES.side_of(person) is side
    assert SIDES.placed(person).side is side


def test_being_named_beats_the_domain():
    sides = Sides.of(team=["guest@client.example"], client=["@client.example"])
    assert sides.side_of(Person("1", email="guest@client.example")) is Side.TEAM


def test_a_person_named_on_both_sides_is_a_client():
    assert Sides.of(team=["Anna"], client=["Anna"]).side_of(Person("1", name="Anna")) is Side.CLIENT


def test_whoever_is_not_named_keeps_the_trackers_word():
    assert SIDES.side_of(Person("1", name="Member", side=Side.TEAM)) is Side.TEAM


def test_the_configuration_beats_the_trackers_word():
    assert SIDES.placed(Person("1", handle="anna_handle", side=Side.TEAM)).side is Side.CLIENT


@pytest.mark.parametrize(
    ("client", "knows"), [(["Anna"], True), (["@client.example"], True), (["  "], False), ([], False)]
)
def test_without_a_named_client_nobody_can_tell(client, knows):
    assert Sides.of([], client).knows_client is knows


def test_the_same_person_comes_back_where_nothing_changes():
    person = Person("1", name="Ivan Petrov", side=Side.TEAM)
    assert SIDES.placed(person) is person
