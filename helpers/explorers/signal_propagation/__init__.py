"""What many layers make of the spread of the first weights."""

from .explorer import signal_propagation

__all__ = ["signal_propagation"]
