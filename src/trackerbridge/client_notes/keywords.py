"""The words that begin a part of a client note, in English, Russian and Romanian; with or without accents."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from trackerbridge.model import NotePart
from trackerbridge.model.offer import ChoiceKind

OFFER = "offer"
UNTIL = "until"

_PARTS: Mapping[str, str] = {
    NotePart.WHY: "why, reason, почему, причина, de ce, motiv, motivul",
    NotePart.NEXT: "next, next step, what happens next, дальше, что дальше, следующий шаг, urmează, pasul următor, "
    "pașii următori",
    NotePart.NEED: "need, we need, нужно, нам нужно, надо, necesar, ne trebuie, avem nevoie, avem nevoie de",
    NotePart.EFFECT: "effect, what it means, эффект, что это значит, значит, efect, ce înseamnă, înseamnă",
    NotePart.DONE: "done, ready, готово, сделано, gata",
    NotePart.SEE: "see, look, where to see it, смотреть, посмотреть, где смотреть, vezi, unde se vede",
    NotePart.INSTEAD: "instead, вместо, вместо этого, взамен, în schimb, în loc",
    NotePart.REPLY: "reply, answer, ответ, răspuns",
    NotePart.DATE: "date, срок, дата, data, termen, termenul",
    OFFER: "offer, предложение, предлагаем, ofertă, oferta, oferim",
}
_CHOICES: Mapping[str, str] = {
    ChoiceKind.DATE: "date, new date, срок, дата, новый срок, data, termen, termen nou",
    ChoiceKind.FEE: "fee, price, cost, доплата, цена, стоимость, preț, cost suplimentar, tarif, plată",
    ChoiceKind.INSTEAD: "instead, instead of, вместо, în loc de, în schimb, în locul",
    ChoiceKind.LEAVE: "leave, leave it, leave it for now, оставить, пока оставить, отложить, "
    "lasă, lăsăm, lăsați, amânăm",
    ChoiceKind.TALK: "talk, talk first, let's talk, обсудить, поговорить, сначала обсудить, discutăm, vorbim",
    UNTIL: "until, valid until, до, действует до, по, până, până pe, valabil până, valabilă până pe",
}


def folded(text: str) -> str:
    """Lower case, without accents, inner spaces single: how keywords are compared."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("ё", "е"))
    return " ".join("".join(char for char in apart if unicodedata.category(char) != "Mn").split())


@cache
def part_words() -> Mapping[str, str]:
    """Keyword (folded) -> a :class:`NotePart`'s value, or :data:`OFFER`. Longer keywords first."""
    return _by_word(_PARTS)


@cache
def choice_words() -> Mapping[str, str]:
    """Keyword (folded) -> a :class:`ChoiceKind`'s value, or :data:`UNTIL`. Longer keywords first."""
    return _by_word(_CHOICES)


def _by_word(table: Mapping[str, str]) -> Mapping[str, str]:
    found = {folded(word): str(kind) for kind, words in table.items() for word in words.split(", ")}
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def examples() -> Mapping[str, str]:
    """The first English word of every part, for a message that says what can be written."""
    return {kind: words.split(", ")[0] for kind, words in _PARTS.items()}
