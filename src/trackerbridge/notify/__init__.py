"""The manager's channels: a text to the addresses that the configuration names, through Apprise.

Apprise is an extra (``trackerbridge[notify]``) and is imported only when something is sent.
"""

from trackerbridge.notify.channels import Channel, Channels, Message

__all__ = ["Channel", "Channels", "Message"]
