"""The clock that stands still while a kernel waits for a processor."""

import multiprocessing
import os
import sys
import threading
import time

import psutil
import pytest

from helpers.grading.box.kernel_clock import KernelClock

SECONDS = 2
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who waits")


def _works(processor: int) -> None:
    os.sched_setaffinity(0, {processor})
    while True:
        pass


def _sleeps(processor: int) -> None:
    time.sleep(600)


@pytest.fixture
def passed():
    """Seconds on the clock of one process, and on the wall, while several run on one processor."""
    context = multiprocessing.get_context("fork")
    started = []

    def passed(*targets):
        processor = min(os.sched_getaffinity(0))
        for target in targets:
            process = context.Process(target=target, args=(processor,), daemon=True)
            process.start()
            started.append(process)
        time.sleep(0.2)
        clock, began = KernelClock(lambda: [psutil.Process(started[0].pid)]), time.monotonic()
        while (wall := time.monotonic() - began) < SECONDS:
            clock.seconds()
            time.sleep(0.1)
        return clock.seconds(), wall

    yield passed
    for process in started:
        process.kill()
        process.join()


def test_it_runs_while_the_kernel_sleeps(passed):
    seconds, wall = passed(_sleeps)
    assert seconds == pytest.approx(wall, rel=0.1)


def test_it_runs_at_a_quarter_where_four_share_a_processor(passed):
    seconds, wall = passed(*[_works] * 4)
    assert seconds < 0.4 * wall


def test_it_runs_slower_where_the_grader_waits_for_a_processor(passed):
    """An answer may be there already, and nobody has come to read it."""
    stop = threading.Event()

    def reads():
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # of this thread
        while not stop.is_set():
            pass

    reader = threading.Thread(target=reads)
    reader.start()
    try:
        seconds, wall = passed(_sleeps, *[_works] * 4)
    finally:
        stop.set()
        reader.join()
    assert seconds < 0.5 * wall


def test_it_never_runs_faster_than_the_wall_nor_backwards():
    clock = KernelClock(lambda: [psutil.Process()])
    before, began = 0.0, time.monotonic()
    for _ in range(5):
        sum(range(300_000))
        now = clock.seconds()
        assert before < now <= time.monotonic() - began + 0.01
        before = now


def test_processes_that_have_ended_do_not_turn_it_back(passed):
    processes = [psutil.Process()]
    clock = KernelClock(lambda: processes)
    sum(range(1_000_000))
    before = clock.seconds()
    processes.clear()
    assert clock.seconds() >= before


def test_threads_that_wait_for_one_another_do_not_stop_it():
    """Four processes of one kernel on one processor: together they use all of its time."""
    context = multiprocessing.get_context("fork")
    processor = min(os.sched_getaffinity(0))
    started = [context.Process(target=_works, args=(processor,), daemon=True) for _ in range(4)]
    for process in started:
        process.start()
    try:
        clock = KernelClock(lambda: [psutil.Process(process.pid) for process in started])
        used = -sum(sum(psutil.Process(process.pid).cpu_times()[:2]) for process in started)
        time.sleep(SECONDS)
        seconds = clock.seconds()
        used += sum(sum(psutil.Process(process.pid).cpu_times()[:2]) for process in started)
    finally:
        for process in started:
            process.kill()
            process.join()
    assert seconds == pytest.approx(used, rel=0.15)
