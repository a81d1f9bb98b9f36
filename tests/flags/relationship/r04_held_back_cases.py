from trackerbridge.flags.base import Severity
from trackerbridge.flags.relationship.words_held_back import WordsHeldBack
from trackerbridge.model import ClientSide, HeldText
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at

HELD = HeldText(ref="task:b/1", part="why", why="It names somebody of the team.", since=at("2026-11-11"), task="T-1")

CASES = RuleCases(
    rule=WordsHeldBack,
    flagged=(
        Case(
            "The note on a card names somebody of the team, and was held back.",
            a_task(),
            side=ClientSide(held=(HELD,)),
            expected=Expected(
                severity=Severity.MEDIUM,
                since=at("2026-11-11"),
                says="was held back (why): It names somebody of the team.",
            ),
        ),
        Case(
            "On the summary card.",
            a_task(),
            side=ClientSide(held=(HeldText(ref="summary", part="title", why="It holds a price."),)),
            expected=Expected(says="Text for the client was held back (title)"),
        ),
    ),
    clean=(Case("Nothing is held back.", a_task(), side=ClientSide(held=())),),
    abstains=(Case("Nobody keeps what was held.", a_task(), reason="text that was held back"),),
)
