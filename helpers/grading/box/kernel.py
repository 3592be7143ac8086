"""The kernel that runs a submission. This module runs inside it.

It is ipykernel's, but for five things on which a score would depend otherwise:

- Output beyond a limit is cut. What is cut never gets to the grader, a note stands in its place,
  and the cell goes on.
- No message is lost because the grader is slow to read; ipykernel drops those that find a thousand
  others waiting.
- After ``quit()`` nothing runs. ipykernel goes on for a tenth of a second, in which a cell or two
  may find time.
- A student's file can be imported, but never in the place of a library with the same name: a kernel
  that has its libraries from the start could not be misled either.
- Who is graded, and with which digits, is looked up before the first cell could change the folder
  or the environment.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from ipykernel.iostream import OutStream
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.session import Session
from traitlets import Bool, DottedObjectName, Integer, Type, default
from traitlets.config.loader import Config, DeferredConfigString

from helpers.grading.box.policy import LEFT_OUT
from helpers.start.identity import graded_student
from helpers.start.settings import keep_settings

_SHOWN = {
    *("stream", "display_data", "update_display_data", "execute_result", "clear_output"),
    *("comm_open", "comm_msg", "comm_close"),
}
# Bytes of a result or an error that gets through whatever was shown before: points hang on both.
_ALWAYS = 1 << 16
_FOREVER = -1  # milliseconds


class CuttingSession(Session):
    """A session whose messages take a limited number of bytes in all.

    Attributes
    ----------
    sent : int
        Bytes so far, of all messages.
    """

    most_bytes = Integer(16 << 20, help="of everything that is printed and shown").tag(config=True)

    def __init__(self, **arguments) -> None:
        super().__init__(**arguments)
        self.sent = 0
        self._told: set[str] = set()  # the requests whose output bears a note

    def serialize(self, msg: dict[str, Any], ident=None) -> list[bytes]:
        parts = super().serialize(msg, ident)
        self.sent += sum(map(len, parts))
        return parts

    def send(
        self, stream, msg_or_type, content=None, parent=None, ident=None, buffers=None, track=False,
        header=None, metadata=None,
    ):  # fmt: skip
        """`Session.send`, without what is above the limit."""
        message = msg_or_type
        if not isinstance(message, dict):
            message = self.msg(message, content, parent, header, metadata)
        kind, content = message["header"]["msg_type"], message["content"]
        if kind in ("error", "execute_reply"):
            message = {**message, "content": _shortened(content, _ALWAYS)}
        elif kind in _SHOWN:
            buffers = buffers or message.get("buffers") or []
            length = _length(content) + _length(buffers)
            left = self.most_bytes - self.sent
            if length > left and not (kind == "execute_result" and length <= _ALWAYS):
                if kind == "stream" and left > 0:
                    part = {**content, "text": self._beginning(content["text"], left)}
                    super().send(stream, {**message, "content": part}, ident=ident)
                    self.sent = max(self.sent, self.most_bytes)
                self._tell(stream, message)
                return None
            self.sent += _length(buffers)
        return super().send(stream, message, ident=ident, buffers=buffers, track=track)

    def _beginning(self, text: str, most_bytes: int) -> str:
        """As much of a text as fits, packed as it will be."""
        text = text[:most_bytes]
        while (length := len(self.pack(text))) > most_bytes + 2:  # two quotation marks
            text = text[: len(text) * most_bytes // length]
        return text

    def _tell(self, stream, message: Mapping[str, Any]) -> None:
        """Say once in the output of each request that something is missing there."""
        parent = message["parent_header"]
        if (request := parent.get("msg_id", "")) not in self._told:
            self._told.add(request)
            note = {"name": "stdout", "text": LEFT_OUT.format(mb=self.most_bytes >> 20)}
            super().send(stream, "stream", note, parent=parent, ident=b"stream.stdout")


def _length(content: Any) -> int:
    """Characters and bytes in all parts of a message, without packing it first."""
    if isinstance(content, Mapping):
        return _length(list(content)) + _length(list(content.values()))
    if isinstance(content, str | bytes | bytearray):
        return len(content)
    if isinstance(content, memoryview):
        return content.nbytes
    if isinstance(content, Sequence):
        return sum(map(_length, content))
    return 8  # a number, or nothing


def _shortened(content: Any, most: int) -> Any:
    """A message without the middle of its long texts, where it is too long."""
    if _length(content) <= most:
        return content
    if isinstance(content, Mapping):
        return {name: _shortened(value, most) for name, value in content.items()}
    if isinstance(content, list):
        return [_shortened(value, most // max(1, len(content))) for value in content]
    if isinstance(content, str) and len(content) > most:
        return f"{content[: most // 2]} ... {content[len(content) - most // 2 :]}"
    return content


class CuttingStream(OutStream):
    """What is printed; text that will be cut anyway does not wait in memory before."""

    _written = 0  # characters

    def write(self, string: str) -> int | None:  # type: ignore[override]  # as in OutStream
        if not isinstance(string, str):
            return super().write(string)  # which says what is wrong
        left = max(0, self.session.most_bytes - self._written)
        kept = string[: left + 1]  # the one too many is what gets a note
        self._written += len(kept)
        super().write(kept)
        return len(string)


class GradedKernel(IPythonKernel):
    """IPython's kernel that runs nothing more once it was told to end."""

    def should_handle(self, stream, msg, idents) -> bool:
        return self.shell is None or not self.shell.exit_now


class GradedKernelApp(IPKernelApp):
    """The program."""

    kernel_class = Type(GradedKernel).tag(config=True)
    bridge = Integer(-1, help="the descriptor of its end of the bridge to another kernel").tag(
        config=True
    )
    imports_files = Bool(True, help="whether files beside the notebook can be imported").tag(
        config=True
    )
    outstream_class = DottedObjectName(f"{__name__}.{CuttingStream.__name__}")
    classes = [*IPKernelApp.classes, CuttingSession]  # noqa: RUF012  (no ClassVar in IPKernelApp)

    @default("session")
    def _cutting_session(self) -> CuttingSession:
        return CuttingSession(parent=self)

    def initialize(self, argv: list[str] | None = None) -> None:
        super().initialize(argv)
        graded_student()
        keep_settings()

    def init_iopub(self, context) -> None:
        context.sndhwm = 0  # no limit on messages that wait; it holds for sockets made from here on
        super().init_iopub(context)
        self.iopub_thread.socket.linger = _FOREVER  # the grader ends a kernel that takes too long

    def init_path(self) -> None:
        if self.imports_files and "" not in sys.path:
            sys.path.append("")


class WarmKernelApp(GradedKernelApp):
    """The same program where there is one for each submission: it reads its options faster.

    A parser for all options that IPython's classes have takes longer to build than to fork the
    kernel.
    """

    def parse_command_line(self, argv: list[str] | None = None) -> None:
        try:
            given = _options(argv or [])
        except ValueError:  # of another kind than `BoxedKernelManager` gives by itself
            super().parse_command_line(argv)
            return
        self.cli_config = given
        self.update_config(given)


def _options(arguments: Sequence[str]) -> Config:
    """The configuration of ``-f FILE`` and of options ``--Class.trait=value``.

    Raises
    ------
    ValueError
        If there are others.
    """
    found = Config()
    left = iter(arguments)
    for argument in left:
        if argument == "-f":
            argument = f"--IPKernelApp.connection_file={next(left, '')}"
        name, equals, value = argument.partition("=")
        if not equals or not name.startswith("--") or name.count(".") != 1:
            raise ValueError(argument)
        owner, trait = name[2:].split(".")
        found[owner][trait] = DeferredConfigString(value)
    return found
