"""The explorer of the effective receptive field."""

from helpers.explorers.effective_field.explorer import effective_field

__all__ = ["effective_field"]
