"""One name as somebody would write it in a sentence: full or in part, in its case, in one of several spellings."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.guard.people import PLURAL_CASES, RUSSIAN_CASES, Person, declined


@dataclass(frozen=True)
class Form:
    """The written name, and what kind of form it is (for the table of patterns)."""

    text: str
    kind: str


def form(person: Person, language: str, case: str, draw: random.Random) -> Form | None:
    """A form by lot; nothing where the name has none of this case (a surname without a plural)."""
    of_language: dict[str, Callable[[Person, str, random.Random], Form | None]]
    of_language = {"ru": _russian, "en": _english, "ro": _romanian}
    return of_language[language](person, case, draw)


def _russian(person: Person, case: str, draw: random.Random) -> Form | None:
    if case in PLURAL_CASES:
        plural = person.russian(case)
        return Form(plural[0], "plural of the surname") if plural else None
    if case == "vocative":
        return _russian_address(person, draw)
    words = person.russian(case)
    first, last = words[0], words[-1]
    choices = [
        *[Form(" ".join(words), "full name")] * 3,
        *[Form(first, "first name")] * 3,
        *[Form(last, "surname")] * 2,
        Form(f"{last} {first}", "surname first"),
        Form(f"{first[0]}. {last}", "initial and surname"),
        Form(f"{last} {first[0]}.", "initial and surname"),
    ]
    if len(words) == 3:
        choices += [Form(" ".join(words[:2]), "first name and patronymic")] * 3
    choices += [Form(declined(one, case), "diminutive") for one in person.words("also") * 2]
    if own := person.words("own"):
        choices += [Form(own[RUSSIAN_CASES.index(case)], "own Cyrillic spelling")] * 3
    choices.append(_latin_in_russian(person, case, draw))
    return draw.choice(choices)


def _russian_address(person: Person, draw: random.Random) -> Form:
    words = person.russian("nominative")
    choices = [Form(words[0], "first name"), Form(" ".join(words[:2]), "full name")]
    for one in person.words("also"):
        short = declined(one, "nominative")
        choices.append(Form(short, "diminutive"))
        if re.search("[аеёиоуыэюя][^аеёиоуыэюя][ая]$", short):
            choices.append(Form(re.sub("я$", "ь", short.removesuffix("а")), "short vocative (Саш)"))
    return draw.choice(choices)


def _latin_in_russian(person: Person, case: str, draw: random.Random) -> Form:
    words = draw.choice(person.words("latin")).split()
    ending = {"genitive": "а", "dative": "у", "accusative": "а", "instrumental": "ом", "prepositional": "е"}.get(
        case, ""
    )
    if ending and not person.woman and draw.random() < 0.5:
        return Form(words[0] + draw.choice("'’-") + ending, "Latin with a Russian ending")
    return Form(" ".join(words), "Latin in a Russian sentence")


def _english(person: Person, case: str, draw: random.Random) -> Form | None:
    spellings = person.words("latin")
    at = draw.randrange(len(spellings))
    words = spellings[at].split()
    if case in PLURAL_CASES:
        last = words[-1]
        return Form(last + ("es" if re.search("(s|z|x|ch|sh)$", last) else "s"), "plural of the surname")
    spelled = _system(person, spellings[at], at)
    choices = [
        *[Form(" ".join([words[0], words[-1]]), f"full name, {spelled}")] * 3,
        *[Form(words[0], f"first name, {spelled}")] * 3,
    ]
    if case != "vocative":
        choices += [Form(f"{'Ms' if person.woman else 'Mr'} {words[-1]}", f"surname after Mr or Ms, {spelled}")] * 2
        choices += [Form(f"{words[0][0]}. {words[-1]}", f"initial and surname, {spelled}")]
    choices += [Form(one, "diminutive") for one in person.words("also_latin") * 2]
    if person.of in ("ru", "uk", "be") and case != "possessive":
        choices.append(Form(" ".join(person.russian("nominative")), "Cyrillic in a Latin sentence"))
    chosen = draw.choice(choices)
    if case == "possessive":
        ending = draw.choice(["'", "’"] if chosen.text.endswith("s") and draw.random() < 0.5 else ["'s", "’s"])
        return Form(chosen.text + ending, chosen.kind)
    return chosen


def _system(person: Person, spelling: str, at: int) -> str:
    """What the spelling looks like, for the table of patterns."""
    if at == 0:
        return "own spelling" if person.of not in ("ru", "uk", "be") else "passport's spelling"
    if person.of not in ("ru", "uk", "be"):
        return "own spelling typed otherwise"
    systems = (("German", "[Ww]|[Ss]ch"), ("scientific", "[čšžëćźłČŠŽ']|j"), ("Romanian", "[șțîx]|[Cc](?!h)|ghe|[Jj]"))
    return next((f"{system} spelling" for system, signs in systems if re.search(signs, spelling)), "English spelling")


def _romanian(person: Person, case: str, draw: random.Random) -> Form | None:
    spellings = person.words("latin")
    at = draw.randrange(len(spellings))
    spelled = _system(person, spellings[at], at)
    words = spellings[at].split()
    first, last = words[0], words[-1]
    if case in PLURAL_CASES:
        return _romanian_family(person, last, case)
    if case in ("genitive", "dative"):
        return _romanian_oblique(person, last, draw, spelled)
    if case == "vocative":
        called = [Form(first, "first name"), Form(person.entry.get("voc", first), "vocative")]
        return draw.choice(called + [Form(one, "diminutive") for one in person.words("also_latin")])
    title = draw.choice(["doamna", "dna"] if person.woman else ["domnul", "dl"])
    choices = [
        *[Form(f"{first} {last}", f"full name, {spelled}")] * 3,
        *[Form(first, f"first name, {spelled}")] * 3,
        *[Form(f"{title} {last}", f"surname after a title, {spelled}")] * 2,
        Form(f"{last} {first}", f"surname first, {spelled}"),
        Form(f"{first[0]}. {last}", f"initial and surname, {spelled}"),
    ]
    return draw.choice(choices + [Form(one, "diminutive") for one in person.words("also_latin") * 2])


def _romanian_family(person: Person, last: str, case: str) -> Form:
    family = person.words("family")
    if not family:
        return Form(
            {"plural_nominative": f"soții {last}", "plural_dative": f"soților {last}"}.get(case, last), "family"
        )
    return Form({"plural_nominative": family[0], "plural_dative": family[1]}.get(case, last), "plural of the surname")


def _romanian_oblique(person: Person, last: str, draw: random.Random, spelled: str) -> Form:
    first = person.entry.get("ro") or f"lui {person.words('latin')[0].split()[0]}"
    title = draw.choice(["doamnei", "dnei"] if person.woman else ["domnului", "dlui"])
    choices = [
        *[Form(f"{first} {last}", f"full name, {spelled}")] * 3,
        *[Form(first, "first name")] * 4,
        Form(f"{title} {last}", f"surname after a title, {spelled}"),
    ]
    return draw.choice(choices + [Form(f"lui {one}", "diminutive") for one in person.words("also_latin")])
