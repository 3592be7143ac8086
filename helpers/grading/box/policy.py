"""What a box allows: what its code sees, with which variables, and how much it gets."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import helpers
from helpers.start.quiet_start import QUIET_TENSORFLOW

HOME = PurePosixPath("/home/student")
UID = GID = 1000  # inside
SOCKETS = PurePosixPath("/tmp/kernel")  # of the kernel
SYSTEM = "/usr"
MB = 1 << 20

_LINKS = ("bin", "lib", "lib32", "lib64", "sbin")  # links into /usr, or folders beside it
_ETC = (
    "ld.so.cache",
    "ld.so.conf",
    "ld.so.conf.d",
    "alternatives",
    "fonts",
    "localtime",
    "mime.types",
    "nsswitch.conf",
)
ACCOUNTS = {
    "/etc/passwd": f"root:x:0:0::/root:/bin/false\nstudent:x:{UID}:{GID}::{HOME}:/bin/sh\n",
    "/etc/group": f"root:x:0:\nstudent:x:{GID}:\n",
}

# By name: many a token lies in a variable, and what begins with TF_ may be Terraform's.
_KEPT = (
    *("LANG", "LC_ALL", "TZ", "OMP_NUM_THREADS", "CUDA_VISIBLE_DEVICES", "KERAS_BACKEND"),
    *("TF_CPP_MIN_LOG_LEVEL", "TF_ENABLE_ONEDNN_OPTS", "TF_DETERMINISTIC_OPS"),
    *("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "NBGRADER_EXECUTION"),
)
_KEPT_PREFIX = "CNN_COURSE_"
# Warm kernels inherit the hash seed of the fork server. Equal everywhere, so equal results.
HASH_SEED = {"PYTHONHASHSEED": "0"}
# What stands in the output of a cell where more was printed or shown.
LEFT_OUT = "\n[More than {mb} MB of output: the rest is left out. It costs no points.]\n"
MNIST = "CNN_COURSE_MNIST"
_STAND_IN = "scikit-learn"  # its word for digits that need no file


@dataclass(frozen=True)
class Limits:
    """How much one submission gets.

    Parameters
    ----------
    memory_mb
        Memory of all processes of the box together; what they share with the fork server counts
        in part. TensorFlow needs 700.
    processes
        Processes and threads. TensorFlow starts several threads for each core.
    sessions
        Sessions of processes. Linux gives each an equal share of the processor, so a submission
        with a hundred would leave a hundredth to each of its neighbours.
    sockets
        Open sockets of all its processes. What waits in their buffers is nobody's memory, so their
        number is what can be limited; a kernel has about 40.
    cpu_s, wall_s
        Seconds of processor time, and on the clock, from the start of the kernel to its end.
    file_mb, disk_mb
        Size of one file, and of everything written to the working folder.
    scratch_mb
        Size of each of the home folder, /tmp and /dev/shm, which are kept in memory.
    output_mb
        Everything that is printed or shown, pictures included. The rest is left out, and the cell
        goes on.
    floor_mb
        Memory that must stay free on the machine; below it the largest box is ended.
    """

    memory_mb: int = 4096
    processes: int = field(default_factory=lambda: 256 + 16 * (os.cpu_count() or 1))
    sessions: int = 12
    sockets: int = 256
    cpu_s: int = 1800
    wall_s: int = 1800
    file_mb: int = 256
    disk_mb: int = 1024
    scratch_mb: int = 256
    output_mb: int = 16
    floor_mb: int = 1024

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if not value > 0:
                raise ValueError(f"{name} is {value!r}; a limit is a number above 0")

    def of_one_process(self) -> dict[str, int]:
        """What the kernel itself enforces, by the names of `prlimit` and of ``RLIMIT_...``."""
        return {
            "nproc": self.processes,
            "fsize": self.file_mb * MB,
            "cpu": int(self.cpu_s) + 5,  # the watchdog adds all processes up, and says what it did
            "data": self.memory_mb * MB,
            # TensorFlow reserves far more address space than it uses, so this one is wide. It
            # catches shared mappings, which RLIMIT_DATA does not count.
            "as": max(32_768, 4 * self.memory_mb) * MB,
            "core": 0,
            "nofile": 1024,
            "memlock": 0,
        }


@dataclass(frozen=True)
class Plan:
    """One box to be built.

    Parameters
    ----------
    work
        The writable copy of the submission's folder.
    user
        User and group id outside of all that runs in the box; None for the grader's own.
    inside
        Where the box has it.
    sockets
        The folder of the kernel's sockets and connection file; inside it is `SOCKETS`.
    environment
        The variables of its processes.
    limits
        How much it gets.
    readonly, hidden
        More files and folders to show, and folders never to show, at their own paths.
    course
        The folder to show in the place of the course's package, or None for that itself.
    """

    work: Path
    user: int | None
    inside: PurePosixPath
    sockets: Path
    environment: Mapping[str, str]
    limits: Limits
    readonly: tuple[Path, ...] = ()
    hidden: tuple[Path, ...] = ()
    course: Path | None = None


def inside(folder: Path) -> PurePosixPath:
    """Where a box has a submission's folder; it ends in the student and the assignment."""
    return HOME / "course" / PurePosixPath(*folder.absolute().parts[-2:])


