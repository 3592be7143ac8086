"""Kernels in the box: what a student's code sees there, what it can do, and how it ends."""

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import nbformat
import psutil
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from traitlets.config import Config

import helpers
from helpers.grading.box import FORK_SERVER, BoxedKernelManager, ForkServer, Limits, unavailable
from helpers.grading.box.folders import grader_folder
from helpers.grading.box.watchdog import by_namespace
from tests.paths import COURSE

if not sys.platform.startswith("linux") or shutil.which("bwrap") is None:
    pytest.skip("bubblewrap is missing", allow_module_level=True)

MODULES = ("numpy", "matplotlib.pyplot", "tensorflow", "keras")
both = pytest.mark.parametrize("warm", [False, True], ids=["cold", "warm"])


@pytest.fixture(scope="module", autouse=True)
def fork_server():
    assert unavailable() == ""
    with ForkServer(MODULES) as server:
        yield server


@pytest.fixture
def submission(tmp_path):
    folder = tmp_path / "autograded" / "ada" / "ps1"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def run(submission, caplog):
    def run(*cells, timeout=60, interrupt_on_timeout=False, **options):
        """Run cells in a box, the way nbgrader does; their outputs, and how the box ended."""
        nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        client = NotebookClient(
            nb,
            kernel_manager_class=BoxedKernelManager,
            config=Config({"BoxedKernelManager": options}),
            resources={"metadata": {"path": str(submission)}},
            allow_errors=True,
            timeout=timeout,
            interrupt_on_timeout=interrupt_on_timeout,
            shutdown_kernel="immediate",
        )
        kernel = client.create_kernel_manager()
        died = False
        try:
            client.execute()
        except DeadKernelError:
            died = True
        if options.get("warm"):
            assert "starts cold" not in caplog.text
        outputs = [cell.outputs for cell in nb.cells]
        return SimpleNamespace(
            outputs=outputs,
            texts=["".join(output.get("text", "") for output in cell) for cell in outputs],
            errors=[output for cell in outputs for output in cell if output.output_type == "error"],
            incident=kernel.incident,
            died=died,
        )

    return run


def value(result, cell=-1):
    """What a cell printed as JSON."""
    assert not result.errors, result.errors
    return json.loads(result.texts[cell])


def tried(*statements):
    """A cell that prints, for each statement, the name of the error that it raised, or "fine"."""
    return f"""
import json
said = []
for statement in {statements!r}:
    try:
        exec(statement)
        said.append("fine")
    except Exception as error:
        said.append(type(error).__name__)
print(json.dumps(said))
"""


async def started(submission, **options):
    kernel = BoxedKernelManager(**options)
    await kernel.start_kernel(cwd=str(submission))
    client = kernel.client()
    client.start_channels()
    await client.wait_for_ready(timeout=60)
    return kernel, client


def processes_of(kernel):
    namespace = kernel.provisioner._box.namespace
    return by_namespace([namespace])[namespace]


# --- what it sees -----------------------------------------------------------------------------


@both
def test_the_box_shows_the_submission_and_nothing_else_of_the_course(run, submission, warm):
    (submission / "data.csv").write_text("1,2\n")
    (submission.parents[1] / "bob" / "ps1").mkdir(parents=True)
    (submission.parents[2] / "gradebook.db").touch()
    seen = value(
        run(
            f"""
import json, os
import helpers
course = {str(COURSE)!r}
print(json.dumps({{
    "here": os.getcwd(),
    "files": os.listdir(),
    "students": os.listdir("../.."),
    "above": os.listdir("../../.."),
    "course": sorted(os.listdir(course)) if os.path.isdir(course) else [],
    "submissions": os.path.exists({str(submission.parents[2])!r}),
    "home": os.path.expanduser("~"),
    "in home": os.listdir(os.path.expanduser("~")),
    "homes": os.listdir("/home"),
    "tmp": [name for name in os.listdir("/tmp") if name.startswith("pytest")],
    "execution": os.environ["NBGRADER_EXECUTION"],
    "helpers": helpers.__file__,
}}))
""",
            warm=warm,
        )
    )
    assert seen["here"].endswith("/ada/ps1")
    assert seen["files"] == ["data.csv"]
    assert seen["students"] == ["ada"]
    assert seen["above"] == ["course"] or set(seen["above"]) <= {"course", ".keras", ".cache"}
    assert set(seen["course"]) <= {"helpers", Path(sys.prefix).name}
    assert not seen["submissions"]
    assert seen["home"] == "/home/student" and seen["homes"] == ["student"]
    assert set(seen["in home"]) <= {"course", ".keras", ".cache"}
    assert seen["tmp"] == []
    assert seen["execution"] == "autograde"
    assert seen["helpers"] == helpers.__file__


