"""Shared code of the course: arithmetic of layers, digits, pictures, widgets, the grader."""
