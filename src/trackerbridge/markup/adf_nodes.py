"""A node of the Atlassian Document Format, looked at without trust: any part may be missing or of another type.

Nodes are JSON's, so dicts: of the thousands in an answer that is known at once, and of any other mapping it is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Node = Mapping[str, Any]


def nodes_of(content: object) -> Iterator[Node]:
    """The nodes of a ``content``, in order; a bare string is a text."""
    for node in content if isinstance(content, (list, tuple)) else []:
        if isinstance(node, dict):
            yield node
        elif isinstance(node, str):
            yield {"type": "text", "text": node}


def kind_of(node: Node) -> str:
    """The type of a node or mark, empty where it has none."""
    kind = node.get("type")
    return kind if isinstance(kind, str) else ""


def attrs_of(node: Node) -> Node:
    """The attributes, empty where there are none."""
    attrs = node.get("attrs")
    return attrs if isinstance(attrs, dict) else {}


def word(value: object) -> str:
    """A text or a number as text; anything else says nothing."""
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def attr(node: Node, *names: str) -> str:
    """The first of these attributes that says something."""
    attrs = attrs_of(node)
    return next((said for said in (word(attrs.get(name)) for name in names) if said.strip()), "")


def all_text(node: Node) -> str:
    """Every text below a node, without recursion."""
    found: list[str] = []
    waiting: list[object] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, dict):
            content = one.get("content")
            waiting.extend(reversed(content) if isinstance(content, (list, tuple)) else [])
            waiting.append(word(one.get("text")) or ("\n" if kind_of(one) in ("paragraph", "hardBreak") else ""))
    return "".join(found).strip()
