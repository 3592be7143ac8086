"""What there is once in each process."""

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from helpers.grading.box.per_process import per_process


def test_threads_that_ask_at_once_get_the_same_and_a_forked_process_gets_its_own():
    @per_process
    def slow():
        time.sleep(0.05)  # long enough for all of them to ask
        return object()

    with ThreadPoolExecutor(8) as pool:
        begin = threading.Barrier(8)

        def ask(_):
            begin.wait()
            return slow()

        assert len(set(pool.map(ask, range(8)))) == 1
    here, process = slow(), os.getpid()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "getpid", lambda: process + 1)
        assert slow() is not here
    assert slow() is here
