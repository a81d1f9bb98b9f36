"""Who and what else bears the name of a colleague: streets, saints, rulers, authors, ships, cakes.

"Strada Bogdan Voievod", «Роман «Анна Каренина»» and "Mark Twain's books" name nobody of the team. Asked only of a
single name: where a colleague's first name and surname stand side by side, they are the colleague. A leak is worse than
a text held for nothing, so each of these needs a sign that no colleague is meant, and most of them that nobody is asked
or does anything there. The words are data (``guard_bearers.toml``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from trackerbridge.client_view.guard_clause import Clause
from trackerbridge.client_view.guard_famous import is_a_famous_name
from trackerbridge.client_view.guard_forms import forms_of
from trackerbridge.client_view.guard_places import nobody_acts
from trackerbridge.client_view.guard_text import folded, is_cyrillic

_AFTER = frozenset(("lui", "им", "имени", "of", "named", "after", "the", "sf", "st"))
_POSTPOSED = re.compile(r"\w{3}(?:[нвлтмр]ая|ский|ская|ный|нии)$")
_ADJECTIVE = re.compile(r"(?:[оыи]и|ая|яя|ое|ее)$")  # folded
_MOST_VIRTUES = 2
_SHORT = 3
_ARTICLES = (["a"], ["an"], ["the"], ["un"], ["o"])


def borne_by_another(text: Clause, place: int, team: Sequence[bool], *, first: bool = True, whole: bool = True) -> bool:
    """Whether the name at ``place`` is somebody else's or a thing's. ``team``: which words are forms of team names.

    ``first``: it is a colleague's first name. ``whole``: their surname is known, too, so that another one beside it is
    not theirs.
    """
    if not text.tokens[place].word[0].isupper():
        return _is_a_virtue(text, place)
    if place and text.words[place - 1] in _words("needs_a_byname") and text.words[place] in _words("behind_the"):
        return True
    if _is_a_virtue(text, place) or _is_a_compound(text, place) or _does_as_nature(text, place):
        return True
    if text.flat:  # letters say nothing, so hardly anything says that it is not the colleague
        behind = text.words[place + 1 : place + 2]
        holy = text.words[place - 1 : place] != [] and text.words[place - 1] in _words("titled_small")
        return holy or (bool(behind) and behind[0] in _forms("famous"))
    if (
        _famous(text, place, team, "famous")
        or _titled(text, place)
        or _joined(text, place)
        or _at_somebodys(text, place)
    ):
        return True
    if (
        _is_called(text, place)
        or (text.is_quoted(place) and _thing_before(text, place))
        or (first and whole and _sings(text, place, team))
    ):
        return True
    if text.acts(place, team) or (text.called(place) and text.words[place - 1] not in _AFTER):
        return False
    return (
        (whole and _famous(text, place, team, "famous_and_common") and _of_the_arts(text, place))
        or _called_after(text, place, team)
        or _defined(text, place)
        or (first and whole and _an_author(text, place, team))
    )


def _is_a_compound(text: Clause, place: int) -> bool:
    """Of a whole name that everybody knows, or that is a thing's: "Grace Kelly", "Hugh Grant", "Vera Cruz"."""
    for one in (place - 1, place):
        large = 0 <= one < len(text.tokens) - 1 and all(text.tokens[at].word[0].isupper() for at in (one, one + 1))
        if large and _touch(text, one, one + 1):
            first, last = text.words[one : one + 2]
            if f"{first} {last}" in _rows("compounds") or is_a_famous_name(first, last):
                return True
    return False


def _does_as_nature(text: Clause, place: int) -> bool:
    """Wind, frost or rain, a bird or a beast, and what those do: «Ветер сорвал вывеску», "Frost damaged the pipes"."""
    for who, does in (("weather", "weather_does"), ("beasts", "beasts_do")):
        if text.words[place] in _forms(who) and not text.called(place):
            return any(word.startswith(tuple(_words(does))) for word in text.behind(place, 3))
    return False


def _is_called(text: Clause, place: int) -> bool:
    """A plant, a ship, a cake that is called so: "The new rose, called Hope, flowers in July"."""
    if not place or text.words[place - 1] not in _words("is_called"):
        return False
    return any(
        word in _words("named_things") or word in _words("species") for word in text.words[max(0, place - 5) : place]
    )


def _at_somebodys(text: Clause, place: int) -> bool:
    """«Кафе «У Анны»», Cafeneaua „La Ana”."""
    at = place - 1
    said = at > 0 and text.words[at] in ("у", "la") and text.gap(at)[-1:] in ("«", "„", "“")
    return said and text.words[at - 1] in _words("called_after")


def _joined(text: Clause, place: int) -> bool:
    """A shop, a club: «Гросс-маркет»; a Russian day: «Ильин день»."""
    behind = text.words[place + 1 : place + 2]
    if not behind:
        return False
    day = behind[0] in ("день", "дня") and text.words[place].endswith(("ин", "ов", "ев"))
    return day or (text.gap(place + 1) == "-" and behind[0] in _words("joined"))


