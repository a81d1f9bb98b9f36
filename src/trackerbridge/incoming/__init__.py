"""What comes back from the client: read, carried to the team, acknowledged, answered (CLIENT section 2). Pure."""

from trackerbridge.incoming.read import NOTHING, Incoming, incoming
from trackerbridge.incoming.scene import Scene

__all__ = ["NOTHING", "Incoming", "Scene", "incoming"]
