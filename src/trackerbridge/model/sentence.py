"""A sentence for the team that can be said again in their language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any


class Sentence(str):
    """The English sentence, as text, which remembers what it was made from.

    ``template`` names it among the translations (``team_words/LANGUAGE.toml``). ``values`` fill it:
    people's text, keys, numbers, days, or other sentences; what stands for nothing is an empty string.
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, **values: object) -> Sentence:
        """Fill the English template."""
        made = super().__new__(cls, template.format(**values))
        made.template, made.values = template, values
        return made


def taken_apart(text: object) -> Any:
    """What a sentence was made from, as JSON: so that it can be said in another language once it was kept."""
    if isinstance(text, Sentence):
        return {"template": text.template, "values": {name: taken_apart(each) for name, each in text.values.items()}}
    return {"day": text.isoformat()} if isinstance(text, date) else text if isinstance(text, int) else str(text)


def put_together(data: Any) -> Any:
    """What :func:`taken_apart` took apart. Raises KeyError, TypeError or ValueError where it is something else."""
    if not isinstance(data, Mapping):
        return data
    if "day" in data:
        return date.fromisoformat(data["day"])
    return Sentence(str(data["template"]), **{name: put_together(each) for name, each in data["values"].items()})
