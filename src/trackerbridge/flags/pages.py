"""A rule's page in Markdown, made from its docstring, its options and its sentences. Pure.

``docs/reference/rules`` and ``trackerbridge rules CODE`` show the same page.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping

from trackerbridge.flags.base import Option, Rule
from trackerbridge.flags.wording import words_of

HEADINGS = (
    "Why it matters to a client",
    "Flagged",
    "Not flagged",
    "What usually helps",
    "When this rule is wrong",
)
_BULLET = re.compile(r"^- ", re.MULTILINE)


def law(rule: Rule | type[Rule]) -> str:
    """The first sentence of the page: what the rule spots."""
    return _parts(rule)[0]


def sections(rule: Rule | type[Rule]) -> Mapping[str, str]:
    """The page's sections by heading, in the order in which they stand."""
    return _parts(rule)[1]


def examples(rule: Rule | type[Rule], heading: str) -> tuple[str, ...]:
    """The examples under ``Flagged`` or ``Not flagged``: each is also the name of a case that is tested."""
    text = sections(rule).get(heading, "")
    return tuple(" ".join(part.split()) for part in _BULLET.split(text) if part.strip())


def problems_of_page(rule: Rule | type[Rule]) -> list[str]:
    """What is wrong with a rule's page: sections missing or out of order, no example, an option without a sentence."""
    opening, found = _parts(rule)
    problems = [] if opening else [f"{rule.code}: the page does not begin with a sentence of law"]
    problems += [
        f"{rule.code}: the section {name!r} is missing" for name in HEADINGS if not found.get(name, "").strip()
    ]
    if not problems and tuple(found) != HEADINGS:
        problems.append(f"{rule.code}: the sections should stand in this order: {', '.join(HEADINGS)}")
    for name in ("Flagged", "Not flagged"):
        if not examples(rule, name):
            problems.append(f"{rule.code}: {name!r} holds no example")
    problems += [
        f"{rule.code}: the option {option.name} has no sentence" for option in rule.options if not option.sentence
    ]
    return problems


def page(rule: Rule | type[Rule]) -> str:
    """The whole page as Markdown, ending in a newline."""
    opening, found = _parts(rule)
    parts = [f"# {rule.code} · {rule.name}", opening, _looks_at(rule)]
    parts += [f"## {heading}\n\n{text}" for heading, text in found.items()]
    parts += ["## Options", _options(rule), "## What it says", _sentences(rule)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _parts(rule: Rule | type[Rule]) -> tuple[str, dict[str, str]]:
    """The docstring's opening, and its sections: a heading is a line of its own, its text is indented beneath."""
    kind = rule if isinstance(rule, type) else type(rule)
    text = inspect.cleandoc(kind.__dict__.get("__doc__") or "")
    opening: list[str] = []
    found: dict[str, list[str]] = {}
    into = opening
    for line in text.splitlines():
        if line.strip() in HEADINGS and line == line.strip():
            into = found.setdefault(line, [])
        else:
            into.append(line)
    return _text(opening), {heading: _text(lines) for heading, lines in found.items()}


def _text(lines: list[str]) -> str:
    return inspect.cleandoc("\n" + "\n".join(lines)).strip()


def _looks_at(rule: Rule | type[Rule]) -> str:
    said = []
    if rule.narrow:
        said.append("Looks only at work that is published, in progress, or due within 10 working days.")
    needs = sorted(what.value for what in rule.needs | rule.needs_some)
    if needs:
        said.append(f"Needs to know: {', '.join(needs)}. Without it the rule abstains and says so.")
    if rule.explained_by:
        said.append(f"Stands inside {', '.join(sorted(rule.explained_by))} on the same task.")
    return " ".join(said)


def _options(rule: Rule | type[Rule]) -> str:
    """A table of options; `severity` is one of every rule's."""
    rows = ["| option | default | unit | range | meaning |", "|---|---|---|---|---|"]
    rows += [_row(option) for option in rule.options]
    rows.append("| `severity` | from the evidence | | low, medium, high | Says how loud the flag always is. |")
    return "\n".join(rows)


def _row(option: Option) -> str:
    default = str(option.default).lower() if isinstance(option.default, bool) else f"{option.default}"
    return f"| `{option.name}` | {default} | {option.unit} | {_range(option)} | {option.sentence} |"


def _range(option: Option) -> str:
    if option.choices:
        return ", ".join(option.choices)
    if option.low is not None and option.high is not None:
        return f"{option.low:g} to {option.high:g}"
    if option.low is not None:
        return f"from {option.low:g}"
    return f"up to {option.high:g}" if option.high is not None else ""


def _sentences(rule: Rule | type[Rule]) -> str:
    """What the flag says in English, as a template."""
    sentences = words_of("en").of_rule(rule)
    return "\n".join(f"- {re.sub(r':[a-z_]+}', '}', sentences[key])}" for key in rule.sentences if key in sentences)
