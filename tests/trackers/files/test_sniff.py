"""Files that are not what they should be: one sentence and a next step each."""

# ruff: noqa: E501  sentences stand here as people read them, on one line

import gzip
import json

import pytest
from inline_snapshot import snapshot

from trackerbridge.trackers.files import disk
from trackerbridge.trackers.files.json_kinds import READS

BOARD = {"id": "b1", "name": "Shop", "lists": [], "cards": []}


def test_an_empty_file(refusal):
    assert refusal(" \n") == snapshot("plan.csv is empty. Export it again.")


def test_a_file_that_is_not_there(refusal, tmp_path):
    assert refusal(tmp_path / "gone.json").replace(str(tmp_path), "~") == snapshot(
        "There is no file ~/gone.json. Check the path."
    )


def test_a_file_that_may_not_be_read(refusal, put, monkeypatch):
    path = put("x")

    def refused(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "read_bytes", refused)

    assert refusal(path).replace(str(path.parent), "~") == snapshot(
        "~/plan.csv cannot be read: Permission denied. Check its permissions."
    )


def test_a_file_that_is_far_too_large(refusal, monkeypatch):
    monkeypatch.setattr(disk, "LARGEST", 10)

    assert "is larger than" in refusal("x" * 11)
    assert "is larger than" in refusal(gzip.compress(b"x" * 1000), "bomb.gz")


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"%PDF-1.7", "a PDF"),
        (b"\x89PNG\r\n", "a picture"),
    ],
)
def test_what_has_a_name_is_named(refusal, start, what):
    said = refusal(start + b"\x00\x01" * 50, "plan.doc")

    assert f"plan.doc is {what}" in said
    assert said.endswith(f"Save it as CSV. {READS}")


def test_other_bytes_are_no_table(refusal):
    assert refusal(bytes(range(256)) * 4, "data.bin") == snapshot(
        "data.bin is a binary file, not a table. Save the table as CSV (UTF-8)."
    )


def test_a_page_that_was_saved_instead_of_the_export(refusal):
    assert refusal("<!DOCTYPE html><title>Log in</title>", "board.json") == snapshot(
        "board.json is a web page, not an export; a login page is often saved that way. Log in and download it again. In Trello: board menu, Print, export and share, Export as JSON."
    )


class TestJson:
    def test_cut_off_anywhere_it_is_called_cut_off(self, refusal):
        whole = json.dumps({**BOARD, "desc": "Привет", "closed": False, "pos": 12.5, "cards": [{"name": "a\nb"}]})

        for end in range(1, len(whole)):
            assert "board.json ends in the middle" in refusal(whole[:end], "board.json"), whole[:end]

    def test_the_sentence_says_how_much_there_is(self, refusal):
        assert refusal('{"id": "b1", "name": "Sh', "board.json") == snapshot(
            "board.json ends in the middle: after 24 characters the JSON is not closed. Export it again and let the download finish."
        )

    def test_broken_inside(self, refusal):
        assert refusal('{"id": oops, "cards": [], "lists": []}', "board.json") == snapshot(
            "board.json is not valid JSON (line 1, column 8: Expecting value). Use the file as it was downloaded."
        )

    def test_another_encoding(self, refusal):
        text = json.dumps({**BOARD, "name": "Магазин"}, ensure_ascii=False)

        assert refusal(text.encode("cp1251"), "board.json") == snapshot(
            "board.json is JSON that is not UTF-8 (byte 22), so it was saved again by another program. Use the file as it was downloaded."
        )

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
    def test_every_unicode_encoding_is_read(self, read, encoding):
        text = json.dumps({**BOARD, "name": "Магазин"}, ensure_ascii=False)

        assert read(text.encode(encoding), "board.json").title == "Магазин"

    def test_nested_without_end(self, refusal):
        assert "nested deeper than any export" in refusal("[" * 200_000, "board.json")

    def test_one_card(self, refusal):
        assert refusal({"id": "c", "idBoard": "b", "idList": "l"}, "card.json") == snapshot(
            "card.json is one Trello card, not a board. Export the whole board. In Trello: board menu, Print, export and share, Export as JSON."
        )

    def test_a_list_of_cards(self, refusal):
        assert "is a list of parts of a Trello board" in refusal([{"idBoard": "b"}], "cards.json")

    def test_a_board_without_lists(self, refusal):
        assert "is a Trello board without its lists" in refusal({"id": "b", "cards": []}, "board.json")

    def test_any_other_object(self, refusal):
        assert refusal({"name": "package", "version": "1"}, "package.json") == snapshot(
            "package.json is JSON, and neither a Trello board export nor Jira issues: it holds name, version. This version reads Trello board exports, Jira's search answers (JSON, one issue a line, or a folder of pages), CSV, and Excel and LibreOffice workbooks."
        )

    @pytest.mark.parametrize("foreign", ["[]", "[1, 2]", "{}"])
    def test_nothing_of_use(self, refusal, foreign):
        assert "neither a Trello board export nor Jira issues" in refusal(foreign, "x.json")


class TestGzip:
    def test_is_read_by_its_content(self, read):
        assert read(gzip.compress(json.dumps(BOARD).encode()), "board.json").title == "Shop"
        assert read(gzip.compress(b"Task,Status\nLogo,Doing\n"), "plan.csv.gz").title == "plan"

    def test_cut_short(self, refusal):
        packed = gzip.compress(json.dumps(BOARD).encode())

        assert refusal(packed[:-12], "board.json.gz") == snapshot(
            "board.json.gz is gzip, and cut short or damaged. Download it again."
        )
