"""A client of a kernel that does not trust what the kernel sends."""

from __future__ import annotations

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from traitlets import Type


class CarefulChannel(AsyncZMQSocketChannel):
    """A channel that drops what is no message of a kernel, which would end the whole run."""

    async def get_msg(self, timeout=None):
        while True:
            try:
                return await super().get_msg(timeout)
            except (ValueError, TypeError, KeyError, IndexError):  # unsigned, or not in its form
                continue


class CarefulKernelClient(AsyncKernelClient):
    shell_channel_class = Type(CarefulChannel)
    iopub_channel_class = Type(CarefulChannel)
