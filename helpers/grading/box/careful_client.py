"""A client of a kernel that does not trust what the kernel sends, and takes its time to read it."""

from __future__ import annotations

import asyncio
import math
import time
from collections import defaultdict
from contextlib import suppress
from queue import Empty
from typing import Any

import zmq
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from nbclient.exceptions import DeadKernelError
from traitlets import Type

from helpers.grading.box.kernel_clock import KernelClock

_ASK_AGAIN = 0.2  # seconds
MOST_TO_SEND = 5000  # milliseconds; a busy kernel's socket takes a message at once
_AT_ONCE = 0.1  # seconds that do not count: most cells take less, and a look at the clock 7 ms
_LOOK_AGAIN = 0.5  # seconds, at the kernel's clock and at who reads
_SILENCE = 60  # seconds without any output, after which the end of a cell's outputs is given up


class CarefulChannel(AsyncZMQSocketChannel):
    """A channel that drops what is no message of a kernel, which would end the whole run.

    A kernel that has broken its own sockets takes no message any more. Sending one would wait for
    ever, beyond every limit; here that kernel counts as dead.
    """

    def __init__(self, socket, *arguments) -> None:
        super().__init__(socket, *arguments)
        socket.sndtimeo = MOST_TO_SEND

    def send(self, msg) -> None:
        try:
            super().send(msg)
        except zmq.Again as error:
            raise DeadKernelError("Kernel died") from error

    async def get_msg(self, timeout=None):  # type: ignore[override]  # as in AsyncZMQSocketChannel
        while True:
            try:
                return await super().get_msg(timeout)
            except (ValueError, TypeError, KeyError, IndexError):  # unsigned, or not in its form
                continue


class OutputChannel(CarefulChannel):
    """The channel of outputs; it knows which requests have none to come."""

    def __init__(self, *arguments) -> None:
        super().__init__(*arguments)
        self._complete: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._messages = 0
        self._readers = 0

    async def get_msg(self, timeout=None):  # type: ignore[override]  # as in AsyncZMQSocketChannel
        self._readers += 1
        try:
            message = await super().get_msg(timeout)
        finally:
            self._readers -= 1
        self._messages += 1
        if message["content"].get("execution_state") == "idle":
            self._complete[_request(message)].set()
        return message

    async def read_all_of(self, request: str) -> None:
        """Wait until somebody has read all outputs of a request, none come, or nobody reads.

        A forged message ends nbclient's reading.
        """
        complete, before, silent = self._complete[request], -1, 0.0
        while not complete.is_set() and silent < _SILENCE:
            silent = 0.0 if self._messages > before else silent + _LOOK_AGAIN
            if silent and not self._readers:
                return
            before = self._messages
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(complete.wait(), _LOOK_AGAIN)


class ReplyChannel(CarefulChannel):
    """The channel of replies. The one that says that a cell has run comes after the cell's outputs.

    nbclient gives outputs four seconds after the reply. Where the grader is busy, a few thousand
    take longer, and a cell that was right would count as one that ran too long.

    Attributes
    ----------
    outputs : OutputChannel
        The outputs of the same kernel.
    clock : KernelClock
        What the time-out of `get_msg` is measured by.
    """

    outputs: OutputChannel
    clock: KernelClock

    async def get_msg(self, timeout=None):  # type: ignore[override]  # as in AsyncZMQSocketChannel
        message = await (super().get_msg() if timeout is None else self._within(timeout))
        if message["header"]["msg_type"] == "execute_reply":
            await self.outputs.read_all_of(_request(message))
        return message

    async def _within(self, timeout: float):
        with suppress(Empty):
            return await super().get_msg(min(timeout, _AT_ONCE))
        end = self.clock.seconds() + timeout
        while True:
            try:
                return await super().get_msg(min(timeout, _LOOK_AGAIN))
            except Empty:
                if self.clock.seconds() >= end:
                    raise


def _request(message) -> str:
    """What a message belongs to."""
    return str(message["parent_header"].get("msg_id"))


class CarefulKernelClient(AsyncKernelClient):
    parent: Any  # the kernel manager
    shell_channel_class = Type(ReplyChannel)  # type: ignore[assignment]  # as in AsyncKernelClient
    iopub_channel_class = Type(OutputChannel)  # type: ignore[assignment]  # as in AsyncKernelClient

    def start_channels(self, *arguments: bool, **named: bool) -> None:
        """As in AsyncKernelClient, without a heartbeat.

        Nobody listens to it, since the manager knows whether the kernel runs; and its thread would
        wait for ever where the kernel takes nothing any more.
        """
        super().start_channels(*arguments, **{"hb": False, **named})

    @property
    def shell_channel(self) -> ReplyChannel:
        channel = super().shell_channel
        if not hasattr(channel, "clock"):
            channel.outputs = self.iopub_channel
            channel.clock = KernelClock(self.parent.processes)
        return channel

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers, and its outputs arrive.

        jupyter_client also waits until nothing more comes, a fifth of a second for every kernel.
        There is no need to: every message names the request that it belongs to.

        Raises
        ------
        RuntimeError
            If the kernel has ended, or has not answered in `timeout` seconds.
        """
        end = time.monotonic() + (math.inf if timeout is None else timeout)
        asked = set()
        while True:
            asked.add(self.kernel_info())
            with suppress(Empty):
                while True:
                    message = await self.iopub_channel.get_msg(timeout=_ASK_AGAIN)
                    if message["parent_header"].get("msg_id") in asked:
                        return
            if not await self.is_alive():
                raise RuntimeError("the kernel ended before it was ready")
            if time.monotonic() > end:
                raise RuntimeError(f"the kernel was not ready within {timeout} seconds")
