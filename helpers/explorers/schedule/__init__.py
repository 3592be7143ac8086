"""The schedule explorer."""

from helpers.explorers.schedule.explorer import schedule_explorer

__all__ = ["schedule_explorer"]
