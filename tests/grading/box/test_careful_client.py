"""What the grader reads from a kernel, and when it stops to wait."""

import asyncio
import time
from queue import Empty

import pytest

from tests.grading.box.kernels import started

SLOW = 0.005  # seconds for the grader to read one output
OUTPUTS = 1500


async def _ended(kernel, client):
    client.stop_channels()
    await kernel.shutdown_kernel(now=True)


def test_the_reply_of_a_cell_waits_until_its_outputs_have_been_read(submission):
    """As long as it takes: nbclient would give up four seconds after the reply."""

    async def read_slowly(client, found):
        while True:
            message = await client.iopub_channel.get_msg()
            found.append(message["msg_type"])
            await asyncio.sleep(SLOW)

    async def session():
        kernel, client = await started(submission)
        found = []
        reading = asyncio.create_task(read_slowly(client, found))
        client.execute(f"for i in range({OUTPUTS}): display(i)")
        began = time.monotonic()
        while (reply := await client.shell_channel.get_msg())["msg_type"] != "execute_reply":
            continue
        seconds = time.monotonic() - began
        reading.cancel()
        await _ended(kernel, client)
        return found, reply, seconds

    found, reply, seconds = asyncio.run(session())
    assert found.count("display_data") == OUTPUTS and found[-1] == "status"
    assert reply["content"]["status"] == "ok"
    assert seconds > OUTPUTS * SLOW > 4


def test_a_reply_comes_although_the_end_of_the_outputs_never_does(submission, monkeypatch):
    monkeypatch.setattr("helpers.grading.box.careful_client._SILENCE", 0.5)

    async def read(client):
        while True:
            await client.iopub_channel.get_msg()

    async def session():
        kernel, client = await started(submission)
        reading = asyncio.create_task(read(client))
        client.execute("get_ipython().kernel.iopub_socket.io_thread.socket.close()")
        while (reply := await client.shell_channel.get_msg())["msg_type"] != "execute_reply":
            continue
        reading.cancel()
        await _ended(kernel, client)
        return reply

    assert asyncio.run(asyncio.wait_for(session(), 30))["content"]["status"] == "ok"


def test_a_reply_waits_for_no_reader_that_is_gone(submission):
    """A forged message ends nbclient's reading; the next cell must not wait for it."""

    async def session():
        kernel, client = await started(submission)
        client.execute("1")
        while (reply := await client.shell_channel.get_msg())["msg_type"] != "execute_reply":
            continue
        await _ended(kernel, client)
        return reply

    assert asyncio.run(asyncio.wait_for(session(), 30))["content"]["status"] == "ok"


@pytest.mark.parametrize("speed", [1, 0.25], ids=["alone", "among four"])
def test_a_time_out_is_measured_by_the_clock_of_the_kernel(submission, monkeypatch, speed):
    class Clock:
        def seconds(self):
            return speed * time.monotonic()

    async def session():
        kernel, client = await started(submission)
        await client.execute_interactive("1", timeout=30)  # no reply is on its way after its own
        client.shell_channel.clock = Clock()
        began = time.monotonic()
        with pytest.raises(Empty):
            await client.shell_channel.get_msg(timeout=1)
        seconds = time.monotonic() - began
        await _ended(kernel, client)
        return seconds

    assert 1 / speed - 0.1 < asyncio.run(session()) < 1 / speed + 1.5


def test_the_clock_looks_at_all_that_runs_in_the_box(submission):
    async def session():
        kernel, client = await started(submission)
        code = "import subprocess; other = subprocess.Popen(['sleep', '60'])"
        await client.execute_interactive(code, timeout=30)
        names = {process.name() for process in kernel.processes()}
        await _ended(kernel, client)
        return names, kernel.processes()

    names, after = asyncio.run(session())
    assert "sleep" in names and len(names) > 1
    assert after == []
