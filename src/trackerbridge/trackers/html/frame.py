"""A page from its state and from what the configuration says of it. Pure: the same two give the same page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import PublishConfig, Settings
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.page.values import Answers, Page, PageCard, PageLabel, PageList
from trackerbridge.page.words import own_words
from trackerbridge.trackers.base import BoardCard
from trackerbridge.trackers.html.state import State

_NO_NAME = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a page says besides its cards, from the configuration."""

    project: str
    title: str
    language: str = "en"
    answers: Answers = field(default_factory=Answers)
    calendar: Calendar = field(default_factory=Calendar)
    own: Mapping[str, str] = field(default_factory=dict)  # what the page says otherwise than ours

    @classmethod
    def of(cls, settings: Settings, publish: PublishConfig) -> Frame:
        """For a project, or for one of its further boards."""
        board = settings.name.partition("/")[2]
        return cls(
            project=settings.name,
            title=publish.title or (settings.title.removesuffix(f" ({board})") if board else settings.title),
            language=settings.client_language,
            answers=Answers(publish.contact.strip(), publish.deputy.strip(), publish.channels.strip()),
            calendar=settings.client_calendar,
            own=own_words(settings.wording, american=settings.american_dates),
        )

    def page(self, state: State) -> Page:
        """What people see of a state."""
        cards = sorted((card for card in state.cards.values() if not card.archived), key=lambda card: card.position)
        return Page(
            title=self.title,
            language=self.language,
            answers=self.answers,
            own=self.own,
            lists=tuple(
                PageList(each.name, tuple(self._card(card, state) for card in cards if card.list_id == each.id))
                for each in sorted(state.lists.values(), key=lambda each: each.position)
                if not each.closed
            ),
        )

    def _card(self, card: BoardCard, state: State) -> PageCard:
        labels = (state.labels[label] for label in card.label_ids if label in state.labels)
        return PageCard(
            title=card.title,
            description=card.description,
            labels=tuple(PageLabel(label.name, label.color or "") for label in labels),
            due=self.calendar.day_of(card.due) if card.due else None,
            done=card.due_complete,
            cover=card.cover,
            story=state.stories.get(card.id),
        )


def page_name(project: str) -> str:
    """What a project's page is called where nobody said it: ``website.html``, ``website-ro.html``."""
    return f"{_NO_NAME.sub('-', project).strip('-.') or 'page'}.html"
