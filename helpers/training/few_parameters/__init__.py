"""What can be done with fewer than 8,000 parameters; end of lecture 7."""

from helpers.training.few_parameters.recipe import few_parameters_cnn, train
from helpers.training.few_parameters.starts import recorded, recorded_networks

__all__ = ["few_parameters_cnn", "recorded", "recorded_networks", "train"]
