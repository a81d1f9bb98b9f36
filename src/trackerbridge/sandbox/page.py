"""A plain page that shows a board as its members see it, so that a person can look at what was published.

One self-contained file: no script, no picture, no address outside the board's own links. Everything on the board is
escaped; descriptions and comments are Markdown as on Trello, without raw HTML and without images.
"""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from babel.dates import format_skeleton
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.pictures import NAMES, picture
from trackerbridge.sandbox.page_words import WORDS, language_of

Json = Mapping[str, Any]

_DUE_SOON = timedelta(hours=24)  # as Trello colours its badge
_BASE_COLOURS = frozenset(("green", "yellow", "orange", "red", "purple", "blue", "sky", "lime", "pink", "black"))
_LOWEST_HEADING = 4  # the page has h1, lists h2, cards h3


@dataclass(frozen=True, slots=True)
class Badge:
    """The due badge: ``state`` is due, soon, overdue or complete; ``day`` as the board's language writes it."""

    state: str
    word: str
    day: str
    iso: str


def render(
    board: Json, *, now: datetime | None = None, zone: tzinfo = UTC, language: str = "", index: str = "/"
) -> str:
    """The page of one board, given in the shape of a Trello board export.

    ``now`` decides which badges are overdue (without it none is), ``zone`` the day that an instant falls on.
    ``language`` of the page's own words: en, ru, ro; by default that of the board. ``index`` leads to all boards.
    """
    page = _BoardPage(board, now, zone, language or language_of(_own_words(board)))
    return _template("board.html.j2").render(page=page, words=WORDS[page.language], css=_css(), index=index)


def _cover(card: Json) -> str:
    """The picture on a card as a data address, where it is one of ours; empty otherwise."""
    worn = (card.get("cover") or {}).get("idAttachment")
    named = next((str(one.get("name")) for one in card.get("attachments", ()) if worn and one["id"] == worn), "")
    name = named.removesuffix(".png")
    return f"data:image/png;base64,{b64encode(picture(name)).decode()}" if name in NAMES else ""


def render_index(boards: Sequence[Json], *, prefix: str = "/b/") -> str:
    """The page that lists boards; each links to ``prefix`` + its short link."""
    rows = [
        {
            "name": board["name"],
            "link": prefix + board["shortLink"],
            "cards": len(_visible_cards(board)),
            "board": board,
        }
        for board in boards
    ]
    return _template("index.html.j2").render(rows=rows, words=WORDS["en"], css=_css())


