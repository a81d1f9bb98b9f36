"""All routes: importing this fills the table of operations."""

from __future__ import annotations

from trackerbridge.sandbox.jira import (
    routes_agile,
    routes_comments,
    routes_history,
    routes_issues,
    routes_parts,
    routes_projects,
    routes_search,
    routes_server,
)

MODULES = (
    routes_server,
    routes_search,
    routes_issues,
    routes_comments,
    routes_parts,
    routes_history,
    routes_projects,
    routes_agile,
)
"""The route modules, in the order of the documentation."""
