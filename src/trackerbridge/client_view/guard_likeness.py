"""Whether a word of a name looks like a name and like nothing else, by how names end in these languages.

"Petrenko", «Шакирова» and "Georgescu" are nobody's words; "Walker", «Бублик» and "Frunză" may be, listed or not: the
sentence decides of them.
"""

from __future__ import annotations

import re

from trackerbridge.client_view.guard_diminutives import is_known_by_diminutives
from trackerbridge.client_view.guard_text import folded, is_cyrillic

_CYRILLIC = re.compile(
    r"(?:[ое]ва?|[иы]на?|[сц]к(?:ии|ая|ои|і|ая)|енк[оа]|\w{2}йко|\w{2}ко|\w{3}[уюч]к|[оеи]вичі?|\w{2}ич|\w{3}ян|янц|дзе|швили"
    r"|\w{2}[иы]х|аго|ово|овна|евна|ична|оглы|заде|штеин|берг|ману|ску|ряну|ану|ару|\w{3}у)$"
)
_LATIN = re.compile(
    r"(?:[oe][vw]a?|[iy]na?|[sc]k(?:i|y|ii|yi|aia|aya|aja|a)|enko|\w{2}ko|chuk|czuk|ciuc|[iy]uk|\w{3}uk|\w[vw]i(?:ch|ci|cz)"
    r"|\w{3}[iy]an|dze|shvili|escu|esco|\w{3}u|\w{2}ean|schi|\w{2}son|ssen|\w{2}sen|\w{2}ton|\w{2}ley|worth|kins|\w{2}mann?"
    r"|stein|berg|\w{2}ez|akis|\w{2}[iy]kh|ovna|evna|ago|ovo)$|^(?:mc|mac|fitz)\w{3}"
)


def ends_like_a_surname(word: str) -> bool:
    """By its ending alone."""
    return (_CYRILLIC if is_cyrillic(word) else _LATIN).search(folded(word)) is not None


def looks_like_a_name(word: str) -> bool:
    """By its ending, or as a first name of which people have short forms."""
    return ends_like_a_surname(word) or is_known_by_diminutives(word)
