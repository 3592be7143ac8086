"""Problem set 4: its personal numbers and its advice."""
