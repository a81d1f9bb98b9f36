"""A note of several lines: a list stays one within its sentence, paragraphs stay sentences, a reply keeps its lines."""

from __future__ import annotations

import pytest

from trackerbridge.client_notes import parse
from trackerbridge.client_notes.lines import run_on, said_in
from trackerbridge.client_view.neutralise import paragraphs


def text(note: str) -> str:
    written = parse(note)
    assert written is not None
    assert written.problems == ()
    [(_, said)] = written.parts
    return said


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("/client need:\n- the logo\n- the opening hours", "the logo; the opening hours"),
        ("/client need: two things\n- the logo\n- the hours", "two things: the logo; the hours"),
        ("/client need: two things:\n1. the logo\n2. the hours", "two things: the logo; the hours"),
        ("- /client need: two photos\n- and the text", "two photos; and the text"),
        ("- /client need: two photos\nand the text", "two photos and the text"),
        ("/client need: two things\n• The logo.\n• The hours.", "two things: The logo. The hours."),
        ("/client need: two things\n- the logo;\n- the hours.", "two things: the logo; the hours."),
        ("/client need:\n- the logo\n- the hours\nThe rest can wait", "the logo; the hours. The rest can wait"),
        ("/client why: the printer was late\n\nIt is here now", "the printer was late. It is here now"),
        ("/client why: the printer was late.\nIt is here now.", "the printer was late. It is here now."),
        ("/client why: the printer was late\nIt is here now", "the printer was late; It is here now"),
        ("/client why: the printer was\nlate again", "the printer was late again"),
        ("/client why: the paper that was promised to us for the week of the\nEaster fair came late",
         "the paper that was promised to us for the week of the Easter fair came late"),
        ("/client нужно: два файла\n— логотип\n— часы работы", "два файла: логотип; часы работы"),
        ("/client necesar:\n* sigla\n* programul", "sigla; programul"),
        ("/client need:\n- [x] the logo\n- [ ] the hours\n- [ ] a photo", "the hours; a photo"),
        ("/client done:\n- [x] the logo\n- [ ] the hours", "the logo"),
        ("/client effect:\n- [x] the logo\n- [ ] the hours", "the logo; the hours"),
        ("/client need:\n- [x] the logo", ""),
        ("/client offer date 2026-12-12\n- fee 300 EUR\n- leave", "date 2026-12-12 | fee 300 EUR | leave"),
    ],
)  # fmt: skip
def test_lines_of_one_part(note: str, said: str) -> None:
    assert text(note) == said


def test_each_keyword_begins_a_part_of_its_own() -> None:
    written = parse("/client why: it rained\n\nnext:\n- we dry it\n- we send it")
    assert written is not None
    assert written.parts == (("why", "it rained"), ("next", "we dry it; we send it"))


def test_a_reply_keeps_its_lines_since_a_comment_has_room_for_them() -> None:
    said = text("/client reply: Yes, both sizes:\n- A4\n- A5\n\nThe proof comes on Friday.")
    assert said == "Yes, both sizes:\n\n– A4\n\n– A5\n\nThe proof comes on Friday."
    assert paragraphs(said, 4_000) == said
    assert paragraphs("# Big\n\n– [a](https://x.example)\n> quoted", 4_000) == "Big\n\n– a\n\n› quoted"


def test_a_field_of_several_lines_runs_on_in_the_same_way() -> None:
    assert run_on(said_in("two things\n\n- the logo\n- the hours\n")) == "two things: the logo; the hours"
    assert run_on(said_in(" \n")) == ""
