"""Plan: the ordered changes that turn the board as it is into the client view, and what stands against making them.

The package itself offers the values, which reports read where nothing is planned. ``ownership`` finds out which cards
on the board are ours and what people changed on them; ``make`` compares, orders and refuses; ``changes`` holds the
values. All of it is pure.
"""

from trackerbridge.plan.changes import Change, FieldChange, Plan, Refusal

__all__ = ["Change", "FieldChange", "Plan", "Refusal"]
