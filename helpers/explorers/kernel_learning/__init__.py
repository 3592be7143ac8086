"""The kernel-learning explorer."""

from helpers.explorers.kernel_learning.explorer import kernel_learning

__all__ = ["kernel_learning"]
