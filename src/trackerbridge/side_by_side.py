"""Projects side by side: those on the same trackers one after another, those on others at the same time.

A project's lane is the set of its connections. Within a lane everything is as it is with one project after another: in
order, and with one request for many of them. Lanes do not wait for each other, so that a slow tracker holds up its own
projects alone. Where all projects are in one lane there are no threads at all.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TypeVar

MOST_LANES = 16  # at the same time; further ones begin as others end
Item = TypeVar("Item")
Done = TypeVar("Done")


def side_by_side(
    items: Sequence[Item],
    work: Callable[[Item], Done],
    *,
    lane_of: Callable[[Item], Hashable],
    stop: Callable[[], None],
) -> list[Done]:
    """What ``work`` makes of each item, in their order.

    Ctrl-C calls ``stop``, which should make all work end soon, and is raised once it has; a second one does not wait.
    """
    lanes: dict[Hashable, list[int]] = {}
    for place, item in enumerate(items):
        lanes.setdefault(lane_of(item), []).append(place)
    if len(lanes) < 2:
        return [work(item) for item in items]
    waiting: SimpleQueue[list[int]] = SimpleQueue()
    for lane in lanes.values():
        waiting.put(lane)
    done: dict[int, Done] = {}
    broken: list[BaseException] = []

    def take_lanes(ended: Event) -> None:
        try:
            while not broken:
                for place in waiting.get_nowait():
                    done[place] = work(items[place])
        except Empty:
            pass
        except BaseException as error:  # raised where the work was asked for
            broken.append(error)
            stop()
        finally:
            ended.set()

    endings = [Event() for _ in range(min(len(lanes), MOST_LANES))]
    threads = [Thread(target=take_lanes, args=(ended,), daemon=True) for ended in endings]
    try:
        for thread in threads:
            thread.start()
        _wait_for(endings)  # no join: where Ctrl-C breaks into one, Python takes the thread for ended
    except KeyboardInterrupt:
        stop()
        _wait_for([ended for thread, ended in zip(threads, endings, strict=True) if thread.ident is not None])
        raise
    if broken:
        raise broken[0]
    return [done[place] for place in range(len(items))]


def _wait_for(endings: Sequence[Event]) -> None:
    """In slices: a signal that the system gave to another thread wakes nobody here."""
    for ended in endings:
        while not ended.wait(0.5):
            pass