@both
def test_secrets_of_the_grader_are_in_no_environment_of_the_box(run, monkeypatch, warm):
    monkeypatch.setenv("GRADEBOOK_PASSWORD", "hunter-2")
    monkeypatch.setenv("TF_VAR_token", "hunter-2")  # Terraform's, not TensorFlow's
    monkeypatch.setenv("CNN_COURSE_SHORT_RUN", "1")
    seen = value(
        run(
            """
import glob, json, os
texts = [str(dict(os.environ))]
for path in glob.glob("/proc/[0-9]*/environ") + glob.glob("/proc/[0-9]*/cmdline"):
    texts.append(open(path, errors="replace").read())
found = any("hunter-2" in text for text in texts)
print(json.dumps([found, os.environ["CNN_COURSE_SHORT_RUN"], len(texts)]))
""",
            warm=warm,
        )
    )
    assert seen[:2] == [False, "1"]
    assert seen[2] >= 5  # two processes at least were looked at


@both
def test_digits_on_the_disk_are_readable_in_the_box(run, tmp_path, monkeypatch, warm):
    (tmp_path / "mnist.npz").write_bytes(b"digits")
    (tmp_path / "keras" / "datasets").mkdir(parents=True)
    (tmp_path / "keras" / "datasets" / "cifar.npz").write_bytes(b"photos")
    monkeypatch.setenv("CNN_COURSE_MNIST", str(tmp_path / "mnist.npz"))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    result = run(
        """
import json, os
import keras
cache = os.path.join(keras.src.backend.config.keras_home(), "datasets", "cifar.npz")
print(json.dumps([open(os.environ["CNN_COURSE_MNIST"]).read(), open(cache).read()]))
"""
        if warm  # importing Keras cold takes seconds
        else """
import json, os
cache = os.path.expanduser("~/.keras/datasets/cifar.npz")
print(json.dumps([open(os.environ["CNN_COURSE_MNIST"]).read(), open(cache).read()]))
""",
        tried("open(os.environ['CNN_COURSE_MNIST'], 'a')", "open(cache, 'a')"),
        warm=warm,
    )
    assert value(result, 0) == ["digits", "photos"]
    assert "fine" not in value(result, 1)


def test_more_files_can_be_shown_and_more_folders_hidden(run, tmp_path):
    (tmp_path / "shown" / "keys").mkdir(parents=True)
    (tmp_path / "shown" / "open.txt").write_text("text")
    (tmp_path / "shown" / "keys" / "key.txt").write_text("secret")
    shown = tmp_path / "shown"
    folders = [str(shown), str(shown / "keys")]
    code = f"import json, os; print(json.dumps([*map(os.listdir, {folders})]))"
    seen = value(run(code, readonly=[str(shown)], hidden=[str(shown / "keys")]))
    assert sorted(seen[0]) == ["keys", "open.txt"]
    assert seen[1] == []


# --- what it can do ---------------------------------------------------------------------------


