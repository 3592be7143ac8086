"""Work shared among threads: all of it is done, errors come out, BLAS is left as it was."""

import os
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from helpers.convolution import cross_correlate, parallel
from helpers.convolution.parallel import for_each


def blas_threads():
    return [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]


@pytest.mark.parametrize("count", [0, 1, 2, 50])
def test_every_piece_is_worked_on_once(count):
    done = []
    for_each(done.append, range(count))
    assert sorted(done) == list(range(count))


def test_an_error_in_a_piece_comes_out_and_blas_gets_its_threads_back():
    before = blas_threads()
    with pytest.raises(ZeroDivisionError):
        for_each(lambda piece: 1 / piece, [1, 0, 1])
    assert blas_threads() == before


def test_calls_from_several_threads_at_once_agree_and_leave_blas_as_it_was():
    before = blas_threads()
    rng = np.random.default_rng(0)
    x = rng.integers(-9, 10, (8, 40, 40, 16)).astype("float32")
    kernel = rng.integers(-9, 10, (3, 3, 16, 8)).astype("float32")
    expected = cross_correlate(x, kernel, method="im2col")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: cross_correlate(x, kernel), range(8)))
    assert all(np.array_equal(answer, expected) for answer in answers)
    assert blas_threads() == before


def test_whoever_is_done_takes_the_next_piece(monkeypatch):
    monkeypatch.setattr(parallel, "_cores", lambda: 2)
    last_is_done = threading.Event()
    done_by = {}

    def task(piece):
        if piece == 0:  # takes until somebody else has done all the others
            assert last_is_done.wait(timeout=60)
        done_by[piece] = threading.current_thread()
        if piece == 9:
            last_is_done.set()

    for_each(task, range(10))
    assert [piece for piece in done_by if done_by[piece] is done_by[0]] == [0]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where a process can be forked")
def test_a_forked_process_has_no_helpers_and_finishes_alone():
    """A notebook kernel may be forked from a process that has computed before."""
    program = """
        import os
        import numpy as np
        from helpers.convolution import cross_correlate, parallel
        parallel._cores = lambda: 2
        x, kernel = np.ones((64, 30, 30, 8), "float32"), np.ones((3, 3, 8, 4), "float32")
        before = cross_correlate(x, kernel)
        child = os.fork()
        if child == 0:
            os._exit(0 if np.array_equal(cross_correlate(x, kernel), before) else 1)
        raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", textwrap.dedent(program)], timeout=120
    )
    assert done.returncode == 0
