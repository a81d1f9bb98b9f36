"""What the pages say is so: links lead somewhere, configurations load, commands and their options exist."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import click
import pytest

from trackerbridge.cli import cli
from trackerbridge.config.load import load_config
from trackerbridge.config.schema import Config
from trackerbridge.flags.registry import built_in_rules
from trackerbridge.sandbox.__main__ import main as sandbox
from trackerbridge.wiring import check_flags

ROOT = Path(__file__).parents[2]
_BUILT = {"build", "dist", "mutants", "node_modules"}
PAGES = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not any(part.startswith(".") or part in _BUILT for part in path.relative_to(ROOT).parts)
    and "snapshots" not in path.parts
)
DOCS = [page for page in PAGES if page.parent == ROOT or ROOT / "docs" in page.parents]
INDEX = ROOT / "docs" / "index.md"
RULES = ROOT / "docs" / "reference" / "rules" / "README.md"

_FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^\n]*)\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
_HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)


@dataclass(frozen=True)
class Fence:
    """One fenced block of a page."""

    page: Path
    number: int
    info: str
    text: str

    @property
    def name(self) -> str:
        return f"{named(self.page)}, block {self.number}"


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose_of(page: Path) -> str:
    """A page without its fenced blocks."""
    return _FENCE.sub("", text_of(page))


def fences(pages: list[Path], *languages: str) -> list[Fence]:
    return [
        Fence(page, number, found["info"].strip(), dedent(found["text"]))
        for page in pages
        for number, found in enumerate(_FENCE.finditer(text_of(page)), 1)
        if found["info"].split()[:1] and found["info"].split()[0] in languages
    ]


# -- links -------------------------------------------------------------------------------------------


def links_of(page: Path) -> list[str]:
    """What a page links to in this repository, as written; words in code are no links."""
    found = _LINK.findall(_SPAN.sub("", prose_of(page).replace("[`", "[").replace("`]", "]")))
    return [target for target in found if not re.match(r"[a-z+]+:", target)]


def target_of(page: Path, link: str) -> Path:
    """The file or folder that a link leads to."""
    place = link.partition("#")[0]
    return (page.parent / place).resolve() if place else page


def slug(heading: str) -> str:
    """The anchor of a heading, as GitHub makes it."""
    plain = _LINK.sub(lambda found: found[0][found[0].index("[") + 1 : found[0].index("]")], heading)
    return re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")


def anchors_of(page: Path) -> set[str]:
    return {slug(heading) for heading in _HEADING.findall(prose_of(page))}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = [link for link in links_of(page) if not target_of(page, link).exists()]

    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_anchor_is_a_heading_of_its_page(page: Path) -> None:
    anchored = [(link, target_of(page, link)) for link in links_of(page) if "#" in link]
    lost = [link for link, to in anchored if to.suffix == ".md" and link.partition("#")[2] not in anchors_of(to)]

    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_no_link_leads_out_of_the_repository(page: Path) -> None:
    assert [link for link in links_of(page) if not target_of(page, link).is_relative_to(ROOT)] == []


def test_every_page_is_in_the_index() -> None:
    listed = {target_of(page, link) for page in (INDEX, RULES) for link in links_of(page)}
    pages = {page for page in PAGES if ROOT / "docs" in page.parents and page != INDEX}

    assert sorted(named(page) for page in pages - listed) == []


def test_the_readme_leads_to_the_index() -> None:
    assert INDEX in {target_of(ROOT / "README.md", link) for link in links_of(ROOT / "README.md")}


# -- configurations ----------------------------------------------------------------------------------

TOML = fences(DOCS, "toml")
WHOLE = [block for block in TOML if block.info == "toml"]
FRAGMENTS = [block for block in TOML if block.info == "toml fragment"]
ELSEWHERE = {"project", "fault"}  # pyproject.toml's, and the sandbox's faults
BASE = """
[projects.website]
[[projects.website.sources]]
path = "plan.csv"
"""


def test_no_toml_block_is_of_a_third_kind() -> None:
    assert [block.name for block in TOML if block not in WHOLE + FRAGMENTS] == []


@pytest.mark.parametrize("block", WHOLE, ids=lambda block: block.name)
def test_a_configuration_in_a_page_loads(block: Fence, tmp_path: Path) -> None:
    path = tmp_path / "trackerbridge.toml"
    path.write_text(block.text, encoding="utf-8")

    config, found = load_config(path, {}, check_flags=check_flags)

    assert found == path
    assert config.projects


def test_the_example_loads() -> None:
    config, _ = load_config(ROOT / "config" / "trackerbridge.example.toml", {}, check_flags=check_flags)

    assert list(config.projects) == ["website"]


@pytest.mark.parametrize("block", FRAGMENTS, ids=lambda block: block.name)
def test_a_fragment_fits_into_a_configuration(block: Fence) -> None:
    raw = tomllib.loads(block.text)
    if ELSEWHERE & set(raw):
        assert set(raw) <= ELSEWHERE
        return

    config = Config.model_validate(merged(tomllib.loads(BASE), raw))

    known = {rule.code for rule in built_in_rules()} | {"H01", "H02"}
    assert set(config.projects["website"].flags.options) <= known


def merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """``other`` over ``one``, table by table."""
    both = dict(one)
    for key, value in other.items():
        inner = both.get(key)
        both[key] = merged(inner, value) if isinstance(inner, dict) and isinstance(value, dict) else value
    return both


# -- commands ----------------------------------------------------------------------------------------


def shell_lines(page: Path) -> Iterator[str]:
    """Every line of the page's shell blocks, without prompt; lines that go on are joined."""
    for block in fences([page], "sh", "console", "shell", "bash"):
        prompted = block.info == "console"
        for line in block.text.replace("\\\n", " ").splitlines():
            if prompted and not line.startswith("$ "):
                continue
            yield line.removeprefix("$ ")


