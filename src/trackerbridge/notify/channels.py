"""Sends a text to every channel of a project, and says in a sentence what could not be sent.

Never an error: a message that got lost must not cost the client their board. No sentence holds an address, since most
addresses hold a secret.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from trackerbridge.config.notify_address import travels_plain
from trackerbridge.config.schema import NotifyConfig
from trackerbridge.config.secrets import is_reference, resolve
from trackerbridge.errors import UsageError
from trackerbridge.lazy_dataclass import dataclass

INSTALL = "pip install 'trackerbridge[notify]'"
_SECONDS = 15.0  # a channel that does not answer must not hold up the run


@dataclass(frozen=True, slots=True)
class Message:
    """What is said. ``urgent``: to the addresses of ``notify.urgent``, where there are any."""

    title: str
    text: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """One address by its place in the configuration. ``reference`` may be the address itself: show ``name`` instead."""

    place: str
    reference: str

    @property
    def name(self) -> str:
        """What people are told of it: its place, and the reference where it is one."""
        return f"{self.place} ({self.reference})" if is_reference(self.reference) else self.place


@dataclass(frozen=True, slots=True)
class Channels:
    """All channels of one project. ``folder`` is where a relative ``file:`` starts."""

    channels: tuple[Channel, ...]
    urgent: tuple[Channel, ...]
    environ: Mapping[str, str]
    folder: Path

    @classmethod
    def of(cls, config: NotifyConfig, *, place: str, environ: Mapping[str, str], folder: Path) -> Channels:
        """``place`` is what the table is called in the configuration, such as ``notify``."""

        def named(key: str, references: Sequence[str]) -> tuple[Channel, ...]:
            return tuple(Channel(f"{place}.{key}[{number}]", each) for number, each in enumerate(references, 1))

        return cls(named("to", config.to), named("urgent", config.urgent), environ, folder)

    def __bool__(self) -> bool:
        return bool(self.channels or self.urgent)

    def meant_for(self, message: Message) -> tuple[Channel, ...]:
        """Where a message goes."""
        return (self.urgent or self.channels) if message.urgent else self.channels

    def send(self, message: Message) -> tuple[str, ...]:
        """Send to all that it is meant for, and return a sentence for each that it did not reach."""
        wanted = self.meant_for(message)
        if not wanted:
            return ()
        apprise = _apprise()
        if apprise is None:
            return (f"The manager was not told: messages need a library that is not installed. {INSTALL}",)
        return tuple(sentence for channel in wanted if (sentence := self._send(channel, message, apprise)))

    def problems(self) -> tuple[str, ...]:
        """What keeps a channel from being used at all, without sending anything: one sentence each."""
        found = [sentence for channel in (*self.channels, *self.urgent) if (sentence := self._address(channel)[1])]
        if self and _apprise() is None:
            found.append(f"messages need a library that is not installed: {INSTALL}")
        return tuple(found)

    def _send(self, channel: Channel, message: Message, apprise: Any) -> str:
        address, problem = self._address(channel)
        if problem:
            return problem
        try:
            sent = _sent(apprise, address, message)
        except Exception as error:  # a service's own surprise; its text may quote the address
            return f"{channel.name}: the message could not be sent ({type(error).__name__})."
        return "" if sent else f"{channel.name}: the message could not be delivered."

    def _address(self, channel: Channel) -> tuple[str, str]:
        """The address, and what is wrong with it (one of them is empty)."""
        address = channel.reference
        if is_reference(address):
            try:
                address = resolve(address, what=channel.place, environ=self.environ, folder=self.folder)
            except UsageError as error:
                return "", str(error)
        if secure := travels_plain(address):
            return "", f"{channel.name} is plain http, which anybody on the way can read; use {secure}://…"
        if (apprise := _apprise()) is not None and apprise.Apprise.instantiate(address) is None:
            return "", f"{channel.name} holds no address that Apprise understands."
        return address, ""


def _sent(apprise: Any, address: str, message: Message) -> bool:
    asset = apprise.AppriseAsset(app_id="trackerbridge", app_desc="trackerbridge", app_url="", secure_logging=True)
    service = apprise.Apprise(asset=asset)
    if not service.add(address):
        return False
    kind = apprise.NotifyType.WARNING if message.urgent else apprise.NotifyType.INFO
    sent = service.notify(
        body=message.text, title=message.title, notify_type=kind, body_format=apprise.NotifyFormat.TEXT,
        timeout=_SECONDS,
    )  # fmt: skip
    return bool(sent)


def _apprise() -> Any | None:
    """The library, silenced: what it logs may quote an address. None where it is not installed."""
    try:
        library = import_module("apprise")
    except ImportError:
        return None
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    return library
