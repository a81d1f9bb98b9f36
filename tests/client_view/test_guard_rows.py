"""What rows of words mean: words, words that may go on, groups, and gaps that end with the clause."""

from __future__ import annotations

import pytest

from trackerbridge.client_view.guard_rows import Rows

GROUPS = {"who": "you, your side, the client", "late": "forgot*, is late, never answer"}


def found(row: str, text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[begin:end]) for begin, end in Rows([row], GROUPS).found_in(words)]


@pytest.mark.parametrize(
    ("row", "text", "stands"),
    [
        ("to blame", "nobody is to blame here", ["to blame"]),
        ("to blame", "something to blames", []),
        ("blame*", "blameless , blamed , ablame", ["blameless", "blamed"]),
        ("@who @late", "the client is late", ["the client is late"]),
        ("@who @late", "the client was late", []),
        ("@who .. @late", "you and all of them forgotten", ["you and all of them forgotten"]),
        ("@who .. @late", "you one two three four five forgot", ["you one two three four five forgot"]),
        ("@who .. @late", "you one two three four five six forgot", []),
        ("@who ... @late", "you one two three four five six forgot", ["you one two three four five six forgot"]),
        ("@who .. @late", "you came , she forgot", []),
        ("@who .. @late", "you forgot and forgot", ["you forgot"]),
        ("@who @late", "your side never answer", ["your side never answer"]),
        ("@who @late", "your side never", []),
        (", who", "he , who came", [", who"]),
    ],
)
def test_where_a_row_stands(row: str, text: str, stands: list[str]) -> None:
    assert found(row, text) == stands


def test_the_first_row_that_stands_at_a_word_is_the_one() -> None:
    words = ["you", "forgot", "it"]
    assert list(Rows(["you forgot it", "you forgot"], {}).found_in(words)) == [(0, 3)]
    assert list(Rows(["you forgot", "you forgot it"], {}).found_in(words)) == [(0, 2)]


@pytest.mark.parametrize(("row", "error"), [(".. late", ValueError), ("a* late", ValueError), ("@them late", KeyError)])
def test_a_row_that_could_never_stand_is_an_error(row: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        Rows([row], GROUPS)
