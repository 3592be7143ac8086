"""What makes grades hang on the machine and not on the work: looked at before a run."""

from __future__ import annotations

import os

import psutil

from helpers.grading.batch.workers import KERNEL_MEMORY

BUSY = 0.5  # of the cores that others may keep busy, in the mean of the last minute
GB = 1 << 30


def concerns(
    kernels: int,
    *,
    floor: int,
    cores: int | None = None,
    load: float | None = None,
    free: int | None = None,
) -> list[str]:
    """What could cost a submission its grade although it is right, one sentence each.

    Parameters
    ----------
    kernels
        How many run at a time.
    floor
        Bytes that must stay free; below, the largest box is ended.
    cores, load, free
        Cores, the load of the last minute, and bytes of free memory; by default this machine's.
    """
    cores = (os.cpu_count() or 1) if cores is None else cores
    load = os.getloadavg()[0] if load is None else load
    free = psutil.virtual_memory().available if free is None else free
    found = []
    if load > BUSY * cores:
        found.append(
            f"This machine is busy with other things (load {load:.1f}, {cores} cores). A cell is "
            "not charged for waiting, but a whole submission is (Limits.wall_s): end what else "
            "runs, or grade later."
        )
    if free < floor + kernels * KERNEL_MEMORY:
        found.append(
            f"{free / GB:.1f} GB of memory are free. {kernels} kernels with TensorFlow take "
            f"{kernels * KERNEL_MEMORY / GB:.0f} GB, and {floor / GB:.0f} GB must stay free: some "
            "may be ended and get no grade. Take fewer --workers."
        )
    return found
