"""Lecture 7's network with one of its six changes taken back at a time."""

from helpers.training.ablation.networks import CHANGES, network_without
from helpers.training.ablation.recorded import without_each_change

__all__ = ["CHANGES", "network_without", "without_each_change"]
