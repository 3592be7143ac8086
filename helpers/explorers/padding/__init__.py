"""The padding explorer."""

from helpers.explorers.padding.explorer import padding_modes

__all__ = ["padding_modes"]
