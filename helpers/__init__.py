"""Shared code of the course: the arithmetic of layers, the digits, the pictures, the widgets, the grader."""
