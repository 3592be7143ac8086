"""Any network for digits in the explorers of networks."""

from helpers.explorers.explore.explorer import explore

__all__ = ["explore"]
