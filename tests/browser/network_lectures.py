"""The explorers of lectures 05, 06 and 07: what makes them, and what that needs to have run."""

from __future__ import annotations

import pytest

FIFTH, SIXTH, SEVENTH = "05_mnist_cnn.ipynb", "06_why_pooling.ipynb", "07_inside_the_network.ipynb"
EXPLORERS = {
    FIFTH: ("activation-explorer", "softmax-explorer", "draw"),
    SIXTH: ("tracer", "shift-widget"),
    SEVENTH: ("explorer", "occlusion-explorer", "saliency-explorer"),
}
# What the explorers need. An untrained network answers too, so lecture 05 does not train its own
# here; all others are kept from one run to the next.
NEEDED = {
    FIFTH: (
        *("setup", "imports", "settings", "load", "network"),
        *("as-input", "labels", "split", "starts", "mistakes"),
    ),
    SIXTH: (
        *("setup", "digits", "parts", "networks", "train", "kinds-define", "rivals"),
        *("moved", "moved-picture", "frame-same"),
    ),
    SEVENTH: ("setup", "imports", "digits", "network"),
}
in_each = pytest.mark.parametrize("lecture", EXPLORERS, indirect=True)
in_the_fifth = pytest.mark.parametrize("lecture", [FIFTH], indirect=True)
in_the_sixth = pytest.mark.parametrize("lecture", [SIXTH], indirect=True)
in_the_seventh = pytest.mark.parametrize("lecture", [SEVENTH], indirect=True)
