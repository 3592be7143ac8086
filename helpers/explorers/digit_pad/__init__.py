"""Draw a digit, and see what a network says to it."""

from helpers.explorers.digit_pad.explorer import digit_pad

__all__ = ["digit_pad"]
