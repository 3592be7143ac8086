"""How many submissions run side by side."""

from types import SimpleNamespace

import psutil
import pytest

from helpers.grading.batch.workers import KERNEL_MEMORY, submissions_at_a_time


@pytest.mark.parametrize(
    ("cores", "gigabytes", "kernels", "at_a_time"),
    [(2, 64, 1, 3), (8, 64, 1, 12), (8, 64, 2, 12), (8, 9, 1, 8), (8, 9, 2, 3), (8, 1, 2, 1)],
)
def test_cores_and_memory_say_how_many(monkeypatch, cores, gigabytes, kernels, at_a_time):
    memory = SimpleNamespace(available=gigabytes * KERNEL_MEMORY)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: memory)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: range(cores), raising=False)
    assert submissions_at_a_time(kernels) == at_a_time
