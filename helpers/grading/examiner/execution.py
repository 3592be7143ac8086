"""Running a notebook with two kernels: the answers in one, the tests in the other."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nbclient import NotebookClient
from nbclient.util import run_sync
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
    of_tests = True

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
    def ready(self, nb, resources, answers: NotebookClient) -> Iterator[None]:
        """Start both kernels side by side, and end the tests' afterwards.

        Parameters
        ----------
        nb, resources
            As for `preprocess`.
        answers
            What runs cells in the student's kernel; it finds that one started.
        """
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
        with ours, theirs:  # closed here, or no kernel would learn of the other one's end
            run_sync(_start)(self, answers)
        with self.setup_kernel(cleanup_kc=True):
            yield


async def _start(*clients: NotebookClient) -> None:
    """Start the kernels of all, or of none."""

    async def start(client: NotebookClient) -> None:
        await client.async_start_new_kernel()
        await client.async_start_new_kernel_client()

    ends = await asyncio.gather(*map(start, clients), return_exceptions=True)
    failed = [end for end in ends if isinstance(end, BaseException)]
    if failed:
        for client in clients:
            if client.km is not None and client.km.has_kernel:
                await client._async_cleanup_kernel()
        raise failed[0]
