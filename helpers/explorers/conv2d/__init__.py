"""The Conv2D explorer."""

from helpers.explorers.conv2d.explorer import conv2d_explorer

__all__ = ["conv2d_explorer"]
