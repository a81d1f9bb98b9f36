from xml.etree import ElementTree

import pytest
from benchmarks.accuracy.reliability import bins, drawing


def test_rows_are_gathered_by_tenths_of_chance() -> None:
    found = bins([True, False, True, True], [0.12, 0.18, 0.95, 1.0])
    assert [one["n"] for one in found] == [2, 2]
    assert found[0]["said"] == pytest.approx(0.15)
    assert found[0]["happened"] == 0.5
    assert found[1]["happened"] == 1


def test_the_drawing_is_well_formed_and_has_a_dot_for_every_bin() -> None:
    points = bins([True, False], [0.9, 0.1])
    picture = ElementTree.fromstring(drawing({"t0": points, "t1": points}))
    assert len(picture.findall("{http://www.w3.org/2000/svg}circle")) == 4