@both
def test_there_is_no_network_not_even_the_graders_own(run, warm):
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as hidden:
        hidden.bind("\0grader")
        hidden.listen()
        said = value(
            run(
                "import socket",
                tried(
                    "socket.create_connection(('1.1.1.1', 443), 2)",
                    f"socket.create_connection({server.getsockname()!r}, 2)",
                    "socket.socket(socket.AF_UNIX).connect('\\0grader')",
                    "socket.socket(socket.AF_VSOCK)",
                ),
                warm=warm,
            )
        )
    assert said == ["OSError", "ConnectionRefusedError", "ConnectionRefusedError", "OSError"]


@both
def test_system_environment_and_helpers_are_read_only_and_home_and_tmp_are_not(run, warm):
    said = value(
        run(
            tried(
                *(f"open({path!r}, 'x')" for path in (
                    "/x", "/usr/x", "/etc/x", "/dev/x", "/proc/x", f"{sys.prefix}/x",
                    f"{COURSE}/helpers/x",
                )),
                *(f"open(__import__('os').path.expanduser({path!r}), 'x')" for path in (
                    "~/x", "/tmp/x", "/dev/shm/x", "x",
                )),
                # below /tmp it is a folder of the box's own
                f"open({str(COURSE / 'x')!r}, 'x')",
            ),
            warm=warm,
        )
    )  # fmt: skip
    assert "fine" not in said[:7]
    assert said[7:11] == ["fine"] * 4
    assert not (COURSE / "x").exists()


@both
def test_the_kernel_has_no_rights_and_may_not_make_dangerous_calls(run, warm):
    result = run(
        """
import ctypes, json, os
status = dict(line.split(":\\t", 1) for line in open("/proc/self/status").read().splitlines())
print(json.dumps({name: status[name].split() for name in status}))
""",
        """
c = ctypes.CDLL(None, use_errno=True)
calls = {
    "unshare": (c.unshare, 0x10000000),
    "mount": (c.mount, b"none", b"/tmp", b"tmpfs", 0, None),
    "ptrace": (c.ptrace, 0, 0, 0, 0),
    "setns": (c.setns, os.open("/proc/self/ns/user", os.O_RDONLY), 0),
    "hide from the watchdog": (c.prctl, 4, 0, 0, 0, 0),
    "hide, in 64 bits": (c.prctl, ctypes.c_long(0x100000004), 0, 0, 0, 0),
    "memory without a limit": (c.memfd_create, b"x", 0),
    "System V memory": (c.shmget, 0, 4096, 0o1600),
    "a clone in a new user namespace": (c.syscall, 56, ctypes.c_long(0x10000000 | 17), 0, 0, 0, 0),
}
print(json.dumps({name: call(*arguments) for name, (call, *arguments) in calls.items()}))
""",
        warm=warm,
    )
    status = value(result, 0)
    for name in ("CapEff", "CapPrm", "CapInh", "CapBnd", "CapAmb"):
        assert int(status[name][0], 16) == 0, name
    assert status["NoNewPrivs"] == ["1"] and status["Seccomp"] == ["2"]
    assert status["Uid"] == ["1000"] * 4
    assert set(value(result, 1).values()) == {-1}


@both
def test_files_that_a_submission_makes_come_back_and_change_none_that_was_there(
    run, submission, warm
):
    (submission / "ps1.ipynb").write_text("the next notebook")
    (submission / "ps1.ipynb").chmod(0o444)
    result = run(
        """
import os
os.chmod("ps1.ipynb", 0o644)
open("ps1.ipynb", "w").write("full marks")
open("new.txt", "w").write("new")
os.symlink("/etc/passwd", "link")
print(open("ps1.ipynb").read())
""",
        warm=warm,
    )
    assert result.texts == ["full marks\n"]
    assert {path.name for path in submission.iterdir()} == {"ps1.ipynb", "new.txt"}
    assert (submission / "ps1.ipynb").read_text() == "the next notebook"
    assert (submission / "new.txt").read_text() == "new"


