"""The saliency explorer."""

from helpers.explorers.saliency.explorer import saliency_explorer

__all__ = ["saliency_explorer"]
