"""The layer-geometry explorer."""

from helpers.explorers.layer_geometry.explorer import layer_geometry

__all__ = ["layer_geometry"]
