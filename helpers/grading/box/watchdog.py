"""Ends a box that takes too much: limits that no limit of one process covers."""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import psutil

from helpers.grading.box.per_process import per_process
from helpers.grading.box.policy import MB, Limits
from helpers.grading.box.submission import written

PERIOD = 0.2  # seconds
_DISK_EVERY = 5  # periods; walking through folders takes longer than looking at processes
Number = TypeVar("Number", int, float)
_GONE = (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess)


class Watched:
    """A box under watch.

    Parameters
    ----------
    namespace
        Number of its process namespace. Processes are told by it and not by their parents: the
        parent of a warm kernel is the fork server.
    folders
        What it can write on the disk.
    limits
        How much it gets.
    end
        Called with one sentence, after "it ", when it takes more; with ``unlucky=True`` where
        others do.
    """

    def __init__(
        self, namespace: int, folders: Iterable[Path], limits: Limits, end: Callable[..., None]
    ) -> None:
        self.namespace = namespace
        self.folders = tuple(folders)
        self.limits = limits
        self.end = end
        self.began = time.monotonic()
        self.had = written(*self.folders)

    def excess(self, processes: list[psutil.Process], *, disk: bool) -> str:
        """What it takes too much of, or ""."""
        limits = self.limits
        if time.monotonic() - self.began > limits.wall_s:
            return f"ran longer than {limits.wall_s:g} seconds"
        # Resident memory counts shared pages in full and is cheap to read.
        most = limits.memory_mb * MB
        if _resident(processes) > most and memory(processes) > most:
            return f"used more than {limits.memory_mb} MB of memory"
        if len(_sessions(processes)) > limits.sessions:
            return f"started more than {limits.sessions} sessions of processes"
        if _sockets(processes) > limits.sockets:
            return f"opened more than {limits.sockets} sockets"
        if _processor_time(processes) > limits.cpu_s:
            return f"used more than {limits.cpu_s:g} seconds of processor time"
        try:
            if disk and written(*self.folders) - self.had > limits.disk_mb * MB:
                return f"wrote more than {limits.disk_mb} MB"
        except OSError as error:
            return f"made folders that nobody can look into ({error.strerror})"
        return ""


def watch(box: Watched) -> None:
    """Watch a box until `forget`."""
    _watchdog().boxes.append(box)


def forget(box: Watched) -> None:
    """Watch it no longer."""
    boxes = _watchdog().boxes
    if box in boxes:
        boxes.remove(box)


@per_process
def _watchdog() -> _Watchdog:
    watchdog = _Watchdog()
    threading.Thread(target=watchdog.run, name="box-watchdog", daemon=True).start()
    return watchdog


class _Watchdog:
    def __init__(self) -> None:
        self.boxes: list[Watched] = []

    def run(self) -> None:
        for period in itertools.count():
            time.sleep(PERIOD)
            if boxes := list(self.boxes):
                self.look(boxes, disk=period % _DISK_EVERY == 0)

    def look(self, boxes: list[Watched], *, disk: bool) -> None:
        processes = by_namespace(box.namespace for box in boxes)
        for box in boxes:
            if reason := box.excess(processes[box.namespace], disk=disk):
                forget(box)
                box.end(reason)
        free = psutil.virtual_memory().available
        if short := [box for box in boxes if free < box.limits.floor_mb * MB and box in self.boxes]:
            largest = max(short, key=lambda box: memory(processes[box.namespace]))
            forget(largest)
            largest.end(
                f"was the largest when less than {largest.limits.floor_mb} MB of memory were left "
                "on the machine",
                unlucky=True,
            )


def by_namespace(namespaces: Iterable[int]) -> dict[int, list[psutil.Process]]:
    """The processes in each of some process namespaces."""
    found: dict[int, list[psutil.Process]] = {namespace: [] for namespace in namespaces}
    for number in psutil.pids():
        try:
            namespace = os.stat(f"/proc/{number}/ns/pid").st_ino
            if namespace in found:
                found[namespace].append(psutil.Process(number))
        except (OSError, *_GONE):  # it has ended, or it belongs to someone else
            continue
    return found


def memory(processes: list[psutil.Process]) -> int:
    """Their memory in bytes; a page that n processes share counts 1/n in each."""
    return sum(_ask(process, lambda it: it.memory_full_info().pss) for process in processes)


def _resident(processes: list[psutil.Process]) -> int:
    return sum(_ask(process, lambda it: it.memory_info().rss) for process in processes)


def _sessions(processes: list[psutil.Process]) -> set[int]:
    found = set()
    for process in processes:
        with suppress(OSError):  # it has ended
            found.add(os.getsid(process.pid))
    return found


def _sockets(processes: list[psutil.Process]) -> int:
    """Sockets of their network namespace, which is the box's own."""
    for process in processes:
        with suppress(OSError, ValueError):  # it has ended
            first, *_ = Path(f"/proc/{process.pid}/net/sockstat").read_text().splitlines()
            return int(first.removeprefix("sockets: used "))
    return 0


def _processor_time(processes: list[psutil.Process]) -> float:
    return sum(_ask(process, lambda it: sum(it.cpu_times()[:4])) for process in processes)


def _ask(process: psutil.Process, question: Callable[[psutil.Process], Number]) -> Number | int:
    try:
        return question(process)
    except _GONE:
        return 0
