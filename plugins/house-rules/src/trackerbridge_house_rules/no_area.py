"""H02: published or under way, and no label says which part of the product it belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Abstention, Context, Finding, Option, Rule, Severity
from trackerbridge.model import Evidence, Task


class NoArea(Rule):
    """Published or under way, and no label says which part of the product it belongs to.

    Why it matters to a client
        "How is the shop doing?" can be answered in a minute where every task says its part, and in an afternoon where
        some do not.

    Flagged
        - A task in progress without an area, on a board where others have one.

    Not flagged
        - A task in progress that is labelled with an area.
        - A planned task due in four weeks without an area.

    What usually helps
        Add the label when the task is written; let each meeting end with a look at those that have none.

    When this rule is wrong
        Areas are labelled differently here: say how their labels begin with the option `prefix`.
    """

    code = "H02"
    name = "no-area"
    needs = frozenset({Evidence.LABELS})
    options = (Option("prefix", "area:", "", "How the labels that name an area begin."),)
    narrow = True
    sentences = ("message", "suggestion", "abstains")
    placeholders = frozenset({"prefix"})
    words = {  # noqa: RUF012  declared as ClassVar by the base class
        "en": {
            "message": "No label of “{title}” says which area it belongs to.",
            "suggestion": "Add one of the labels that begin with “{prefix}”.",
            "abstains": "No label here begins with “{prefix}”, so areas do not seem to be labelled.",
        },
        "ru": {
            "message": "Ни одна метка задачи «{title}» не говорит, к какой части продукта она относится.",
            "suggestion": "Добавьте одну из меток, которые начинаются с «{prefix}».",
            "abstains": "Ни одна метка здесь не начинается с «{prefix}»: похоже, части продукта не помечают.",
        },
        "ro": {
            "message": "Nicio etichetă a „{title}” nu spune de ce parte a produsului ține.",
            "suggestion": "Adăugați una dintre etichetele care încep cu „{prefix}”.",
            "abstains": "Nicio etichetă de aici nu începe cu „{prefix}”, deci se pare că părțile nu sunt marcate.",
        },
    }

    def unable(self, context: Context) -> str:
        """A board where nobody labels areas is not judged, and says so once."""
        prefix = str(context.options["prefix"])
        if any(_has_area(task, prefix) for task in context.snapshot.tasks):
            return ""
        return self.words.get(context.language, self.words["en"])["abstains"].replace("{prefix}", prefix)

    def check(self, task: Task, context: Context) -> Iterator[Finding | Abstention]:
        """No label with the prefix, where others have one."""
        prefix = str(context.options["prefix"])
        if not _has_area(task, prefix):
            evidence = {"prefix": prefix, "labels": list(task.labels)}
            yield Finding(Severity.LOW, task.created_at, evidence, values={"prefix": prefix})


def _has_area(task: Task, prefix: str) -> bool:
    return any(label.casefold().startswith(prefix.casefold()) for label in task.labels)
