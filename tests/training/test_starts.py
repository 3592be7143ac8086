"""Starts side by side: the same as one after the other; what fails is named and leaves nothing."""

import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import psutil
import pytest
from jupyter_client import KernelManager

from helpers.digits import load_digits
from helpers.training import starts, workers
from helpers.training.split import split
from helpers.training.starts import trained_starts
from helpers.training.trained import keras, trained
from tests.paths import COURSE

layers = keras.layers


@pytest.fixture(scope="module")
def digits():
    return split(load_digits("scikit-learn"), short=True)


@pytest.fixture(autouse=True)
def _on_two_processors(monkeypatch):
    monkeypatch.setenv("CNN_COURSE_SHORT_RUN", "0")
    monkeypatch.setattr(workers, "processors", lambda: 2)


@pytest.fixture(scope="module", autouse=True)
def _no_process_stays():
    yield
    workers.end_all()


def cut():
    """It draws more random numbers than its own layers need, and draws while it trains, too.

    Its convolution has no bias: batch normalisation takes it away again, its gradient would be
    rounding alone, and Adam makes whole steps of that.
    """
    convolution = layers.Conv2D(4, 3, use_bias=False)
    whole = keras.Sequential(
        [keras.Input((28, 28, 1)), convolution, layers.Flatten(), layers.Dense(10)],
    )
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.RandomTranslation(0.1, 0.1),
            whole.layers[0],
            layers.BatchNormalization(),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dropout(0.2),
            layers.Dense(10, "softmax"),
        ],
        name="cut",
    )


IN_ONE_THREAD = """
import pathlib, sys
import numpy as np
from helpers.digits import load_digits
from helpers.training import workers
from helpers.training.split import split
from tests.training.test_starts import alone_and_beside, keras
workers.processors = lambda: 2
digits = split(load_digits("scikit-learn"), short=True)
fits = []
fit = keras.Model.fit
keras.Model.fit = lambda *a, **how: fits.append(1) or fit(*a, **how)
alone, beside = alone_and_beside(digits, pathlib.Path(sys.argv[1]))
workers.end_all()
for one, other in zip(alone, beside, strict=True):
    assert one.history == other.history
    for a, b in zip(one.model.get_weights(), other.model.get_weights(), strict=True):
        np.testing.assert_array_equal(a, b)
print(len(fits), "equal")
"""


def no_training_here(monkeypatch):
    monkeypatch.setattr(keras.Model, "fit", lambda *a, **k: pytest.fail("trained in this process"))


def alone_and_beside(digits, folder):
    """The same two starts, one after the other and side by side."""
    rate = keras.optimizers.schedules.CosineDecay(1e-3, decay_steps=20)
    how = {"epochs": 2, "optimizer": keras.optimizers.serialize(keras.optimizers.Adam(rate))}
    alone = [trained(cut, digits, seed=seed, cache=folder / "alone", **how) for seed in (3, 1)]
    beside = trained_starts(cut, digits, seeds=(3, 1), cache=folder / "beside", **how)
    return alone, beside


def flat(model):
    return np.concatenate([weights.ravel() for weights in model.get_weights()])


def test_starts_side_by_side_are_those_trained_alone(digits, tmp_path):
    """But for their last bits: sums of several threads may be added up in another order."""
    alone, beside = alone_and_beside(digits, tmp_path)
    for one, other in zip(alone, beside, strict=True):
        for name in ("loss", "val_loss"):
            assert one.history[name] == pytest.approx(other.history[name], rel=1e-3)
        assert len(one.history["loss"]) == 2
    for seed, one, other in zip((3, 1), alone, beside, strict=True):
        keras.utils.set_random_seed(seed)
        moved = np.linalg.norm(flat(one.model) - flat(cut()))
        assert np.linalg.norm(flat(one.model) - flat(other.model)) < 0.02 * moved
    first, second = (run.model.get_weights()[0] for run in alone)
    assert np.abs(first - second).max() > 0.1  # what another seed makes
    names = [sorted(file.name for file in folder.iterdir()) for folder in tmp_path.iterdir()]
    assert names[0] == names[1] and len(names[0]) == 4


