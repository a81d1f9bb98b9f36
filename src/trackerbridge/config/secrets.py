"""Secret references: ``env:NAME``, ``file:PATH``, ``keyring:SERVICE/USER``. The secret itself never stands in the file.

No sentence here ever holds a secret: it names the reference and what it is for.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from trackerbridge.errors import UsageError

KINDS = ("env", "file", "keyring")
HOW = "Write env:NAME, file:PATH or keyring:SERVICE/USER."


def is_reference(text: str) -> bool:
    """Whether this is a reference and not a secret that somebody wrote down."""
    kind, colon, rest = text.partition(":")
    return kind in KINDS and bool(colon) and bool(rest.strip())


def resolve(reference: str, *, what: str, environ: Mapping[str, str], folder: Path) -> str:
    """The secret behind a reference.

    ``what`` names it for people (``connections.boards.token``); ``folder`` is where a relative ``file:`` starts. Raises
    :class:`UsageError` naming the missing variable, file or keyring entry.
    """
    if not reference:
        raise UsageError(f"{what} is missing.", hint=HOW)
    if not is_reference(reference):
        raise UsageError(f"{what} is not a reference to a secret.", hint=HOW)
    kind, _, rest = reference.partition(":")
    if kind == "env":
        return _from_environment(rest.strip(), what, environ)
    if kind == "file":
        return _from_file(folder / Path(rest.strip()).expanduser(), what)
    return _from_keyring(rest.strip(), what)


def _from_environment(name: str, what: str, environ: Mapping[str, str]) -> str:
    if name not in environ:
        raise UsageError(f"{what} needs the environment variable {name}, which is not set.", hint=f"export {name}=…")
    return _clean(environ[name], f"{what}: the environment variable {name}")


def _from_file(path: Path, what: str) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            if os.name == "posix" and os.fstat(file.fileno()).st_mode & stat.S_IROTH:
                raise UsageError(f"{what}: everybody on this machine can read {path}.", hint=f"chmod 600 {path}")
            return _clean(file.read(), f"{what}: the file {path}")
    except FileNotFoundError:
        raise UsageError(
            f"{what} needs the file {path}, which is not there.", hint="Create it, readable by you alone."
        ) from None
    except IsADirectoryError:
        raise UsageError(f"{what}: {path} is a folder.", hint="Name the file that holds the secret.") from None
    except PermissionError:
        raise UsageError(
            f"{what}: {path} may not be read by this account.", hint="Run as its owner, or change its owner."
        ) from None
    except UnicodeDecodeError:
        raise UsageError(f"{what}: {path} is not text.", hint="The file holds the secret and nothing else.") from None


def _from_keyring(entry: str, what: str) -> str:
    service, _, user = entry.rpartition("/")
    if not service or not user:
        raise UsageError(f"{what}: a keyring reference names a service and a user.", hint="Write keyring:SERVICE/USER.")
    try:
        keyring = import_module("keyring")
    except ImportError:
        raise UsageError(
            f"{what} is in the keyring, and the library that reads keyrings is not installed.",
            hint="pip install keyring, or use env:NAME or file:PATH.",
        ) from None
    try:
        secret = keyring.get_password(service, user)
    except Exception as error:  # each desktop's keyring raises its own kinds; their texts may quote the entry
        raise UsageError(
            f"{what}: the keyring could not be opened ({type(error).__name__}).",
            hint="Unlock it, or use env:NAME or file:PATH.",
        ) from None
    if secret is None:
        raise UsageError(f"{what}: the keyring has no entry {service}/{user}.", hint=f"keyring set {service} {user}")
    return _clean(secret, f"{what}: the keyring entry {service}/{user}")


def _clean(secret: str, where: str) -> str:
    """Without the newline that editors add. What no header can carry is refused here, not at the tracker."""
    stripped = secret.strip()
    if not stripped:
        raise UsageError(f"{where} is empty.", hint="Put the secret there.")
    if not (stripped.isascii() and stripped.isprintable()) or " " in stripped:
        raise UsageError(f"{where} holds spaces or characters that no key or token has.", hint="Copy it again.")
    return stripped
