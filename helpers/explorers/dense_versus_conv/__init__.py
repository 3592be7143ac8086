"""Weights of a dense and of a convolutional layer."""

from helpers.explorers.dense_versus_conv.explorer import dense_versus_conv

__all__ = ["dense_versus_conv"]
