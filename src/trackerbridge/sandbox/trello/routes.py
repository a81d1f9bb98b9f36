"""All routes: importing this fills the table of operations."""

from __future__ import annotations

from trackerbridge.sandbox.trello import routes_boards, routes_cards, routes_labels, routes_lists, routes_members

MODULES = (routes_boards, routes_cards, routes_labels, routes_lists, routes_members)
"""The route modules, in the order of the documentation."""
