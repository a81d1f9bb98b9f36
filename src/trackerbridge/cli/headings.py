"""Which commands there are, under the five headings of the help: a newcomer sees five things and not twenty-five."""

from __future__ import annotations

HEADINGS: dict[str, tuple[str, ...]] = {
    "Look": ("audit", "preview", "brief", "backtest", "review"),
    "Publish": ("plan", "sync", "held", "hold", "undo"),
    "Remember": ("promises", "changes", "baseline", "runs"),
    "Steer": ("snooze", "override", "handback", "retire"),
    "Set up": ("demo", "check", "rules", "plugins"),
}

COMMANDS: tuple[str, ...] = tuple(name for names in HEADINGS.values() for name in names)
