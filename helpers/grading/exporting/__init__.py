"""Grades and feedback in the forms that learning platforms import."""
