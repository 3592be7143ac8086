"""Trainings to compare Python and the browser on."""

from itertools import product

from helpers.explorers.kernel_learning.descent import Training
from helpers.explorers.kernel_learning.explorer import COUNTED, pictures, teachers
from tests.explorers.boxes import as_matrix


def training(picture: str, teacher: str, *, rate: float = 0.1, flips: bool = False) -> Training:
    """A training by the names that the controls show."""
    return Training(pictures()[picture], teachers()[teacher], rate, flips)


SETTINGS = list(product(pictures(), (COUNTED, "Sobel X"), (0.03, 0.3), (False, True)))
TRAININGS = [training(*names, rate=rate, flips=flips) for *names, rate, flips in SETTINGS]


def as_training(one: Training) -> dict:
    """A training as the browser knows it."""
    return {
        "picture": as_matrix(one.picture),
        "teacher": as_matrix(one.teacher),
        "rate": one.rate,
        "flips": one.flips,
    }