def test_with_one_thread_they_are_so_to_the_last_bit(tmp_path):
    """In a process of its own: TensorFlow takes its number of threads once."""
    one_thread = dict.fromkeys(("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"), "1")
    done = subprocess.run(
        [sys.executable, "-c", IN_ONE_THREAD, tmp_path],
        cwd=COURSE, env=os.environ | one_thread, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.split()[-2:] == ["2", "equal"]


def test_what_is_in_the_cache_is_loaded_and_the_rest_alone_is_trained(
    digits, tmp_path, monkeypatch
):
    first = trained(cut, digits, epochs=1, seed=1, cache=tmp_path)
    sent = []
    train = workers.train
    monkeypatch.setattr(workers, "train", lambda *a: sent.extend(a[0]) or train(*a))
    no_training_here(monkeypatch)
    all_three = trained_starts(cut, digits, epochs=1, seeds=range(3), cache=tmp_path)
    assert sent == [f"The training of cut with seed {seed}" for seed in (0, 2)]
    assert all_three[1].history == first.history
    again = trained_starts(cut, digits, epochs=1, seeds=(2, 0), cache=tmp_path)
    assert [run.history for run in again] == [all_three[2].history, all_three[0].history]
    assert len(sent) == 2


def test_processes_stay_for_the_next_trainings(digits, tmp_path):
    trained_starts(cut, digits, epochs=1, seeds=(0, 1), cache=tmp_path)
    before = {worker.process.pid for worker in workers._workers}
    trained_starts(cut, digits, epochs=1, seeds=(2, 3), cache=tmp_path)
    assert before == {worker.process.pid for worker in workers._workers}


def test_one_bar_counts_the_batches_of_all(digits, tmp_path, monkeypatch):
    bars = []
    enter = starts.Bar.__enter__
    monkeypatch.setattr(starts.Bar, "__enter__", lambda self: bars.append(self) or enter(self))
    trained_starts(cut, digits, epochs=1, batch_size=100, seeds=(0, 1), cache=tmp_path)
    (bar,) = bars
    assert bar.title == "training cut, 2 starts"
    assert bar.bar.n == bar.bar.total == 2 * -(-len(digits.x_train) // 100)


@pytest.mark.parametrize("why", ["a short run", "one processor"])
def test_where_processes_are_of_no_use_it_trains_here(digits, tmp_path, monkeypatch, why):
    if why == "a short run":
        monkeypatch.setenv("CNN_COURSE_SHORT_RUN", "1")
    else:
        monkeypatch.setattr(workers, "processors", lambda: 1)
    monkeypatch.setattr(workers, "train", lambda *a: pytest.fail("started processes"))
    runs = trained_starts(cut, digits, epochs=2, seeds=(0, 1), cache=tmp_path)
    epochs = 1 if why == "a short run" else 2
    assert [len(run.history["loss"]) for run in runs] == [epochs, epochs]


def test_a_network_that_cannot_be_sent_is_trained_here(digits, tmp_path):
    lock = threading.Lock()

    def locked():
        with lock:
            return cut()

    runs = trained_starts(locked, digits, epochs=1, seeds=(0, 1), cache=tmp_path)
    alone = trained(cut, digits, epochs=1, seed=1, cache=tmp_path)
    assert runs[1].history == alone.history


def killed_in_its_process():
    if multiprocessing.parent_process():
        os.kill(os.getpid(), signal.SIGTERM)
    return keras.Sequential([cut()], name="killed")


def too_few_classes():
    short = [keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(3, "softmax")]
    return keras.Sequential(short, name="too_few")


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (too_few_classes, r"The training of too_few with seed [45] failed\.[\s\S]*label"),
        (killed_in_its_process, r"The training of killed with seed [45] did not come to its end"),
    ],
)
def test_an_error_names_network_and_seed_and_ends_all_processes(digits, tmp_path, build, said):
    with pytest.raises(workers.TrainingError, match=said):
        trained_starts(build, digits, epochs=1, seeds=(4, 5), cache=tmp_path)
    assert workers._workers == [] and multiprocessing.active_children() == []
    assert list(tmp_path.iterdir()) == []
    assert len(trained_starts(cut, digits, epochs=1, seeds=(0, 1), cache=tmp_path)) == 2


