"""Seconds, CPU and memory of one command, taken from outside it: ``python measure.py SECONDS FOLDER COMMAND...``.

It runs in a small process of its own: on Linux the peak memory of a process begins with that of whoever started it.
The command's output goes into FOLDER, and what was measured is printed as JSON. After SECONDS the command is ended.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measured:
    """One command: its exit code, wall seconds, user and system CPU seconds, and peak memory in MB."""

    code: int
    wall: float
    cpu: float
    memory_mb: float
    stopped: bool = False
    """Whether it was ended because its time was over."""


def run(seconds: float, folder: Path, command: list[str]) -> Measured:
    """Run it to its end, children included, or until its time is over."""
    with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err, stdin=subprocess.DEVNULL, start_new_session=True)
        late = threading.Event()

        def end() -> None:
            late.set()
            os.killpg(process.pid, signal.SIGKILL)

        alarm = threading.Timer(seconds, end)
        alarm.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        alarm.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return Measured(
        process.returncode, wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, stopped=late.is_set()
    )


def alone(seconds: float, folder: Path, command: list[str], env: dict[str, str], work: Path) -> Measured:
    """The same from a small process of its own, in the folder ``work``. ``RuntimeError`` where it cannot be run."""
    folder.mkdir(parents=True, exist_ok=True)
    asked = [sys.executable, "-S", "-E", __file__, str(seconds), str(folder), *command]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, env=env, cwd=work)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1:] or "it could not be started")
    return Measured(**json.loads(done.stdout))


if __name__ == "__main__":
    print(json.dumps(asdict(run(float(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]))))
