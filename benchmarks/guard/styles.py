"""How a sentence with a name is typed: capitals, quotes, look-alike letters, invisible characters and the like."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from functools import partial

_LOOK_ALIKE = dict(zip("aeopcxyiKMTHBAEOCPX", "аеорсхуіКМТНВАЕОСРХ", strict=True))
_LOOK_ALIKE |= {there: here for here, there in _LOOK_ALIKE.items()}
_INVISIBLE = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200e")
_TAILS = {"ru": ("-дизайнер", "-то"), "en": ("-designed", "-led"), "ro": ("-designer", "-programator")}

Style = Callable[[str, random.Random], str]


def styled(before: str, name: str, after: str, language: str, draw: random.Random) -> tuple[str, str]:
    """The sentence in a style by lot, and the style's name; about half stay as they are."""
    if draw.random() < 0.5:
        return before + name + after, "plain"
    style = draw.choice([*OF_SENTENCE, *OF_NAME, "with a tail"])
    if style == "with a tail":
        return before + name + draw.choice(_TAILS[language]) + after, style
    if style in OF_SENTENCE:
        return OF_SENTENCE[style](before + name + after), style
    changed = OF_NAME[style](name, draw)
    return before + changed + after, style if changed != name else "plain"


def _look_alikes(name: str, draw: random.Random) -> str:
    places = [at for at, letter in enumerate(name) if letter in _LOOK_ALIKE]
    chosen = set(draw.sample(places, min(len(places), draw.choice((1, 1, 2, 3)))))
    return "".join(_LOOK_ALIKE[letter] if at in chosen else letter for at, letter in enumerate(name))


def _invisible(name: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(name))
    return name[:at] + draw.choice(_INVISIBLE) + name[at:]


def _in(*pairs: str) -> Style:
    def style(name: str, draw: random.Random) -> str:
        left, right = draw.choice(pairs).split(" ")
        return left + name + right

    return style


def _always(change: Callable[[str], str]) -> Style:
    return lambda name, _draw: change(name)


def _bare(name: str) -> str:
    marks = ("\u0306",)  # й keeps its breve: without it there is another letter
    plain = "".join(
        one for one in unicodedata.normalize("NFD", name) if unicodedata.category(one) != "Mn" or one in marks
    )
    return unicodedata.normalize("NFC", plain.replace("ł", "l").replace("Ł", "L"))


def _wide(name: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if "!" < one < "~" else one for one in name)


def _bold(name: str) -> str:
    return "".join(_mathematical(one) for one in name)


def _mathematical(letter: str) -> str:
    if "A" <= letter <= "Z":
        return chr(0x1D400 + ord(letter) - ord("A"))
    return chr(0x1D41A + ord(letter) - ord("a")) if "a" <= letter <= "z" else letter


OF_SENTENCE: dict[str, Callable[[str], str]] = {"ALL CAPS": str.upper, "lower case": str.lower}
OF_NAME: dict[str, Style] = {
    "name in capitals": _always(str.upper),
    "in quotes": _in("« »", "„ ”", "“ ”", '" "', "‘ ’", "‹ ›", "' '"),
    "in brackets": _in("( )", "[ ]", "{ }", "< >"),
    "marked up": _in("** **", "_ _", "* *", "` `", "~~ ~~", "__ __", "== =="),
    "look-alike letters": _look_alikes,
    "invisible character": _invisible,
    "decomposed": _always(partial(unicodedata.normalize, "NFD")),
    "without diacritics": _always(_bare),
    "other space": lambda name, draw: name.replace(" ", draw.choice(("\u00a0", "\n", "  ", "\u2009", "\t"))),
    "beside an emoji": lambda name, draw: draw.choice(("👋", "✅", "🎉")) + name,
    "after a sign": lambda name, draw: draw.choice("/—#|•+&=:") + name,
    "before a sign": lambda name, draw: name + draw.choice("/—|&+=…_:"),
    "full-width letters": _always(_wide),
    "mathematical bold": _always(_bold),
}
