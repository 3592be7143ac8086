"""The occlusion explorer."""

from helpers.explorers.occlusion.explorer import occlusion_explorer

__all__ = ["occlusion_explorer"]
