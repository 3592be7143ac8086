"""Stands between a kernel and the grader, and counts what the kernel sends while it is sent.

Whatever arrives lies in the grader's memory until somebody reads it, and on some channels nobody
does: a limit on messages that have been read comes too late. Here it is bytes of any kind.
"""

from __future__ import annotations

import asyncio
import os
import socket
import stat
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from helpers.grading.box.per_process import per_process

_CHUNK = 1 << 16


class Relay:
    """A socket for the grader in place of each socket of a kernel.

    Parameters
    ----------
    sockets
        Path for the grader → path of the kernel's own, which may not be there yet.
    most_bytes
        What the kernel may send in all.
    too_much
        Called once when it sends more; nothing comes through any more.
    """

    def __init__(
        self, sockets: Mapping[Path, Path], most_bytes: int, too_much: Callable[[], None]
    ) -> None:
        self._left = most_bytes
        self._too_much = too_much
        self._closed = False
        self._writers: set[asyncio.StreamWriter] = set()
        self._passing: set[asyncio.Task] = set()
        self._listeners: list[socket.socket] = []
        _wait(self._listen(sockets))

    def close(self) -> None:
        """End all connections, those that are being opened too."""
        _wait(self._close())

    async def _listen(self, sockets: Mapping[Path, Path]) -> None:
        for ours, theirs in sockets.items():
            listener = socket.socket(socket.AF_UNIX)
            self._listeners.append(listener)
            listener.setblocking(False)
            listener.bind(str(ours))
            listener.listen()
            asyncio.get_running_loop().add_reader(listener, self._accept, listener, theirs)

    async def _close(self) -> None:
        self._closed = True
        for listener in self._listeners:
            asyncio.get_running_loop().remove_reader(listener)
            listener.close()
        for writer in self._writers:
            writer.transport.abort()  # a kernel that reads nothing would keep the rest for ever
        if self._passing:
            await asyncio.wait(self._passing)

    def _accept(self, listener: socket.socket, theirs: Path) -> None:
        try:
            near, _ = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return  # whoever called has hung up
        task = asyncio.get_running_loop().create_task(self._pass_on(near, theirs))
        self._passing.add(task)
        task.add_done_callback(self._passing.discard)

    async def _pass_on(self, near: socket.socket, theirs: Path) -> None:
        try:
            far = _connect(theirs)
        except OSError:
            near.close()  # not there yet; the grader's side tries again
            return
        near_reader, near_writer = await self._opened(near)
        far_reader, far_writer = await self._opened(far)
        both = {near_writer, far_writer}
        await asyncio.gather(
            self._copy(near_reader, far_writer, both),
            self._copy(far_reader, near_writer, both, count=True),
        )
        self._writers -= both

    async def _opened(
        self, end: socket.socket
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Streams of a connection that `close` knows of, or that is closed since it came later."""
        reader, writer = await asyncio.open_unix_connection(sock=end)
        self._writers.add(writer)
        if self._closed:
            writer.transport.abort()
        return reader, writer

    async def _copy(self, reader, writer, both, *, count=False) -> None:
        """Copy one direction; when it ends, both do."""
        try:
            while chunk := await reader.read(_CHUNK):
                if count and not self._allowed(len(chunk)):
                    break
                writer.write(chunk)
                await writer.drain()
        except ConnectionError:
            pass  # the other side has gone, which ends the loop as well
        finally:
            for end in both:
                end.close()

    def _allowed(self, size: int) -> bool:
        before, self._left = self._left, self._left - size
        if before >= 0 > self._left:
            self._too_much()
        return self._left >= 0


def _connect(path: Path) -> socket.socket:
    """Connect to a socket that a box has made, not to one elsewhere that it has linked to."""
    found = os.open(path, os.O_PATH | os.O_NOFOLLOW)
    try:
        if not stat.S_ISSOCK(os.fstat(found).st_mode):
            raise ConnectionRefusedError(f"{path} is no socket")
        connection = socket.socket(socket.AF_UNIX)
        connection.setblocking(False)  # a full queue refuses and does not wait
        try:
            connection.connect(f"/proc/self/fd/{found}")
        except OSError:
            connection.close()
            raise
        return connection
    finally:
        os.close(found)


def _wait(coroutine):
    """Run a coroutine in the relays' own loop."""
    return asyncio.run_coroutine_threadsafe(coroutine, _loop()).result()


@per_process
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="box-relay", daemon=True).start()
    return loop
