"""The summary stays readable: fewer lines of each kind and shorter titles before it runs over 120 words."""

from __future__ import annotations

import pytest
from tests.client_view.bakery import bakery_settings, long_board, view

from trackerbridge.client_view.summary_room import Section, fitted


def more(rest: int) -> str:
    return f"and {rest} more"


def sections(words: int, *names: str) -> list[Section]:
    return [Section(name, name, [f"{n} " + "word " * (words - 1) for n in range(5)]) for name in names]


def words(parts: list[str]) -> int:
    return sum(len(part.split()) for part in parts)


def test_three_of_each_as_long_as_they_fit() -> None:
    (part,) = fitted(lambda quote: sections(5, "next"), more)
    assert part.text.splitlines()[-1] == "- and 2 more"
    assert len(part.text.splitlines()) == 2 + 3 + 1


def test_titles_are_cut_before_lines_are_left_out() -> None:
    asked: list[int] = []

    def made(quote: int) -> list[Section]:
        asked.append(quote)
        return sections(30 if quote > 40 else 4, "next", "need")

    assert [len(part.text.splitlines()) for part in fitted(made, more)] == [6, 6]
    assert asked == [60, 40]


def test_what_we_need_keeps_its_lines_while_others_lose_theirs() -> None:
    found = fitted(lambda quote: sections(9, "done", "next", "need", "solving"), more)
    lines = {part.name: len(part.text.splitlines()) - 2 for part in found}
    assert lines["need"] == 3 + 1
    assert max(lines[name] for name in ("done", "next", "solving")) < 3 + 1


def test_what_we_need_is_never_given_up() -> None:
    found = fitted(lambda quote: sections(20, "done", "next", "need", "solving", "milestones", "changes"), more)
    assert [part.name for part in found] == ["next", "need", "solving", "milestones"]
    assert words([part.text for part in found]) <= 120


def test_paragraphs_and_what_stands_besides_count_as_well() -> None:
    only = [Section("update", "word " * 100), Section("empty", "")]
    found = fitted(lambda quote: [*only, *sections(4, "next")], more, besides="word " * 6)
    assert [part.name for part in found] == ["update", "next"]
    assert found[1].text.splitlines()[2:] == ["- 0 word word word ", "- and 4 more"]


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
def test_a_board_with_too_much_of_everything_has_a_summary_of_120_words(language: str) -> None:
    found = view(long_board(), with_settings=bakery_settings(language, milestones="epic"))
    text = found.cards[0].description
    assert len(text.split()) <= 120
    assert text.count("**") == 2 * 5  # done, next, need, solving, milestones: nothing is left out
