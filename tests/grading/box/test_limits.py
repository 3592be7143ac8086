"""Kernels in the box: how much a student's code gets."""

import asyncio
import json
import time
from types import SimpleNamespace

import psutil
import pytest

from helpers.grading.box import Limits
from helpers.grading.box.policy import LEFT_OUT
from tests.grading.box.kernels import both, started, tried


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
            "import time\nsend = get_ipython().kernel.iopub_socket.send_multipart\n"
            "send([bytes(1 << 20)] * 500)\ntime.sleep(60)",
            {"output_mb": 2},
            "sent more than 4 MB to the grader",
        ),
    ],
    ids=["wall", "cpu", "disk", "empty files", "endless message"],
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
        return alive, small, large

    alive, small, large = asyncio.run(asyncio.wait_for(session(), 60))
    assert alive and small.incident == "" and not small.unlucky
    assert large.unlucky
    assert (
        large.incident == "was the largest when less than 1024 MB of memory were left on the "
        "machine"
    )


def test_a_gigabyte_of_output_does_not_get_into_the_graders_memory(run):
    before = psutil.Process().memory_info().rss
    code = "for _ in range(1000): print('x' * (1 << 20), flush=True)"
    result = run(code, "6 * 7")
    assert (result.incident, result.died) == ("", False)
    assert LEFT_OUT.format(mb=16) in result.texts[0]
    assert result.outputs[1][0].data == {"text/plain": "42"}
    assert psutil.Process().memory_info().rss - before < 100 << 20


@both
def test_what_is_no_message_of_a_kernel_is_dropped(run, warm):
    code = "get_ipython().kernel.iopub_socket.send(b'nonsense')\nprint('after')"
    result = run(code, "print('and on')", warm=warm)
    assert result.texts == ["after\n", "and on\n"]


def test_a_limit_must_be_above_zero():
    with pytest.raises(ValueError, match="cpu_s is 0"):
        Limits(cpu_s=0)
