"""Keeping the course in order: system programs, executed notebooks, rules of the test run."""
