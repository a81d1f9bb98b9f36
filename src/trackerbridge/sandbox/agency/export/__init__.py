"""A story becomes a Trello board export: the JSON that Trello's "Export as JSON" gives, actions newest first.

Shapes: API-FACTS 3.3 to 3.6. The same story told on the same day gives the same bytes.
"""

from trackerbridge.sandbox.agency.export.boards import client_export, source_export
from trackerbridge.sandbox.agency.export.ids import Json
from trackerbridge.sandbox.agency.export.people import member_json

__all__ = ["Json", "client_export", "member_json", "source_export"]