class _BoardPage:
    """What the template shows, in its words."""

    def __init__(self, board: Json, now: datetime | None, zone: tzinfo, language: str) -> None:
        self.language = language
        self._board, self._now, self._zone = board, now, zone
        self._members = {member["id"]: member for member in board.get("members", ())}
        self._checklists = _grouped(board.get("checklists", ()), lambda one: one["idCard"])
        comments = (one for one in board.get("actions", ()) if one["type"] == "commentCard")
        self._comments = _grouped(comments, lambda one: one["data"]["card"]["id"])

    @property
    def name(self) -> str:
        return str(self._board["name"])

    @property
    def visibility(self) -> str:
        return str(self._board.get("prefs", {}).get("permissionLevel", "private"))

    @property
    def members(self) -> list[Json]:
        return list(self._members.values())

    @property
    def lists(self) -> list[dict[str, Any]]:
        cards = _grouped(_visible_cards(self._board), lambda card: card["idList"])
        return [
            {"name": one["name"], "cards": [self._card(card) for card in _by_position(cards[one["id"]])]}
            for one in _open_lists(self._board)
        ]

    @property
    def archived(self) -> int:
        return len(self._board.get("cards", ())) - len(_visible_cards(self._board))

    def _card(self, card: Json) -> dict[str, Any]:
        checklists = self._checklists[card["id"]]
        items = [item for checklist in checklists for item in checklist["checkItems"]]
        return {
            "anchor": card.get("shortLink") or card["id"],
            "title": card["name"],
            "cover": _cover(card),
            "template": bool(card.get("isTemplate")),
            "labels": [_label(label) for label in self._labels_of(card)],
            "due": self._badge(card),
            "owners": [self._members[one] for one in card.get("idMembers", ()) if one in self._members],
            "description": _markdown(card.get("desc", "")),
            "checklists": [{"name": one["name"], "items": _by_position(one["checkItems"])} for one in checklists],
            "steps": len(items),
            "steps_done": sum(item["state"] == "complete" for item in items),
            "links": [
                one for one in card.get("attachments", ()) if str(one.get("url", "")).startswith(("http:", "https:"))
            ],
            "comments": [self._comment(one) for one in self._comments[card["id"]]],
        }

    def _labels_of(self, card: Json) -> list[Json]:
        if card.get("labels"):
            return list(card["labels"])
        wanted = set(card.get("idLabels", ()))
        return [label for label in self._board.get("labels", ()) if label["id"] in wanted]

    def _badge(self, card: Json) -> Badge | None:
        if not card.get("due"):
            return None
        due = datetime.fromisoformat(card["due"])
        state = self._state(due, complete=bool(card.get("dueComplete")))
        return Badge(state, WORDS[self.language][state], self._day(due), due.isoformat())

    def _state(self, due: datetime, *, complete: bool) -> str:
        if complete:
            return "complete"
        if self._now is None:
            return "due"
        if due <= self._now:
            return "overdue"
        return "soon" if due - self._now <= _DUE_SOON else "due"

    def _day(self, instant: datetime) -> str:
        local = instant.astimezone(self._zone)
        this_year = self._now is None or local.year == self._now.astimezone(self._zone).year
        locale = "en_GB" if self.language == "en" else self.language
        return format_skeleton("MMMd" if this_year else "yMMMd", local, locale=locale)

    def _comment(self, action: Json) -> dict[str, Any]:
        at = datetime.fromisoformat(action["date"])
        author = action.get("memberCreator") or self._members.get(action.get("idMemberCreator", ""), {})
        return {
            "author": author.get("fullName", ""),
            "initials": author.get("initials", ""),
            "day": self._day(at),
            "iso": at.isoformat(),
            "text": _markdown(action["data"].get("text", "")),
        }


def _own_words(board: Json) -> list[str]:
    return [str(one["name"]) for key in ("lists", "cards") for one in board.get(key, ())] or [str(board["name"])]


def _open_lists(board: Json) -> list[Json]:
    return _by_position(one for one in board.get("lists", ()) if not one.get("closed"))


def _visible_cards(board: Json) -> list[Json]:
    """A card in an archived list is hidden although it is not archived itself (API-FACTS 3.4)."""
    shown = {one["id"] for one in _open_lists(board)}
    return [card for card in board.get("cards", ()) if not card.get("closed") and card["idList"] in shown]


def _by_position(things: Iterable[Json]) -> list[Json]:
    return sorted(things, key=lambda thing: thing.get("pos", 0))


def _grouped(things: Iterable[Json], key: Any) -> defaultdict[str, list[Json]]:
    groups: defaultdict[str, list[Json]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return groups


def _label(label: Json) -> dict[str, str]:
    """Trello knows each colour in three shades; the page knows ten, and grey for those it does not know."""
    base = (label.get("color") or "").partition("_")[0]
    return {"name": label.get("name") or "", "colour": base if base in _BASE_COLOURS else "none"}


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """Markdown as Trello shows it, minus what could reach outside: raw HTML and images."""
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough").disable("image")


def _markdown(text: str) -> Markup:
    parser = _parser()
    tokens = parser.parse(text)
    for token in tokens:
        _tame(token)
    return Markup(parser.renderer.render(tokens, parser.options, {}))  # noqa: S704 - the parser escapes raw HTML


def _tame(token: Token) -> None:
    """Headings fit below the page's own; links say nothing about where they were followed from."""
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{max(int(token.tag[1]), _LOWEST_HEADING)}"
    for child in token.children or ():
        if child.type == "link_open":
            child.attrSet("rel", "noopener noreferrer nofollow")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("trackerbridge.sandbox"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template(name: str) -> Template:
    return _environment().get_template(name)


@lru_cache(maxsize=1)
def _css() -> Markup:
    source, _, _ = PackageLoader("trackerbridge.sandbox").get_source(_environment(), "board.css")
    return Markup(source)  # noqa: S704 - our own file
