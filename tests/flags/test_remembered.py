"""Answers about texts are kept while a project is at work, and no longer."""

from trackerbridge.flags.remembered import forget_texts, remembered


def test_the_same_question_is_answered_once_until_texts_are_forgotten():
    asked: list[str] = []

    @remembered(10)
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    assert [length("Photos"), length("Photos")] == [6, 6]
    assert asked == ["Photos"]
    forget_texts()
    assert length("Photos") == 6
    assert asked == ["Photos", "Photos"]


def test_no_more_answers_are_kept_than_said():
    asked: list[str] = []

    @remembered(1)
    def upper(text: str) -> str:
        asked.append(text)
        return text.upper()

    assert [upper(text) for text in ("a", "b", "a")] == ["A", "B", "A"]
    assert asked == ["a", "b", "a"]
