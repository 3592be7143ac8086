"""The memory calculator."""

from helpers.explorers.memory.explorer import memory_calculator

__all__ = ["memory_calculator"]