@both
def test_a_cell_that_hangs_is_interrupted_and_the_next_one_runs(run, warm):
    cells = "while True: pass", "print('after')"
    result = run(*cells, timeout=2, interrupt_on_timeout=True, warm=warm)
    assert result.errors[0].ename == "KeyboardInterrupt"
    assert result.texts[1] == "after\n"
    assert result.incident == ""


@both
def test_pictures_arrive(run, warm):
    result = run("import matplotlib.pyplot as plt\nplt.plot([1, 2]);", warm=warm)
    assert [list(output.data) for output in result.outputs[0]] == [["text/plain", "image/png"]]


# --- limits -----------------------------------------------------------------------------------


@both
def test_memory_of_several_processes_is_added_up(run, warm):
    result = run(
        """
import os, time
for _ in range(4):
    if os.fork() == 0:
        block = bytearray(250 << 20)
        for place in range(0, len(block), 4096):
            block[place] = 1
        time.sleep(60)
time.sleep(60)
""",
        limits=Limits(memory_mb=700),
        warm=warm,
    )
    assert result.died
    assert result.incident == "used more than 700 MB of memory"


@both
def test_one_process_gets_a_memory_error_and_goes_on(run, warm):
    result = run(
        "a = bytearray(700 << 20)",
        "import mmap\nb = mmap.mmap(-1, 33 << 30)",
        "print('after')",
        limits=Limits(memory_mb=600),
        warm=warm,
    )
    assert result.errors[0].ename == "MemoryError"
    assert result.errors[1].ename == "OSError"  # a shared mapping
    assert result.texts[-1] == "after\n"


@both
def test_processes_files_and_scratch_space_are_limited(run, warm):
    result = run(
        """
import json, os, time
children = []
try:
    for _ in range(100):
        child = os.fork()
        if child == 0:
            time.sleep(30)
            os._exit(0)
        children.append(child)
except OSError as error:
    print(json.dumps([type(error).__name__, len(children)]))
for child in children:
    os.kill(child, 9)
    os.waitpid(child, 0)
""",
        tried("open('large', 'wb').write(bytes(3 << 20))")
        + "print(json.dumps(os.path.getsize('large')))",
        tried(
            "open('/tmp/1', 'wb').write(bytes(2 << 20))",
            "open('/tmp/2', 'wb').write(bytes(1 << 20))",
        ),
        limits=Limits(processes=60, file_mb=2, scratch_mb=2),
        warm=warm,
    )
    assert not result.errors and not result.died
    error, children = json.loads(result.texts[0])
    assert error == "BlockingIOError" and children < 60
    assert result.texts[1].split("\n")[:2] == ['["OSError"]', str(2 << 20)]
    assert json.loads(result.texts[2]) == ["fine", "OSError"]


@pytest.mark.parametrize(
    ("code", "limits", "incident"),
    [
        ("import time; time.sleep(60)", {"wall_s": 1.5}, "ran longer than 1.5 seconds"),
        ("while True: pass", {"cpu_s": 2}, "used more than 2 seconds of processor time"),
        (
            "import time\n"
            "for i in range(30): open(str(i), 'wb').write(bytes(1 << 20))\ntime.sleep(60)",
            {"disk_mb": 20},
            "wrote more than 20 MB",
        ),
        (
            "import time\nfor i in range(6000): open(str(i), 'w')\ntime.sleep(60)",
            {"disk_mb": 20},
            "wrote more than 20 MB",
        ),
        (
            "import time\nfor _ in range(60): print('x' * 100_000, flush=True)\ntime.sleep(60)",
            {"output_mb": 2},
            "printed more than 2 MB",
        ),
        (
            "import time\nprint('x' * 5_000_000)\ntime.sleep(60)",
            {"output_mb": 2},
            "printed more than 2 MB",
        ),
        (
            "import time\nsend = get_ipython().kernel.iopub_socket.send_multipart\n"
            "send([bytes(1 << 20)] * 500)\ntime.sleep(60)",
            {"output_mb": 2},
            "printed more than 2 MB",
        ),
    ],
    ids=["wall", "cpu", "disk", "empty files", "output", "large output", "endless message"],
)
def test_a_box_that_takes_too_much_is_ended_with_a_reason(run, code, limits, incident):
    began = time.monotonic()
    result = run(code, "print('never')", limits=Limits(**limits))
    assert result.died
    assert result.incident == incident
    assert time.monotonic() - began < 30
    assert result.texts[1] == ""


