"""How many submissions run side by side."""

import threading
import time
from types import SimpleNamespace

import psutil
import pytest
from distributed import Client, LocalCluster

from helpers.grading.batch import workers
from helpers.grading.batch.workers import KERNEL_MEMORY, run_all, submissions_at_a_time


@pytest.mark.parametrize(
    ("cores", "gigabytes", "kernels", "at_a_time"),
    [(2, 64, 1, 3), (8, 64, 1, 12), (8, 64, 2, 12), (8, 9, 1, 8), (8, 9, 2, 3), (8, 1, 2, 1)],
)
def test_cores_and_memory_say_how_many(monkeypatch, cores, gigabytes, kernels, at_a_time):
    memory = SimpleNamespace(available=gigabytes * KERNEL_MEMORY)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: memory)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: range(cores), raising=False)
    assert submissions_at_a_time(kernels) == at_a_time


# Of a test, which Dask would not hand over.
TAKEN: list[int] = []
BEFORE_THE_FIRST: list[int] = []
MAY_END = threading.Event()


def in_the_place_of_run(number):
    """Number 0 ends first, after half a second, and notes how many were taken until then."""
    if number:
        assert MAY_END.wait(60)
    else:
        time.sleep(0.5)
        BEFORE_THE_FIRST.append(len(TAKEN))
        MAY_END.set()
    return number


def tasks():
    for number in range(9):
        TAKEN.append(number)
        yield f"student {number}", number


@pytest.mark.parametrize(("own", "at_first"), [(True, 2), (False, 6)])
def test_until_the_first_grade_each_core_has_one_submission(monkeypatch, own, at_first):
    """Not where the machines are others': more of them may join before it is there."""
    monkeypatch.setattr(workers, "run", in_the_place_of_run)
    for kept in (TAKEN, BEFORE_THE_FIRST):
        kept.clear()
    MAY_END.clear()
    with (
        LocalCluster(
            n_workers=1, threads_per_worker=3, processes=False, dashboard_address="127.0.0.1:0"
        ) as cluster,
        Client(cluster if own else cluster.scheduler_address, set_as_default=False) as client,
    ):
        ended = {companion: future.result() for companion, future in run_all(client, tasks())}
    (before_the_first,) = BEFORE_THE_FIRST
    assert before_the_first == at_first
    assert ended == {f"student {number}": number for number in range(9)}
