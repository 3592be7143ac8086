"""The receptive-field tracer."""

from helpers.explorers.receptive_field.explorer import receptive_field_tracer

__all__ = ["receptive_field_tracer"]