def test_a_process_that_waited_long_is_replaced(digits, tmp_path):
    trained_starts(cut, digits, epochs=1, seeds=(0, 1), cache=tmp_path)
    old, other = workers._workers[:2]
    old.since = time.monotonic() - workers.STALE
    other.process.kill()
    other.process.join()
    trained_starts(cut, digits, epochs=1, seeds=(2, 3), cache=tmp_path)
    assert not {old, other} & set(workers._workers)
    assert not old.process.is_alive()


IN_A_NOTEBOOK = """
from pathlib import Path
from helpers.digits import load_digits
from helpers.training import workers
from helpers.training.split import split
from helpers.training.starts import trained_starts
from helpers.training.trained import keras

__file__ = "a_lecture.ipynb"  # some editors set it; a process must not run it as a script
workers.processors = lambda: 2
digits = split(load_digits("scikit-learn"), short=True)
units = 5

def hidden():
    return keras.layers.Dense(units, "relu")

def noted():
    return keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), hidden(),
                             keras.layers.Dense(10, "softmax")], name="noted")

def starts(epochs):
    return trained_starts(noted, digits, epochs=epochs, seeds=(0, 1), cache=Path("cache"))
"""


class Kernel:
    """A kernel of a notebook, and all that it says."""

    def __init__(self, client):
        self.client = client

    def said(self, code, until="idle"):
        """Run a cell; what it says, until a word of an output or to its end."""
        self.client.execute(code)
        return self.heard(until)

    def heard(self, until="idle"):
        messages = []
        while True:
            message = self.client.get_iopub_msg(timeout=300)
            content = message["content"]
            messages.append((message["msg_type"], content))
            text = content.get("data", {}).get("text/plain", "")
            if until in text or content.get("execution_state") == until:
                return messages


@pytest.fixture
def kernel(tmp_path):
    manager = KernelManager(kernel_name="python3", transport_encryption="auto")
    path = os.pathsep.join([str(COURSE), *filter(None, [os.environ.get("PYTHONPATH")])])
    manager.start_kernel(cwd=str(tmp_path), env={**os.environ, "PYTHONPATH": path})
    client = manager.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=300)
    yield Kernel(client), manager
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_in_a_notebook_its_own_network_is_trained_and_an_interrupt_ends_all(kernel):
    kernel, manager = kernel
    kernel.said(IN_A_NOTEBOOK)
    said = kernel.said('[len(run.history["loss"]) for run in starts(1)]')
    texts = [content["data"]["text/plain"] for _, content in said if "data" in content]
    assert texts[0] == "training noted, 2 starts" and texts[-1] == "[1, 1]"
    assert re.fullmatch(r"training noted, 2 starts: done after \d+ s", texts[-2])
    assert "stream" not in dict(said)

    pids = "[worker.process.pid for worker in workers._workers]"
    listed = kernel.said(f"processes = {pids}; processes")
    processes = json.loads(dict(listed)["execute_result"]["data"]["text/plain"])
    assert len(processes) == 2
    kernel.said("starts(100_000)", until="batch")
    manager.interrupt_kernel()
    stopped = kernel.heard()
    assert dict(stopped)["error"]["ename"] == "KeyboardInterrupt"
    texts = [content["data"]["text/plain"] for _, content in stopped if "data" in content]
    assert texts[-1].startswith("training noted, 2 starts: stopped after")
    assert "stream" not in dict(stopped)
    assert not any(map(psutil.pid_exists, processes))


def test_when_a_kernel_is_killed_its_processes_end(kernel):
    kernel, _ = kernel
    kernel.said(IN_A_NOTEBOOK)
    kernel.said("starts(100_000)", until="batch")
    (launched,) = [
        process
        for process in psutil.process_iter(["ppid", "cmdline"])
        if process.info["ppid"] == os.getpid()
        and "ipykernel_launcher" in (process.info["cmdline"] or [])
    ]
    processes = [
        one for one in launched.children() if any("spawn_main" in word for word in one.cmdline())
    ]
    assert len(processes) == 2
    launched.kill()
    assert psutil.wait_procs(processes, timeout=60)[1] == []
