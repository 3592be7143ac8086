"""The colours of signed numbers for Matplotlib.

A module of its own: tables of numbers take the colours alone, and Matplotlib takes half a second.
"""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from helpers.drawing.colours import MIDDLE, NEGATIVE, POSITIVE

BLUE_TO_ORANGE = LinearSegmentedColormap.from_list(
    "signs", np.array([NEGATIVE, MIDDLE, POSITIVE]) / 255
)
"""Blue below 0, nearly white at 0, orange above."""
