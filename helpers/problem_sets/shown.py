"""What of the course a student's kernel has while the examiner marks a set.

All modules of `WITHHELD` know answers, so none of them is there but those that a set's own cells
use. A new module is withheld until it stands here.
"""

from __future__ import annotations

WITHHELD = (
    "helpers.convolution",
    "helpers.networks",
    "helpers.training",
    "helpers.problem_sets",
    "helpers.explorers",
    "helpers.demo",
    "helpers.upkeep",
)
_PACKAGES = ("helpers.convolution", "helpers.networks", "helpers.training", "helpers.problem_sets")
_EVERYWHERE = (
    *_PACKAGES,
    *("helpers.convolution.axes", "helpers.networks.specs"),  # a network can be written down
    *("helpers.problem_sets.draw", "helpers.problem_sets.student", "helpers.problem_sets.listing"),
    *("helpers.problem_sets.advice", "helpers.problem_sets.advice.own_work"),
)
_OF_A_SET = {
    "ps1_convolution_by_hand": ("pictures", "scenes"),
    "ps2_output_shapes": ("numbers",),
    "ps3_parameter_counts": ("numbers",),
    "ps4_mnist_cnn": ("numbers", "given"),
    "ps5_callbacks": ("numbers", "histories", "case", "demand", "paper", "playing"),
}
_OF_OTHERS = {
    # its cells print AlexNet and LeNet-5, and the shapes of the student's network
    "ps3_parameter_counts": (
        *("helpers.networks.published", "helpers.networks.geometry"),
        "helpers.convolution.geometry",
    ),
    "ps4_mnist_cnn": ("helpers.training.accuracy",),
    "ps5_callbacks": ("helpers.training.recording", "helpers.training.split"),
}
SHOWN: dict[str, list[str]] = {
    name: [
        *_EVERYWHERE,
        f"helpers.problem_sets.{name}",
        *(f"helpers.problem_sets.{name}.{module}" for module in modules),
        *_OF_OTHERS.get(name, ()),
    ]
    for name, modules in _OF_A_SET.items()
}
"""Notebook → modules of `WITHHELD` that its cells use."""
