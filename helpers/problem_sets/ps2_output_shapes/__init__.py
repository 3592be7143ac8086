"""Problem set 2: its personal numbers and its advice."""
