"""A page in a folder keeps to the contract of every writer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from trackerbridge.testing import WriterBench, WriterContract
from trackerbridge.trackers.html.disk import Disk
from trackerbridge.trackers.html.frame import Frame
from trackerbridge.trackers.html.writer import HtmlWriter


class FailingDisk:
    """Puts files into their places, and may fail at it once."""

    def __init__(self) -> None:
        self.fails: bool | None = None  # once, with the file in its place or not

    def __call__(self, made: str, path: Path) -> None:
        fails, self.fails = self.fails, None
        if fails is not False:
            os.replace(made, path)
        if fails is not None:
            raise OSError(5, "Input/output error")


class HtmlBench(WriterBench):
    def __init__(self, folder: Path) -> None:
        self.failing = FailingDisk()
        super().__init__(writer_in(folder, self.failing))
        self.elsewhere = folder / "nowhere"

    def lose_next_reply(self, *, done: bool) -> None:
        self.failing.fails = done

    def unseen(self) -> HtmlWriter:
        return writer_in(self.elsewhere)


def writer_in(folder: Path, replace=os.replace) -> HtmlWriter:
    return HtmlWriter(Disk(folder, "site.html", replace=replace), Frame(project="site", title="New shop"))


class TestHtmlWriter(WriterContract):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.folder = tmp_path

    def make_bench(self) -> HtmlBench:
        return HtmlBench(self.folder)