def test_the_largest_box_goes_when_the_machine_runs_out_of_memory(submission, monkeypatch):
    scarce = [SimpleNamespace(available=0)]
    real = psutil.virtual_memory

    async def session():
        small, small_client = await started(submission)
        large, large_client = await started(submission)
        await large_client.execute_interactive("a = b'x' * (300 << 20)", timeout=30)
        monkeypatch.setattr(psutil, "virtual_memory", lambda: scarce.pop() if scarce else real())
        while await large.is_alive() and await small.is_alive():
            await asyncio.sleep(0.05)
        alive = await small.is_alive()
        for kernel, client in ((small, small_client), (large, large_client)):
            client.stop_channels()
            await kernel.shutdown_kernel(now=True)
        return alive, small.incident, large.incident

    alive, small, large = asyncio.run(asyncio.wait_for(session(), 60))
    assert alive and small == ""
    assert large == "was the largest when less than 1024 MB of memory were left on the machine"


def test_output_beyond_the_limit_stays_out_of_the_notebook(run):
    code = "for _ in range(60):\n    print('x' * 100_000, flush=True)"
    result = run(code, limits=Limits(output_mb=2))
    assert 0 < len(result.texts[0]) <= 2 << 20


def test_a_gigabyte_of_output_does_not_get_into_the_graders_memory(run):
    before = psutil.Process().memory_info().rss
    code = "for _ in range(1000): print('x' * (1 << 20), flush=True)"
    assert run(code).incident == "printed more than 16 MB"
    assert psutil.Process().memory_info().rss - before < 100 << 20


@both
def test_what_is_no_message_of_a_kernel_is_dropped(run, warm):
    code = "get_ipython().kernel.iopub_socket.send(b'nonsense')\nprint('after')"
    result = run(code, "print('and on')", warm=warm)
    assert result.texts == ["after\n", "and on\n"]


def test_a_limit_must_be_above_zero():
    with pytest.raises(ValueError, match="cpu_s is 0"):
        Limits(cpu_s=0)


# --- how it ends ------------------------------------------------------------------------------


@both
def test_a_kernel_that_ends_itself_is_noticed_and_no_incident(run, warm):
    code = "import os, time\nprint('before', flush=True)\ntime.sleep(0.5)\nos._exit(3)"
    result = run(code, warm=warm)
    assert result.died
    assert result.incident == ""
    assert result.texts == ["before\n"]


@both
def test_nothing_outlives_its_submission_and_nothing_in_it_is_root(submission, warm):
    daemon = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(600)
    os._exit(0)
