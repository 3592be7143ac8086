"""A client of a kernel that does not trust what the kernel sends."""

from __future__ import annotations

import asyncio
from queue import Empty

import zmq
import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from traitlets import Integer, Type

from helpers.grading.box.policy import MB
from helpers.grading.box.provisioner import BoxProvisioner

_A_MOMENT = 0.3  # seconds


class CountingChannel(AsyncZMQSocketChannel):
    """A channel that ends the kernel when too much arrives, and then keeps quiet.

    Attributes
    ----------
    most_bytes : int
        What may arrive in all.
    kernel : BoxProvisioner
        Whom to end.
    """

    most_bytes: int
    kernel: BoxProvisioner
    _arrived = 0
    _refused = False
    _lost = None  # tells when the connection is lost, as after a message above the largest size
    _poller = None

    async def get_msg(self, timeout=None):
        if self._poller is None:
            self._lost = self.socket.get_monitor_socket(zmq.EVENT_DISCONNECTED)
            self._poller = zmq.asyncio.Poller()
            self._poller.register(self.socket, zmq.POLLIN)
            self._poller.register(self._lost, zmq.POLLIN)
        while True:
            ready = dict(await self._poller.poll(None if timeout is None else int(timeout * 1000)))
            if not ready:
                raise Empty
            if self._lost in ready:
                await self._lost.recv_multipart()
                await self._connection_lost()
            if self.socket in ready:
                message = await self._message()
                if not self._refused:
                    return message
                # What still comes is dropped: whoever waits learns from the kernel's end.

    async def _message(self):
        frames = await self.socket.recv_multipart()
        self._arrived += sum(map(len, frames))
        if self._arrived > self.most_bytes:
            self._refuse(f"printed more than {self.most_bytes // MB} MB")
        try:
            _, message = self.session.feed_identities(frames)
            return self.session.deserialize(message)
        except (ValueError, TypeError, KeyError, IndexError):
            self._refuse("sent something that is no message of a kernel")

    async def _connection_lost(self) -> None:
        await asyncio.sleep(_A_MOMENT)  # a kernel that ends loses its connection first
        if await self.kernel.poll() is None:
            self._refuse(f"printed more than {self.most_bytes // MB} MB at once")

    def _refuse(self, incident: str) -> None:
        if not self._refused:
            self._refused = True
            self.kernel.end(incident)

    def close(self) -> None:
        if self._lost is not None:
            self.socket.disable_monitor()
            self._lost = self._poller = None
        super().close()

    stop = close


class BoundedKernelClient(AsyncKernelClient):
    """A client that takes no message above a size, and an amount of output in all.

    The grader itself is a target: a gigabyte of prints would lie in its memory.
    """

    output_mb = Integer(16)
    iopub_channel_class = Type(CountingChannel)

    def __init__(self, **arguments) -> None:
        super().__init__(**arguments)
        self.context.setsockopt(zmq.MAXMSGSIZE, self.output_mb * MB)

    @property
    def iopub_channel(self) -> CountingChannel:
        channel = super().iopub_channel
        channel.most_bytes = self.output_mb * MB
        channel.kernel = self.parent.provisioner
        return channel
