"""How much time a kernel has had, whoever else uses the machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psutil

NANO = 1e-9


class KernelClock:
    """A clock that stands still while a kernel waits for a processor.

    A time limit on the wall's clock would hit a slow cell on a busy machine and spare it on an idle
    one. What counts here is the time on the wall less the time in which some thread of the kernel
    could have run and got no processor; and never less than the processor time that it used, else
    many threads could hold up the clock by waiting for one another.

    Parameters
    ----------
    processes
        Gives the kernel's processes, those that it started too.
    """

    def __init__(self, processes: Callable[[], Iterable[psutil.Process]]) -> None:
        self._processes = processes
        self._seconds = 0.0
        self._wall = time.monotonic()
        self._threads = self._read()

    def seconds(self) -> float:
        """Seconds that the kernel has had since the clock was made."""
        wall, threads = time.monotonic(), self._read()
        passed = wall - self._wall
        used = waited = 0.0
        for thread, (ran, queued) in threads.items():
            ran_before, queued_before = self._threads.get(thread, (0.0, 0.0))
            used += ran - ran_before
            waited += queued - queued_before
        self._wall, self._threads = wall, threads
        self._seconds += min(passed, max(passed - waited, used))
        return self._seconds

    def _read(self) -> dict[str, tuple[float, float]]:
        """Thread → seconds on a processor, and seconds in the queue for one.

        Empty where the system does not tell; then the clock is the wall's.
        """
        found = {}
        for process in self._processes():
            for path in Path(f"/proc/{process.pid}/task").glob("*/schedstat"):
                try:
                    ran, queued, _ = path.read_text().split()
                except (OSError, ValueError):  # it has ended
                    continue
                found[str(path)] = (int(ran) * NANO, int(queued) * NANO)
        return found
