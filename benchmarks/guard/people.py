"""The invented people: their names in every case, as a team's configuration spells them, and in teams of five."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from benchmarks.guard.data_files import lot, table

RUSSIAN_CASES = ("nominative", "genitive", "dative", "accusative", "instrumental", "prepositional")
PLURAL_CASES = ("plural_nominative", "plural_genitive", "plural_dative", "plural_instrumental")


@dataclass(frozen=True, eq=False)
class Person:
    """One entry of people.toml."""

    entry: dict[str, Any]

    @property
    def name(self) -> str:
        """The name in Latin letters; it identifies the person in this benchmark."""
        return str(self.entry["latin"][0])

    @property
    def woman(self) -> bool:
        """Whether words of Russian and Romanian agree with a woman's name."""
        return bool(self.entry["g"] == "f")

    @property
    def of(self) -> str:
        """The language that the name is from."""
        return str(self.entry["of"])

    def words(self, key: str) -> list[str]:
        """A list of the entry, empty where it has none."""
        return list(self.entry.get(key, ()))

    def russian(self, case: str) -> list[str]:
        """The words of the full name in a case; of a plural case the surname alone, and nothing where it has none."""
        words = str(self.entry["ru"]).split()
        if case in PLURAL_CASES:
            last = declined(words[-1], case)
            return [last] if last else []
        return [declined(word, case) for word in words]

    def other_script(self) -> bool:
        """Whether the name can be configured in the other script and still be made from it by rule."""
        return self.of in ("ru", "uk", "be") or bool(self.entry.get("both"))

    def configured(self, in_other_script: bool) -> tuple[str, list[str]]:
        """The name as the configuration has it, and what it says the person is called besides."""
        russian, own = " ".join(self.russian("nominative")), self.words("own")
        cyrillic = self.of in ("ru", "uk", "be")
        besides = [declined(one, "nominative") for one in self.words("also")] + self.words("also_latin")
        if own or self.entry.get("known"):
            besides.append(russian)
        written = own[0] if own else russian
        return (written if cyrillic != in_other_script else self.name), besides


def declined(word: str, case: str) -> str:
    """Such a word as ``NOMINATIVE|STEM:TYPE`` in a case; a hyphen joins two. Empty where the type has no such case."""
    parts = re.split(r"(?<=\w)-(?=\w+\|)", word)
    return "-".join(_part(part, case) for part in parts)


def _part(word: str, case: str) -> str:
    nominative, _, rest = word.partition("|")
    stem, _, kind = rest.partition(":")
    plural = case in PLURAL_CASES
    if case == "nominative" or (kind == "0" and not plural):
        return nominative
    if kind == "0":
        return ""
    endings = table("declension")[kind][plural]
    at = PLURAL_CASES.index(case) if plural else RUSSIAN_CASES.index(case) - 1
    return stem + endings[at] if endings else ""


@cache
def people() -> tuple[Person, ...]:
    """Everybody, in the order of the file."""
    return tuple(Person(entry) for entry in table("people")["people"])


@cache
def teams() -> tuple[tuple[Person, ...], ...]:
    """Teams of five, mixed by lot: the people whom one guard knows."""
    shuffled = list(people())
    lot("teams").shuffle(shuffled)
    return tuple(tuple(shuffled[at : at + 5]) for at in range(0, len(shuffled), 5))


@cache
def team_of(person: Person | None) -> int:
    """The number of a person's team."""
    return next(at for at, team in enumerate(teams()) if any(one is person for one in team)) if person else 0
