"""The card "How we work together": rhythm, contact, how dates and extras are handled, from the configuration.

What a label means stands on each card that wears it, in its first sentence; here it stands as far as there is room, the
least evident first.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackerbridge.client_view.dates import DateWords
from trackerbridge.client_view.spoken import MOST_WORDS
from trackerbridge.client_view.view import CardKind, LabelRole, ListRole, StatusCard
from trackerbridge.client_view.wording import Wording
from trackerbridge.config.schema import ProjectConfig, PublishConfig
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model.sentence import Sentence

REF = "how-we-work"
_LISTED = ("reach", "labels")
_FEWEST_TOLD = 2  # one label alone would look like the only one
_LEAST_EVIDENT_FIRST = (
    LabelRole.SOLVING, LabelRole.CHECKING, LabelRole.WAITING, LabelRole.MOVED, LabelRole.BONUS, LabelRole.EARLY,
    LabelRole.ON_TRACK,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HowWeWork:
    """Words the card. What an office typed (contact, deputy, channels) stands there as typed."""

    wording: Wording
    dates: DateWords
    project: ProjectConfig
    publish: PublishConfig
    list_names: dict[ListRole, str]
    label_names: dict[LabelRole, str]

    def card(self) -> StatusCard:
        """The card, second on the board. Where it is full, labels and then gifts give way to what the office typed."""
        gifts = self._gifts()
        while (paragraphs := self._paragraphs(gifts)) and gifts and _words(paragraphs) > MOST_WORDS:
            gifts = gifts[:-1]
        paragraphs.insert(-1, self._labels(MOST_WORDS - _words(paragraphs)))
        return StatusCard(
            ref=REF,
            kind=CardKind.HOW_WE_WORK,
            title=self.wording.say("titles.how_we_work"),
            description="\n\n".join(paragraph for paragraph in paragraphs if paragraph),
            list=ListRole.OVERVIEW,
            rank=1,
            why=Sentence("how we work together, from the configuration"),
        )

    def _paragraphs(self, gifts: Sequence[str]) -> list[str]:
        return [
            self._section("rhythm", [self.wording.say(f"rhythm.{self.publish.update_day}")]),
            self._section("reach", self._reach()),
            self._section("dates", [self._say("dates_text")]),
            self._section("extras", [self._say("extras_text"), *gifts]),
            self._section("need", [self._need()]),
            self._say("agreed", date=self.dates.dated(self.publish.agreed_on)) if self.publish.agreed_on else "",
        ]

    def _labels(self, room: int) -> str:
        """The labels whose meaning there is room for, in their own order."""
        told: list[LabelRole] = []
        for role in _LEAST_EVIDENT_FIRST:
            more = sorted([*told, role], key=list(LabelRole).index)
            if len(self._section("labels", [self._label(each) for each in more]).split()) > room:
                break
            told = more
        return self._section("labels", [self._label(each) for each in told]) if len(told) >= _FEWEST_TOLD else ""

    def _label(self, role: LabelRole) -> str:
        return self._say("label", name=self.label_names[role], meaning=self.wording.label_meaning(role))

    def _section(self, heading: str, lines: list[str]) -> str:
        lines = [line for line in lines if line]
        if not lines:
            return ""
        body = "\n".join(f"- {line}" for line in lines) if heading in _LISTED else " ".join(lines)
        return f"**{self._say(heading)}**\n\n{body}"

    def _reach(self) -> list[str]:
        keys = ("contact", "hours", "deputy", "channels")
        typed = {key: str(getattr(self.publish, key)).strip() for key in keys}
        return [self._say(key, **{key: value}) for key, value in typed.items() if value]

    def _gifts(self) -> list[str]:
        """The allowance, only where the configuration sets it: a default is no word given to a client."""
        extras = self.project.extras
        if "extras" not in self.project.model_fields_set or not (extras.allowance_count and extras.allowance_minutes):
            return []
        return [
            self.wording.count("counts.gifts", extras.allowance_count),
            self.wording.count("counts.gift_minutes", extras.allowance_minutes),
        ]

    def _need(self) -> str:
        names = {role.value: self.wording.quoted(self.list_names[role]) for role in (ListRole.WAITING, ListRole.REVIEW)}
        return self._say("need_text", **names)

    def _say(self, key: str, **values: str) -> str:
        return self.wording.say(f"how_we_work.{key}", **values)


def _words(paragraphs: Sequence[str]) -> int:
    return sum(len(paragraph.split()) for paragraph in paragraphs)
