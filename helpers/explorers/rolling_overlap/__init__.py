"""The rolling overlap: a convolution integral as an area."""

from helpers.explorers.rolling_overlap.explorer import rolling_overlap

__all__ = ["rolling_overlap"]
