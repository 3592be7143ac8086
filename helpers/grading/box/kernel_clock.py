"""How much time a kernel has had, whoever else uses the machine."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psutil

NANO = 1e-9
Times = dict[str, tuple[float, float]]


class KernelClock:
    """A clock that stands still while a kernel waits for a processor.

    A time limit on the wall's clock would hit a slow cell on a busy machine and spare it on an idle
    one. What counts here is the time on the wall less the time in which some thread of the kernel
    could have run and got no processor; and never less than the processor time that it used, else
    many threads could hold up the clock by waiting for one another.

    An answer that is there already may wait for the grader, which Linux gives no more of the
    processor than to any one of its kernels. So the longest time that one of the grader's own
    threads has waited is no time of the kernel either.

    Parameters
    ----------
    processes
        Gives the kernel's processes, those that it started too.
    """

    def __init__(self, processes: Callable[[], Iterable[psutil.Process]]) -> None:
        self._processes = processes
        self._seconds = 0.0
        self._wall = time.monotonic()
        self._threads, self._graders = self._read(), _times([os.getpid()])

    def seconds(self) -> float:
        """Seconds that the kernel has had since the clock was made."""
        wall, threads, graders = time.monotonic(), self._read(), _times([os.getpid()])
        passed = wall - self._wall
        since = list(_since(threads, self._threads))
        used = sum(ran for ran, _ in since)
        waited = sum(queued for _, queued in since)
        waited += max((queued for _, queued in _since(graders, self._graders)), default=0.0)
        self._wall, self._threads, self._graders = wall, threads, graders
        self._seconds += min(passed, max(passed - waited, used))
        return self._seconds

    def _read(self) -> Times:
        return _times(process.pid for process in self._processes())


def _times(processes: Iterable[int]) -> Times:
    """Thread → seconds on a processor, and seconds in the queue for one.

    Empty where the system does not tell; then the clock is the wall's.
    """
    found = {}
    for process in processes:
        for path in Path(f"/proc/{process}/task").glob("*/schedstat"):
            try:
                ran, queued, _ = path.read_text().split()
            except (OSError, ValueError):  # it has ended
                continue
            found[str(path)] = (int(ran) * NANO, int(queued) * NANO)
    return found


def _since(now: Times, before: Times) -> Iterator[tuple[float, float]]:
    """What each thread has run and waited since."""
    for thread, (ran, queued) in now.items():
        ran_before, queued_before = before.get(thread, (0.0, 0.0))
        yield ran - ran_before, queued - queued_before
