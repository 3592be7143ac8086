"""The shuffling explorer: what a dense neuron and a filter keep of pixels that change places."""

from helpers.explorers.shuffling.explorer import shuffle_explorer

__all__ = ["shuffle_explorer"]
