"""The explorer of gradient ascent."""

from helpers.explorers.ascent.explorer import ascent_explorer

__all__ = ["ascent_explorer"]
