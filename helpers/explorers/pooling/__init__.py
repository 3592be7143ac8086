"""The pooling explorer."""

from helpers.explorers.pooling.explorer import pooling_explorer

__all__ = ["pooling_explorer"]
