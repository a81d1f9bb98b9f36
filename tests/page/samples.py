"""One page in each language with everything on it: every label, moves, early and late delivery, a picture, a choice."""

from __future__ import annotations

from datetime import date

from trackerbridge.page.story import Story
from trackerbridge.page.values import Answers, Page, PageCard, PageChoice, PageLabel, PageList

SECOND, TWELFTH, NINETEENTH, DECEMBER = (date(2026, 11, 2), date(2026, 11, 12), date(2026, 11, 19), date(2026, 12, 7))
MOVED = Story((TWELFTH, NINETEENTH, DECEMBER))
LATE = Story((SECOND, TWELFTH), ready=True, delivered=NINETEENTH)
EARLY = Story((TWELFTH,), ready=True, delivered=SECOND)
ANSWERS = Answers(contact="Irina Rusu, hello@lumen.example", deputy="Dan", channels="+44 20 7946 0000")
MARKER = "Ref. tb" + "a" * 40

_WORDS = {
    "en": ("Shop relaunch", "Overview", "In progress", "Done", "On track", "Date moved", "Delivered early"),
    "ru": ("Новый магазин", "Обзор", "В работе", "Готово", "По плану", "Срок перенесён", "Готово раньше"),
    "ro": (
        "Magazinul nou",
        "Privire de ansamblu",
        "În lucru",
        "Gata",
        "Conform planului",
        "Termen mutat",
        "Mai devreme",
    ),
}


def page(language: str = "en", *, answers: Answers | None = ANSWERS) -> Page:
    """The page; titles are as people type them, markup and all."""
    title, overview, doing, done, on_track, moved, early = _WORDS[language]
    return Page(
        title=title,
        language=language,
        answers=answers,
        lists=(
            PageList(
                overview,
                (
                    PageCard(title=f"{on_track}.", description=f"**{done}**\n\n- “A”\n- “B”\n\n{MARKER}"),
                    PageCard(
                        title="?",
                        description="1. One\n2. Two",
                        choices=(PageChoice("One", ticked=True), PageChoice("Two <i>")),
                    ),
                ),
            ),
            PageList(
                doing,
                (
                    PageCard(
                        title="Payment <b>page</b>",
                        due=DECEMBER,
                        story=MOVED,
                        labels=(PageLabel(moved, "orange"),),
                        description=f"[shop](https://shop.example/a) *{moved}*.\n\n{MARKER}",
                    ),
                    PageCard(title="Search", due=NINETEENTH, labels=(PageLabel(on_track, "green_dark"),)),
                ),
            ),
            PageList("Empty"),
            PageList(
                done,
                (
                    PageCard(
                        title="Tea timer",
                        due=TWELFTH,
                        done=True,
                        story=EARLY,
                        cover="monkeys-early",
                        labels=(PageLabel(early, "sky"),),
                    ),
                    PageCard(title="Terms", due=TWELFTH, done=True, story=LATE, cover="a person's own"),
                ),
            ),
        ),
    )