def _famous(text: Clause, place: int, team: Sequence[bool], key: str) -> bool:
    """Its neighbour is a surname that everybody knows, or what rulers and saints are called."""
    for other in (place + 1, place + 2):
        if other >= len(text.tokens) or team[other] or not _touch(text, place, other):
            break
        if not text.tokens[other].word[0].isupper():
            return text.words[other] in _words("small_byname") and _is_a_ruler(text, other)
        if text.words[other] in _forms(key) or text.words[other] in _words("byname"):
            return True
    return _surname_first(text, place, team, key)


def _of_the_arts(text: Clause, place: int) -> bool:
    """Books, songs or pictures are spoken of; behind an English genitive only those are the bearer's."""
    last = text.tokens[place + 1] if place + 1 < len(text.tokens) else text.tokens[place]
    if last.tail.casefold() == "s":
        return text.words[place + 2 : place + 3] != [] and text.words[place + 2] in _words("arts")
    return not _words("arts").isdisjoint(text.words)


def _is_a_ruler(text: Clause, at: int) -> bool:
    """As in "cel Mare", "the Great", „Voievod”; not "the first", „cel de la design”."""
    if text.words[at] not in _words("needs_a_byname"):
        return True
    return text.words[at + 1 : at + 2] != [] and (
        text.words[at + 1] in _words("behind_the") and text.tokens[at + 1].word[0].isupper()
    )


def _surname_first(text: Clause, place: int, team: Sequence[bool], key: str) -> bool:
    """As in „Eminescu Mihai”, where nobody does anything: "the Ford Mark drives" is Mark's."""
    if not place or team[place - 1] or not _touch(text, place - 1, place) or text.words[place - 1] not in _forms(key):
        return False
    return text.tokens[place - 1].word[0].isupper() and nobody_acts(text, place, team)


def _titled(text: Clause, place: int) -> bool:
    """A saint, a queen, a hurricane; in English only written large: not "in general Mark agrees"."""
    if place > 1 and text.words[place - 2] in _words("gospels"):
        return True
    if not place or text.words[place - 1] not in _words("titled") or not _touch(text, place - 1, place):
        return False
    title = text.tokens[place - 1].word
    if is_cyrillic(title):
        return True
    if not title.isascii() and len(title) < _SHORT:  # Șt. is Ștefan
        return False
    return title[0].isupper() or text.words[place - 1] in _words("titled_small")


def _called_after(text: Clause, place: int, team: Sequence[bool]) -> bool:
    """A street, a monument, a church of that name; an hotel only where nobody acts."""
    at = place - 1
    if at >= 0 and text.words[at] == "the" and text.words[place + 1 : place + 2] in (["store"], ["shop"], ["brand"]):
        return True
    while at > 0 and text.words[at] in _AFTER:
        at -= 1
    if at >= 0 and _touch(text, at, place):
        noun, large = text.words[at], text.tokens[at].word[0].isupper()
        english = text.language == "en" and not is_cyrillic(noun)
        known = noun in _words("monuments") or (at == place - 1 and noun in _words("places"))
        if known and (large or not english or at < place - 1):
            return nobody_acts(text, place, team)
    after = text.words[place + 1 : place + 2]
    sold = after and after[0] in _words("wares") and text.gap(place + 1) == " " and not text.tokens[place].tail
    if sold and text.language != "ro":
        return text.opens(place) and _on_sale(text, place + 2)
    behind = place + 2 if text.has_a_surname(place, team) else place + 1
    return (
        behind < len(text.tokens)
        and not team[behind]
        and text.gap(behind) == " "
        and text.words[behind] in _words("behind")
        and (text.tokens[behind].word[0].isupper() or text.words[behind] == "brand")
    )


def _on_sale(text: Clause, place: int) -> bool:
    """What is said of wares, or nothing more: "are in stock", "with a discount"."""
    said = text.words[place : place + 2]
    at = place + 1 if said and said[0] in _words("wares") | {"bars", "sets", "range"} else place
    if at >= len(text.tokens) or text.gap(at).strip():
        return True
    return text.words[at] in ("are", "is", "have", "has", "in", "on", "at", "with", "from", "for", "and")


def _thing_before(text: Clause, place: int) -> bool:
    """A cake, curtains, a bus in front of the quotes; in English behind them, too."""
    beside = text.words[max(0, place - 1) : place]
    if text.language == "en":
        beside += text.words[place + 1 : place + 2]
    return any(word in _words("named_things") or word in _words("called_after") for word in beside)


