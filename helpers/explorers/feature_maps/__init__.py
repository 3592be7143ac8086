"""The feature-map explorer."""

from helpers.explorers.feature_maps.explorer import feature_map_explorer

__all__ = ["feature_map_explorer"]
