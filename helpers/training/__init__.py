"""Trainings: networks in a cache, histories, schedules, and what a trained network looks at."""
