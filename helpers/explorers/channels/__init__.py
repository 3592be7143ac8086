"""The channel explorer."""

from helpers.explorers.channels.explorer import channel_explorer

__all__ = ["channel_explorer"]
