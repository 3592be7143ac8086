"""The two kernels of a submission. This module runs inside them."""

from __future__ import annotations

import select
import socket
from typing import Any

from tornado.ioloop import IOLoop

from helpers.grading.box.kernel import GradedKernel
from helpers.grading.bridge.examiners_end import BridgeError, ExaminersEnd
from helpers.grading.bridge.frames import FrameError
from helpers.grading.bridge.stand_ins import Refused
from helpers.grading.bridge.students_end import StudentsEnd
from helpers.grading.bridge.wire import Wire
from helpers.grading.examiner.names import used_names

_NEXT = 0.001  # seconds in which the next request is waited for; the kernel's loop takes longer


class StudentsKernel(GradedKernel):
    """Runs the cells of a student, and between them answers the tests' kernel."""

    parent: Any  # the program
    shell: Any

    def start(self) -> None:
        super().start()
        connection = socket.socket(fileno=self.parent.bridge)
        end = StudentsEnd(Wire(connection), self.shell.user_ns)
        # In the main thread, as a cell: Keras keeps some of its state for each thread.
        self.io_loop.add_handler(connection, lambda *_: self._answer(connection, end), IOLoop.READ)

    def _answer(self, connection: socket.socket, end: StudentsEnd) -> None:
        self.pre_handler_hook()  # from here to the end an interrupt is heard
        try:
            end.answer()
            while select.select([connection], [], [], _NEXT)[0]:
                end.answer()
        except (ConnectionError, FrameError):  # the other kernel has ended
            self.io_loop.remove_handler(connection)
        finally:
            self.post_handler_hook()


class ExaminersKernel(GradedKernel):
    """Runs given cells and tests; what they use of the student's comes over the bridge.

    A name that a given cell or a test has defined here stays what it is, whatever the student makes
    of it over there. All others are asked for anew before each cell, and gone after it.
    """

    parent: Any  # the program
    shell: Any

    def start(self) -> None:
        super().start()
        self._fetched: dict[str, object] = {}
        wire = Wire(socket.socket(fileno=self.parent.bridge))
        self._end = ExaminersEnd(wire, self._gone)

    def _gone(self) -> list[str]:
        return [name for name in self._fetched if name not in self.shell.user_ns]

    async def do_execute(self, code, *arguments, **named):
        names = self.shell.user_ns
        self._fetched = fetched = self._fetch(code, names)
        names.update(fetched)
        try:
            return await super().do_execute(code, *arguments, **named)
        finally:
            for name, value in fetched.items():
                if names.get(name) is value:
                    del names[name]

    def _fetch(self, code: str, names: dict[str, object]) -> dict[str, object]:
        """Name → value of the student's, for those that the cell uses and does not find here."""
        fetched: dict[str, object] = {}
        # A magic is no Python before it is transformed; what is Python stays as it is.
        for name in used_names(code) or used_names(self.shell.transform_cell(code)):
            if name in names:
                continue
            try:
                there, value = self._end.fetch(name)
            except BridgeError as error:
                there, value = True, Refused(name, str(error))
            except KeyboardInterrupt:
                there, value = True, Refused(name, "it took too long")
            except Exception as error:  # what the student's object raised when it was looked at
                there, value = True, Refused(name, f"{type(error).__name__}: {error}")
            if there:
                fetched[name] = value
        return fetched
