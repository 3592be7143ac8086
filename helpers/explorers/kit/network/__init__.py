"""A trained network that answers in the browser: what is sent of it, and its forward pass."""

from helpers.explorers.kit.network.sent import (
    SentLayer,
    SentNetwork,
    check_digits,
    check_pictures,
    sent,
)

__all__ = ["SentLayer", "SentNetwork", "check_digits", "check_pictures", "sent"]
