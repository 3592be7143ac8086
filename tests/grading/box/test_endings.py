"""Kernels in the box: how they end, and that nothing outlives them."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import psutil
import pytest
from traitlets.config import Config

from helpers.grading.box import FORK_SERVER, BoxedKernelManager, unavailable
from helpers.grading.box.folders import grader_folder
from helpers.grading.box.watchdog import by_namespace
from helpers.grading.preprocessors.execution import ExecuteInBox
from tests.grading.box.kernels import both, processes_of, started


@both
def test_a_kernel_that_ends_itself_is_noticed_and_no_incident(run, warm):
    code = "import os, time\nprint('before', flush=True)\ntime.sleep(0.5)\nos._exit(3)"
    result = run(code, warm=warm)
    assert result.died
    assert result.incident == ""
    assert result.texts == ["before\n"]


NOISE = """
import os, threading, time

def write():
    while True:
        for name in os.listdir("/proc/self/fd"):
            try:
                os.set_blocking(int(name), False)
                os.write(int(name), os.urandom(4096))
            except (OSError, ValueError):
                continue

threading.Thread(target=write, daemon=True).start()
time.sleep(1)
"""


def test_a_kernel_that_spoils_all_its_own_sockets_holds_nobody_up(submission, fork_server):
    cells = [nbformat.v4.new_code_cell(source) for source in (NOISE, "1", "2", "3")]
    step = ExecuteInBox(
        examiner=False,
        config=Config({"Execute": {"timeout": 3, "iopub_timeout": 3, "startup_timeout": 120}}),
    )
    about = {"student": "ada", "assignment": "ps1", "notebook": "ps1", "handed_in": True}
    began = time.monotonic()
    notebook = nbformat.v4.new_notebook(cells=cells)
    step.preprocess(notebook, {"metadata": {"path": str(submission)}, "nbgrader": about})
    assert time.monotonic() - began < 100, "without a limit on sending it goes on for ever"
    assert step.incident.startswith("stopped in cell")


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
    assert len(users) == 1 and (os.geteuid() in users or os.geteuid() == 0)
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
from helpers.grading.box.folders import folder_for_work

async def main():
    kernels = []
    for warm in (False, True):
        kernel = BoxedKernelManager(warm=warm)
        await kernel.start_kernel(cwd=sys.argv[1])
        kernels.append(kernel)
    namespaces = [kernel.provisioner._box.namespace for kernel in kernels]
    print(*namespaces, kernel.provisioner.folder.path, flush=True)
    await asyncio.sleep(600)

with ForkServer(["numpy"]), folder_for_work() as work:
    (work / "answers.txt").write_text("of a student")
    asyncio.run(main())
"""


@pytest.fixture
def grader(submission):
    """A grader at work: its process, all others that belong to it, and its folder."""
    environment = {name: text for name, text in os.environ.items() if name != FORK_SERVER}
    # A place of its own: graders of other tests sweep the common one.
    place = tempfile.mkdtemp(prefix="cnn-", dir="/tmp")
    os.chmod(place, 0o711)
    environment["TMPDIR"] = place
    grader = subprocess.Popen(
        [sys.executable, "-c", GRADER, str(submission)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    with grader.stdout as output:
        *namespaces, folder = output.readline().split()
    found = by_namespace([int(namespace) for namespace in namespaces]).values()
    inside = [process for processes in found for process in processes]
    assert len(inside) >= 4
    children = psutil.Process(grader.pid).children(recursive=True)
    folder = Path(folder).parent
    assert list(folder.glob("work-*/answers.txt"))
    yield grader, [*children, *inside], folder
    os.rmdir(place)


def test_boxes_fork_server_and_folder_go_with_a_grader_that_is_killed(grader):
    process, others, folder = grader
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert psutil.wait_procs(others, timeout=10)[1] == []
    assert not folder.exists()


def test_the_folder_of_a_grader_that_was_killed_with_all_its_processes_is_swept(grader):
    process, others, folder = grader
    for one in (*psutil.Process(process.pid).children(), process):
        one.kill()
    process.wait()
    psutil.wait_procs(others, timeout=10)
    assert list(folder.glob("work-*/answers.txt"))
    again = "from helpers.grading.box.folders import grader_folder; grader_folder()"
    environment = dict(os.environ, TMPDIR=str(folder.parent))
    subprocess.run([sys.executable, "-c", again], check=True, env=environment)
    assert not folder.exists()
    assert grader_folder().exists()  # this grader's own stays
