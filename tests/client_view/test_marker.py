"""The reference in a card's description: what it holds, and what it survives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackerbridge.client_view.marker import (
    PRINTED,
    Marker,
    alike,
    comparable_description,
    decode,
    encode,
    fingerprint,
    owner_of,
    with_marker,
    without_marker,
)

PRINTS = dict(zip(PRINTED, (1, 2, 3, 4, 65535), strict=True))
MARKER = Marker(
    owner=owner_of("website", "task:boards/1"),
    prints=PRINTS,
    first=date(2026, 11, 20),
    told=date(2026, 11, 25),
    moved_on=date(2026, 11, 16),
    due_complete=True,
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
told_days = st.dates(date(1970, 1, 2), date(2149, 6, 6))
days = st.none() | told_days
markers = st.builds(
    Marker,
    owner=st.builds(owner_of, st.text(max_size=20), st.text(max_size=20)),
    prints=st.fixed_dictionaries({name: st.integers(0, 65535) for name in PRINTED}),
    first=days,
    told=days,
    moved_on=days,
    due_complete=st.booleans(),
    moves=st.just(0) | st.integers(2, 255),
    reason_by=days,
    new_date_by=days,
    agreed=st.booleans(),
    asked_later=st.booleans(),
    asked_on=days,
    earlier=st.sampled_from([0, 1, 2]).flatmap(lambda number: st.tuples(*[st.tuples(told_days, told_days)] * number)),
)


def test_it_is_forty_two_letters_and_digits() -> None:
    assert MARKER.text == encode(MARKER)
    assert len(MARKER.text) == 42
    assert MARKER.text.startswith("tb")
    assert MARKER.text.isalnum()
    assert MARKER.text == MARKER.text.lower()


def test_it_is_spelled_the_same_for_ever() -> None:
    """Cards carry it for years: an old reference must be read by every later version."""
    assert decode("Ref. tbcf2hvbumjhkvckkrfziskaabaabaaayaat7774t3") == MARKER


def test_a_longer_one_is_spelled_the_same_for_ever_too() -> None:
    past = ((date(2026, 11, 22), date(2026, 11, 10)), (date(2026, 11, 24), date(2026, 11, 12)))
    assert decode("Ref. tbgf2hvbumjhkvckkrfziskayaaaaaaujlkepvclkreeaaaaabaabaaayaat777hg6") == replace(
        MARKER, moves=3, earlier=past
    )


def test_of_a_promise_without_a_task_it_holds_the_day_it_was_done() -> None:
    told = replace(MARKER, without_task=True)
    done = replace(told, done_on=date(2026, 11, 24))
    assert (len(told.text), len(done.text)) == (42, 66)
    assert [decode(f"Ref. {each.text}") for each in (told, done)] == [told, done]


@given(markers, st.text(max_size=200))
def test_what_goes_in_comes_out(marker: Marker, text: str) -> None:
    assert decode(with_marker(text, marker)) == marker


@given(markers, st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_a_description_without_it_is_as_it_was(marker: Marker, text: str) -> None:
    described = with_marker(text, marker)
    assert described.splitlines()[-1] == f"Ref. {marker.text}"
    assert comparable_description(described) == comparable_description(text)


def test_it_is_the_last_line_after_a_blank_one() -> None:
    assert with_marker("Words.\n\n", MARKER) == f"Words.\n\nRef. {MARKER.text}"
    assert with_marker("", MARKER) == f"Ref. {MARKER.text}"


@pytest.mark.parametrize(
    "dressed",
    [
        "Ref. {}",
        "Ref\\. {}",
        "ref. {}  ",
        "**Ref. {}**",
        "*Ref. {}*",
        "_Ref. {}_",
        "`Ref. {}`",
        "> Ref. {}",
        "Ref. **{}**",
        "Ref. `{}`",
        "  Ref.   {}  ",
        "{}",
        "Ref {}",
    ],
)
@pytest.mark.parametrize("layout", ["Words.\n\n{}", "{}\n\nWords.", "Words.\n{}\n\n", "Words. {}"])
def test_it_survives_trellos_editor(dressed: str, layout: str) -> None:
    text = layout.format(dressed.format(MARKER.text))
    assert decode(text) == MARKER
    assert comparable_description(text) == "Words."


def test_upper_case_is_read_too() -> None:
    assert decode(f"Ref. {MARKER.text.upper()}") == MARKER


@pytest.mark.parametrize("position", range(2, 42))
def test_one_wrong_letter_makes_it_none(position: int) -> None:
    """Two bytes of checksum let one damage in 65,536 pass; among all wrong letters of this reference none does."""
    text = replace(MARKER, due_complete=False).text
    wrong = (text[:position] + letter + text[position + 1 :] for letter in _LETTERS if letter != text[position])
    assert [found for found in wrong if decode(found)] == []


@pytest.mark.parametrize("text", ["", "tb", "Ref. tb", "Ref. tbaaaa", "t b" * 20])
def test_other_text_is_none(text: str) -> None:
    assert decode(text) is None
    assert without_marker(text) == text


def test_it_stands_apart_from_other_letters() -> None:
    assert decode(f"x{MARKER.text}") is None
    assert decode(f"{MARKER.text}x") is None
    assert decode(f"({MARKER.text})") == MARKER


def test_another_version_is_not_read() -> None:
    import base64
    import hashlib

    body = bytes([2 << 4]) + bytes(22)
    checksum = hashlib.sha256(b"trackerbridge" + body).digest()[:2]
    assert decode("tb" + base64.b32encode(body + checksum).decode().lower()) is None
    body = bytes([1 << 4]) + bytes(22)
    checksum = hashlib.sha256(b"trackerbridge" + body).digest()[:2]
    assert decode("tb" + base64.b32encode(body + checksum).decode().lower()) is not None


def test_of_several_the_last_valid_one_counts_and_all_are_left_out() -> None:
    other = Marker(owner=owner_of("website", "task:boards/2"), prints=PRINTS)
    text = f"One\n\nRef. {other.text}\n\nTwo\n\nRef. {MARKER.text}\n\nRef. {MARKER.text[:-1]}"
    assert decode(text) == MARKER
    assert without_marker(text) == f"One\n\n\n\nTwo\n\n\n\nRef. {MARKER.text[:-1]}"


def test_a_damaged_one_before_it_stands_as_it_is() -> None:
    damaged = f"Ref. {MARKER.text[:-1]}a"
    assert without_marker(f"{damaged}\n\nWords.\n\nRef. {MARKER.text}") == f"{damaged}\n\nWords."


def test_a_description_that_has_none_is_left_alone() -> None:
    assert without_marker("Words.  \n") == "Words.  \n"


def test_whose_card_it_is() -> None:
    assert MARKER.of_project("website")
    assert not MARKER.of_project("other")
    assert MARKER.owner == owner_of("website", "task:boards/1")
    assert MARKER.owner != owner_of("website", "task:boards/2")
    assert owner_of("other", "task:boards/1")[4:] != MARKER.owner[4:]
    assert len(MARKER.owner) == 12


def test_days_that_two_bytes_cannot_hold_are_not_remembered() -> None:
    far = Marker(
        owner=MARKER.owner, prints=PRINTS, first=date(2149, 6, 7), told=date(1969, 1, 1), moved_on=date(2149, 6, 6)
    )
    read = decode(encode(far))
    assert read is not None
    assert (read.first, read.told, read.moved_on) == (None, None, date(2149, 6, 6))


def test_what_it_says_of_a_field() -> None:
    marker = Marker(owner=MARKER.owner, prints=PRINTS | {"title": fingerprint("Words")}, due_complete=False)
    assert marker.says("title", "Words")
    assert not marker.says("title", "Other words")
    assert marker.says("due_complete", "false")
    assert not marker.says("due_complete", "true")


def test_what_stands_for_a_value_that_only_its_fingerprint_tells() -> None:
    marker = Marker(owner=MARKER.owner, prints=PRINTS | {"title": fingerprint("Words")}, due_complete=True)
    stand_in = marker.remembered("title")
    assert stand_in != "Words"
    assert fingerprint(stand_in) == fingerprint("Words")
    assert alike(stand_in, "Words")
    assert alike("Words", stand_in)
    assert not alike(stand_in, "Other words")
    assert not alike("Words", "Other words")
    assert alike("Words", "Words")
    assert marker.remembered("due_complete") == "true"
    assert marker.remembered("list") == "fingerprint:0003"


def test_an_unpaired_surrogate_has_a_fingerprint_too() -> None:
    assert 0 <= fingerprint("\ud83d") <= 0xFFFF
