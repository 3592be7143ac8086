"""The explorer of a chain: filter, ReLU, pool."""

from helpers.explorers.chain.explorer import chain_explorer

__all__ = ["chain_explorer"]
