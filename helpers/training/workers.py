"""Processes that train side by side, and stay a while for the next trainings."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from types import ModuleType

from helpers.start.quiet_start import quiet_start
from helpers.training.worker import IDLE, work

with quiet_start():
    import tensorflow as tf

# Forked, a process would take over locks that other threads of this one hold.
SPAWN = get_context("spawn")
STALE = IDLE - 20  # seconds; a process that has waited longer may be about to end
_workers: list[Worker] = []


class TrainingError(RuntimeError):
    """A training in a process of its own failed, or its process was ended."""


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(eq=False)
class Worker:
    """A process and what it does.

    Attributes
    ----------
    training : str
        What it trains at the moment, "" for nothing.
    since : float
        When it had nothing to do any more; None while it trains, or is not ready yet.
    """

    training: str = ""
    since: float | None = None
    pipe: connection.Connection = field(init=False)

    def __post_init__(self):
        self.pipe, theirs = SPAWN.Pipe()
        # Other sums would come of other numbers of threads.
        threads = tf.config.threading
        use = (
            threads.get_intra_op_parallelism_threads(),
            threads.get_inter_op_parallelism_threads(),
        )
        self.process = SPAWN.Process(target=work, args=(theirs, use), daemon=True)
        with _without_main():
            self.process.start()
        theirs.close()

    @property
    def usable(self) -> bool:
        """Whether it is sure to take a training."""
        fresh = self.since is not None and time.monotonic() - self.since < STALE
        return fresh and self.process.is_alive()

    def give(self, name: str, training: bytes) -> None:
        """Have it train; it must have nothing to do."""
        self.training, self.since = name, None
        try:
            self.pipe.send_bytes(training)
        except OSError:
            raise self._ended() from None

    def heard(self) -> int:
        """How many batches more it has done, after the next word from it."""
        try:
            word, *said = self.pipe.recv()
        except (EOFError, OSError):
            raise self._ended() from None
        if word == "batches":
            return said[0]
        if word == "failed":
            raise TrainingError(f"{self.training} failed. In its process:\n\n{said[0]}")
        self.training, self.since = "", time.monotonic()  # ready, or done
        return 0

    def end(self) -> None:
        self.process.terminate()
        self.process.join()
        self.pipe.close()

    def _ended(self) -> TrainingError:
        self.process.join(5)
        what = self.training or "A process for trainings"
        return TrainingError(
            f"{what} did not come to its end: its process was ended, with exit code "
            f"{self.process.exitcode}. Perhaps memory ran out: close other programs and run this "
            "again, what is done is kept. `trained` needs less, it trains one after the other."
        )


def train(trainings: Mapping[str, bytes], advance: Callable[[int], None]) -> None:
    """Train side by side what is pickled; each is in the cache afterwards.

    One process more than there are processors: a training alone leaves a part of one unused.

    Parameters
    ----------
    trainings
        What an error calls it → a pickled `Training`.
    advance
        Called with each number of batches that are done.

    Raises
    ------
    TrainingError
        If one fails. Then, and after an interrupt, all are stopped; what is done is kept.
    """
    waiting = list(trainings.items())
    team = _team(min(len(waiting), processors() + 1))
    try:
        while waiting or any(worker.training for worker in team):
            for worker in team:
                if waiting and worker.since is not None:
                    worker.give(*waiting.pop(0))
            # Windows does not interrupt what waits without a limit.
            heard = connection.wait([worker.pipe for worker in team], timeout=1)
            for worker in team:
                if worker.pipe in heard:
                    advance(worker.heard())
    except BaseException:
        end_all()
        raise


def end_all() -> None:
    """End every process; the next training starts others."""
    while _workers:
        _workers.pop().end()


def _team(size: int) -> list[Worker]:
    """So many processes, those that are there first."""
    for worker in [worker for worker in _workers if not worker.usable]:
        _workers.remove(worker)
        worker.end()
    while len(_workers) < size:
        _workers.append(Worker())
    return _workers[:size]


@contextmanager
def _without_main() -> Iterator[None]:
    """A process that starts now does not run this one's script or notebook again."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
