"""A bar swept over the cells of the visual cortex."""

from helpers.explorers.cortex.explorer import orientation_tuning

__all__ = ["orientation_tuning"]
