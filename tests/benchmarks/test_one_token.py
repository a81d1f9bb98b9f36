"""Several processes and threads on one token: nobody is refused, and all get through."""

from __future__ import annotations

from benchmarks.one_token import measured


def test_processes_and_threads_share_one_limit_without_a_refusal() -> None:
    found = measured(processes=3, threads=8, each=8, latency_ms=20, time_scale=20)
    assert (found.requests, found.refused) == (1 + 3 * 8 * 8, 0)
