"""The stepper through `fit`."""

from helpers.explorers.fit_stepper.explorer import fit_stepper

__all__ = ["fit_stepper"]
