"""All routes: importing this fills the table of operations."""

from __future__ import annotations

from trackerbridge.sandbox.trello import (
    routes_account,
    routes_actions,
    routes_board_writes,
    routes_boards,
    routes_card_parts,
    routes_cards,
    routes_checklists,
    routes_custom_fields,
    routes_labels,
    routes_lists,
    routes_members,
    routes_organizations,
    routes_search,
)

MODULES = (
    routes_boards,
    routes_board_writes,
    routes_cards,
    routes_card_parts,
    routes_lists,
    routes_labels,
    routes_checklists,
    routes_actions,
    routes_custom_fields,
    routes_members,
    routes_organizations,
    routes_account,
    routes_search,
)
"""The route modules, in the order of the documentation."""
