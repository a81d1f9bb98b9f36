"""The board of an engagement that has ended: one closing card in the summary's place; every other card of ours leaves.

Pure, and made from what is remembered alone: the team's tracker may be gone by then.
"""

from __future__ import annotations

from datetime import datetime

from trackerbridge.client_view import promises, summary
from trackerbridge.client_view.dates import DateWords
from trackerbridge.client_view.health import COLORS
from trackerbridge.client_view.naming import label_names, list_names
from trackerbridge.client_view.view import ClientView, Ending, ViewLabel, ViewList
from trackerbridge.client_view.wording import wording_of
from trackerbridge.config.schema import PublishConfig, Settings
from trackerbridge.ledger.records import Memory
from trackerbridge.model.sentence import Sentence

_WHY = Sentence("The engagement is finished.")


def farewell(settings: Settings, publish: PublishConfig, memory: Memory, now: datetime) -> ClientView:
    """The last client view of a project, at ``now`` (UTC). Promises stay as they stand: the record is kept."""
    wording = wording_of(settings)
    dates = DateWords(wording, settings.calendar.day_of(now))
    delivered = sum(promise.delivered_on is not None for promise in memory.promises)
    contact = publish.contact.strip()
    paragraphs = [
        wording.say("closing.text"),
        wording.say("closing.delivered", number=str(delivered)) if delivered else "",
        wording.say("closing.day", date=dates.dated(dates.today)),
        wording.say("summary.contact", contact=contact) if contact else "",
    ]
    cards = [each for each in memory.publications.values() if each.kind == "card" and each.ref != summary.REF]
    return ClientView(
        language=settings.client_language,
        lists=tuple(ViewList(role, name) for role, name in list_names(publish, wording).items()),
        labels=tuple(ViewLabel(role, name, COLORS[role]) for role, name in label_names(publish, wording).items()),
        cards=(summary.summary_card(wording.say("closing.title"), "\n\n".join(filter(None, paragraphs))),),
        endings=tuple(Ending(each.ref, each.task, _WHY) for each in cards if not each.archived),
        promises=promises.standing(memory.promises, (), dates.today),
    )
