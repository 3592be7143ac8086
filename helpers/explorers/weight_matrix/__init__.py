"""The weight-matrix explorer."""

from helpers.explorers.weight_matrix.explorer import weight_matrix_explorer

__all__ = ["weight_matrix_explorer"]
