"""``python -m benchmarks.guard``: how much of what must be held the guard holds, and how much that is innocent."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

from benchmarks.guard.data_files import COMPANIES, FOLDER, WRITTEN, choose
from benchmarks.guard.readings import Called, Read, read_held, read_innocent, read_with, wrong
from benchmarks.guard.sentences import innocent, to_hold
from benchmarks.guard.tables import patterns, rates, shown


def main(arguments: list[str] | None = None) -> int:
    """Read, count and print; 0 whatever the figures are."""
    options = _parser().parse_args(arguments)
    if options.company in WRITTEN:
        folder = FOLDER / options.company
        options.names, options.innocent = folder / "held.txt", folder / "innocent.txt"
        options.team = folder / "team.txt" if (folder / "team.txt").exists() else None
    else:
        choose(options.company)
    given = bool(options.names or options.innocent)
    held, passed = _of_files(options) if given else (read_held(to_hold()), read_innocent(innocent()))
    _tell("What must be held", "misses", held, False, options.show)
    _tell("What must pass", "false holds", passed, True, options.show)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.guard",
        description="Recall and false holds of the guard per kind and language, in all and for the held-out part (a "
        "quarter of the names and a quarter of the templates, fixed by hash; what is shown is never held out). "
        "The exit code is always 0.",
        epilog="Without --names and --innocent the benchmark's own data is read. The files are UTF-8, a sentence a "
        "line; empty lines and lines that begin with # are skipped, and \\u200b stands for that sign.",
    )
    parser.add_argument("--show", type=int, default=20, metavar="N", help="show up to N misses and N false holds (20)")
    parser.add_argument("--company", choices=(*COMPANIES, *WRITTEN), default="first", help=_COMPANY)
    parser.add_argument("--names", type=Path, metavar="FILE", help=_NAMES)
    parser.add_argument("--innocent", type=Path, metavar="FILE", help=_INNOCENT)
    parser.add_argument("--team", type=Path, metavar="FILE", help=_TEAM)
    return parser


_COMPANY = (
    "whose people and sentences are read (first); the others were written down one after the other, each measured once "
    "before the guard learned from it"
)
_NAMES = (
    "sentences that must be held: a line is NAME<TAB>sentence (read with a team of that name alone), "
    "or a sentence alone (read with --team)"
)
_INNOCENT = "sentences that must pass, read with --team, or with all names of the names file"
_TEAM = "the team: a line is NAME, or NAME<TAB>another name<TAB>yet another (what the person is called besides)"


def _of_files(options: argparse.Namespace) -> tuple[list[Read], list[Read]]:
    team: Called = tuple(_member(line) for line in _lines(options.team))
    pairs = [line.rpartition("\t") for line in _lines(options.names)]
    held = [read_with(((name.strip(), ()),) if name else team, text, "name") for name, _, text in pairs]
    everybody = team or tuple((name, ()) for name in dict.fromkeys(name.strip() for name, _, _ in pairs if name))
    return held, [read_with(everybody, line, "innocent") for line in _lines(options.innocent)]


def _member(line: str) -> tuple[str, tuple[str, ...]]:
    name, *besides = (part.strip() for part in line.split("\t"))
    return name, tuple(part for part in besides if part)


def _lines(path: Path | None) -> list[str]:
    lines = path.read_text(encoding="utf-8-sig").splitlines() if path else []
    return [_with_signs(line) for line in lines if line.strip() and not line.startswith("#")]


def _with_signs(line: str) -> str:
    r"""Signs that nobody sees are written as in Python: \u200b."""
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), line)


def _tell(heading: str, failures: str, reads: Sequence[Read], must_pass: bool, show: int) -> None:
    if not reads:
        return
    failed = wrong(reads, must_pass)
    _print([f"{heading}: {len(reads)} sentences, {len(failed)} {failures}", *rates(reads, must_pass), ""])
    if failed:
        examples = shown(reads, must_pass, show)
        _print(
            chain([f"{failures}, by pattern:"], patterns(reads, must_pass), ["", f"{failures}, some:"], examples, [""])
        )


def _print(lines: Iterable[str]) -> None:
    print("\n".join(lines))


if __name__ == "__main__":
    raise SystemExit(main())
