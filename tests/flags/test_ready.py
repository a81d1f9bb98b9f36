"""Once the rules are made ready, judging loads no module and reads no file any more."""

from __future__ import annotations

import json
import subprocess
import sys

SCRIPT = """
import builtins, io, json, sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from trackerbridge.clock import Calendar
from trackerbridge.config.schema import FlagsConfig
from trackerbridge.flags.engine import assess
from trackerbridge.flags.ready import made_up, make_ready

now = datetime(2026, 11, 18, 10, tzinfo=UTC)
make_ready(language="ru", now=now, calendar=Calendar())
before = set(sys.modules)
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
seen = made_up(now, Calendar(), "ru")
others = [replace(task, id=f"9{task.id}", key=f"9{task.id}", title="Проверьте цены. Check it.") for task in seen.tasks]
found = assess(project="web", snapshots=(replace(seen, tasks=tuple(others)),), flags=FlagsConfig(), calendar=Calendar(),
               now=now, language="ru")
print(json.dumps({"modules": sorted(set(sys.modules) - before), "opened": opened, "tasks": found.tasks}))
"""


def test_judging_loads_nothing_any_more() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {"modules": [], "opened": [], "tasks": 2}
