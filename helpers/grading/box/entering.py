"""A process moves into a box and gives up what it could do outside (Linux only).

bubblewrap does all this for the programs it starts; a forked process has to do it itself.
"""

from __future__ import annotations

import ctypes
import os
import resource
import struct
from collections.abc import Sequence

import psutil

# CLONE_NEW...: mount, cgroup, UTS, IPC, user, process, network
_NAMESPACES = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000
_NAMESPACES |= 0x10000000 | 0x20000000 | 0x40000000
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_KEEPCAPS, _PR_CAPBSET_DROP = 1, 4, 8, 24
_PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT = 36, 38, 47
_CLEAR_ALL = 4
_CAPABILITIES_V3 = 0x20080522
TO_BECOME_ANOTHER = (6, 7)  # CAP_SETGID, CAP_SETUID
_LAST_CAPABILITY = "/proc/sys/kernel/cap_last_cap"

_c = ctypes.CDLL(None, use_errno=True)


def enter(process: int) -> None:
    """Join all namespaces of a process, its user namespace too; children are then inside.

    Parameters
    ----------
    process
        A descriptor of the process (pidfd). One call for all namespaces: step by step the rights to
        the next would be lost.
    """
    _checked("setns", _c.setns(process, _NAMESPACES))


def become(user: int, keep: Sequence[int] = ()) -> None:
    """From root, or with `TO_BECOME_ANOTHER`, to another user; without rights it is for good.

    Parameters
    ----------
    user
        The number of the user and of its only group; not root's.
    keep
        The capabilities that stay. With one the process stays closed to all others of that user.
    """
    if not user > 0:
        raise ValueError(f"{user} is no user without rights")
    _checked("prctl", _c.prctl(_PR_SET_KEEPCAPS, int(bool(keep)), 0, 0, 0))
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    _have(keep)
    # A process whose user has changed is closed to others, its own children's /proc/self too.
    _checked("prctl", _c.prctl(_PR_SET_DUMPABLE, int(not keep), 0, 0, 0))


def end_with_parent(signal: int) -> None:
    """Get a signal when the thread that started this process ends."""
    _checked("prctl", _c.prctl(_PR_SET_PDEATHSIG, signal, 0, 0, 0))


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent ends."""
    _checked("prctl", _c.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0))


def go_first() -> None:
    """Be what the system ends first when the machine runs out of memory."""
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


def limit(limits: dict[str, int]) -> None:
    """Set limits of this process, from `Limits.of_one_process`.

    What it has inherited from the fork server is not the student's, so it comes on top.
    """
    own = psutil.Process().memory_info().data
    for name, value in (limits | {"data": limits["data"] + own}).items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name.upper()}"), (value, value))


def drop_capabilities(last: int) -> None:
    """Give up every capability, also for programs started later.

    Parameters
    ----------
    last
        Number of the last one, from `last_capability`.
    """
    for capability in range(last + 1):
        _checked("prctl", _c.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0))
    _checked("prctl", _c.prctl(_PR_CAP_AMBIENT, _CLEAR_ALL, 0, 0, 0))
    _have(())
    _checked("prctl", _c.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))


def _have(capabilities: Sequence[int]) -> None:
    """Have these of the capabilities that the process may have, and no others."""
    header = struct.pack("Ii", _CAPABILITIES_V3, 0)
    mask = sum(1 << capability for capability in capabilities)
    _checked("capset", _c.capset(header, struct.pack("6I", mask, mask, 0, 0, 0, 0)))


def last_capability() -> int:
    """Number of the last capability that this kernel knows."""
    with open(_LAST_CAPABILITY) as file:
        return int(file.read())


def _checked(call: str, result: int) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{call}: {os.strerror(number)}")
