"""The box in which a student's code runs when it is graded: no network, no course, no way to stay.

Importing this works on every system; where no box can be made, `unavailable` says why.
"""

from helpers.grading.box.availability import unavailable
from helpers.grading.box.fork_server import FORK_SERVER, PRELOAD, ForkServer
from helpers.grading.box.kernel_manager import BoxedKernelManager, GradingKernelManager
from helpers.grading.box.policy import Limits

__all__ = [
    "FORK_SERVER",
    "PRELOAD",
    "BoxedKernelManager",
    "ForkServer",
    "GradingKernelManager",
    "Limits",
    "unavailable",
]
