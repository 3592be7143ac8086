"""Two small explorers of lecture 5: an activation with its slope, and the softmax of logits."""

from helpers.explorers.activations.explorer import activation_explorer, softmax_explorer

__all__ = ["activation_explorer", "softmax_explorer"]
