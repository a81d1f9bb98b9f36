"""JSON is read and written as Python's own does, whichever of the two does it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackerbridge.json_text import json_bytes, json_lines, read_json

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
)


@given(PLAIN)
def test_what_is_written_is_read_again(value: Any) -> None:
    assert read_json(json_bytes(value)) == value
    assert json.loads(json_lines(value)) == value


@pytest.mark.parametrize(
    "told",
    ['"\\ud83d"', '["\\ude00"]', "[NaN, -Infinity, 1e400]", "12345678901234567890123", '{"a": 1, "a": 2}',
     "[" * 300 + "]" * 300, "-0.0", "1E5", '"\\u0000"'],
)  # fmt: skip
def test_whatever_python_reads_is_read_as_python_reads_it(told: str) -> None:
    assert repr(read_json(told)) == repr(json.loads(told))
    assert repr(read_json(told.encode())) == repr(json.loads(told))


@pytest.mark.parametrize("told", ["", "{", '"a\x01"', "[1,]", "<html>", "\ufeff{}", b"\xff\xfe", b'"\xc3"'])
def test_what_is_no_json_is_refused(told: str | bytes) -> None:
    with pytest.raises(ValueError):
        read_json(told)


@pytest.mark.parametrize("value", [{"a": "ș “ă” \x7f \u2028 / \t"}, [], {}, {"a": [], "b": {}}, (1, [2.5, None, True])])
def test_lines_look_as_pythons_own(value: Any) -> None:
    assert json_lines(value) == json.dumps(value, ensure_ascii=False, indent=2)
    assert json_bytes(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def test_half_a_character_stays_in_lines_and_goes_into_no_file() -> None:
    assert json.loads(json_lines({"a": "\ud83d"})) == {"a": "\ud83d"}
    with pytest.raises(ValueError):
        json_bytes({"a": "\ud83d"})


@pytest.mark.parametrize("write", [json_bytes, json_lines])
def test_what_json_has_no_kind_for_is_refused(write: Callable[[Any], object]) -> None:
    with pytest.raises(TypeError):
        write({"a": object()})