def environment(outside: Mapping[str, str]) -> dict[str, str]:
    """The variables of a box, of all those outside; what is not needed stays there."""
    kept = {
        name: value
        for name, value in outside.items()
        if name in _KEPT or name.startswith(_KEPT_PREFIX)
    }
    if (digits := _digits(outside)) is not None:
        kept[MNIST] = str(digits)
    elif not kept.get(MNIST) and not (_datasets() / "mnist.npz").exists():
        # A download would start Keras anew, in each kernel, to find that a box has no network.
        kept[MNIST] = _STAND_IN
    return {
        "LANG": "C.UTF-8",
        "NBGRADER_EXECUTION": "autograde",
        **QUIET_TENSORFLOW,
        # Kernels run side by side, so one of them gains nothing by a thread for every core; and
        # with one the sums come in one order.
        "TF_NUM_INTRAOP_THREADS": "1",
        "TF_NUM_INTEROP_THREADS": "1",
        **kept,
        "PATH": f"{Path(sys.prefix) / 'bin'}:/usr/bin:/bin",
        "HOME": str(HOME),
        "USER": "student",
        "TMPDIR": "/tmp",
        "IPYTHONDIR": "/tmp/ipython",
        "KERAS_HOME": str(HOME / ".keras"),
        "PYTHONPATH": str(_helpers().parent),
        # For the same reasons; and the fork server must have one thread.
        "OPENBLAS_NUM_THREADS": "1",
        **HASH_SEED,
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def shown(plan: Plan) -> dict[Path, PurePosixPath]:
    """What a box may read beside the system: path outside → path inside."""
    same = {Path(sys.prefix), Path(sys.base_prefix), _helpers(), *plan.readonly}
    if (digits := _digits(plan.environment)) is not None:
        same.add(digits)
    hidden = _hidden(plan)
    paths = {
        path: PurePosixPath(path)
        for path in same
        if not path.is_relative_to(SYSTEM) or any(map(path.is_relative_to, hidden))
    }
    if plan.course is not None:
        paths.pop(_helpers(), None)
        paths[plan.course] = PurePosixPath(_helpers())
    home = Path.home()
    if (datasets := _datasets()).is_dir():
        paths[datasets] = HOME / ".keras" / "datasets"
    # Without its list of fonts matplotlib looks through all of them in every box anew.
    for fonts in home.glob(".cache/matplotlib/fontlist-*.json"):
        paths[fonts] = HOME / ".cache" / "matplotlib" / fonts.name
    return paths


def arguments(
    plan: Plan,
    sources: Mapping[PurePosixPath, Path],
    *,
    seccomp: int,
    info: int,
    accounts: Mapping[str, int],
) -> list[str]:
    """The arguments of bubblewrap for a box.

    Parameters
    ----------
    plan
        The box.
    sources
        Path inside → where it can be read outside, from `shown`.
    seccomp, info, accounts
        File descriptors: the system call filter, where to tell the process id, and the files of
        `ACCOUNTS`.
    """
    limits = plan.limits
    scratch = ("--size", str(limits.scratch_mb * MB), "--perms", "1777", "--tmpfs")
    listed = [
        *("--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"),
        *("--unshare-cgroup-try", "--disable-userns", "--cap-drop", "ALL", "--hostname", "box"),
        *("--uid", str(UID), "--gid", str(GID), "--new-session", "--die-with-parent", "--clearenv"),
        *("--ro-bind", SYSTEM, SYSTEM),
    ]
    for name in _LINKS:
        path = Path("/", name)
        if path.is_symlink():
            listed += ["--symlink", os.readlink(path), str(path)]
        else:
            listed += ["--ro-bind-try", str(path), str(path)]
    for name in _ETC:
        listed += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    for account, descriptor in accounts.items():
        listed += ["--perms", "0444", "--ro-bind-data", str(descriptor), account]
    listed += ["--proc", "/proc", "--dev", "/dev", *scratch, "/dev/shm", *scratch, "/tmp"]
    listed += [*scratch, "/home", "--dir", str(HOME)]

    mounts = {to: ["--ro-bind", str(source), str(to)] for to, source in sources.items()}
    for hidden in map(PurePosixPath, _hidden(plan)):
        if hidden in mounts:
            raise ValueError(
                f"{hidden} must stay hidden from students' code, but the code needs it; "
                "move the Python environment into a folder of its own"
            )
        if any(hidden.is_relative_to(seen) for seen in (PurePosixPath(SYSTEM), *mounts)):
            mounts[hidden] = ["--size", str(MB), "--tmpfs", str(hidden)]
    for _, mount in sorted(mounts.items(), key=lambda item: len(item[0].parts)):  # parents first
        listed += mount

    listed += ["--bind", str(plan.sockets), str(SOCKETS)]
    listed += ["--bind", str(plan.work), str(plan.inside), "--chdir", str(plan.inside)]
    # bubblewrap's /dev and / are folders in memory without a limit.
    listed += ["--remount-ro", "/dev", "--remount-ro", "/"]
    for name, value in plan.environment.items():
        listed += ["--setenv", name, value]
    return [*listed, "--seccomp", str(seccomp), "--info-fd", str(info)]


def _helpers() -> Path:
    return Path(helpers.__file__).resolve().parent


def _hidden(plan: Plan) -> set[Path]:
    """The course and what else must not show, should it lie in a folder that a box needs."""
    course = _helpers().parent
    return {*plan.hidden, *([course] if (course / "nbgrader_config.py").exists() else [])}


def _datasets() -> Path:
    """Where Keras keeps what it has downloaded."""
    keras = os.environ.get("KERAS_HOME") or Path.home() / ".keras"
    return Path(keras).expanduser() / "datasets"


def _digits(outside: Mapping[str, str]) -> Path | None:
    """The file or folder named by CNN_COURSE_MNIST, where it names one."""
    if not (value := outside.get(MNIST)):
        return None
    path = Path(value).expanduser().absolute()
    return path if path.exists() else None
