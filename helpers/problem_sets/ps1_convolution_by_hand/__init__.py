"""Problem set 1: its advice."""
