"""What of an office's own sentences the guard would hold, so that ``check`` can say it before a card stays empty. Pure.

Names of lists and labels stand on the board as the office wrote them; here a slip in one of them is seen, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from trackerbridge.client_view.guard import Guard
from trackerbridge.client_view.wording import packaged, wording_of
from trackerbridge.config.schema import Settings


def own_words_held(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """(key, sentence, reasons) of each that does not pass. Of the team, those who are named in the configuration.

    Raises :class:`~trackerbridge.errors.BadInput` where the wording file cannot be read.
    """
    if not settings.wording:
        return
    ours = packaged(settings.client_language).sentences
    guard = Guard.of(settings, ())
    for key, sentence in wording_of(settings).sentences.items():
        if sentence == ours.get(key):
            continue
        said = " ".join("".join(literal for literal, *_ in Formatter().parse(sentence)).split())
        if reasons := guard.read(said, title=key.endswith("name") or key.startswith("lists.")).reasons:
            yield key, sentence, "; ".join(reasons)