"""

    async def session():
        kernel, client = await started(submission, warm=warm)
        await client.execute_interactive(daemon, timeout=30)
        inside = processes_of(kernel)
        users = {user for process in inside for user in process.uids()}
        folder = kernel.provisioner.folder.path
        client.stop_channels()
        await kernel.shutdown_kernel(now=True)
        return inside, users, folder

    inside, users, folder = asyncio.run(session())
    assert len(inside) >= 3
    assert 0 not in users
    assert users == {os.geteuid()} or os.geteuid() == 0
    _, alive = psutil.wait_procs(inside, timeout=5)
    assert alive == []
    assert not folder.exists()


def test_a_kernel_that_is_asked_politely_ends_too(submission):
    async def session():
        kernel, client = await started(submission)
        inside = processes_of(kernel)
        client.stop_channels()
        await kernel.shutdown_kernel()
        return inside, await kernel.is_alive()

    inside, alive = asyncio.run(session())
    assert not alive
    assert psutil.wait_procs(inside, timeout=5)[1] == []


def test_a_start_that_is_given_up_leaves_nothing(submission):
    kernel = BoxedKernelManager()

    async def session():
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(kernel.start_kernel(cwd=str(submission)), 0.01)

    unavailable()
    asyncio.run(session())
    assert not kernel.has_kernel
    assert kernel.provisioner.folder is None


def test_a_restarted_kernel_is_new_and_keeps_its_files(submission):
    async def session():
        kernel, client = await started(submission)
        await client.execute_interactive("open('kept', 'x'); name = 1", timeout=30)
        await kernel.restart_kernel(now=True)
        await client.wait_for_ready(timeout=60)
        reply = await client.execute_interactive("open('kept'); name", timeout=30)
        client.stop_channels()
        await kernel.shutdown_kernel(now=True)
        return reply["content"]

    content = asyncio.run(session())
    assert content["ename"] == "NameError"
    assert (submission / "kept").exists()


GRADER = """
import asyncio, sys, time
from helpers.grading.box import BoxedKernelManager, ForkServer

async def main():
    kernels = []
    for warm in (False, True):
        kernel = BoxedKernelManager(warm=warm)
        await kernel.start_kernel(cwd=sys.argv[1])
        kernels.append(kernel)
    namespaces = [kernel.provisioner._box.namespace for kernel in kernels]
    print(*namespaces, kernel.provisioner.folder.path, flush=True)
    await asyncio.sleep(600)

with ForkServer(["numpy"]):
    asyncio.run(main())
"""


def test_boxes_and_fork_server_end_with_a_grader_that_is_killed_and_its_folder_is_swept(submission):
    environment = {name: text for name, text in os.environ.items() if name != FORK_SERVER}
    grader = subprocess.Popen(
        [sys.executable, "-c", GRADER, str(submission)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    with grader.stdout as output:
        *namespaces, folder = output.readline().split()
    namespaces = [int(namespace) for namespace in namespaces]
    folder = Path(folder).parent
    children = psutil.Process(grader.pid).children(recursive=True)
    inside = sum(by_namespace(namespaces).values(), [])
    assert len(inside) >= 4
    os.kill(grader.pid, signal.SIGKILL)
    grader.wait()
    assert psutil.wait_procs([*children, *inside], timeout=10)[1] == []

    assert folder.exists()
    again = "from helpers.grading.box.folders import grader_folder; grader_folder()"
    subprocess.run([sys.executable, "-c", again], check=True)
    assert not folder.exists()
    assert grader_folder().exists()  # this grader's own stays


# --- warm and cold ----------------------------------------------------------------------------

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
from tests.paths import COURSE
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
    from helpers.grading.box import fork_server

    (tmp_path / "threaded.py").write_text(
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=(600,), daemon=True).start()\n"
    )
    (tmp_path / "noisy.py").write_text("print('something')\n")
    original = fork_server.environment
    found = {"PYTHONPATH": f"{COURSE}:{tmp_path}"}
    monkeypatch.setattr(fork_server, "environment", lambda outside: original(outside) | found)
    with ForkServer(["noisy", "threaded", "no_such_module", "numpy"]) as server:
        result = run("import sys\nprint('noisy' in sys.modules, 'numpy' in sys.modules)")
    assert result.texts == ["True True\n"]
    assert set(server.skipped) == {"threaded", "no_such_module"}
    assert "thread" in server.skipped["threaded"]
    assert "ModuleNotFoundError" in server.skipped["no_such_module"]


def test_the_fork_server_survives_nonsense(run):
    for content in (b"{", b"{}"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as connection:
            connection.connect(os.environ[FORK_SERVER])
            connection.send(content)
    assert run("import sys\nprint('tensorflow' in sys.modules)").texts == ["True\n"]
