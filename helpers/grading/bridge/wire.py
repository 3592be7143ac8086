"""Whole frames over a stream socket, for both ends."""

from __future__ import annotations

import socket
import struct

from helpers.grading.bridge.frames import MOST_BYTES, FrameError

_LENGTH = struct.Struct("<I")
_CHUNK = 1 << 20


class Wire:
    """Sends and receives frames; an interrupt in between loses none that was on its way here.

    Parameters
    ----------
    connection
        One end of a pair of stream sockets.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._received = bytearray()
        self._sending = False

    def send(self, frame: bytes) -> None:
        """Send a frame.

        Raises
        ------
        ConnectionError
            If the other end is closed, or an earlier frame was cut short by an interrupt.
        """
        if self._sending:
            raise ConnectionError("an earlier frame was not sent to its end")
        self._sending = True
        self._connection.sendall(_LENGTH.pack(len(frame)) + frame)
        self._sending = False

    def receive(self) -> bytes:
        """Wait for the next frame.

        Raises
        ------
        ConnectionError
            If the other end is closed.
        FrameError
            If the frame is longer than any may be.
        TimeoutError
            If the socket has a time limit, and nothing comes within it.
        """
        head = self._front(_LENGTH.size)
        (length,) = _LENGTH.unpack(head)
        if length > MOST_BYTES:
            raise FrameError(f"a frame of {length} bytes, where {MOST_BYTES} can cross")
        frame = bytes(self._front(_LENGTH.size + length)[_LENGTH.size :])
        del self._received[: _LENGTH.size + length]
        return frame

    def limit(self, seconds: float | None) -> None:
        """The longest wait of `receive`; None is for ever."""
        self._connection.settimeout(seconds)

    def close(self) -> None:
        self._connection.close()

    def _front(self, length: int) -> bytearray:
        """The first bytes that were received and not given out."""
        while len(self._received) < length:
            part = self._connection.recv(min(_CHUNK, max(length - len(self._received), 4096)))
            if not part:
                raise ConnectionError("the other end is closed")
            self._received += part
        return self._received[:length]
