"""The two ends of a bridge in one process: the student's answers in a thread."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress

import pytest

from helpers.grading.bridge.examiners_end import ExaminersEnd
from helpers.grading.bridge.students_end import StudentsEnd
from helpers.grading.bridge.wire import Wire


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Two connected sockets: the tests' and the student's."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


@pytest.fixture
def student() -> Iterator[Callable[..., ExaminersEnd]]:
    """The tests' end of a bridge to a student with some names, or those that some code makes."""
    with ExitStack() as ending:

        def student(code: str = "", gone: Sequence[str] = (), **names: object) -> ExaminersEnd:
            ours, theirs = socket.socketpair()
            exec(code, names)
            end = StudentsEnd(Wire(theirs), names)

            def answer():
                with suppress(OSError, ValueError):  # closed at the end of the test
                    while True:
                        end.answer()

            thread = threading.Thread(target=answer, daemon=True)
            thread.start()
            ending.callback(thread.join)
            ending.callback(theirs.close)
            ending.callback(ours.close)
            return ExaminersEnd(Wire(ours), lambda: list(gone))

        yield student
