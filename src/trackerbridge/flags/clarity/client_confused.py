"""C06: the client's own words show that they do not understand, or understand something else."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.flags.language import language_of
from trackerbridge.flags.remembered import remembered
from trackerbridge.flags.text import folded, own_words, phrases
from trackerbridge.flags.text_model import reading
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Comment, Evidence, Side, Task

_OFTEN = 2
_SURE = 0.7  # the model's chance from which it is said aloud without other signs
_LONGEST_QUOTE = 120


@dataclass(frozen=True, slots=True)
class Confusion:
    """How one text shows it: the phrase that says so (empty where only the model says so), and the model's chance."""

    phrase: str
    chance: float


class ClientConfused(Rule):
    """The client's own words show that they do not understand, or understood something else.

    Why it matters to a client
        Who is confused asks once or twice, and then decides alone. An explanation today costs less than a surprise
        at the end.

    Flagged
        - The client writes “I don't understand what staging means here”.
        - The client writes “Не понимаю, где смотреть результат”.
        - The client writes “Nu înțeleg ce înseamnă asta”.
        - The client writes “Credeam că e inclus și coșul?”.

    Not flagged
        - The client asks “Could you send the invoice?”.
        - The team writes “I don't understand this”.
        - The client quotes somebody who does not understand.
        - The client was confused, and wrote “Thanks, clear now” after the answer.

    What usually helps
        Call, or answer in their words with one picture; then change the sentence that misled them.

    When this rule is wrong
        They are joking, or they speak of something that is not ours.
    """

    code = "C06"
    name = "client-confused"
    needs = frozenset({Evidence.COMMENTS, Evidence.SIDES})
    options = (
        Option("working_days", 10, "working days", "How long such a message stays worth a look.", 1, 100),
        Option("chance_percent", 50, "percent", "How sure the model must be where no phrase says it.", 20, 99),
    )
    narrow = True
    judges_finished = True
    sentences = ("message", "message_again", "message_answered", "suggestion")
    placeholders = frozenset({"quote", "day", "times"})

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """The client's messages of the last days, unless their very last one shows that it is clear now."""
        talk = context.side.talk(task)
        said = sorted((one for one in talk if _by(one, Side.CLIENT)), key=lambda one: one.at)
        least = context.options["chance_percent"] / 100
        if not said or not _within(said[-1], context) or not _speaks(confusion_in(said[-1].text), least):
            return
        last = said[-1]
        recent = [one for one in said if _within(one, context)]
        confused = [one for one in recent if _speaks(confusion_in(one.text), least)]
        answered = any(_by(one, Side.TEAM) and not one.internal and one.at > last.at for one in talk)
        yield self._finding(confused, answered, context)

    def _finding(self, confused: list[Comment], answered: bool, context: Context) -> Finding:
        last = confused[-1]
        shown = confusion_in(last.text)
        again = len(confused) >= _OFTEN
        sentence = "message_again" if again else "message_answered" if answered else "message"
        evidence = {
            "quote": _quote(last.text),
            "phrase": shown.phrase if shown else "",
            "chance": round(shown.chance, 2) if shown else 0.0,
            "messages": len(confused),
            "answered": answered,
        }
        values = {"quote": _quote(last.text), "day": context.calendar.day_of(last.at), "times": len(confused)}
        return Finding(_severity(again, answered, shown), confused[0].at, evidence, sentence, values=values)


def _speaks(shown: Confusion | None, least: float) -> bool:
    """Stricter than the model's own threshold, at which four flags of ten are wrong; at 50 % three of ten are."""
    return shown is not None and (bool(shown.phrase) or shown.chance >= least)


def _severity(again: bool, answered: bool, shown: Confusion | None) -> Severity:
    if again:
        return Severity.HIGH
    sure = shown is not None and (bool(shown.phrase) or shown.chance >= _SURE)
    return Severity.MEDIUM if sure and not answered else Severity.LOW


@remembered(20_000)
def confusion_in(text: str) -> Confusion | None:
    """How a text shows that its writer is confused, or None. A question mark alone is no confusion.

    English is judged by phrases and by the model; Russian and Romanian by phrases, for which there is no labelled data.
    """
    own = own_words(text)
    low = folded(own).replace("’", "'")
    found = phrases("confused", "said").search(low)
    if found is None and "?" in low:
        found = phrases("confused", "asked").search(low)
    language = language_of(text)
    shown = reading("confused", text) if language == "en" or (language is None and low.isascii()) else None
    if found is None and (shown is None or not shown.flagged):
        return None
    return Confusion(found.group() if found else "", shown.chance if shown else 0.0)


def _by(comment: Comment, side: Side) -> bool:
    return comment.author is not None and comment.author.side is side


def _within(comment: Comment, context: Context) -> bool:
    day = context.calendar.day_of(comment.at)
    return bool(context.calendar.working_days_between(day, context.today) <= context.options["working_days"])


def _quote(text: str) -> str:
    line = " ".join(own_words(text).split())
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1].rstrip() + "…"