def _defined(text: Clause, place: int) -> bool:
    """Said to be a town, a brand; a sort of apple; what "Стол Роберт:" opens with."""
    rest = text.words[place + 1 : place + 4]
    between = text.gap(place + 1) if rest else ""
    if between.strip() in ("-", "–", "—"):
        return text.opens(place) and not _words("no_work").isdisjoint(_noun_of(text, place + 1))
    if rest and between == " " and _POSTPOSED.search(rest[0]) and text.tokens[place + 1].word.islower():
        ends = place + 2 >= len(text.tokens) or re.match(r"\s*[,.:;(—–]|\s-\s", text.gap(place + 2)) is not None
        return ends and text.opens(place)  # «Вероника лекарственная — трава»
    if rest and (rest[0] in _words("means") or " ".join(rest[:2]) in _rows("is_the_name")):
        return True
    if rest[1:] and rest[0] in _words("apposed") and between == ", " and text.opens(place):
        return text.gap(place + 2) == " "
    if rest and rest[0] in _words("species") and between == " ":
        return text.words[place + 2 : place + 3] == [] or text.words[place + 2] in _words("behind_a_thing")
    if rest[:1] in (["is"], ["este"], ["e"]) and rest[1:2] in _ARTICLES:
        return _says_the_kind(text, place + 3)
    return (
        place == 1
        and text.words[0] in _words("goods")
        and re.match(r":|,|$", between or text.text[text.tokens[place].end :][:1]) is not None
    )


def _noun_of(text: Clause, place: int) -> list[str]:
    """Up to the third word of what is said in Russian, whose adjectives stand first: «старый русский город»."""
    said = text.words[place : place + 1]
    for at in range(place + 1, min(place + 3, len(text.words))):
        if text.gap(at) != " " or not _ADJECTIVE.search(text.words[at - 1]):
            break
        said.append(text.words[at])
    return said


def _says_the_kind(text: Clause, place: int) -> bool:
    """A town, a sort of pear; not "a brand manager", "a friend of the town"."""
    for at in (place, place + 1):
        if at >= len(text.words) or text.words[at] not in _words("kinds"):
            continue
        following = text.words[at + 1 : at + 2]
        if (
            not following
            or text.words[at] in _words("words")
            or following[0] in _words("behind_a_thing")
            or text.gap(at + 1).strip()
        ):
            return True
    return False


def _an_author(text: Clause, place: int, team: Sequence[bool]) -> bool:
    """With a surname that is nobody's here, beside what only authors, painters and singers make: poems, songs, operas.

    Not beside what a colleague makes as well, a book, a film, a poster: there a surname may just be unknown to us.
    """
    if not text.has_a_surname(place, team) or text.tokens[place + 1].word.isupper():
        return False
    before = text.words[place - 1] if place and _touch(text, place - 1, place) else ""
    if before in ("by", "de") and place > 1:
        before = text.words[place - 2]
    elif text.language == "en":
        before = ""  # "the song Ann Kay picked"
    behind = text.words[place + 2 : place + 5]
    joined = bool(behind) and text.gap(place + 2) == " "
    works = before in _words("works") or (joined and text.language == "en" and behind[0] in _words("works"))
    shown = joined and " ".join(behind) in _rows("shown")
    apart = bool(behind) and re.fullmatch(r"\s*[,:–—]\s*", text.gap(place + 2)) is not None
    titled = apart and (behind[0] in _words("works") or " ".join(behind[:2]) in _rows("shown"))
    return works or shown or titled


def _sings(text: Clause, place: int, team: Sequence[bool]) -> bool:
    return (
        text.has_a_surname(place, team)
        and text.words[place + 2 : place + 3] != []
        and (text.words[place + 2] in _words("sings"))
    )


def _is_a_virtue(text: Clause, place: int) -> bool:
    """«Вера, надежда, любовь»: all of them are said, and at most the first is written large; a church has all three."""
    if text.words[place] not in _words("virtues"):
        return False
    near = range(max(0, place - 4), min(len(text.words), place + 5))
    said = [at for at in near if text.words[at] in _words("virtues")]
    if len({text.words[at][:3] for at in said}) <= _MOST_VIRTUES:
        return False
    large = [at for at in said if text.tokens[at].word[0].isupper()]
    holy = not _words("of_virtues").isdisjoint(text.words)
    return large in ([], said[:1]) or holy


def _touch(text: Clause, one: int, other: int) -> bool:
    """No sign but a quote, a dot after a short word or a hyphen stands between two words."""
    first, last = sorted((one, other))
    between = text.text[text.tokens[first].end : text.tokens[last].start]
    return not set(between) & set(",;:!?()—–|\n/") and ("." not in between or len(text.words[first]) < _SHORT)


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(folded(word) for word in _data()[key].split())


@cache
def _rows(key: str) -> frozenset[str]:
    return frozenset(" ".join(folded(row).split()) for row in _data()[key].split(","))


@cache
def _forms(key: str) -> frozenset[str]:
    return frozenset(form for word in _data()[key].split() for form in forms_of(word))


@cache
def _data() -> dict[str, str]:
    text = resources.files("trackerbridge.client_view").joinpath("guard_bearers.toml").read_text("utf-8")
    return tomllib.loads(text)
