"""The shift explorer."""

from helpers.explorers.shift.explorer import shift_explorer

__all__ = ["shift_explorer"]
