"""Where submissions run: workers of Dask, on this machine or behind a scheduler's address."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psutil
from dask import config as dask_config
from distributed import Client, Future, LocalCluster, Worker, WorkerPlugin, as_completed

from helpers.grading.batch.task import Task, run
from helpers.grading.box import ForkServer
from helpers.grading.box.fork_server import ForkServerError

log = logging.getLogger(__name__)

START_SECONDS = 300  # for a scheduler to get its first worker
KERNEL_MEMORY = 1 << 30  # bytes that a notebook with TensorFlow takes, as a rule
KERNELS_PER_PROCESS = 8  # one process talks to so many kernels without becoming the bottleneck

# A local worker's own memory is not what counts, the boxes are limited one by one; and nobody looks
# at a dashboard that has to be imported first. The profile, which nobody looks at either, can hang
# a worker in Python 3.11 (https://github.com/python/cpython/issues/116969).
LOCAL = {
    "distributed.worker.preload": [
        "helpers.grading.batch.task"
    ],  # while the fork server imports, too
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": False,
    "distributed.admin.large-graph-warning-threshold": "1GB",
}


def submissions_at_a_time(kernels_of_one: int = 1) -> int:
    """How many submissions this machine can run side by side.

    A kernel waits for messages about a third of the time, so there are three for two cores; and no
    more than the free memory holds.

    Parameters
    ----------
    kernels_of_one
        Kernels of a submission; they take turns, and each needs memory of its own.
    """
    cores = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    fitting = psutil.virtual_memory().available // (KERNEL_MEMORY * kernels_of_one)
    return max(1, min((cores * 3 + 1) // 2, fitting - 1))


def _unplug(client: Client, name: str) -> None:
    # A scheduler that was lost has taken its plugins along, and that is what is to be told.
    with contextlib.suppress(OSError):
        client.unregister_worker_plugin(name)


@contextmanager
def connected(
    workers: int | None = None,
    scheduler: str = "",
    *,
    preload: Iterable[str] | None = None,
    withheld: Iterable[str] = (),
    kernels_of_one: int = 1,
) -> Iterator[Client]:
    """A client of the scheduler at an address, or of a cluster of its own on this machine.

    Parameters
    ----------
    workers
        Submissions at a time on this machine; None takes `submissions_at_a_time`.
    scheduler
        Address of a running scheduler, ``tcp://HOST:8786`` or ``tls://HOST:8786``. Certificates for
        ``tls`` come from Dask's own configuration.
    preload
        Modules that the notebooks import: kernels are forked from a process that has them. None
        starts every kernel cold.
    withheld
        Packages that kernels of students do not have; as for `ForkServer`.
    kernels_of_one
        Kernels of a submission.

    Raises
    ------
    OSError
        If no scheduler answers there.
    TimeoutError
        If it has no worker within `START_SECONDS`.
    """
    with dask_config.set(LOCAL), contextlib.ExitStack() as ending:
        if scheduler:
            # How long it waits is Dask's distributed.comm.timeouts.connect, 30 seconds as it comes.
            client = ending.enter_context(Client(scheduler, set_as_default=False))
            asked = preload if preload is None else tuple(preload)
            plugin = RemoteWorker(asked, tuple(withheld))
            client.register_plugin(plugin)
            ending.callback(_unplug, client, plugin.name)
            client.wait_for_workers(1, timeout=START_SECONDS)
        else:
            # one for all workers, which find it by a variable
            server = ForkServer(preload or (), withheld)
            ending.callback(server.stop)
            launched = preload is not None and _warm(server.launch)
            ending.enter_context(dask_config.set({"distributed.comm.timeouts.connect": "60s"}))
            at_a_time = workers or submissions_at_a_time(kernels_of_one)
            cluster = ending.enter_context(_local_cluster(at_a_time))
            client = ending.enter_context(Client(cluster, set_as_default=False))
            if launched:
                _warm(server.wait)
        yield client


def _warm(step: Callable[[], object], place: str = "this machine") -> bool:
    """Take a step in starting a fork server; where it fails, kernels start cold."""
    try:
        step()
    except ForkServerError as error:
        log.warning("kernels of %s start cold: %s", place, error)
        return False
    return True


def _local_cluster(kernels: int) -> LocalCluster:
    processes = -(-kernels // KERNELS_PER_PROCESS)
    return LocalCluster(
        n_workers=processes,
        threads_per_worker=-(-kernels // processes),
        dashboard_address="127.0.0.1:0",
        memory_limit=None,
        security=True,  # encrypted, by keys of this run: other users of this machine cannot join
        silence_logs="CRITICAL",
    )


class RemoteWorker(WorkerPlugin):
    """What the workers of a running cluster need, as long as this client is there.

    Parameters
    ----------
    preload, withheld
        As in `connected`: each worker gets a fork server.
    """

    def __init__(self, preload: tuple[str, ...] | None, withheld: tuple[str, ...] = ()) -> None:
        self.name = f"grading-{uuid4().hex}"  # two runs on one cluster have two
        self.preload, self.withheld = preload, withheld

    async def setup(self, worker: Worker) -> None:
        profile = worker.periodic_callbacks.get("profile")
        if profile is not None and sys.version_info < (3, 12):
            profile.stop()  # for good: see LOCAL
        self._server = ForkServer(self.preload or (), self.withheld)
        if self.preload is not None:
            await asyncio.to_thread(_warm, self._server.start, worker.address)

    async def teardown(self, worker: Worker) -> None:
        self._server.stop()


def run_all(client: Client, tasks: Iterable[tuple[Any, Task]]) -> Iterator[tuple[Any, Future]]:
    """Run tasks on the workers, and yield each as it ends.

    Parameters
    ----------
    client
        As `connected` gives it.
    tasks
        Pairs of anything and a task; taken one by one, only so far ahead that no worker waits, also
        when workers join later.

    Yields
    ------
    tuple
        What came with the task, and its finished future. ``future.result()`` gives the `Result` or
        raises what went wrong.
    """
    waiting = iter(tasks)
    none_has_ended = True
    known: dict[object, Any] = {}
    ended = as_completed(loop=client.loop)

    def submit() -> None:
        at_a_time = max(1, sum(client.nthreads().values()))
        # On this machine the first grade comes soonest where there is a core for each, see
        # `submissions_at_a_time`; other machines may join before it is there.
        held_back = none_has_ended and client.cluster is not None
        most = (2 * at_a_time + 2) // 3 if held_back else 2 * at_a_time
        while len(known) < most:
            try:
                companion, task = next(waiting)
            except StopIteration:
                return
            # a key of its own: the same submission may have to run again, and its name is nobody's
            # business who looks at the scheduler
            future = client.submit(run, task, pure=False, key=f"grade-{uuid4().hex}")
            known[future.key] = companion
            ended.add(future)

    submit()
    for future in ended:
        companion = known.pop(future.key)
        none_has_ended = False
        submit()
        yield companion, future
