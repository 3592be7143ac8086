"""The kernel managers that nbclient and nbgrader are given."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import zmq
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec
from traitlets import Bool, Enum, Instance, List, Type, Unicode

from helpers.grading.box.careful_client import MOST_TO_SEND, CarefulKernelClient
from helpers.grading.box.policy import HASH_SEED, MB, Limits
from helpers.grading.box.provisioner import BoxProvisioner

if TYPE_CHECKING:
    import psutil

# A program for `python -c`: `python -m` would look for the modules beside the notebook first.
_START = (
    "import sys; sys.path.remove(''); from helpers.grading.box.kernel import GradedKernelApp; "
    "GradedKernelApp.launch_instance()"
)
# Variables of Python that change neither what a test finds nor whether it looks. All others stay
# outside: PYTHONOPTIMIZE, for instance, switches every `assert` off.
_HARMLESS = ("PYTHONPATH", "PYTHONHOME", "PYTHONUTF8", "PYTHONIOENCODING")


class GradingKernelManager(AsyncKernelManager):
    """Runs a Python kernel for a submission, in the open.

    Whatever kernel the notebook asks for, it gets this Python.
    """

    limits = Instance(Limits, args=(), help="how much the submission gets").tag(config=True)
    tracebacks = Enum(
        ["Plain", "Context", "Verbose", "Minimal"],
        "Plain",
        help="What errors show of the code. Context, which is what a notebook shows as a rule, "
        "quotes the lines around each call, hidden tests too, and takes 0.1 s for every error "
        "once TensorFlow is imported.",
    ).tag(config=True)

    client_factory = Type(CarefulKernelClient)
    kernel_options = List(Unicode(), help="more options of the program that is the kernel")
    encryption = "curve"  # what the kernel knows, for its messages over TCP

    @property
    def kernel_spec(self) -> KernelSpec:
        if self._kernel_spec is None:
            self._kernel_spec = KernelSpec(
                argv=[
                    *(sys.executable, "-c", _START, "-f", "{connection_file}"),
                    f"--InteractiveShell.xmode={self.tracebacks}",
                    "--HistoryManager.enabled=False",  # a database that nobody reads
                    f"--CuttingSession.most_bytes={self.limits.output_mb * MB}",
                ],
                display_name="Python 3",
                language="python",
                interrupt_mode="message",  # a signal would meet bubblewrap
                metadata={"supported_encryption": self.encryption},
            )
        return self._kernel_spec

    def _connect_control_socket(self) -> None:
        super()._connect_control_socket()
        if self._control_socket is not None:
            self._control_socket.sndtimeo = MOST_TO_SEND

    async def _async_interrupt_kernel(self) -> None:
        """Interrupt it; one that has broken its own sockets hears nothing."""
        with suppress(zmq.Again):
            await super()._async_interrupt_kernel()

    interrupt_kernel = _async_interrupt_kernel

    def processes(self) -> list[psutil.Process]:
        """The kernel and what it has started, of all that still run."""
        import psutil  # which imports what not every system has

        number = getattr(self.provisioner, "pid", None)
        try:
            kernel = psutil.Process(number)
            return [kernel, *kernel.children(recursive=True)] if number else []
        except psutil.NoSuchProcess:  # it has ended
            return []

    async def start_kernel(self, **arguments) -> None:  # type: ignore[override]  # it is async
        outside = arguments.pop("env", None) or os.environ
        kept = {
            name: value
            for name, value in outside.items()
            if not name.startswith("PYTHON") or name in _HARMLESS
        }
        options = [*(arguments.pop("extra_arguments", None) or ()), *self.kernel_options]
        await super().start_kernel(**arguments, extra_arguments=options, env=kept | HASH_SEED)


class BoxedKernelManager(GradingKernelManager):
    """Runs a Python kernel in a box.

    For `c.Execute.kernel_manager_class`, or nbclient's ``kernel_manager_class``. The working folder
    given to `start_kernel` is copied into the box; its last two parts are the names of the student
    and the assignment.
    """

    encryption = ""  # its sockets are files in a folder that is closed to others
    of_tests = False  # whether no line of a student's runs in it
    bridge: socket.socket | None = None  # the kernel's end of a bridge to another kernel
    warm = Bool(True, help="fork kernels from a fork server where one runs").tag(config=True)
    readonly = List(Unicode(), help="more files and folders that the box may read").tag(config=True)
    hidden = List(Unicode(), help="folders that never show in the box").tag(config=True)
    course = Unicode(help="folder to show in the place of the course's package; '' is that itself")
    keep_new_files = Bool(True, help="copy files that the submission makes back to its folder").tag(
        config=True
    )

    def __init__(self, **arguments) -> None:
        super().__init__(**arguments)
        self.provisioner = BoxProvisioner(parent=self, kernel_spec=self.kernel_spec)

    def processes(self) -> list[psutil.Process]:
        """All that run in the box."""
        return self.provisioner.processes() if isinstance(self.provisioner, BoxProvisioner) else []

    @property
    def incident(self) -> str:
        """Why the box was ended, in words that follow "it "; "" where it was not."""
        return self.provisioner.incident if isinstance(self.provisioner, BoxProvisioner) else ""

    @property
    def unlucky(self) -> bool:
        """Whether it was ended for want of memory on the machine, which is not its own fault."""
        return isinstance(self.provisioner, BoxProvisioner) and self.provisioner.unlucky
