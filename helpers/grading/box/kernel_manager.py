"""The kernel manager that nbclient and nbgrader are given."""

from __future__ import annotations

import sys

from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec
from traitlets import Bool, Enum, Instance, List, Type, Unicode

from helpers.grading.box.careful_client import CarefulKernelClient
from helpers.grading.box.policy import Limits
from helpers.grading.box.provisioner import BoxProvisioner


class BoxedKernelManager(AsyncKernelManager):
    """Runs a Python kernel in a box.

    For `c.Execute.kernel_manager_class`, or nbclient's ``kernel_manager_class``. Whatever kernel
    the notebook asks for, it gets this Python. The working folder given to `start_kernel` is
    copied into the box; its last two parts are the names of the student and the assignment.
    """

    limits = Instance(Limits, args=(), help="how much the submission gets").tag(config=True)
    warm = Bool(True, help="fork kernels from a fork server where one runs").tag(config=True)
    tracebacks = Enum(
        ["Plain", "Context", "Verbose", "Minimal"],
        "Plain",
        help="What errors show of the code. Context, which is what a notebook shows as a rule, "
        "quotes the lines around each call, hidden tests too, and takes 0.1 s for every error "
        "once TensorFlow is imported.",
    ).tag(config=True)
    readonly = List(Unicode(), help="more files and folders that the box may read").tag(config=True)
    hidden = List(Unicode(), help="folders that never show in the box").tag(config=True)
    keep_new_files = Bool(True, help="copy files that the submission makes back to its folder").tag(
        config=True
    )

    client_factory = Type(CarefulKernelClient)

    def __init__(self, **arguments) -> None:
        super().__init__(**arguments)
        self.provisioner = BoxProvisioner(parent=self, kernel_spec=self.kernel_spec)

    @property
    def kernel_spec(self) -> KernelSpec:
        if self._kernel_spec is None:
            self._kernel_spec = KernelSpec(
                argv=[
                    *(sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"),
                    f"--InteractiveShell.xmode={self.tracebacks}",
                ],
                display_name="Python 3 in a box",
                language="python",
                interrupt_mode="message",  # a signal would meet bubblewrap
            )
        return self._kernel_spec

    @property
    def incident(self) -> str:
        """Why the box was ended, in words that follow "it "; "" where it was not."""
        return self.provisioner.incident if isinstance(self.provisioner, BoxProvisioner) else ""
