"""The labelled texts of ``confusing/``: which set asks what, and its rows. Columns: SOURCES.md."""

from __future__ import annotations

import csv
import gzip
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# "Any of five smells": those that make a wording vague. A comparison, a superlative or a negative is a trait of style,
# and polysemy needs a dictionary of the domain.
VAGUE_SMELLS = ("subjective_lang", "ambiguous_adv_adj", "nonverifiable_term", "vague_pron", "uncertain_verb")
_REVIEW_TOOL_LINE = re.compile(r"^Patch Set \d+:[^\n]*(?:\n|$)|^\(\d+ (?:inline )?comments?\)\s*", re.MULTILINE)


@dataclass(frozen=True)
class Row:
    """One labelled text. ``group``: rows of one group never stand on both sides of a fold ("" where there is none)."""

    text: str
    label: bool
    group: str
    columns: Mapping[str, str]

    @property
    def fingerprint(self) -> str:
        """Of the text, whatever its white space and case: says whether a model saw it, and not what it says."""
        return hashlib.blake2s(" ".join(self.text.lower().split()).encode(), digest_size=6).hexdigest()


@dataclass(frozen=True)
class TextSet:
    """One set of PROTOCOL.md: its file, the model that answers its question, and how a line becomes a row."""

    name: str
    model: str
    text: Callable[[Mapping[str, str]], str]
    label: Callable[[Mapping[str, str]], bool]
    group: str = ""  # a column
    trains: bool = True  # whether the shipped model was made from it

    def rows(self, data: Path) -> list[Row]:
        """The rows of the folder's file, in its order; none where the file is absent."""
        return [
            Row(self.text(line), self.label(line), line.get(self.group, ""), line)
            for line in _lines(data / "confusing" / self.name)
        ]


def _lines(stem: Path) -> Sequence[Mapping[str, str]]:
    for path in (Path(f"{stem}.csv.gz"), Path(f"{stem}.csv")):
        if path.is_file():
            opened = gzip.open if path.suffix == ".gz" else open
            with opened(path, "rt", encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))
    return []


def _comment(line: Mapping[str, str]) -> str:
    """Without the line that the review tool itself puts above a comment."""
    return _REVIEW_TOOL_LINE.sub(" ", line["text"])


def any_smell(line: Mapping[str, str], by: str) -> bool:
    """Whether ``by`` (gold, arta, smella) found one of the five smells."""
    return any(line.get(f"{by}_{smell}", "-").strip() not in ("", "-") for smell in VAGUE_SMELLS)


SETS = (
    TextSet("ebert-confusion-general", "confused", _comment, lambda line: line["label"] == "confusion"),
    TextSet("ebert-confusion-inline", "confused", _comment, lambda line: line["label"] == "confusion"),
    TextSet(
        "arta-requirement-smells", "vague", lambda line: line["text"], lambda line: any_smell(line, "gold"), "project"
    ),
    TextSet("clearcrc", "unclear", lambda line: line["msg"], lambda line: line["unclear"] == "1"),
    TextSet(
        "re2025-feature-requests",
        "vague",
        lambda line: line["text"].rpartition("Request Description - ")[2],
        lambda line: line["ambiguous"] == "1",
        trains=False,
    ),
)
