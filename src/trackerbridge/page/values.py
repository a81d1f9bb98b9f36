"""What a page shows: values only, in the client's words, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.page.story import Story


@dataclass(frozen=True, slots=True)
class PageLabel:
    """A label on a card: the word, and a colour's name beside it (never colour alone)."""

    name: str
    color: str = ""


@dataclass(frozen=True, slots=True)
class PageChoice:
    """A line of a checklist."""

    text: str
    ticked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCard:
    """A card. ``description`` is Markdown; ``due`` a day in the project's zone; ``cover`` a name of ``pictures``."""

    title: str
    description: str = ""
    labels: tuple[PageLabel, ...] = ()
    due: date | None = None
    done: bool = False
    cover: str = ""
    story: Story | None = None
    choices: tuple[PageChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class PageList:
    """A list and its cards."""

    name: str
    cards: tuple[PageCard, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """How a client answers who can only read: people's own words, by choice; empty where nobody chose."""

    contact: str = ""
    deputy: str = ""
    channels: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The whole page. ``answers`` None: the client can write where this stands, so nothing is said of answering.

    ``own``: what the page itself says otherwise than ours (``words.own_words``).
    """

    title: str
    language: str
    lists: tuple[PageList, ...] = ()
    answers: Answers | None = None
    own: Mapping[str, str] = field(default_factory=dict)

    @property
    def cards(self) -> Iterator[PageCard]:
        """Every card, list after list."""
        return (card for each in self.lists for card in each.cards)

    @property
    def days(self) -> Iterator[date]:
        """Every day that the page itself writes."""
        for card in self.cards:
            yield from (card.due,) if card.due and not card.done else ()
            yield from card.story.all_days if card.story else ()
