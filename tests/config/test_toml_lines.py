"""Where a key stands in a TOML text."""

import tomllib

import pytest

from trackerbridge.config.toml_lines import key_lines, line_of

TEXT = """\
# a comment = "not a key"
title = "a # b = c"
dotted.key.here = 1

[table]
list = [
  "one",
  # between
  { inner = 1, "quoted key" = [1, 2] },
]
text = \"\"\"
fake = 1
[fake]
\"\"\"
raw = '''
fake = "'
'''

[[many]]
name = "first"
[[many]]
name = "second"
[many.sub]
deep = true
[many.sub.sub]
["odd \\u0041 name".b]
c = 1979-05-27 07:32:00
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("title",), 2),
        (("dotted", "key", "here"), 3),
        (("dotted",), 3),
        (("table",), 5),
        (("table", "list"), 6),
        (("table", "list", 0), 7),
        (("table", "list", 1), 9),
        (("table", "list", 1, "inner"), 9),
        (("table", "list", 1, "quoted key", 1), 9),
        (("table", "text"), 11),
        (("table", "raw"), 15),
        (("many",), 19),
        (("many", 0, "name"), 20),
        (("many", 1), 21),
        (("many", 1, "name"), 22),
        (("many", 1, "sub", "deep"), 24),
        (("many", 1, "sub", "sub"), 25),
        (("odd A name", "b", "c"), 27),
    ],
)
def test_every_kind_of_key_has_its_line(place, line):
    assert key_lines(TEXT)[place] == line


def test_the_walk_finds_exactly_the_keys_that_the_parser_finds():
    def places(value, at=()):
        pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, inside in pairs:
            yield (*at, key)
            yield from places(inside, (*at, key))

    assert set(key_lines(TEXT)) == set(places(tomllib.loads(TEXT)))


def test_a_place_that_is_not_there_has_the_line_of_what_is_around_it():
    lines = key_lines("[a]\nb = 1\n[a.c]\n")

    assert line_of(("a", "c", "missing"), lines) == 3
    assert line_of(("nowhere",), lines) == 1
