"""A story becomes what a tracker gives: a Trello board's export, or a page of Jira issues.

The same story told on the same day gives the same bytes.
"""

from trackerbridge.sandbox.agency.export.boards import client_export, source_export
from trackerbridge.sandbox.agency.export.ids import Json
from trackerbridge.sandbox.agency.export.people import member_json
from trackerbridge.sandbox.agency.export.site import site_page

__all__ = ["Json", "client_export", "member_json", "site_page", "source_export"]
