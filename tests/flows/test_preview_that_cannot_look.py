"""A preview whose board cannot be read says why, wherever its page was to go, and writes no file."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("words", [("--format", "html"), ("--notes",), ()])
def test_it_says_why_and_writes_no_file(small, tmp_path, words):
    config = small.config.read_text()
    small.config.write_text(config.replace("env:TRELLO_TOKEN", "env:NOBODY_SET_THIS"))
    page = tmp_path / "page.html"
    refused = small.run("preview", "web", *words, "--output", str(page))
    assert refused.exit_code == 2
    assert "needs the environment variable NOBODY_SET_THIS, which is not set." in refused.stderr
    assert not page.exists()
