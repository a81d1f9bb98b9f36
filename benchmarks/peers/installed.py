"""Each tool in an environment of its own below ``.venv/bench``, made when it is first wanted."""

from __future__ import annotations

import compileall
import hashlib
import re
import subprocess
import sys
from pathlib import Path

from benchmarks.peers.peer import ROOT, Peer, own_python

FOLDER = ROOT / ".venv" / "bench"
LONGEST = 600
"""Seconds that an installation may take."""


class NotInstalledError(Exception):
    """Why a tool is not there, in a few words."""


def python_of(peer: Peer, folder: Path = FOLDER) -> Path:
    """Its interpreter, installed on demand. :class:`NotInstalledError` where that does not succeed."""
    if not peer.needs:
        compiled(ROOT / "src")
        return own_python()
    home = folder / re.sub(r"[^a-z0-9.]+", "-", peer.name.lower()).strip("-")
    python, stamp = home / "bin" / "python", home / f"installed-{_mark(peer)}"
    if stamp.exists() and python.exists():
        return python
    print(f"installing {', '.join(peer.needs)} ...", file=sys.stderr, flush=True)
    _run([sys.executable, "-m", "venv", "--clear", str(home)], "its environment could not be made")
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install", *peer.needs]
    _run(pip, "it could not be installed here")
    stamp.touch()
    return python


def compiled(sources: Path) -> None:
    """Compile our modules where they are, as an installation does with those of the others."""
    compileall.compile_dir(sources, quiet=2)


def _mark(peer: Peer) -> str:
    return hashlib.sha256("\n".join(peer.needs).encode()).hexdigest()[:12]


def _run(command: list[str], trouble: str) -> None:
    """The details go to the terminal alone: they may name addresses."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LONGEST)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotInstalledError(trouble) from error
    if done.returncode:
        print(done.stderr[-800:], file=sys.stderr)
        raise NotInstalledError(trouble)
