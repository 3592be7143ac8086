"""Handwritten digits of 28 × 28 pixels: MNIST where it can be had, a stand-in where it cannot."""

from .arrays import Digits, DigitsError, Source
from .load import load_digits

__all__ = ["Digits", "DigitsError", "Source", "load_digits"]
