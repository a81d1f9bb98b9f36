"""How right the flags are: ``python -m benchmarks.accuracy --data DIR [--format json]``.

The protocol is the data folder's own PROTOCOL.md. One file a part: ``late`` (tables of issues), ``replay`` (raw issues
cut back to a moment), ``confusing`` (comments and wording). Each has ``measure(data: Path) -> dict``.
"""