def words_of(line: str) -> list[str]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    return list(lexer)


def calls_of(page: Path) -> Iterator[tuple[str, list[str]]]:
    """Every call of trackerbridge or its sandbox on a page: which of them, and the words after it."""
    spans = [span for span in _SPAN.findall(prose_of(page)) if span.startswith(("trackerbridge -", "trackerbridge "))]
    for line in [*shell_lines(page), *spans]:
        call: list[str] | None = None
        for word in [*words_of(line), ";"]:
            if set(word) <= set("();<>|&") and call is not None:
                yield from _told(call)
                call = None
            elif not set(word) <= set("();<>|&"):
                call = [*(call or []), word]


def _told(call: list[str]) -> Iterator[tuple[str, list[str]]]:
    if "trackerbridge.sandbox" in call:
        yield "sandbox", call[call.index("trackerbridge.sandbox") + 1 :]
    elif Path(call[0]).name == "trackerbridge":
        yield "trackerbridge", call[1:]


CALLS = [(page, which, words) for page in PAGES for which, words in calls_of(page)]


def said(call: tuple[Path, str, list[str]]) -> str:
    page, which, words = call
    return f"{named(page)}: {which} {' '.join(words)}"


@pytest.mark.parametrize("call", CALLS, ids=said)
def test_every_command_and_option_exists(call: tuple[Path, str, list[str]]) -> None:
    _, which, words = call

    assert complaint(sandbox if which == "sandbox" else cli, words) == ""


def complaint(command: click.Command, words: list[str]) -> str:
    """What is wrong with a call, as far as names go; empty where all exist."""
    # With its own settings: click remembers the help option of the first context that asks for it.
    context = click.Context(command, info_name=command.name, **command.context_settings)
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word.startswith("-") and word != "-":
            option = option_of(command, context, word.partition("=")[0])
            if option is None:
                return f"{command.name} has no option {word}"
            if not option.is_flag and not option.count and "=" not in word:
                if not rest:
                    return f"{word} takes a value"
                rest.pop(0)
        elif isinstance(command, click.Group):
            found = command.get_command(context, word)
            if found is None and getattr(command, "name", "") != "promises":
                return f"there is no command {word}"
            if found is None:  # promises PROJECT is short for promises show PROJECT
                found = command.get_command(context, "show")
            assert found is not None
            command, context = found, click.Context(found, info_name=word, parent=context)
    return ""


def option_of(command: click.Command, context: click.Context, name: str) -> click.Option | None:
    options = [each for each in command.get_params(context) if isinstance(each, click.Option)]
    return next((each for each in options if name in (*each.opts, *each.secondary_opts)), None)


def test_the_pages_that_people_follow_were_read() -> None:
    """Were the blocks written in a way that is not understood here, nothing would be checked."""
    pages = {named(page) for page, _, _ in CALLS}

    assert {"README.md", "docs/tutorial.md", "docs/how-to/trello-to-trello.md", "docs/how-to/sandbox.md"} <= pages


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["audit", "plan.csv", "--date-order", "dmy"], ""),
        (["--now", "2026-11-18T10:00", "sync", "kettle"], ""),
        (["promises", "void", "REF", "--reason", "…"], ""),
        (["promises", "kettle"], ""),
        (["audti"], "there is no command audti"),
        (["sync", "--forse"], "sync has no option --forse"),
        (["plan", "--out"], "--out takes a value"),
    ],
)
def test_what_does_not_exist_would_be_found(words: list[str], problem: str) -> None:
    assert complaint(cli, words) == problem


def test_every_make_target_that_is_named_exists() -> None:
    there = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    spans = [span for page in PAGES for span in (*_SPAN.findall(prose_of(page)), *shell_lines(page))]
    asked = {found[1] for span in spans if (found := re.match(r"make ([a-z-]+)", span))}

    assert asked - there == set()
    assert {"demo", "test"} <= asked
