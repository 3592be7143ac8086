"""Starting programs that must not outlive the grader."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor

from helpers.grading.box.per_process import per_process

# Behind the name of the fork server's socket: that of the server for kernels that run tests.
FOR_TESTS = ".tests"
# Tells a kernel which of its descriptors is its end of a bridge.
BRIDGE_OPTION = "--GradedKernelApp.bridge={}"


def launch(command: list[str], **options) -> subprocess.Popen:
    """`subprocess.Popen` in a thread that lives as long as this process.

    A program that asks the kernel to end it with its parent (`PR_SET_PDEATHSIG`) ends with the
    *thread* that started it.
    """
    return _thread().submit(lambda: subprocess.Popen(command, **options)).result()


@per_process
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="launcher")
