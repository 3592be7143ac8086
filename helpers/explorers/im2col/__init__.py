"""The im2col explorer."""

from helpers.explorers.im2col.explorer import im2col_explorer

__all__ = ["im2col_explorer"]
