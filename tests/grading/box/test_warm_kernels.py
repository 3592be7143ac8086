"""Kernels in the box: forked from a warm process, or started cold."""

import asyncio
import json
import os
import socket

import pytest

from helpers.grading.box import FORK_SERVER, BoxedKernelManager, ForkServer
from helpers.grading.box import fork_server as fork_server_module
from helpers.grading.box.kernel import GradedKernelApp, WarmKernelApp
from tests.grading.box.kernels import started, value
from tests.paths import COURSE

TRAINING = """
import json
import keras
import numpy as np

keras.utils.set_random_seed(7)
model = keras.Sequential(
    [
        keras.layers.Input((8, 8, 1)),
        keras.layers.Conv2D(4, 3),
        keras.layers.Flatten(),
        keras.layers.Dense(2),
    ]
)
model.compile("adam", "mse")
x = np.random.rand(64, 8, 8, 1)
history = model.fit(x, x[:, :2, 0, 0], epochs=2, batch_size=16, verbose=0)
prediction = model.predict(x[:3], verbose=0)
print(json.dumps([history.history["loss"], prediction.tolist(), list({"a", "b", "c"})]))
"""


def test_a_network_trains_in_the_box_and_warm_and_cold_agree_to_the_last_bit(run):
    cold = run(TRAINING, warm=False)
    warm = run(TRAINING, warm=True)
    again = run(TRAINING, warm=True)
    losses, *_ = value(warm)
    assert losses[1] < losses[0]
    assert cold.texts[0].splitlines()[-1] == warm.texts[0].strip()  # cold TensorFlow talks first
    assert again.texts == warm.texts


def test_warm_kernels_draw_different_numbers_unless_they_are_seeded(run):
    code = """
import json, random, tempfile, uuid
import keras, numpy as np, tensorflow as tf
print(json.dumps([
    random.random(), np.random.rand(), np.random.default_rng().random(), str(uuid.uuid4()),
    float(tf.random.normal([])), float(keras.random.normal([])),
    float(keras.initializers.GlorotUniform()((1, 1))[0, 0]),
]))
random.seed(1); np.random.seed(1)
print(json.dumps([random.random(), np.random.rand()]))
"""
    one, two = (run(code).texts[0].splitlines() for _ in range(2))
    unseeded = list(zip(json.loads(one[0]), json.loads(two[0]), strict=True))
    assert len(unseeded) == 7
    assert all(first != second for first, second in unseeded)
    assert one[1] == two[1]


def test_a_warm_kernel_has_its_modules_already(run):
    loaded = "import sys\nprint('tensorflow' in sys.modules)"
    assert run(loaded, warm=True).texts == ["True\n"]
    assert run(loaded, warm=False).texts == ["False\n"]


def test_warm_and_cold_kernels_look_for_modules_in_the_same_places(run):
    paths = "import json, sys; print(json.dumps(sys.path))"
    assert value(run(paths, warm=True)) == value(run(paths, warm=False))


OPTIONS = (
    *("-f", "/tmp/a=b.json", "--InteractiveShell.xmode=Minimal", "--GradedKernelApp.bridge=7"),
    *("--HistoryManager.enabled=False", "--InteractiveShellApp.exec_lines=x = '--a.b=c'"),
    *("--GradedKernelApp.imports_files=False", "--CuttingSession.most_bytes=5"),
)


@pytest.mark.parametrize("more", [(), ("--debug",), ("--log-level=50",)])
def test_a_warm_kernel_reads_its_options_as_a_cold_one_does(more):
    apps = WarmKernelApp(), GradedKernelApp()
    for app in apps:
        app.parse_command_line([*OPTIONS, *more])
    warm, cold = apps
    assert warm.connection_file == cold.connection_file
    assert (warm.bridge, warm.imports_files, warm.exec_lines) == (7, False, ["x = '--a.b=c'"])
    assert (cold.bridge, cold.imports_files, cold.exec_lines) == (7, False, ["x = '--a.b=c'"])
    assert warm.log_level == cold.log_level
    for section in ("InteractiveShell", "HistoryManager", "CuttingSession"):
        as_text = [
            {name: str(value) for name, value in app.config[section].items()} for app in apps
        ]
        assert as_text[0] == as_text[1] != {}


def test_several_kernels_at_once_stay_apart(submission):
    async def one(number):
        kernel, client = await started(submission)
        said = []
        await client.execute_interactive(
            f"import os; open('n{number}', 'x'); print(os.listdir())",
            output_hook=lambda message: said.append(message["content"].get("text", "")),
            timeout=60,
        )
        client.stop_channels()
        await kernel.shutdown_kernel(now=True)
        return "".join(said)

    async def session():
        return await asyncio.gather(*map(one, range(4)))

    assert asyncio.run(session()) == [f"['n{number}']\n" for number in range(4)]
    assert sorted(path.name for path in submission.iterdir()) == ["n0", "n1", "n2", "n3"]


def test_a_kernel_starts_cold_where_the_fork_server_is_gone(run, monkeypatch, tmp_path, caplog):
    monkeypatch.setenv(FORK_SERVER, str(tmp_path / "nobody"))
    result = run("import sys\nprint('tensorflow' in sys.modules)")
    assert result.texts == ["False\n"]
    assert "starts cold" in caplog.text


def test_a_module_that_cannot_be_preloaded_is_left_out_and_named(run, monkeypatch, tmp_path):
    (tmp_path / "threaded.py").write_text(
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=(600,), daemon=True).start()\n"
    )
    (tmp_path / "noisy.py").write_text("print('something')\n")
    original = fork_server_module.environment
    found = {"PYTHONPATH": f"{COURSE}:{tmp_path}"}
    monkeypatch.setattr(
        fork_server_module, "environment", lambda outside: original(outside) | found
    )
    with ForkServer(["noisy", "threaded", "no_such_module", "numpy"]) as server:
        result = run("import sys\nprint('noisy' in sys.modules, 'numpy' in sys.modules)")
    assert result.texts == ["True True\n"]
    assert set(server.skipped) == {"threaded", "no_such_module"}
    assert "thread" in server.skipped["threaded"]
    assert "ModuleNotFoundError" in server.skipped["no_such_module"]


def test_what_is_withheld_is_imported_for_kernels_of_tests_alone(run, monkeypatch, tmp_path):
    for name, code in {"known": "answer = 42", "asks": "import known", "other": ""}.items():
        (tmp_path / f"{name}.py").write_text(code)
    original = fork_server_module.environment
    found = {"PYTHONPATH": f"{COURSE}:{tmp_path}"}
    monkeypatch.setattr(
        fork_server_module, "environment", lambda outside: original(outside) | found
    )
    look = "import sys\nprint([m in sys.modules for m in ('known', 'asks', 'other', 'numpy')])"
    with ForkServer(["asks", "known", "numpy", "other"], withheld=["known"]) as server:
        students = run(look)
        monkeypatch.setattr(BoxedKernelManager, "of_tests", True)
        tests = run(look)
    assert students.texts == ["[False, False, True, True]\n"]
    assert tests.texts == ["[True, True, True, True]\n"]
    assert server.skipped == {}


def test_the_fork_server_survives_nonsense(run):
    for content in (b"{", b"{}"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as connection:
            connection.connect(os.environ[FORK_SERVER])
            connection.send(content)
    assert run("import sys\nprint('tensorflow' in sys.modules)").texts == ["True\n"]
