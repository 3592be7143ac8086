"""The early-stopping explorer."""

from helpers.explorers.early_stopping.explorer import early_stopping_explorer

__all__ = ["early_stopping_explorer"]
