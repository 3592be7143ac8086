"""Running a notebook with two kernels: the answers in one, the tests in the other."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nbclient import NotebookClient
from nbgrader.preprocessors import Execute

from helpers.grading.box import BoxedKernelManager

_KERNELS = "helpers.grading.examiner.kernels"
_CLASS = "--GradedKernelApp.kernel_class={}.{}"


class ExaminersKernelManager(BoxedKernelManager):
    """The manager of the tests' kernel, which knows that the student's works for it.

    Attributes
    ----------
    student
        The manager of the student's kernel. Its time counts as this kernel's, and an interrupt is
        for both.
    """

    student: BoxedKernelManager

    def processes(self):
        return [*super().processes(), *self.student.processes()]

    async def interrupt_kernel(self) -> None:  # type: ignore[override]  # it is async
        await super().interrupt_kernel()
        await self.student.interrupt_kernel()


class Examiner(Execute):
    """Runs cells in the tests' kernel, one at a time.

    Parameters
    ----------
    student
        The manager of the student's kernel, not started yet.
    **arguments
        As for any preprocessor.
    """

    def __init__(self, student: BoxedKernelManager, **arguments: Any) -> None:
        super().__init__(kernel_manager_class=ExaminersKernelManager, **arguments)
        self._student = student

    @contextmanager
    def ready(self, nb, resources) -> Iterator[None]:
        """Start the kernel, and end it afterwards; the student's is to start within."""
        NotebookClient.__init__(self, nb)
        self.reset_execution_trackers()
        self._check_assign_resources(resources)
        ours, theirs = socket.socketpair()
        self.km = self.create_kernel_manager()
        self.km.student = self._student
        self.km.bridge, self._student.bridge = ours, theirs
        self.km.keep_new_files = False
        self.km.kernel_options = [
            _CLASS.format(_KERNELS, "ExaminersKernel"),
            "--GradedKernelApp.imports_files=False",
        ]
        self._student.kernel_options = [_CLASS.format(_KERNELS, "StudentsKernel")]
        with ours, theirs, self.setup_kernel(cleanup_kc=True):
            ours.close()  # else the student's kernel would not learn of its end
            yield
