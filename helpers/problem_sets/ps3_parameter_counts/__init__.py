"""Problem set 3: its personal numbers and its advice."""
