"""From solutions to assignments: made, and checked for leaks."""
