"""CPU seconds of one plan by part: ``python -m benchmarks.stopwatch NOW IMPORTS``, in a folder with a ``tb.toml``.

IMPORTS is the code that imports what a plan needs; this module imports nothing else, for that would count as ours.

Functions are wrapped where they are looked up. Each thread has a stack of running parts; the time of a part stops while
another one, called by it, runs.
"""

from __future__ import annotations

import importlib
import inspect
import json
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from typing import Any

START_UP, REST = "start-up (imports)", "the rest: command line, configuration, report"
WATCHED = {
    "asking the tracker": ["trackerbridge.trackers.http:Transport._send"],
    "reading JSON": [
        "json.decoder:JSONDecoder.decode",
        *(f"trackerbridge.trackers.{place}:read_json" for place in ("judging", "keep", "jira.held")),
    ],
    "pull: answers to tasks": ["trackerbridge.pipeline:pull"],
    "assess: the rules": ["trackerbridge.auditing:assess"],
    "compose": ["trackerbridge.pipeline:compose", "trackerbridge.pipeline:promised", "trackerbridge.pipeline:selected"],
    "guard": ["trackerbridge.client_view.guard:Guard.read", "trackerbridge.client_view.guard:Guard.of"],
    "plan": [
        "trackerbridge.pipeline:make_plan",
        "trackerbridge.pipeline:reconcile",
        "trackerbridge.pipeline:last_look",
        "trackerbridge.pipeline:live_counts",
        "trackerbridge.project_run:ProjectRun.fingerprint",
    ],
    "ledger, and what is kept for the next time": [
        "trackerbridge.trackers.keep:Keep.get",
        "trackerbridge.trackers.keep:Keep.put",
        *(
            f"trackerbridge.ledger.store:Ledger.{name}"
            for name in ("open", "memory", "entries", "promises", "cursor", "set_cursor", "remember_counts", "remember")
        ),
        *(f"trackerbridge.ledger.store:Ledger.{name}" for name in ("begin_run", "finish_run", "baseline", "runs")),
    ],
}
"""By part: where its functions are looked up."""
PARTS = (START_UP, *WATCHED, REST)


class Stopwatch:
    """CPU time by part."""

    def __init__(self, clock: Callable[[], float] = time.thread_time) -> None:
        self.times: dict[str, float] = defaultdict(float)
        self._clock = clock
        self._of_thread = threading.local()
        self._lock = threading.Lock()

    def running(self, part: str, work: Callable[[], Any]) -> Any:
        """Do it, on this part's account."""
        self._change(lambda stack: stack.append(part))
        try:
            return work()
        finally:
            self._change(lambda stack: stack.pop())

    def _change(self, turn: Callable[[list[str]], Any]) -> None:
        stack = self._of_thread.__dict__.setdefault("stack", [])
        now = self._clock()
        if stack:
            with self._lock:
                self.times[stack[-1]] += now - self._of_thread.since
        turn(stack)
        self._of_thread.since = now

    def watch(self, part: str, where: str) -> None:
        """Wrap ``module:function`` or ``module:Class.method``; one that is not there (any more) is left out."""
        module, _, path = where.partition(":")
        holder: Any = importlib.import_module(module)
        *outer, name = path.split(".")
        for step in outer:
            holder = getattr(holder, step)
        found = inspect.getattr_static(holder, name, None)
        if found is None:
            print(f"not measured, for it is not there: {where}", file=sys.stderr)
            return
        plain = found.__func__ if isinstance(found, classmethod) else found

        @wraps(plain)
        def watched(*given: Any, **named: Any) -> Any:
            return self.running(part, lambda: plain(*given, **named))

        setattr(holder, name, classmethod(watched) if isinstance(found, classmethod) else watched)


def main(now: str, imports: str) -> None:
    """One plan, and its times as JSON."""
    exec(imports, {})
    from trackerbridge.cli import cli

    start_up = time.process_time()
    from click.testing import CliRunner

    watch = Stopwatch()
    for part, places in WATCHED.items():
        for where in places:
            watch.watch(part, where)
    given = ["--config", "tb.toml", "--now", now, "plan", "catalogue", "--format", "json"]
    done = watch.running(REST, lambda: CliRunner().invoke(cli, given))
    if done.exit_code not in (0, 5):  # 5: a plan of this size wants --force, and is drawn up all the same
        sys.exit(done.stderr)
    print(json.dumps({START_UP: start_up, **watch.times}))


if __name__ == "__main__":
    main(*sys.argv[1:3])
