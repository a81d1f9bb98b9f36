"""A sentence for the team that can be said again in their language."""

from __future__ import annotations

from collections.abc import Mapping


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
