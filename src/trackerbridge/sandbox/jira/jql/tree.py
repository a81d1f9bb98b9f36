"""What a query says."""

from __future__ import annotations

from trackerbridge.lazy_dataclass import dataclass


@dataclass(frozen=True)
class Value:
    """A word, a quoted text, or a number."""

    text: str
    quoted: bool = False


@dataclass(frozen=True)
class Function:
    """``startOfDay("-1d")``."""

    name: str
    arguments: tuple[str, ...]

    @property
    def text(self) -> str:
        """As Jira's messages write it."""
        return f"{self.name}({', '.join(self.arguments)})"


@dataclass(frozen=True)
class Empty:
    """``EMPTY`` or ``NULL``."""

    text: str = "EMPTY"


Operand = Value | Function | Empty


@dataclass(frozen=True)
class Clause:
    """``field operator operands``: one operand, or those of a list."""

    field: str
    operator: str
    """In capitals: ``=``, ``!=``, ``~``, ``IN``, ``NOT IN``, ``IS``, ``IS NOT`` …"""
    operands: tuple[Operand, ...]
    listed: bool = False


@dataclass(frozen=True)
class Not:
    """A denied condition."""

    of: Condition


@dataclass(frozen=True)
class Both:
    """``AND`` or ``OR`` of several conditions."""

    word: str
    parts: tuple[Condition, ...]


Condition = Clause | Not | Both


@dataclass(frozen=True)
class Sort:
    """One field of ``ORDER BY``."""

    field: str
    descending: bool


@dataclass(frozen=True)
class Query:
    """A whole query; ``where`` is ``None`` for an unbounded one."""

    where: Condition | None
    order: tuple[Sort, ...] = ()
