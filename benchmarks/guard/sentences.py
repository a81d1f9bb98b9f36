"""Every sentence of the test bed: what must be held, and what must pass."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from benchmarks.guard.data_files import LANGUAGES, held_out, lot, table
from benchmarks.guard.forms import form
from benchmarks.guard.people import Person, people
from benchmarks.guard.styles import styled

DRAWS = {"nominative": 6, "oblique": 6, "possessive": 5, "accusative": 5, "genitive": 5, "dative": 4, "vocative": 3}
WHOLE = ("blame", "aggrieved")
OF_PEOPLE = ("initials", "handle")


@dataclass(frozen=True)
class Sentence:
    """One text, what it is (kind), its language, who is named, and whether its name or template is held out."""

    text: str
    kind: str
    language: str
    held_out: bool
    pattern: tuple[str, ...] = ()
    person: Person | None = None
    other_script: bool = False
    title: bool = False


@cache
def to_hold() -> tuple[Sentence, ...]:
    """All that the guard must hold, each text once."""
    return _once([*_names(), *_of_values(), *_whole(), *_of_people()])


@cache
def innocent() -> tuple[Sentence, ...]:
    """All that must pass, each text once. The team of a language's texts is called by the very words in them."""
    return _once([one for language in LANGUAGES for one in _innocent(language)])


def word_team(language: str) -> tuple[Person, ...]:
    """The people whose names are words of the language, and those that the file of innocent texts adds."""
    added = table(f"innocent_{language}")["team"]
    return tuple(one for one in people() if one.entry.get("word") == language or one.name in added)


def _once(sentences: list[Sentence]) -> tuple[Sentence, ...]:
    return tuple({(one.text, one.language, one.other_script): one for one in sentences}.values())


def _names() -> Iterator[Sentence]:
    for person in people():
        for language in LANGUAGES:
            for case, templates in table("templates")[language].items():
                for turn in range(DRAWS.get(case, 3 if "plural" not in case else 1)):
                    draw = lot(person.name, language, case, turn)
                    if one := _named(person, language, case, draw.choice(templates), draw):
                        yield one


def _named(person: Person, language: str, case: str, template: str, draw: random.Random) -> Sentence | None:
    name = form(person, language, case, draw)
    if name is None:
        return None
    gendered = re.sub(r"\[(\w+)\|(\w+)\]", r"\2" if person.woman else r"\1", template)
    before, after = gendered.split("{n}")
    written = name.text[:1].upper() + name.text[1:] if not before else name.text
    text, style = styled(before, written, after, language, draw)
    other_script = person.other_script() and draw.random() < 0.5
    word = style == "lower case" and "word" in person.entry and len(name.text.split()) == 1
    out = held_out(person.name) or held_out(template)
    place = "at the beginning" if not before else "at the end" if len(after) < 2 else "in the middle"
    configured = "configured in the other script" if other_script else "configured as it is"
    pattern = (f"form: {name.kind}", f"case: {case}", f"style: {style}", f"place: {place}", f"spelling: {configured}")
    kind = "name that is a word, lower case" if word else "name"
    return Sentence(text, kind, language, out, (*pattern, f"from: {person.of}"), person, other_script)


def _of_values() -> Iterator[Sentence]:
    for kind, entry in table("other").items():
        if kind in (*WHOLE, *OF_PEOPLE, "around"):
            continue
        for language in LANGUAGES:
            for value in entry["values"] + entry.get(f"values_{language}", []):
                draw = lot(kind, language, value)
                for template in draw.sample(entry[language], 3):
                    text = _filled(template.replace("{v}", value), draw)
                    out = held_out(value) or held_out(template)
                    pattern = (f"value: {value}",) if "{v}" in template else ()
                    yield Sentence(text, kind, language, out, (*pattern, f"{kind}: {template}"))


def _whole() -> Iterator[Sentence]:
    around = table("other")["around"]
    for kind in WHOLE:
        for language in LANGUAGES:
            for text in table("other")[kind][language]:
                for frame in around[language]:
                    yield Sentence(frame.replace("{s}", text), kind, language, held_out(text), (f"{kind}: {text}",))


def _of_people() -> Iterator[Sentence]:
    for kind in OF_PEOPLE:
        entry = table("other")[kind]
        for person in people():
            for language in LANGUAGES:
                draw = lot(kind, person.name, language)
                shape, template = draw.choice(entry["forms"]), draw.choice(entry[language])
                text = template.replace("{v2}", _of_person(shape, person, language))
                text = _filled(text.replace("{v}", _of_person(shape, person, language)), draw)
                out = held_out(person.name) or held_out(template)
                yield Sentence(text, kind, language, out, (f"{kind}: {shape}",), person)


def _of_person(shape: str, person: Person, language: str) -> str:
    words = person.name.split()
    initials = person.russian("nominative") if language == "ru" and "@" not in shape else words
    first, last = (re.sub(r"\W", "", word).lower() for word in (words[0], words[-1]))
    handle = shape.replace("{first}", first).replace("{last}", last).replace("{f}", first[0])
    return handle.replace("{F}", initials[0][0]).replace("{L}", initials[-1][0])


_ALPHABETS = {
    "l": string.ascii_lowercase,
    "d": string.digits,
    "x": "0123456789abcdef",
    "a": string.ascii_letters + string.digits,
    "U": string.ascii_uppercase + string.digits,
}


def _filled(text: str, draw: random.Random) -> str:
    def made(match: re.Match[str]) -> str:
        return "".join(draw.choices(_ALPHABETS[match[1]], k=int(match[2])))

    return re.sub(r"\{([ldxaU])(\d+)\}", made, text)


def _innocent(language: str) -> Iterator[Sentence]:
    for part in ("titles", "notes"):
        frames = table("frames")[part][language]
        for word, texts in table(f"innocent_{language}")[part].items():
            for text in texts:
                draw, title, out = lot("innocent", text), part == "titles", held_out(text)
                kind = "ordinary" if word == "plain" else "words like names"
                typed = [text, *(frame.replace("{s}", text) for frame in draw.sample(frames, 2))]
                if title and language == "en":
                    typed.append(string.capwords(text))
                for at, one in enumerate(typed):
                    alone = title and at != 1 and at != 2
                    pattern = (f"word: {word}", f"in: {part if alone or not title else 'a sentence of ours'}")
                    yield Sentence(one, kind, language, out, pattern, title=alone)
