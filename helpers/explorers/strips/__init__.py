"""The strip explorer: why a convolution turns one of its lists round."""

from helpers.explorers.strips.explorer import strip_explorer

__all__ = ["strip_explorer"]
