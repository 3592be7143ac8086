"""Independent pieces of work, shared among the cores."""

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import cache
from typing import TypeVar

from threadpoolctl import ThreadpoolController

Piece = TypeVar("Piece")

# How many threads BLAS uses is a setting of the whole process: one call at a time may change it.
_BLAS_IS_SET = threading.Lock()


def for_each(task: Callable[[Piece], object], pieces: Sequence[Piece]) -> None:
    """Run ``task(piece)`` for every piece, on as many cores as there are.

    Left alone, BLAS spreads every matrix product over all cores and lets each wait for the
    slowest. On a machine that is busy with something else that wait is most of the time. Here
    BLAS uses one thread per product, and whoever is done takes the next piece. The caller works
    too, so that nothing waits for a thread that does not get a core.

    Parameters
    ----------
    task : callable
        It must leave the other pieces alone, and spend its time in NumPy, which lets threads run.
    pieces : sequence
        What to call it with.

    Raises
    ------
    Exception
        What a task raised; pieces that nobody had begun by then may be left out.
    """
    if len(pieces) <= 1 or _cores() == 1:
        for piece in pieces:
            task(piece)
        return

    waiting = iter(pieces)  # shared: each piece goes to the one who asks first

    def work() -> None:
        for piece in waiting:
            task(piece)

    with _BLAS_IS_SET, _blas().limit(limits=1):
        count = min(len(pieces), _cores()) - 1
        others = [_threads().submit(work) for _ in range(count)]
        try:
            work()
        finally:
            started = [other for other in others if not other.cancel()]
            wait(started)
    for other in started:
        other.result()  # raises what a task raised


def _cores() -> int:
    return os.cpu_count() or 1


@cache
def _threads() -> ThreadPoolExecutor:
    """Threads beside the caller's; kept, for starting them takes longer than many a product."""
    return ThreadPoolExecutor(_cores() - 1, thread_name_prefix="convolution")


@cache
def _blas() -> ThreadpoolController:
    return ThreadpoolController().select(user_api="blas")
