"""Where submissions run: workers of Dask, on this machine or behind a scheduler's address."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import psutil
from dask import config as dask_config
from distributed import Client, Future, LocalCluster, Worker, WorkerPlugin, as_completed

from helpers.grading.box import ForkServer
from helpers.grading.task import Task, run

KERNEL_MEMORY = 1 << 30  # bytes that a notebook with TensorFlow takes, as a rule
KERNELS_PER_PROCESS = 8  # one process talks to so many kernels without becoming the bottleneck

# A local worker's own memory is not what counts, the boxes are limited one by one; and nobody looks
# at a dashboard that has to be imported first.
LOCAL = {
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": False,
    "distributed.comm.timeouts.connect": "60s",
    "distributed.admin.large-graph-warning-threshold": "1GB",
}


def kernels_at_a_time() -> int:
    """How many kernels this machine can run side by side.

    A kernel waits for messages about a third of the time, so there are three for two cores; and no
    more than the free memory holds.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    fitting = psutil.virtual_memory().available // KERNEL_MEMORY
    return max(1, min((cores * 3 + 1) // 2, fitting - 1))


@contextmanager
def connected(
    workers: int | None = None, scheduler: str = "", *, preload: Iterable[str] | None = None
) -> Iterator[Client]:
    """A client of the scheduler at an address, or of a cluster of its own on this machine.

    Parameters
    ----------
    workers
        Kernels at a time on this machine; None takes `kernels_at_a_time`.
    scheduler
        Address of a running scheduler, ``tcp://HOST:8786`` or ``tls://HOST:8786``. Certificates for
        ``tls`` come from Dask's own configuration.
    preload
        Modules that the notebooks import: kernels are forked from a process that has them. None
        starts every kernel cold.

    Raises
    ------
    OSError
        If no scheduler answers there.
    """
    with dask_config.set(LOCAL), contextlib.ExitStack() as ending:
        if scheduler:
            client = ending.enter_context(Client(scheduler, timeout="30s", set_as_default=False))
            if preload is not None:
                client.register_plugin(WarmKernels(tuple(preload)))
        else:
            if preload is not None:  # one for all local workers, which find it by a variable
                ending.enter_context(ForkServer(preload))
            cluster = ending.enter_context(_local_cluster(workers or kernels_at_a_time()))
            client = ending.enter_context(Client(cluster, set_as_default=False))
        yield client


def _local_cluster(kernels: int) -> LocalCluster:
    processes = -(-kernels // KERNELS_PER_PROCESS)
    return LocalCluster(
        n_workers=processes,
        threads_per_worker=-(-kernels // processes),
        dashboard_address=None,
        memory_limit=None,
        silence_logs="CRITICAL",
    )


class WarmKernels(WorkerPlugin):
    """A fork server beside each worker of a cluster."""

    name = "warm-kernels"
    idempotent = False

    def __init__(self, preload: tuple[str, ...]) -> None:
        self.preload = preload
        self._server: ForkServer | None = None

    def setup(self, worker: Worker) -> None:
        self._server = ForkServer(self.preload).start()

    def teardown(self, worker: Worker) -> None:
        if self._server is not None:
            self._server.stop()
            self._server = None


def run_all(
    client: Client, tasks: Iterable[tuple[Any, Task]], ahead: int | None = None
) -> Iterator[tuple[Any, Future]]:
    """Run tasks on the workers, and yield each as it ends.

    Parameters
    ----------
    client
        As `connected` gives it.
    tasks
        Pairs of anything and a task; taken one by one, only so far ahead that no worker waits.
    ahead
        How many are on their way at a time; None takes twice the workers' threads.

    Yields
    ------
    tuple
        What came with the task, and its finished future. ``future.result()`` gives the `Result` or
        raises what went wrong.
    """
    waiting = iter(tasks)
    known: dict[str, Any] = {}
    ended = as_completed(loop=client.loop)

    def submit_next() -> None:
        for companion, task in waiting:
            # not `pure`: the same submission may have to run again after an upgrade of a library
            future = client.submit(run, task, pure=False, key=f"{task.student}-{task.key()[:12]}-{len(known)}")
            known[future.key] = companion
            ended.add(future)
            return

    for _ in range(ahead or 2 * max(1, sum(client.nthreads().values()))):
        submit_next()
    for future in ended:
        submit_next()
        yield known.pop(future.key), future
