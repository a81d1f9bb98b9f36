"""Certificates of our own, as the servers inside a company have them; skips where they cannot be made."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def self_signed(folder: Path, *more_names: str) -> Path:
    """A self-signed certificate for this machine and these names; ``key.pem`` lies beside it."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here to make a certificate with")
    names = ",".join(["DNS:localhost", "IP:127.0.0.1", *(f"DNS:{name}" for name in more_names)])
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"),
            *("-addext", f"subjectAltName={names}"),
            *("-keyout", str(folder / "key.pem"), "-out", str(folder / "own.pem")),
        ],
        check=True,
        capture_output=True,
    )
    return folder / "own.pem"
