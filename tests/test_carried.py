"""The reference of what was carried: survives editors, is nobody else's, and a quotation of it is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackerbridge.carried import CarriedMark, key_of, mark_in, print_of

MARK = CarriedMark(key_of("site", "abc"), print_of("Where is it?"))


@given(st.text(min_size=1), st.text(min_size=1), st.booleans())
def test_what_is_written_is_read_back(message: str, text: str, gone: bool) -> None:
    mark = CarriedMark(key_of("site", message), print_of(text), gone)
    assert mark_in(f"Somebody wrote\n\n{mark.line}") == mark


@pytest.mark.parametrize("line", ["**{}**", "{}  ", "_{}_", "{}\n\n", "\\{}"])
def test_an_editor_may_dress_it(line: str) -> None:
    assert mark_in("Text\n" + line.format(MARK.line)) == MARK


@pytest.mark.parametrize(
    "text",
    [
        f"> {MARK.line}",  # quoted
        f"{MARK.line}\n\n/client reply: On Friday.",  # quoted above an answer
        f"See {MARK.line}",
        MARK.line[:-1],
        MARK.line[:-1] + ("a" if MARK.line[-1] != "a" else "b"),
        "Ref. cb" + "a" * 21,
        "",
    ],
)
def test_what_only_mentions_it_is_none(text: str) -> None:
    assert mark_in(text) is None


def test_line_breaks_do_not_make_another_text() -> None:
    assert print_of("One\ntwo  three") == print_of("One two three")
    assert print_of("One") != print_of("Two")
