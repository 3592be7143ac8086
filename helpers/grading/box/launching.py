"""Starting programs that must not outlive the grader."""

from __future__ import annotations

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import cache


def launch(command: list[str], **options) -> subprocess.Popen:
    """`subprocess.Popen` in a thread that lives as long as this process.

    A program that asks the kernel to end it with its parent (`PR_SET_PDEATHSIG`) ends with the
    *thread* that started it.
    """
    return _thread(os.getpid()).submit(subprocess.Popen, command, **options).result()


@cache
def _thread(process: int) -> ThreadPoolExecutor:
    """One for each process: a forked one inherits the object, not the thread."""
    return ThreadPoolExecutor(1, thread_name_prefix="launcher")
