"""The convolution explorer."""

from helpers.explorers.convolution.explorer import convolution_explorer

__all__ = ["convolution_explorer"]
