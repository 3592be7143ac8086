"""A client of a kernel that does not trust what the kernel sends."""

from __future__ import annotations

import math
import time
from contextlib import suppress
from queue import Empty

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from traitlets import Type

_ASK_AGAIN = 0.2  # seconds


class CarefulChannel(AsyncZMQSocketChannel):
    """A channel that drops what is no message of a kernel, which would end the whole run."""

    async def get_msg(self, timeout=None):  # type: ignore[override]  # as in AsyncZMQSocketChannel
        while True:
            try:
                return await super().get_msg(timeout)
            except (ValueError, TypeError, KeyError, IndexError):  # unsigned, or not in its form
                continue


class CarefulKernelClient(AsyncKernelClient):
    shell_channel_class = Type(CarefulChannel)
    iopub_channel_class = Type(CarefulChannel)

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
