"""A process that trains what it is sent: see `workers.py`, which starts it."""

from __future__ import annotations

import pickle
import signal
import time
import traceback
from multiprocessing.connection import Connection

IDLE = 120
"""Seconds without a training after which a process ends."""
OFTEN = 0.5
"""Seconds from one word about progress to the next."""


def work(pipe: Connection, threads: tuple[int, int]) -> None:
    """Train one network after the other, until there is nothing to do or nobody to do it for.

    It tells ("ready",) once, and of each training ("batches", how many more), and at last
    ("done",) or ("failed", the traceback).

    Parameters
    ----------
    pipe
        Brings trainings, each a pickled `Training`.
    threads
        How many TensorFlow may use within an operation, and for several operations; 0 leaves it
        to TensorFlow. Sums are split by this number, so other numbers give other last digits.
    """
    # An interrupt reaches all processes of a kernel. The kernel ends this one itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Keras takes seconds to import; the line above has to come before it.
    from helpers.training import trained  # noqa: F401, PLC0415

    _use(threads)
    try:
        pipe.send(("ready",))
        while pipe.poll(IDLE):
            pipe.send(_told(pipe.recv_bytes(), pipe))
    except (EOFError, OSError):
        return  # the other process has ended, or closed the pipe


def _use(threads: tuple[int, int]) -> None:
    import tensorflow as tf  # noqa: PLC0415

    tf.config.threading.set_intra_op_parallelism_threads(threads[0])
    tf.config.threading.set_inter_op_parallelism_threads(threads[1])


def _told(sent: bytes, pipe: Connection) -> tuple[str, ...]:
    """Train, and say how it ended."""
    import keras  # noqa: PLC0415

    told, batches = time.monotonic(), 0

    def tell(batch, logs):
        nonlocal told, batches
        batches += 1
        if time.monotonic() - told > OFTEN:
            pipe.send(("batches", batches))
            told, batches = time.monotonic(), 0

    try:
        training = pickle.loads(sent)
        model, file = training.start()
        training.run(model, file, keras.callbacks.LambdaCallback(on_train_batch_end=tell))
    except Exception:
        return "failed", traceback.format_exc()
    finally:
        keras.utils.clear_session()
    pipe.send(("batches", batches))
    return ("done",)
