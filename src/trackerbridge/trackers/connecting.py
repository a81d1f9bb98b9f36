"""From a configured connection to its transport: credentials checked, the rate limit shared, what was read kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from trackerbridge.config.schema import ConnectionConfig
from trackerbridge.trackers.budget import Budget
from trackerbridge.trackers.credentials import auth_header, checked_file, checked_secret, url_of
from trackerbridge.trackers.http import Transport
from trackerbridge.trackers.keep import Keep
from trackerbridge.trackers.limits import FIGURES, OF_KEYS, SharedLimiter

__all__ = ["transport_for"]


def transport_for(
    connection: ConnectionConfig,
    *,
    secrets: Mapping[str, str],
    state_folder: Path,
    budget: Budget,
    folder: Path = Path(),
) -> Transport:
    """The transport of a configured connection.

    ``secrets`` are the resolved ``key`` and ``token``; limits are shared through ``limits.db`` in ``state_folder``;
    ``folder`` is where a relative ``ca_file`` starts. Raises UsageError for an address, a credential or a file that
    cannot be used.
    """
    base_url = url_of(connection)
    for name, value in secrets.items():
        checked_secret(name, value, getattr(connection, name, ""))
    token = secrets.get("token", "")
    return Transport(
        base_url=base_url,
        auth_header=auth_header(connection, secrets),
        limiter=SharedLimiter(
            state_folder / "limits.db",
            token or base_url,
            *FIGURES.get(connection.type, ()),
            key=secrets.get("key", "") if connection.type in OF_KEYS else "",
        ),
        budget=budget,
        secrets=tuple(secrets.values()),
        credentials={name: getattr(connection, name, "") for name in secrets},
        ca_file=checked_file(connection.ca_file, folder),
        browse_url=connection.browse_url,
        known_as=connection.known_as,
        keep=Keep(state_folder / "seen"),
    )
